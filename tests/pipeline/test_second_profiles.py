"""Hold what is said to have changed between two profiles of a place against the profiles read.

The profiles are in ``data/second-profiles.yaml``; nobody published them.
"""

from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from mgi_graph.namespaces import ID
from mgi_graph.parsing import parse_sources
from mgi_graph.pipeline.dataset import Background, Dataset, assemble_dataset
from mgi_graph.pipeline.graphs import INFERRED_GRAPH
from mgi_graph.queries import find_query, run_query
from mgi_graph.rdf.terms import MGI
from mgi_graph.results import Solutions, Term
from mgi_graph.store import OxigraphStore, RdflibStore, Store
from tests.pipeline.written_profiles import Written, write_profiles

BEFORE, AFTER = "chl-valle-quieto-2020", "chl-valle-quieto-2024"
RIGHTS, GOVERNMENT, PARTNERS, WELL_BEING, CRISES, SAFE = (
    "migrants-rights",
    "whole-of-government-approach",
    "partnerships",
    "well-being-of-migrants",
    "mobility-dimension-of-crises",
    "safe-orderly-and-regular-migration",
)
W, G = "well-developed", "for-development"

_Change = tuple[str, str, list[str], list[str]]

CHANGES: list[_Change] = [
    ("gap-to-well-developed", "access-to-education", [f"{RIGHTS}/{G}/1"], [f"{RIGHTS}/{W}/2"]),
    (
        "gap-to-well-developed",
        "cooperation-with-private-sector",
        [f"{PARTNERS}/{G}/1"],
        [f"{PARTNERS}/{W}/1"],
    ),
    (
        "gap-to-well-developed",
        "reintegration",
        [f"{SAFE}/{G}/1", f"{SAFE}/{G}/2"],
        [f"{SAFE}/{W}/3"],
    ),
    ("still-a-gap", "migration-data", [f"{GOVERNMENT}/{G}/1"], [f"{GOVERNMENT}/{G}/1"]),
    ("still-a-gap", "ethical-recruitment", [f"{WELL_BEING}/{G}/2"], [f"{WELL_BEING}/{G}/3"]),
    ("still-a-gap", "labour-market-inclusion", [f"{WELL_BEING}/{G}/1"], [f"{WELL_BEING}/{G}/1"]),
    ("still-a-gap", "emergency-plan", [f"{CRISES}/{G}/1"], [f"{CRISES}/{G}/1"]),
    ("new-gap", "city-networks", [], [f"{PARTNERS}/{G}/2"]),
    ("new-gap", "cooperation-with-civil-society", [], [f"{PARTNERS}/{G}/1"]),
    ("new-gap", "entrepreneurship-support", [], [f"{WELL_BEING}/{G}/2"]),
    ("new-gap", "arrival-and-reception", [], [f"{SAFE}/{G}/1"]),
    (
        "well-developed-to-gap",
        "training-of-public-officials",
        [f"{GOVERNMENT}/{W}/1"],
        [f"{GOVERNMENT}/{G}/2"],
    ),
    (
        "well-developed-to-gap",
        "labour-market-inclusion",
        [f"{WELL_BEING}/{W}/1"],
        [f"{WELL_BEING}/{G}/1"],
    ),
    ("still-well-developed", "access-to-health-care", [f"{RIGHTS}/{W}/1"], [f"{RIGHTS}/{W}/1"]),
    (
        "still-well-developed",
        "cooperation-with-civil-society",
        [f"{PARTNERS}/{W}/3"],
        [f"{PARTNERS}/{W}/2"],
    ),
    (
        "still-well-developed",
        "cooperation-with-private-sector",
        [f"{PARTNERS}/{W}/1"],
        [f"{PARTNERS}/{W}/1"],
    ),
    ("still-well-developed", "emergency-plan", [f"{CRISES}/{W}/1"], [f"{CRISES}/{W}/1"]),
    (
        "still-well-developed",
        "anti-trafficking",
        [f"{SAFE}/{W}/1"],
        [f"{SAFE}/{W}/1", f"{SAFE}/{W}/2"],
    ),
    ("newly-well-developed", "lead-institution", [], [f"{GOVERNMENT}/{W}/1"]),
    ("newly-well-developed", "ethical-recruitment", [], [f"{WELL_BEING}/{W}/2"]),
    ("newly-well-developed", "entrepreneurship-support", [], [f"{WELL_BEING}/{W}/1"]),
    ("newly-well-developed", "voluntary-return", [], [f"{SAFE}/{W}/3"]),
    ("no-longer-named", "access-to-housing", [f"{RIGHTS}/{G}/2"], []),
    ("no-longer-named", "anti-discrimination", [f"{RIGHTS}/{W}/2"], []),
    (
        "no-longer-named",
        "cooperation-with-academia",
        [f"{PARTNERS}/{G}/2", f"{PARTNERS}/{W}/2"],
        [],
    ),
]
"""What became of each indicator of Valle Quieto, in the order of the changes and the domains.

Every pair of lists is there: neither before, well developed, a gap, or both, and so after.
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Return the profiles written out, one link of them only suggested."""
    suggested = f"{ID}finding/{AFTER}/{GOVERNMENT}/{G}/1"
    return write_profiles(tmp_path_factory.mktemp("second"), {suggested})


