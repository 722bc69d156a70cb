"""The three real profiles come out as a reader finds them."""

from pathlib import Path

import pytest
import yaml

from mgi_graph.model import (
    ContributorRole,
    Country,
    DomainSlug,
    Language,
    PlaceKind,
    PlaceName,
    Status,
    YearMonth,
    normalise_space,
)
from mgi_graph.parsing import LineRole, ParsedProfile, explain

MEDELLIN = "col-medellin-2022-09.txt"
MONTE_PATRIA = "chl-monte-patria-2024-09.txt"
MANAUS = "bra-manaus-2023-10.txt"

Real = dict[str, ParsedProfile]
Key = tuple[DomainSlug, Status, int]


def _expected(name: str) -> dict[Key, tuple[int, str]]:
    path = Path(__file__).parent / "data" / "statements.yaml"
    table = yaml.safe_load(path.read_text(encoding="utf-8"))[name]
    return {
        (DomainSlug(domain), Status(status), position): (line, text)
        for domain, lists in table.items()
        for status, statements in lists.items()
        for position, (line, text) in enumerate(statements, start=1)
    }


@pytest.mark.parametrize("name", [MEDELLIN, MONTE_PATRIA, MANAUS])
def test_every_statement_is_the_source_s(real: Real, name: str) -> None:
    """Each finding has the words, the domain, the status and the line that it has there."""
    found = {
        (each.domain, each.status, each.position): (
            each.statements[0].span.line,
            each.statements[0].text,
        )
        for each in real[name].profile.findings
    }
    assert found == _expected(name)


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        (MEDELLIN, [(4, 2), (4, 2), (3, 3), (4, 2), (5, 1), (3, 2)]),
        (MONTE_PATRIA, [(4, 2), (3, 4), (3, 1), (4, 2), (3, 3), (2, 3)]),
        (MANAUS, [(4, 2), (3, 3), (4, 2), (3, 3), (3, 3), (3, 3)]),
    ],
)
def test_lists_have_the_lengths_of_the_sources(
    real: Real, name: str, counts: list[tuple[int, int]]
) -> None:
    """Each domain has its number of well-developed areas and of areas for development."""
    keys = [(each.domain, each.status) for each in real[name].profile.findings]
    assert [
        (keys.count((domain, Status.WELL_DEVELOPED)), keys.count((domain, Status.FOR_DEVELOPMENT)))
        for domain in DomainSlug
    ] == counts


@pytest.mark.parametrize("name", [MEDELLIN, MONTE_PATRIA, MANAUS])
def test_statements_stand_at_their_positions(real: Real, name: str) -> None:
    """Start and end cut the statement out of the file, without its bullet."""
    text = real[name].source.text
    for finding in real[name].profile.findings:
        (statement,) = finding.statements
        cut = text[statement.span.start : statement.span.end]
        assert cut == cut.strip()
        assert normalise_space(cut) == statement.text
        assert statement.span.line == text.count("\n", 0, statement.span.start) + 1


@pytest.mark.parametrize(
    ("name", "language"),
    [(MEDELLIN, Language.EN), (MONTE_PATRIA, Language.ES), (MANAUS, Language.EN)],
)
def test_no_statement_is_in_another_language(real: Real, name: str, language: Language) -> None:
    """Foreign names in a statement do not change its language."""
    assert real[name].profile.languages == (language,)


@pytest.mark.parametrize(
    ("name", "place", "issued", "title"),
    [
        (
            MEDELLIN,
            PlaceName(PlaceKind.CITY, "Medellin", "District", Country("CO", "COL", "170")),
            YearMonth(2022, 9),
            "Migration Governance Profile: District of Medellin",
        ),
        (
            MONTE_PATRIA,
            PlaceName(PlaceKind.CITY, "Monte Patria", "Municipalidad", Country("CL", "CHL", "152")),
            YearMonth(2024, 9),
            "Perfil de Gobernanza de la Migración: Municipalidad de Monte Patria (Chile)",
        ),
        (
            MANAUS,
            PlaceName(PlaceKind.CITY, "Manaus", "City", Country("BR", "BRA", "076")),
            YearMonth(2023, 10),
            "Migration Governance Profile: City of Manaus (Brazil)",
        ),
    ],
)
def test_title_and_date_are_read(
    real: Real, name: str, place: PlaceName, issued: YearMonth, title: str
) -> None:
    """Place, legal form, country and month are those of the last two lines."""
    profile = real[name].profile
    assert (profile.place, profile.issued, profile.titles[0].text) == (place, issued, title)


