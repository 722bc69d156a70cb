"""Headings, markers and openers are known in four languages, however they are spelt."""

import pytest

from mgi_graph.model import DomainSlug, Language, Status
from mgi_graph.parsing.headings import (
    SignKind,
    may_begin_sign,
    read_sign,
    sample_phrases,
    sign_rules,
)
from mgi_graph.parsing.suggestions import misspelt_sign, suggest_sign
from mgi_graph.parsing.tables import expand, expand_all

LONG_FRENCH_POLICY = (
    "Les politiques de migration et les politiques connexes formulées sur la base d’éléments "
    "factuels et selon une approche associant l’ensemble du gouvernement"
)
LONG_FRENCH_SAFE = (
    "S’assurer que les migrations se déroulent dans des conditions sûres, ordonnées et régulières"
)

RIGHTS, WHOLE, PARTNERS, WELL, CRISES, SAFE = DomainSlug


@pytest.mark.parametrize(
    ("domain", "heading"),
    [
        (RIGHTS, "MIGRANTS’ RIGHTS"),
        (RIGHTS, "Migrants' rights"),
        (RIGHTS, "Migrant's Rights"),
        (RIGHTS, "Migrants`rights"),
        (RIGHTS, "Adherence to international standards and fulfillment of migrants' rights"),
        (RIGHTS, "Adherence to international standards and fulfilment of migrants’ rights"),
        (RIGHTS, "Droits des migrants"),
        (RIGHTS, "Adhésion aux normes internationales et garantie des droits des migrants"),
        (RIGHTS, "Derechos de los migrantes"),
        (RIGHTS, "DERECHOS DE LAS PERSONAS MIGRANTES"),
        (
            RIGHTS,
            "Adhesión a las normas internacionales y respeto de los derechos de los migrantes",
        ),
        (RIGHTS, "Direitos dos migrantes"),
        (WHOLE, "WHOLE-OF-GOVERNMENT APPROACH"),
        (WHOLE, "Whole of government approach"),
        (WHOLE, "“Whole-of-government” approach:"),
        (WHOLE, "Formulating policy using evidence and a “whole-of-government” approach"),
        (WHOLE, "Comprehensive governance approach"),
        (WHOLE, "Approche associant l’ensemble du gouvernement"),
        (WHOLE, "Approche associant l'ensamble du gouvernement"),
        (
            WHOLE,
            LONG_FRENCH_POLICY,
        ),
        (WHOLE, "ENFOQUE DE GOBIERNO INTEGRAL"),
        (WHOLE, "Formulación de políticas y enfoques de gobierno integrados"),
        (WHOLE, "Abordagem integrada de governo"),
        (PARTNERS, "PARTNERSHIPS"),
        (PARTNERS, "Engagement with partners to address migration and related issues"),
        (PARTNERS, "Partenariats"),
        (PARTNERS, "Une bonne gouvernance des migrations repose sur de solides partenariats"),
        (PARTNERS, "ALIANZAS"),
        (PARTNERS, "Asociaciones"),
        (PARTNERS, "Parcerias"),
        (WELL, "Well-being of migrants"),
        (WELL, "WELLBEING OF MIGRANTS"),
        (WELL, "Socioeconomic well-being of migrants"),
        (WELL, "Socio-economic well-being of migrants and society"),
        (WELL, "Advance the socioeconomic well-being of migrants and society"),
        (WELL, "Advancement of the socio-economic well-being of migrants and society"),
        (WELL, "Bien-être des migrants"),
        (WELL, "Bien-être socioéconomique des migrants et de la société"),
        (WELL, "Amélioration du bien-être socioéconomique des migrants et de la société"),
        (WELL, "BIENESTAR SOCIOECONÓMICO DE LAS PERSONAS MIGRANTES Y LA SOCIEDAD"),
        (WELL, "Bienestar socioeconómico de los migrantes y de la sociedad"),
        (WELL, "Bienestar de los migrantes"),
        (WELL, "Bem-estar dos migrantes"),
        (CRISES, "MOBILITY DIMENSION OF CRISES"),
        (CRISES, "Mobility dimensions of crises"),
        (CRISES, "Mobility dimensions of crisis"),
        (CRISES, "Effectively address the mobility dimensions of crises"),
        (CRISES, "Mobility in crisis situations"),
        (CRISES, "Aspects d’une crises relatifs à la mobilité"),
        (CRISES, "Aspects d'une crise relatifs à la mobilité"),
        (
            CRISES,
            "Des mesures efficaces pour faire face aux aspects d’une crise relatifs à la mobilité",
        ),
        (
            CRISES,
            "Mesures efficaces pour faire face aux aspects d'une crise relatifs à la mobilité",
        ),
        (CRISES, "Movilidad en situaciones de crisis"),
        (
            CRISES,
            "Abordar eficazmente los aspectos relativos a la movilidad en situaciones de crisis",
        ),
        (CRISES, "Dimensão da mobilidade em situações de crise"),
        (SAFE, "SAFE, ORDERLY AND REGULAR MIGRATION"),
        (SAFE, "Safe, orderly, and regular migration"),
        (SAFE, "Safe and orderly migration"),
        (SAFE, "Ensure that migration takes place in a safe, orderly and dignified manner"),
        (SAFE, "Migrations sûres, ordonnées et régulières"),
        (SAFE, "Migration sûre, ordonnée et régulière"),
        (
            SAFE,
            LONG_FRENCH_SAFE,
        ),
        (SAFE, "Migración segura, ordenada y regular"),
        (SAFE, "MIGRACION SEGURA, ORDENADA Y DIGNA"),
        (SAFE, "Migração segura, ordenada e regular"),
        (PARTNERS, "3. Partnerships"),
        (PARTNERS, "Domain 3: Partnerships"),
        (PARTNERS, "## Partnerships"),
    ],
)
def test_heading_is_of_its_domain(domain: DomainSlug, heading: str) -> None:
    """Each variant is known, however it is written."""
    for spelling in (heading, heading.upper(), f"\u00a0{heading.replace(' ', chr(0xA0))} :"):
        sign = read_sign(spelling)
        assert sign is not None
        assert (sign.kind, sign.domain) == (SignKind.DOMAIN, domain)


