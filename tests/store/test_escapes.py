"""Check that terms written for queries are read as themselves by every store."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal

from mgi_graph.results import Solutions
from mgi_graph.store import OxigraphStore, RdflibStore, RemoteStore, Store, spell_escapes

HOSTILE = [
    '" } INSERT DATA { <urn:a> <urn:b> <urn:c> } #',
    "' . } # \n",
    "\\u0022 } #",
    "\\\\u0022",
    "\\U00000022",
    "C:\\new\\table",
    "\x00\x01\x1f\x7f",
    "\x01abcd",
    "a\tb\r\nc\x0b\x0c\x85\u2028",
    "\u202e\u2066bidi\u2069",
    "> <urn:x> {",
    "\ufeff\ufffe\uffff",
    "'''\"\"\"",
    "",
    "ñandú 😀",
]


def answer(store: Store, value: str) -> object:
    """Return the term that the store reads for a literal with this value."""
    term = spell_escapes(str(Literal(value)))
    solutions = store.query(f"SELECT ?x {{ VALUES ?x {{ {term} }} }}")
    assert isinstance(solutions, Solutions)
    ((found,),) = solutions.rows
    return found


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_text_is_read_as_itself(store: Store, value: str) -> None:
    """No mark in a value ends its literal or changes it, on any store."""
    assert answer(store, value) == Literal(value)


TEXT = st.text(max_size=20) | st.text(alphabet="\\\"'uU0022{}<>#\n\r\t ", max_size=20)


@settings(deadline=None)
@given(TEXT)
def test_any_text_is_read_as_itself_by_oxigraph(value: str) -> None:
    """Oxigraph reads any written literal as the value that it was made of."""
    assert answer(OxigraphStore.of([]), value) == Literal(value)


@settings(max_examples=50, deadline=None)
@given(TEXT)
def test_any_text_is_read_as_itself_by_rdflib(value: str) -> None:
    """So does rdflib, which resolves escapes before it parses."""
    assert answer(RdflibStore.of([]), value) == Literal(value)


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(value=TEXT)
def test_any_text_is_read_as_itself_by_an_endpoint(remote_store: RemoteStore, value: str) -> None:
    """So does an endpoint, over HTTP and back in JSON."""
    assert answer(remote_store, value) == Literal(value)


@given(st.text(alphabet="\\uU0022ab\"'", max_size=20))
def test_spelling_again_changes_nothing(text: str) -> None:
    """Text with its escapes spelt out is left as it is."""
    spelt = spell_escapes(text)
    assert spell_escapes(spelt) == spelt