@pytest.fixture(scope="module")
def second(written: Written, background: Background) -> Dataset:
    """Return the dataset of all of them."""
    return _assemble(written, background, *(path.stem for path in written.sources.iterdir()))


@pytest.fixture(scope="module")
def store(second: Dataset) -> OxigraphStore:
    """Return that dataset in a store."""
    return OxigraphStore.of(second.quads)


def _assemble(written: Written, background: Background, *names: str) -> Dataset:
    return assemble_dataset(parse_sources(written.paths(*names)), background, written.curation)


def _solve(store: Store, **parameters: str) -> Solutions:
    answer = run_query(store, find_query("changes-between-profiles"), parameters)
    assert isinstance(answer, Solutions)
    return answer


def _local(term: Term | None, folder: str = "") -> str:
    assert isinstance(term, NamedNode | Literal)
    return term.value.removeprefix(f"{ID}{folder}")


def _changes(answer: Solutions) -> list[_Change]:
    """Return each change with the findings of the earlier and of the later profile, in order."""
    rows = [
        (
            _local(row["change"], "change/"),
            _local(row["indicator"], "indicator/"),
            row["issued"] == row["earlier"],
            _local(row["finding"], "finding/"),
        )
        for row in answer
    ]
    return [
        (change, indicator, *_sides([(is_earlier, finding) for _, _, is_earlier, finding in group]))
        for (change, indicator), group in groupby(rows, key=lambda row: row[:2])
    ]


def _sides(findings: list[tuple[bool, str]]) -> tuple[list[str], list[str]]:
    earlier, later = (
        [finding.partition("/")[2] for is_earlier, finding in findings if is_earlier is side]
        for side in (True, False)
    )
    return earlier, later


def test_profiles_of_one_year_are_told_apart_by_the_month(second: Dataset) -> None:
    """The first of a year keeps the name that it has alone."""
    assert [name for name, _ in second.profiles] == [
        BEFORE,
        AFTER,
        "gha-2021",
        "gha-northwell-2019",
        "gha-northwell-2023",
        "gha-northwell-2023-11",
    ]


def test_each_profile_precedes_the_next_of_its_place(second: Dataset) -> None:
    """A chain for the city, one link for the town, none between the city and its country."""
    successions = {
        (_local(quad.subject, "profile/"), _local(quad.object, "profile/"))
        for quad in second.quads
        if quad.predicate == MGI.precedes
        and quad.graph_name == INFERRED_GRAPH
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
    }
    assert successions == {
        (BEFORE, AFTER),
        ("gha-northwell-2019", "gha-northwell-2023"),
        ("gha-northwell-2023", "gha-northwell-2023-11"),
    }


def test_every_indicator_has_the_change_that_its_lists_make(store: OxigraphStore) -> None:
    """The changes come in the scheme's order, each with the findings that show it."""
    assert _changes(_solve(store, place="chl-valle-quieto")) == CHANGES


