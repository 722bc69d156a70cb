"""What a question is asked of takes rows out of its answer, and changes nothing else."""

import pytest
from pyoxigraph import NamedNode

from mgi_graph.pipeline.dataset import Dataset
from mgi_graph.queries import find_query, load_queries
from mgi_graph.results import Solutions, Term
from mgi_graph.store import OxigraphStore
from tests.canned.cases import Case, read_cases
from tests.canned.test_canned_queries import change, solve

PROFILES = ("bra-manaus-2023", "chl-monte-patria-2024", "col-medellin-2022")
CHECKS = {
    query.name
    for query in load_queries()
    if query.path.parent.name == "quality"
    and any(parameter.name == "profile" for parameter in query.parameters)
}
CASES = [case for case in read_cases() if case.query in CHECKS and case.change]


def of_profile(row: dict[str, Term | None], profile: str) -> bool:
    """Say whether a row names a profile, or a finding of it."""
    names = [term.value for term in row.values() if isinstance(term, NamedNode)]
    return any(name.endswith(f"/{profile}") or f"/finding/{profile}/" in name for name in names)


def rows(answer: Solutions) -> list[dict[str, Term | None]]:
    """Return the rows of an answer, each by the names of its columns."""
    return [dict(each.items()) for each in answer]


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if case.query != "indicator-without-domain"],
    ids=lambda case: case.id,
)
def test_defects_of_one_profile_are_those_of_all_that_it_has(case: Case, built: Dataset) -> None:
    """A defect is listed under its own profile and under no other one."""
    assert case.change is not None
    store = change(built, case.change)
    whole = rows(solve(store, case.query))
    for profile in PROFILES:
        expected = [row for row in whole if of_profile(row, profile)]
        assert rows(solve(store, case.query, profile=profile)) == expected


def test_every_check_of_findings_can_be_asked_of_one_profile() -> None:
    """One profile is checked in an instant, however many there are."""
    unbounded = {
        query.name
        for query in load_queries()
        if query.path.parent.name == "quality" and not query.parameters
    }
    assert unbounded == {
        "concept-without-label",
        "finding-without-profile",
        "indicator-without-definition",
        "indicator-without-source",
        "label-of-two-indicators",
        "term-without-label",
    }


@pytest.mark.parametrize("country", ["bra", "chl", "col"])
@pytest.mark.parametrize(
    ("name", "column", "given"),
    [
        ("peer-learning", "practice", {"place": "col-medellin"}),
        ("peer-learning", "practice", {"place": "bra-manaus", "indicator": "city-networks"}),
        ("shared-gaps", "peerGap", {"place": "col-medellin"}),
        ("findings-on-indicator", "finding", {"indicator": "city-networks"}),
        ("same-matter-across-languages", "finding", {}),
        ("same-matter-across-languages", "finding", {"domain": "partnerships"}),
    ],
)
def test_answer_about_a_country_is_what_the_whole_answer_has_of_it(
    name: str, column: str, given: dict[str, str], country: str, dataset: OxigraphStore
) -> None:
    """The order stays, and so does each row."""
    whole = rows(solve(dataset, name, **given))
    expected = [row for row in whole if f"/finding/{country}-" in getattr(row[column], "value", "")]
    assert rows(solve(dataset, name, **given, country=country)) == expected


def test_answer_on_one_indicator_is_what_the_whole_answer_has_on_it(dataset: OxigraphStore) -> None:
    """A country's national and local profiles are compared on one indicator too."""
    label = "City networks and associations of municipalities"
    whole = rows(solve(dataset, "national-and-local", country="col"))
    expected = [row for row in whole if getattr(row["indicatorLabel"], "value", "") == label]
    found = solve(dataset, "national-and-local", country="col", indicator="city-networks")
    assert rows(found) == expected


def test_names_of_one_place_are_those_of_all_that_it_has(built: Dataset) -> None:
    """Two things of one place are listed under it and under no other one."""
    (case,) = (case for case in read_cases() if case.query == "name-of-two-things" and case.change)
    assert case.change is not None
    store = change(built, case.change)
    whole = rows(solve(store, case.query))
    found = [rows(solve(store, case.query, place=profile[:-5])) for profile in PROFILES]
    assert sorted(map(str, whole)) == sorted(str(row) for some in found for row in some)
    assert find_query(case.query).parameters
