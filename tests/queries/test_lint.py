"""Check the rules for canned queries, each with a query that breaks it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mgi_graph.queries import CannedQuery, lint_query, load_query

ORDER = "ORDER BY STR(?label) ?place"
SELECT = "SELECT ?place ?label"

BREACHES = {
    "syntax": ((" a mgi:City", " a mgi:City mgi:Place"), 22, "cannot stand here"),
    "service": (
        ("  ?place a", "  SERVICE <urn:x> { ?place ?p ?o }\n  ?place a"),
        None,
        "SERVICE",
    ),
    "update": ((SELECT, "INSERT { ?place a ?label }"), 17, "is an update"),
    "no order": ((ORDER, ""), 17, "SELECT without ORDER BY"),
    "order in a sub-select only": (
        (f"}}\n{ORDER}", "{ SELECT ?x { ?x ?y ?z } ORDER BY ?x } }"),
        17,
        "SELECT without ORDER BY",
    ),
    "unused prefix": (
        ("PREFIX mgi", "PREFIX dcterms: <http://purl.org/dc/terms/>\nPREFIX mgi"),
        14,
        "prefix dcterms: is not used",
    ),
    "unsorted prefixes": (
        ("PREFIX mgi", "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\nPREFIX mgi"),
        15,
        "prefix mgi: stands after xsd:",
    ),
    "prefix of another namespace": (
        ("<http://www.w3.org/2004/02/skos/core#>", "<http://www.w3.org/2008/05/skos#>"),
        15,
        "expected <http://www.w3.org/2004/02/skos/core#>",
    ),
    "places ordered by a count": (
        (ORDER, "GROUP BY ?place ?label\nORDER BY DESC(COUNT(?place)) ?place"),
        27,
        "ranks them",
    ),
    "places ordered by a counted variable": (
        (f"{SELECT}\nWHERE", "SELECT ?placeLabel (COUNT(?label) AS ?n)\nWHERE"),
        26,
        "ranks them",
    ),
    "ranking in a name": (("?label", "?placeRank"), 17, "does not rank or score"),
    "ranking in a question": (("What is this", "What is the score of this"), 1, "'score'"),
}


@pytest.mark.parametrize(("change", "line", "problem"), BREACHES.values(), ids=BREACHES)
def test_breach_is_told_with_its_line(
    write_query: Callable[[str], Path],
    good_text: str,
    change: tuple[str, str],
    line: int | None,
    problem: str,
) -> None:
    """Each rule is told when it is broken, with the line."""
    assert change[0] in good_text
    text = good_text.replace(*change)
    if "AS ?n" in text:
        text = text.replace(ORDER, "GROUP BY ?placeLabel ORDER BY DESC(?n) ?placeLabel")
    first, *_ = lint_query(load_query(write_query(text)))
    assert problem in first.problem
    assert first.line == line


def test_good_query_has_no_breach(query: CannedQuery) -> None:
    """The query that keeps every rule has none."""
    assert lint_query(query) == []


@pytest.mark.parametrize(
    "change",
    [
        (
            (SELECT, "SELECT ?label (COUNT(DISTINCT ?place) AS ?places)"),
            (ORDER, "GROUP BY ?label ORDER BY DESC(?places) STR(?label)"),
        ),
        (
            (SELECT, "SELECT ?place (COUNT(?label) AS ?labels)"),
            (ORDER, "GROUP BY ?place ORDER BY ?place"),
        ),
        ((SELECT, "ASK"), (ORDER, "")),
    ],
    ids=["things by how many places name them", "places with counts in their own order", "ask"],
)
def test_counting_is_no_ranking(
    write_query: Callable[[str], Path], good_text: str, change: tuple[tuple[str, str], ...]
) -> None:
    """What is no place may be ordered by a count, and places may be shown with counts."""
    text = good_text
    for old, new in change:
        text = text.replace(old, new)
    assert lint_query(load_query(write_query(text))) == []
