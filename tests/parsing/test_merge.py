"""Language versions of one profile are joined, and what does not fit is refused."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from mgi_graph.errors import ManyErrors
from mgi_graph.model import DomainSlug, Language, Status
from mgi_graph.parsing import (
    ParsedProfile,
    merge_language_versions,
    parse_profile,
    parse_sources,
    read_source,
)

ENGLISH = """\
Key findings
INTRODUCTION
The initiative is led by IOM. It is funded by IOM member states.

Key findings
PARTNERSHIPS
Examples of well-developed areas
• The city works with the university on policies.
• The city is part of two networks.
Areas with potential for further development
• There is no agreement with the private sector.
Key findings
MIGRANTS' RIGHTS
Examples of well-developed areas
• Health care is free for all in the city.

September 2022
Migration Governance Profile: District of Medellin (Colombia)
"""

SPANISH = """\
Key findings
INTRODUCCIÓN
La iniciativa es implementada con el apoyo de Economist Impact.

Key findings
DERECHOS DE LAS PERSONAS MIGRANTES
Ejemplos de áreas bien desarrolladas
• La atención de la salud es gratuita para todos en la ciudad.
Key findings
ALIANZAS
Áreas con potencial para un desarrollo adicional
• No hay un acuerdo con el sector privado.
Ejemplos de áreas bien desarrolladas
• La ciudad colabora con la universidad en las políticas.
• La ciudad es parte de dos redes.