@pytest.mark.parametrize(
    ("name", "lead", "partner", "funder"),
    [
        (
            MEDELLIN,
            ("iom", "International Organization for Migration"),
            ("economist-impact", "Economist Impact"),
            ("iom-member-states", "IOM member states"),
        ),
        (
            MONTE_PATRIA,
            ("iom", "Organización Internacional para las Migraciones"),
            ("economist-impact", "Economist Impact"),
            ("iom-member-states", "Estados Miembros de la IOM"),
        ),
        (
            MANAUS,
            ("iom", "International Organization for Migration"),
            ("economist-intelligence-unit", "Economist Intelligence Unit"),
            ("iom-member-states", "IOM Member States"),
        ),
    ],
)
def test_contributors_are_read(
    real: Real, name: str, lead: tuple[str, str], partner: tuple[str, str], funder: tuple[str, str]
) -> None:
    """The introduction names who led, researched and funded the profile."""
    found = {each.role: (each.slug, each.name) for each in real[name].profile.contributors}
    assert found == {
        ContributorRole.LEAD: lead,
        ContributorRole.RESEARCH_PARTNER: partner,
        ContributorRole.FUNDER: funder,
    }


def test_introduction_is_the_description_without_the_instruction(real: Real) -> None:
    """The two paragraphs of the introduction stay, the sentence about the wheel goes."""
    (description,) = real[MONTE_PATRIA].profile.descriptions
    first, second = description.text.split("\n\n")
    assert first.startswith("En esta instantánea, se ofrecen ejemplos de ámbitos bien")
    assert first.endswith("y la migración segura, ordenada y regular.")
    assert second.startswith("La iniciativa de los IGM es un programa para el análisis")
    assert second.endswith("el financiamiento de los Estados Miembros de la IOM.")
    assert description.language is Language.ES


@pytest.mark.parametrize(
    ("name", "domain", "status", "position", "words"),
    [
        (
            MEDELLIN,
            5,
            Status.WELL_DEVELOPED,
            1,
            "(2017) is the localinstrument promoting the city’s",
        ),
        (
            MEDELLIN,
            6,
            Status.WELL_DEVELOPED,
            3,
            "developed theTerritorial Action Plan 2021–2024 with",
        ),
        (MEDELLIN, 1, Status.WELL_DEVELOPED, 2, 'that "the right to education must always be'),
        (
            MONTE_PATRIA,
            6,
            Status.WELL_DEVELOPED,
            1,
            "el seminario “Derechos de las mujeres y acciones",
        ),
        (MANAUS, 1, Status.WELL_DEVELOPED, 3, "(Formação de Professores(as) para a Garantia do"),
        (MANAUS, 6, Status.WELL_DEVELOPED, 2, 'part of the "Operação Acolhida" internalization'),
    ],
)
def test_oddities_of_the_sources_are_kept(
    real: Real, name: str, domain: int, status: Status, position: int, words: str
) -> None:
    """Words run together, quotation marks and dashes stay as the source has them."""
    key = (list(DomainSlug)[domain - 1], status, position)
    found = {
        (each.domain, each.status, each.position): each for each in real[name].profile.findings
    }
    assert words in found[key].statements[0].text


@pytest.mark.parametrize("name", [MEDELLIN, MONTE_PATRIA, MANAUS])
def test_every_line_is_accounted_for(real: Real, name: str) -> None:
    """Each line that is not blank is chrome, structure, introduction or finding, once."""
    text = real[name].source.text
    numbers = [number for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    assert [line.number for line in real[name].lines] == numbers
    assert all(line.role is LineRole.CHROME for line in real[name].lines if line.number < 54)


def test_explanation_says_what_became_of_each_line(real: Real) -> None:
    """The explanation names the role of a line, its finding and its text."""
    lines = {each.number: each for each in explain(real[MEDELLIN])}
    assert [(lines[at].role.value, lines[at].detail) for at in (1, 54, 55, 56, 58, 60, 96, 98)] == [
        ("chrome", ""),
        ("structure", "number before a block"),
        ("structure", "opens a block"),
        ("structure", "heading of the introduction"),
        ("introduction", ""),
        ("chrome", "instruction"),
        ("structure", "heading of partnerships"),
        ("structure", "marker of well-developed"),
    ]
    assert lines[101].detail == "well-developed 2 of partnerships"
    assert lines[101].text.startswith("• Medellin is part of two international networks")
    assert [lines[at].detail for at in (154, 156)] == ["date 2022-09", "title"]
