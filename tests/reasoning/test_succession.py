"""Test which profile precedes which: the next later one of the same place, and no other."""

import time
from collections.abc import Iterator

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryTriples, Store, Triple

from mgi_graph.rdf.terms import DCTERMS, MGI, XSD
from mgi_graph.reasoning import close_ontology, infer
from mgi_graph.reasoning.rules import load_rules

Profiles = dict[str, tuple[str, str]]
"""The place and the month of each profile."""


def _describe(profiles: Profiles) -> Iterator[Triple]:
    for name, (place, month) in profiles.items():
        yield Triple(_name(name), MGI.assesses, _name(place))
        yield Triple(_name(name), DCTERMS.issued, Literal(month, datatype=XSD.gYearMonth))


def _name(name: str) -> NamedNode:
    return NamedNode(f"http://example.org/{name}")


def _successions(profiles: Profiles) -> set[tuple[str, str]]:
    inferred = infer(Quad(*triple) for triple in _describe(profiles))
    assert {triple.predicate for triple in inferred} <= {MGI.precedes}
    return {(_local(triple.subject), _local(triple.object)) for triple in inferred}


def _local(term: object) -> str:
    assert isinstance(term, NamedNode)
    return term.value.rpartition("/")[2]


@pytest.mark.parametrize(
    ("profiles", "expected"),
    [
        ({"a": ("quito", "2020-05")}, set()),
        ({"a": ("quito", "2020-05"), "b": ("quito", "2024-03")}, {("a", "b")}),
        ({"b": ("quito", "2024-03"), "a": ("quito", "2020-05")}, {("a", "b")}),
        ({"a": ("quito", "2024-03"), "b": ("quito", "2024-11")}, {("a", "b")}),
        ({"a": ("quito", "2019-12"), "b": ("quito", "2020-01")}, {("a", "b")}),
        (
            {"a": ("quito", "2018-05"), "b": ("quito", "2021-05"), "c": ("quito", "2024-05")},
            {("a", "b"), ("b", "c")},
        ),
        ({"a": ("quito", "2020-05"), "b": ("cuenca", "2024-03")}, set()),
        ({"national": ("ecuador", "2020-05"), "local": ("quito", "2024-03")}, set()),
        (
            {
                "a": ("quito", "2018-05"),
                "x": ("cuenca", "2020-05"),
                "b": ("quito", "2022-05"),
                "y": ("cuenca", "2024-05"),
            },
            {("a", "b"), ("x", "y")},
        ),
    ],
    ids=[
        "one",
        "two",
        "whatever their names",
        "of one year",
        "over a turn of the year",
        "three are a chain without a shortcut",
        "two places",
        "country and city",
        "two places by turns",
    ],
)
def test_profile_precedes_the_next_of_its_place(
    profiles: Profiles, expected: set[tuple[str, str]]
) -> None:
    """Places are kept apart, the month decides, and nothing is skipped."""
    assert _successions(profiles) == expected


def test_profiles_of_one_month_stand_side_by_side() -> None:
    """Neither of them came first: both follow the one before, and both precede the one after."""
    profiles = {
        "first": ("quito", "2018-05"),
        "this": ("quito", "2021-05"),
        "that": ("quito", "2021-05"),
        "last": ("quito", "2024-05"),
    }
    assert _successions(profiles) == {
        ("first", "this"),
        ("first", "that"),
        ("this", "last"),
        ("that", "last"),
    }


def test_profile_without_a_month_or_a_place_precedes_nothing() -> None:
    """What is not said is not guessed."""
    whole = set(_describe({"a": ("quito", "2020-05"), "b": ("quito", "2024-03")}))
    for missing in whole:
        assert infer(Quad(*triple) for triple in whole - {missing}) == set()


def test_owl_knows_nothing_of_it() -> None:
    """The rule is ours: OWL 2 RL implies nothing of the kind, so owlrl cannot check it."""
    profiles = {"a": ("quito", "2020-05"), "b": ("quito", "2024-03")}
    assert MGI.precedes not in {triple.predicate for triple in close_ontology(_describe(profiles))}


def test_time_grows_with_the_number_of_places() -> None:
    """Ten times the places take about ten times as long, not a hundred."""
    few, many = (_least_time(places) for places in (400, 4000))
    assert many < 40 * few


def _least_time(places: int) -> float:
    """Return the seconds that the rule takes, at best, for two profiles of each place."""
    store = Store()
    store.bulk_extend(
        Quad(*triple)
        for place in range(places)
        for triple in _describe(
            {f"{place}-{month}": (f"place-{place}", month) for month in ("2020-05", "2024-03")}
        )
    )
    rule = load_rules()["mgi-precedes"]
    times = []
    for _ in range(3):
        start = time.process_time()
        derived = store.query(rule)
        assert isinstance(derived, QueryTriples)
        number = len(list(derived))
        times.append(time.process_time() - start)
        assert number == places
    return min(times)
