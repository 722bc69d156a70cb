"""Check that forms of query are told apart and all else is refused."""

import pytest

from mgi_graph.errors import QuerySyntaxError
from mgi_graph.store import QueryForm, Store, find_form

UPDATES = [
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "DELETE WHERE { ?s ?p ?o }",
    "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "LOAD <http://127.0.0.1:9/x>",
    "CLEAR ALL",
    "DROP ALL",
    "CREATE GRAPH <urn:g>",
    "COPY DEFAULT TO <urn:g>",
    "MOVE DEFAULT TO <urn:g>",
    "ADD DEFAULT TO <urn:g>",
    "PREFIX x: <urn:x> # no INSERT\n insert data { x:a x:b x:c }",
]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * {}", QueryForm.SELECT),
        ("#+ summary: INSERT\nBASE <urn:x>\nprefix select: <urn:ask> ask {}", QueryForm.ASK),
        ('VERSION "1.2" CONSTRUCT WHERE {}', QueryForm.CONSTRUCT),
        ("PREFIX : <urn:x> DESCRIBE :a", QueryForm.DESCRIBE),
    ],
)
def test_form_is_the_first_keyword_after_the_prologue(text: str, form: QueryForm) -> None:
    """Comments and declarations before the keyword do not matter."""
    assert find_form(text) is form


@pytest.mark.parametrize("text", UPDATES)
def test_update_is_refused_by_every_store(text: str, store: Store) -> None:
    """An update is named as such, and nothing is changed."""
    with pytest.raises(QuerySyntaxError, match="is an update, and datasets are only read"):
        store.query(text)
    assert not store.query("ASK { <urn:a> <urn:b> <urn:c> }")


@pytest.mark.parametrize("text", ["", "  \n", "# only a comment", "PREFIX mgi: <urn:x>"])
def test_empty_query_is_refused_by_every_store(text: str, store: Store) -> None:
    """A text without a query says what was expected."""
    with pytest.raises(QuerySyntaxError, match="empty; expected one of SELECT, ASK"):
        store.query(text)


def test_other_text_is_refused_with_its_place(store: Store) -> None:
    """A text that begins with no keyword of a query is refused at that word."""
    with pytest.raises(QuerySyntaxError, match="found 'peer'") as caught:
        store.query("PREFIX mgi: <urn:x>\n  peer-learning")
    assert (caught.value.line, caught.value.column) == (2, 3)


@pytest.mark.parametrize(
    "inner", ["{" * 5000, "FILTER(" + "(" * 5000, "FILTER(" + "!" * 5000, "?s ?p " + "[" * 5000]
)
def test_deep_nesting_is_refused(inner: str) -> None:
    """Nesting that would end the process is an error like another."""
    with pytest.raises(QuerySyntaxError, match="nested more than 100 deep"):
        find_form("SELECT * {" + inner)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("DESCRIBE " + "<urn:a> " * 4000, id="things"),
        pytest.param("SELECT * { " + "OPTIONAL { ?s ?p ?o } " * 4000 + "}", id="clauses"),
        pytest.param("ASK { FILTER(1" + "+1" * 12000 + ") }", id="operators"),
        pytest.param("ASK { VALUES ?x { 1 } " + "BIND(1 AS ?y) " * 4000 + "}", id="after VALUES"),
    ],
)
def test_long_query_is_refused(query: str) -> None:
    """A chain that would end the process is an error like another."""
    with pytest.raises(QuerySyntaxError, match="more than 2,000 words and signs"):
        find_form(query)


def test_long_data_are_not_refused(store: Store) -> None:
    """Data in VALUES may be as long as they are."""
    data = "(1 'a}') " * 5000
    assert store.query(f"ASK {{ VALUES (?x ?y) {{ {data} }} FILTER(?y = 'a}}') }}")


def test_lone_surrogate_is_refused() -> None:
    """A character that UTF-8 cannot have, as bad bytes on a command line make, is refused."""
    with pytest.raises(QuerySyntaxError, match="not a Unicode character") as caught:
        find_form("ASK {\n ?s ?p '\udcff' }")
    assert (caught.value.line, caught.value.column) == (2, 9)