@pytest.mark.parametrize("profile", [BEFORE, AFTER])
def test_no_linked_finding_is_lost(profile: str, second: Dataset, store: OxigraphStore) -> None:
    """Each finding is in a row under each indicator that it addresses."""
    linked = {
        (_local(quad.subject), _local(quad.object, "indicator/"))
        for quad in second.quads
        if quad.predicate == MGI.addresses
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
        and f"/{profile}/" in quad.subject.value
    }
    shown = {
        (_local(row["finding"]), _local(row["indicator"], "indicator/"))
        for row in _solve(store, place="chl-valle-quieto")
        if f"/{profile}/" in _local(row["finding"])
    }
    assert linked
    assert shown == linked


def test_three_profiles_are_compared_one_by_one(store: OxigraphStore) -> None:
    """The first is held against the second and the second against the third, no further."""
    months = {
        (_local(row["earlier"]), _local(row["later"]))
        for row in _solve(store, place="gha-northwell")
    }
    assert months == {("2019-06", "2023-02"), ("2023-02", "2023-11")}
    networks, academia = "city-networks", "cooperation-with-academia"
    gap, practice = [f"{PARTNERS}/{G}/1"], [f"{PARTNERS}/{W}/1"]
    assert _changes(_solve(store, place="gha-northwell")) == [
        ("gap-to-well-developed", networks, gap, practice),
        ("well-developed-to-gap", academia, practice, gap),
        ("gap-to-well-developed", academia, gap, practice),
        ("well-developed-to-gap", networks, practice, gap),
    ]


def test_open_query_has_every_place_with_two_profiles(store: OxigraphStore) -> None:
    """The places stand in alphabetical order, and the country with one profile is not there."""
    places = [_local(row["placeLabel"]) for row in _solve(store)]
    assert list(dict.fromkeys(places)) == ["Northwell", "Valle Quieto"]
    assert Counter(places) == {"Northwell": 8, "Valle Quieto": 42}


def test_row_shows_the_words_of_its_finding(store: OxigraphStore) -> None:
    """A row can be read alone: place, months, change, indicator, list, words and language."""
    columns = (
        *("placeLabel", "earlier", "later", "changeLabel", "indicatorLabel"),
        *("issued", "statusLabel", "statement", "language"),
    )
    rows = [
        tuple(_local(row[column]) for column in columns)
        for row in _solve(store, place="chl-valle-quieto", lang="es")
        if _local(row["indicator"]) == "indicator/access-to-housing"
    ]
    assert rows == [
        (
            "Valle Quieto",
            "2020-05",
            "2024-03",
            "Ya no se menciona",
            "Acceso a la vivienda",
            "2020-05",
            "área por desarrollar",
            "No existe un programa de vivienda para personas migrantes.",
            "es",
        )
    ]


def test_suggested_link_is_marked(store: OxigraphStore) -> None:
    """Of all the rows, the one that nobody has confirmed says so."""
    suggested = [_local(row["finding"]) for row in _solve(store) if _is_true(row["suggested"])]
    assert suggested == [f"finding/{AFTER}/{GOVERNMENT}/{G}/1"]


def _is_true(term: Term | None) -> bool:
    assert isinstance(term, Literal)
    return {"true": True, "false": False}[term.value]


def test_unread_profile_is_compared_with_nothing(
    written: Written, background: Background, tmp_path: Path
) -> None:
    """A profile without a linked finding is not silent on everything."""
    (tmp_path / f"{BEFORE}.yaml").write_bytes((written.curation / f"{BEFORE}.yaml").read_bytes())
    sources = parse_sources(written.paths(BEFORE, AFTER))
    half_read = assemble_dataset(sources, background, tmp_path)
    assert _solve(OxigraphStore.of(half_read.quads)).rows == ()


def test_nothing_is_counted(store: OxigraphStore) -> None:
    """No cell holds a number that places could be ordered by."""
    numbers = {"integer", "decimal", "double", "float"}
    types = {
        term.datatype.value.rpartition("#")[2]
        for row in _solve(store).rows
        for term in row
        if isinstance(term, Literal)
    }
    assert types
    assert not types & numbers


def test_engines_give_the_same_changes(second: Dataset, store: OxigraphStore) -> None:
    """The rows and their order do not depend on the engine."""
    assert _solve(RdflibStore.of(second.quads)) == _solve(store)
