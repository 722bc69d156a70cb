"""Check what the two stores in memory have in common: union, refusals, no network."""

import socket
from collections.abc import Callable, Iterable

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from mgi_graph.errors import StoreError, UnknownNameError
from mgi_graph.results import Solutions
from mgi_graph.store import OxigraphStore, RdflibStore, Store

A, B = NamedNode("urn:a"), NamedNode("urn:b")
ONE, TWO = NamedNode("urn:graph:1"), NamedNode("urn:graph:2")

MAKERS = [OxigraphStore.of, RdflibStore.of]
IDS = ["oxigraph", "rdflib"]
Make = Callable[[Iterable[Quad]], Store]


def rows(store: Store, text: str) -> tuple[tuple[object, ...], ...]:
    """Return the rows of a SELECT query."""
    answer = store.query(text)
    assert isinstance(answer, Solutions)
    return answer.rows


@pytest.mark.parametrize("make", MAKERS, ids=IDS)
def test_triple_of_two_graphs_is_one_in_the_union(make: Make) -> None:
    """A triple that stands in two named graphs counts once in the default graph."""
    store = make([Quad(A, B, A, ONE), Quad(A, B, A, TWO)])
    assert rows(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == ((Literal(1),),)
    assert rows(store, "SELECT ?s { ?s <urn:b>/<urn:b> ?o }") == ((A,),)
    assert rows(store, "SELECT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g") == ((ONE,), (TWO,))


@pytest.mark.parametrize("make", MAKERS, ids=IDS)
def test_default_graph_is_part_of_the_union_and_no_named_graph(make: Make) -> None:
    """Triples of the default graph are found beside the others, and under no graph name."""
    store = make([Quad(A, B, A, DefaultGraph()), Quad(A, B, B, ONE)])
    assert rows(store, "SELECT ?o { ?s ?p ?o } ORDER BY ?o") == ((A,), (B,))
    assert rows(store, "SELECT ?g ?o { GRAPH ?g { ?s ?p ?o } }") == ((ONE, B),)


@pytest.mark.parametrize("make", MAKERS, ids=IDS)
def test_from_narrows_the_default_graph(make: Make) -> None:
    """FROM makes the default graph of the graphs that it names, and of no other."""
    store = make([Quad(A, B, A, ONE), Quad(A, B, B, TWO)])
    assert rows(store, "SELECT ?o FROM <urn:graph:2> { ?s ?p ?o }") == ((B,),)


@pytest.mark.parametrize("make", MAKERS, ids=IDS)
def test_numbers_are_in_canonical_form(make: Make) -> None:
    """A number is answered in its canonical form, whatever its form in the data."""
    decimal = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    store = make([Quad(A, B, Literal("01.50", datatype=decimal), ONE)])
    assert rows(store, "SELECT ?o { ?s ?p ?o }") == ((Literal("1.5", datatype=decimal),),)


@pytest.mark.parametrize("make", MAKERS, ids=IDS)
def test_blank_nodes_are_held(make: Make) -> None:
    """A blank node is answered as one."""
    store = make([Quad(BlankNode("x"), B, BlankNode("x"), ONE)])
    ((subject, object_),) = rows(store, "SELECT ?s ?o { ?s ?p ?o }")
    assert isinstance(subject, BlankNode)
    assert subject == object_


@pytest.mark.parametrize("make", MAKERS, ids=IDS)
def test_service_is_refused_and_nothing_is_called(make: Make) -> None:
    """A SERVICE pattern is an error, and no connection is attempted."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        port = listener.getsockname()[1]
        with pytest.raises(StoreError, match="SERVICE is refused"):
            make([]).query(f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}")
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize("make", MAKERS, ids=IDS)
@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED"])
def test_graph_that_is_missing_is_not_fetched(make: Make, clause: str) -> None:
    """FROM with the IRI of a graph that the dataset lacks is an error and calls nobody."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        graph = f"<http://127.0.0.1:{listener.getsockname()[1]}/>"
        with pytest.raises(UnknownNameError, match="nothing is fetched"):
            make([Quad(A, B, A, ONE)]).query(f"SELECT ?s {clause} {graph} {{ ?s ?p ?o }}")
        with pytest.raises(TimeoutError):
            listener.accept()


def test_triple_terms_are_refused_by_rdflib() -> None:
    """What rdflib cannot hold is an error that names the store that can."""
    with pytest.raises(StoreError, match="use the Oxigraph store"):
        RdflibStore.of([Quad(A, B, Triple(A, B, A), ONE)])


def test_unknown_function_is_an_error_of_the_query() -> None:
    """A function that Oxigraph does not have is named."""
    store = OxigraphStore.of([Quad(A, B, A, ONE)])
    with pytest.raises(StoreError, match=r"cannot be evaluated.*urn:f"):
        store.query("SELECT * { ?s ?p ?o FILTER(<urn:f>(?s)) }")


def test_query_beyond_rdflib_is_an_error_of_the_store() -> None:
    """A query that Oxigraph's grammar has and rdflib's has not is refused with rdflib's name."""
    with pytest.raises(StoreError, match="rdflib cannot parse"):
        RdflibStore.of([]).query("SELECT * { << ?s ?p ?o >> ?q ?r }")
