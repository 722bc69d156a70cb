"""Check that syntax errors say what is wrong and where."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mgi_graph.errors import QuerySyntaxError
from mgi_graph.store import Store, check_syntax

CASES = {
    "undeclared prefix": (
        "SELECT * {\n  ?s a mgi:City }",
        (2, 8),
        "prefix mgi: is not declared; begin the query with PREFIX mgi: <https://w3id.org/mgi-graph",
    ),
    "undeclared foreign prefix": ("ASK { ?s ex:a ?o }", (1, 10), "prefix ex: is not declared"),
    "open string": ("ASK { ?s ?p 'it }", (1, 13), "the string that begins here is not closed"),
    "open group": ("ASK {\n  ?s ?p ?o", (1, 5), "'{' is never closed"),
    "closed twice": ("ASK { ?s ?p ?o } }", (1, 18), "'}' closes nothing"),
    "crossed brackets": ("ASK { FILTER(?a = 1 }", (1, 21), "expected ')'; found '}'"),
    "missing object": ("ASK { ?s ?p }", (1, 13), "'}' cannot stand here"),
    "missing object, much later": ("ASK { ?s ?p } # and so on and on", (1, 13), "'}' cannot"),
    "trailing words": ("ASK { ?s ?p ?o }\nfoo bar", (2, 1), "'foo' cannot stand here"),
    "ORDER without BY": ("SELECT * { ?s ?p ?o } ORDER ?s", (1, 29), "'?s' cannot stand here"),
    "comma": ("SELECT ?s, ?p { ?s ?p ?o }", (1, 10), "',' cannot stand here"),
    "bare URL": ("ASK { ?s http://a ?o }", (1, 10), "an IRI stands between < and >"),
    "space in an IRI": ("ASK { <http://a b> ?p ?o }", (1, 7), "not an IRI: it holds a space"),
    "ungrouped variable": (
        "SELECT ?s (COUNT(?p) AS ?n) { ?s ?p ?o }",
        (1, 41),
        "must be grouped or stand in an aggregate",
    ),
    "bound twice": ("SELECT (1 AS ?s) { ?s ?p ?o }", (1, 30), "AS needs a variable that has no"),
    "BIND too late": ("ASK { ?s ?p ?o BIND(1 AS ?s) }", (1, 31), "AS with a variable that has a"),
    "LIMIT without a number": ("SELECT * { ?s ?p ?o } LIMIT", (1, 28), "ends too early"),
    "after letters with accents": ("ASK { 'éé' ?p }", (1, 15), "'}' cannot stand here"),
}


@pytest.mark.parametrize(("text", "place", "problem"), CASES.values(), ids=CASES)
def test_error_names_the_mistake_and_its_place(
    store: Store, text: str, place: tuple[int, int], problem: str
) -> None:
    """Every store says the same of the same mistake, with line and column from 1."""
    with pytest.raises(QuerySyntaxError) as caught:
        store.query(text)
    assert (caught.value.line, caught.value.column) == place
    assert problem in str(caught.value)


def test_error_shows_the_line_with_a_mark() -> None:
    """The message ends in the line at fault, a mark standing under the place."""
    with pytest.raises(QuerySyntaxError) as caught:
        check_syntax("SELECT * {\n\t?s ?p }")
    first, line, mark = str(caught.value).split("\n")
    assert first == "SPARQL syntax error at line 2, column 8: '}' cannot stand here"
    assert line == "   ?s ?p }"
    assert mark.index("^") == line.index("}")


def test_long_line_is_shown_in_part() -> None:
    """Of a very long line only the part around the place is shown."""
    with pytest.raises(QuerySyntaxError) as caught:
        check_syntax("ASK { " + "?s ?p ?o . " * 5 + "?s ?p " + "?o . ?s ?p " * 30 + "}")
    _, line, mark = str(caught.value).split("\n")
    assert len(line) <= 102
    assert line[mark.index("^")] == "}"


@settings(deadline=None)
@given(st.lists(st.sampled_from(list("?s {}()[].;,<>'\"\\#:@^|&!=*+-/1a\nSELECT ")), max_size=30))
def test_any_text_parses_or_is_explained(pieces: list[str]) -> None:
    """Whatever stands in a query, it parses or there is an error within its text."""
    text = "SELECT * { " + "".join(pieces)
    line = failing_line(text)
    assert line is None or 1 <= line <= text.count("\n") + 1


def failing_line(text: str) -> int | None:
    """Return the line of the syntax error, ``None`` for a query that parses."""
    try:
        check_syntax(text)
    except QuerySyntaxError as err:
        return err.line
    return None