2022 Septembre
Perfil de Gobernanza de la Migración: Distrito de Medellín (Colombia)
"""

PORTUGUESE = (
    SPANISH.replace("INTRODUCCIÓN", "INTRODUÇÃO")
    .replace("La iniciativa es implementada con el apoyo de", "A iniciativa tem o apoio da")
    .replace("DERECHOS DE LAS PERSONAS MIGRANTES", "DIREITOS DOS MIGRANTES")
    .replace("Ejemplos de áreas bien desarrolladas", "Áreas bem desenvolvidas")
    .replace(
        "La atención de la salud es gratuita para todos en la ciudad",
        "A saúde não é paga na cidade",
    )
    .replace("ALIANZAS", "PARCERIAS")
    .replace(
        "Áreas con potencial para un desarrollo adicional", "Áreas com potencial de desenvolvimento"
    )
    .replace("No hay un acuerdo con el sector privado", "Não há um acordo com o setor privado")
    .replace(
        "La ciudad colabora con la universidad en las", "A cidade coopera com a universidade nas"
    )
    .replace("La ciudad es parte de dos redes", "A cidade faz parte das duas redes")
    .replace(
        "Perfil de Gobernanza de la Migración: Distrito",
        "Perfil de Governança Migratória: Distrito",
    )
    .replace("(Colombia)", "(Colômbia)")
)

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a source and gives its path."""

    def write_source(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write_source


def _messages(paths: list[Path]) -> list[str]:
    with pytest.raises(ManyErrors) as caught:
        parse_sources(paths)
    return [str(error) for error in caught.value.errors]


def test_versions_are_aligned_by_domain_status_and_position(write: Write) -> None:
    """Each finding has one statement a language, each with its place in its own source."""
    paths = [write("es.txt", SPANISH), write("pt.txt", PORTUGUESE), write("en.txt", ENGLISH)]
    (profile,) = parse_sources(paths)
    assert [source.language for source in profile.sources] == [
        Language.EN,
        Language.ES,
        Language.PT,
    ]
    assert profile.place.name == "Medellin"
    assert [
        (each.domain, each.status, each.position, [statement.text for statement in each.statements])
        for each in profile.findings
    ] == [
        (
            DomainSlug.MIGRANTS_RIGHTS,
            Status.WELL_DEVELOPED,
            1,
            [
                "Health care is free for all in the city.",
                "La atención de la salud es gratuita para todos en la ciudad.",
                "A saúde não é paga na cidade.",
            ],
        ),
        (
            DomainSlug.PARTNERSHIPS,
            Status.WELL_DEVELOPED,
            1,
            [
                "The city works with the university on policies.",
                "La ciudad colabora con la universidad en las políticas.",
                "A cidade coopera com a universidade nas políticas.",
            ],
        ),
        (
            DomainSlug.PARTNERSHIPS,
            Status.WELL_DEVELOPED,
            2,
            [
                "The city is part of two networks.",
                "La ciudad es parte de dos redes.",
                "A cidade faz parte das duas redes.",
            ],
        ),
        (
            DomainSlug.PARTNERSHIPS,
            Status.FOR_DEVELOPMENT,
            1,
            [
                "There is no agreement with the private sector.",
                "No hay un acuerdo con el sector privado.",
                "Não há um acordo com o setor privado.",
            ],
        ),
    ]
    for finding in profile.findings:
        assert [statement.source for statement in finding.statements] == list(profile.sources)
        assert [statement.language for statement in finding.statements] == [
            Language.EN,
            Language.ES,
            Language.PT,
        ]


def test_titles_descriptions_and_contributors_are_those_of_all_versions(write: Write) -> None:
    """Each version adds its title, its description and the bodies that it names."""
    (profile,) = parse_sources([write("en.txt", ENGLISH), write("es.txt", SPANISH)])
    assert [title.language for title in profile.titles] == [Language.EN, Language.ES]
    assert [text.language for text in profile.descriptions] == [Language.EN, Language.ES]
    assert [each.slug for each in profile.contributors] == [
        "iom",
        "iom-member-states",
        "economist-impact",
    ]


def test_order_of_the_arguments_changes_nothing(
    write: Write, real: dict[str, ParsedProfile]
) -> None:
    """The same sources in any order give the same profiles in the same order."""
    paths = [write("en.txt", ENGLISH), write("es.txt", SPANISH), write("pt.txt", PORTUGUESE)]
    profiles = [parse_profile(read_source(path)).profile for path in paths]
    profiles += [each.profile for name, each in real.items() if "medellin" not in name]
    expected = merge_language_versions(profiles)
    for seed in range(5):
        random.Random(seed).shuffle(profiles)
        assert merge_language_versions(profiles) == expected
    assert [each.place.name for each in expected] == ["Manaus", "Monte Patria", "Medellin"]


def test_other_months_and_places_are_other_profiles(write: Write) -> None:
    """A second profile of a place, or a namesake in another country, is its own."""
    later = SPANISH.replace("2022 Septembre", "2024 Mars")
    elsewhere = SPANISH.replace("(Colombia)", "(Filipinas)")
    paths = [write(name, text) for name, text in (("a", ENGLISH), ("b", later), ("c", elsewhere))]
    assert [(each.place.country.alpha3, str(each.issued)) for each in parse_sources(paths)] == [
        ("COL", "2022-09"),
        ("COL", "2024-03"),
        ("PHL", "2022-09"),
    ]


def test_country_profiles_are_joined_whatever_the_country_is_called(write: Write) -> None:
    """The name of a country differs from language to language, its code does not."""
    english = ENGLISH.replace("District of Medellin (Colombia)", "Germany")
    spanish = SPANISH.replace("Distrito de Medellín (Colombia)", "República Federal de Alemania")
    (profile,) = parse_sources([write("en.txt", english), write("es.txt", spanish)])
    assert (profile.place.name, len(profile.sources)) == ("Germany", 2)


def test_lists_of_other_lengths_are_an_error(write: Write) -> None:
    """A version that lacks a finding names both files, the domain and the list."""
    shorter = SPANISH.replace("• La ciudad es parte de dos redes.\n", "")
    one, two = write("en.txt", ENGLISH), write("es.txt", shorter)
    (message,) = _messages([two, one])
    assert message == (
        f"{two}:14: the well-developed list of partnerships has 1 finding in 'es' but 2 findings "
        f"in 'en' in {one}; expected language versions of one profile to have the same lists; "
        "correct the one that lacks a finding"
    )


def test_missing_list_is_an_error(write: Write) -> None:
    """A version that lacks a whole list is refused as well."""
    shorter = SPANISH.replace("• No hay un acuerdo con el sector privado.\n", "")
    (message,) = _messages([write("es.txt", shorter), write("en.txt", ENGLISH)])
    assert (
        "the for-development list of partnerships has 0 findings in 'es' but 1 finding" in message
    )


def test_same_language_twice_is_an_error(write: Write) -> None:
    """Two sources for one place, month and language are refused with both names."""
    one, two = write("one.txt", ENGLISH), write("two.txt", ENGLISH.replace("Medellin", "Medellín"))
    (message,) = _messages([two, one])
    assert message.startswith(
        f"{two}: a second profile of Medellín (COL) of 2022-09 in the language 'en'; {one} is one"
    )


def test_all_errors_of_all_files_come_in_one_run(write: Write, tmp_path: Path) -> None:
    """A missing file, a bad one and versions that do not fit are reported together."""
    bad = write("bad.txt", ENGLISH.replace("PARTNERSHIPS", "PARTNERSHPS").replace("September", ""))
    shorter = SPANISH.replace("• La ciudad es parte de dos redes.\n", "")
    paths = [tmp_path / "missing.txt", bad, write("en.txt", ENGLISH), write("es.txt", shorter)]
    starts = [
        "missing.txt: no such file",
        "bad.txt:6: heading",
        "bad.txt:17: date",
        "es.txt:14: the",
    ]
    for message, start in zip(_messages(paths), starts, strict=True):
        assert message.startswith(f"{tmp_path}/{start}")


def test_statement_in_another_language_has_its_own_tag(write: Write) -> None:
    """A Spanish finding in an English profile is tagged as Spanish."""
    text = ENGLISH.replace(
        "There is no agreement with the private sector.",
        "Desarrollar una política local contra la trata de personas.",
    )
    (profile,) = parse_sources([write("en.txt", text)])
    assert [each.statements[0].language for each in profile.findings] == [
        Language.EN,
        Language.EN,
        Language.EN,
        Language.ES,
    ]
    assert profile.languages == (Language.EN, Language.ES)