@pytest.mark.parametrize(
    ("status", "marker"),
    [
        (Status.WELL_DEVELOPED, "Migration governance: Examples of well-developed areas"),
        (Status.WELL_DEVELOPED, "Migration Governance: examples of well-developed areas"),
        (
            Status.WELL_DEVELOPED,
            "Gobernanza de la migración: Ejemplos de áreas bien desarrolladas:",
        ),
        (Status.WELL_DEVELOPED, "Gouvernance de la migration : exemples d'aspects bien développés"),
        (Status.WELL_DEVELOPED, "Gouvernance de la migration : exemples d’aspects bien développés"),
        (Status.WELL_DEVELOPED, "áreas bem desenvolvidas"),
        (Status.FOR_DEVELOPMENT, "Areas with potential for further development"),
        (Status.FOR_DEVELOPMENT, "Areas with potential for further development:\u00a0"),
        (Status.FOR_DEVELOPMENT, "Áreas con potencial para un desarrollo adicional:"),
        (Status.FOR_DEVELOPMENT, "áreas con potencial de desarrollo adicional"),
        (Status.FOR_DEVELOPMENT, "Aspects qui pourraient être renforcés"),
        (Status.FOR_DEVELOPMENT, "áreas com potencial de desenvolvimento"),
    ],
)
def test_marker_gives_the_status(status: Status, marker: str) -> None:
    """Each marker is known with and without its beginning."""
    sign = read_sign(marker)
    assert sign is not None
    assert (sign.kind, sign.status) == (SignKind.MARKER, status)


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (SignKind.OPENER, "Key findings"),
        (SignKind.OPENER, "KEY FINDINGS:"),
        (SignKind.OPENER, "Principaux résultats"),
        (SignKind.OPENER, "Principales hallazgos"),
        (SignKind.OPENER, "Hallazgos clave"),
        (SignKind.OPENER, "Principais conclusões"),
        (SignKind.INTRODUCTION, "INTRODUCTION"),
        (SignKind.INTRODUCTION, "INTRODUCCIÓN"),
        (SignKind.INTRODUCTION, "Introdução"),
    ],
)
def test_openers_and_introductions_are_known(kind: SignKind, line: str) -> None:
    """The lines around the domains are known in all languages."""
    sign = read_sign(line)
    assert sign is not None
    assert sign.kind is kind


