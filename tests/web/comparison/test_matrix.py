"""Hold the matrix of a comparison against the lists of the profiles."""

import pytest

from mgi_graph.store import OxigraphStore
from mgi_graph.web.comparison.matrix import (
    ALL,
    ANSWERED,
    COMMON,
    Cell,
    Matrix,
    Row,
    keeps,
    read_matrix,
)
from mgi_graph.web.pages.cards import Card
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.views import Shown
from mgi_graph.web.places.facts import place_of, read_places

CARD = Card("", "", "", (), Shown(""), Shown(""), "", 1, 1)
GAP, PRACTICE = Cell((), (CARD,)), Cell((CARD,), ())
BOTH, SILENT = Cell((CARD,), (CARD,)), Cell()
CONSULTATION = "Consultation of civil society and migrants"
STRATEGY = "Migration strategy or policy"


def compare(store: OxigraphStore, *slugs: str, gaps: str = ALL, language: str = "en") -> Matrix:
    """Return the matrix of some places."""
    reader = Reader(language)
    places = read_places(store, filter(None, map(place_of, slugs)), reader)
    assert len(places) == len(slugs)
    return read_matrix(store, places, gaps, reader)


def rows_of(matrix: Matrix) -> dict[str, Row]:
    """Return the rows by their indicators' slugs."""
    rows = [row for group in matrix.groups for row in group.rows]
    found = {row.indicator.iri.rpartition("/")[2]: row for row in rows}
    assert len(found) == len(rows)
    return found


def labels_of(rows: dict[str, Row]) -> set[str]:
    """Return what the indicators of rows are called."""
    return {row.indicator.text for row in rows.values()}


def said(cell: Cell) -> list[str]:
    """Return the first words of what a cell has."""
    cards = (*cell.well_developed, *cell.for_development)
    return [card.statements[0].text[:24] for card in cards]


def test_cells_hold_what_each_place_says(dataset: OxigraphStore) -> None:
    """Manaus, Medellín, Monte Patria on ethical recruitment: a gap, nothing, a gap."""
    matrix = compare(dataset, "bra-manaus", "chl-monte-patria", "col-medellin")
    assert [column.place.shown.text for column in matrix.columns] == [
        "Manaus",
        "Medellín",
        "Monte Patria",
    ]
    rows = rows_of(matrix)
    assert [said(cell) for cell in rows["ethical-recruitment"].cells] == [
        ["Establish formal program"],
        [],
        ["Desarrollar medidas loca"],
    ]
    networks = rows["city-networks"].cells
    assert said(networks[0]) == ["Since 2022, the Municipa", "Participate in internati"]
    assert said(networks[1]) == ["Medellin is part of two "]


def test_rows_stand_by_domain_and_alphabet(dataset: OxigraphStore) -> None:
    """Domains keep their official order, indicators the reader's alphabet, accents aside."""
    matrix = compare(dataset, "bra-manaus", "col-medellin", language="fr")
    assert [group.domain.number for group in matrix.groups] == [1, 2, 3, 4, 5, 6]
    labels = [row.indicator.text for row in matrix.groups[0].rows]
    assert labels == [
        "Accès à l’éducation",
        "Accès au logement",
        "Accès aux services publics",
        "Accès aux soins de santé",
        "Aide juridique et défense des droits",
        "Information et aide à la régularisation",
        "Lutte contre la discrimination et la xénophobie",
        "Médiation interculturelle",
    ]


def test_every_finding_of_each_place_is_said_by_domain(dataset: OxigraphStore) -> None:
    """35 of Medellín and 36 of Manaus stand below, linked to an indicator or not."""
    matrix = compare(dataset, "bra-manaus", "col-medellin")
    totals = [sum(len(said(group.said[column])) for group in matrix.groups) for column in range(2)]
    assert totals == [36, 35]


def test_filters_choose_rows(dataset: OxigraphStore) -> None:
    """Consultation is a gap of Medellín that Manaus answers; strategies are a gap of both."""
    answered = rows_of(compare(dataset, "bra-manaus", "col-medellin", gaps=ANSWERED))
    common = rows_of(compare(dataset, "bra-manaus", "col-medellin", gaps=COMMON))
    assert CONSULTATION in labels_of(answered)
    assert STRATEGY in labels_of(common)
    assert STRATEGY not in labels_of(answered)
    assert CONSULTATION not in labels_of(common)


@pytest.mark.parametrize(
    ("cells", "answered", "common"),
    [
        ((GAP, PRACTICE), True, False),
        ((GAP, GAP), False, True),
        ((BOTH, SILENT), False, False),
        ((BOTH, GAP), True, True),
        ((BOTH, BOTH), True, True),
        ((PRACTICE, SILENT), False, False),
        ((GAP, SILENT, PRACTICE), True, False),
    ],
    ids=["answered", "common", "own", "both and gap", "both", "practice", "three"],
)
def test_place_does_not_answer_its_own_gap(
    cells: tuple[Cell, ...], answered: bool, common: bool
) -> None:
    """A row is answered where another place has the practice."""
    row = Row(Shown(""), cells)
    assert keeps(row, ALL)
    assert keeps(row, ANSWERED) is answered
    assert keeps(row, COMMON) is common