@pytest.mark.parametrize(
    "line",
    [
        "Partners",
        "Migrants have rights",
        "area with potential for further development.",
        "Click on the icons in the wheel to explore the key findings.",
        "1",
        "",
        "Partnerships " * 50,
    ],
)
def test_other_lines_mean_nothing(line: str) -> None:
    """Text that only speaks of a domain is no heading of it."""
    assert read_sign(line) is None


def test_every_pattern_of_the_tables_means_one_thing() -> None:
    """No reading of a pattern is taken for another sign, and each has its languages."""
    for text, sign in sample_phrases():
        found = read_sign(text)
        assert found is not None
        assert (found.kind, found.domain, found.status) == (sign.kind, sign.domain, sign.status)
        assert set(sign.languages) <= set(found.languages)


def test_headings_tell_their_language() -> None:
    """A heading that two languages share names both."""
    assert read_sign("Alianzas") is not None
    assert {sign.languages for sign in [read_sign("Alianzas")] if sign} == {(Language.ES,)}
    assert {sign.languages for sign in [read_sign("Introduction")] if sign} == {
        (Language.EN, Language.FR)
    }


def test_beginning_of_a_wrapped_heading_is_told() -> None:
    """The first line of a heading may begin one, a finding may not."""
    assert may_begin_sign("BIENESTAR SOCIOECONÓMICO DE LAS")
    assert not may_begin_sign("The Municipality of Manaus has")


@pytest.mark.parametrize(
    ("line", "kind", "suggestion"),
    [
        ("PARTNERSHPS", SignKind.DOMAIN, "; did you mean 'PARTNERSHIPS'?"),
        ("Partneships", SignKind.DOMAIN, "; did you mean 'Partnerships'?"),
        ("ALIANSAS", SignKind.DOMAIN, "; did you mean 'ALIANZAS'?"),
        ("MOBILITY DIMENSION OF CRISSES", SignKind.DOMAIN, "; did you mean 'MOBILITY DIMENSION OF"),
        (
            "Exemplos de areas bem desenvolvida",
            SignKind.MARKER,
            "; did you mean 'Exemplos de áreas",
        ),
        ("Aspects qui pouraient être renforcé", SignKind.MARKER, "; did you mean 'Aspects qui"),
        ("Kye findings", SignKind.OPENER, "; did you mean 'Key findings'?"),
    ],
)
def test_misspelt_line_is_told_and_its_meaning_suggested(
    line: str, kind: SignKind, suggestion: str
) -> None:
    """A slip of the pen is noticed and the right spelling named."""
    sign = misspelt_sign(line, (kind,))
    assert sign is not None
    assert sign.kind is kind
    assert suggest_sign(line, (kind,)).startswith(suggestion)


@pytest.mark.parametrize(
    "line",
    [
        "The Office of the Mayor works with the private sector and with migrant associations.",
        "Areas at risk are mapped by the local communities.",
        "Partnerships with universities were signed in 2020 and are renewed each year.",
        "COMPREMI",
        "La Oficina de Inclusión",
    ],
)
def test_text_is_no_misspelt_line(line: str) -> None:
    """Sentences are not taken for misspelt headings or markers."""
    assert misspelt_sign(line, (SignKind.OPENER, SignKind.MARKER)) is None


def test_every_pattern_is_known_behind_every_prefix() -> None:
    """No phrase of the tables begins with letters by which lines are told to be none of them."""
    phrases = [
        (f"{prefix} {next(expand(pattern))}", rule.sign.kind)
        for rule in sign_rules()
        for pattern in rule.patterns
        for prefix in ("", *expand_all(rule.prefixes))
    ]
    phrases += [
        (phrase, rule.sign.kind)
        for rule in sign_rules()
        for phrase in list(expand_all(rule.patterns))[::7]
    ]
    assert phrases
    for phrase, kind in phrases:
        sign = read_sign(phrase)
        assert sign is not None, phrase
        assert sign.kind is kind
