"""rdflib works as it comes: as a store, on IRIs, on documents and on dumps."""

from typing import Final

import pytest
from rdflib import OWL, RDF, SKOS, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import Result
from rdflib.term import Node

from mgi_graph.namespaces import ID, ONTOLOGY
from mgi_graph.pipeline.dataset import Dataset as BuiltDataset
from mgi_graph.store import OxigraphStore
from tests.web.conftest import RunningService

# rdflib's own parsers use a class that rdflib has given up.
pytestmark = [
    pytest.mark.filterwarnings(r"ignore:(ConjunctiveGraph|Dataset\.\w+) is:DeprecationWarning")
]

MGI: Final = Namespace(f"{ONTOLOGY}#")
PLACE: Final = Namespace(ID + "place/")
MEDELLIN: Final = {Literal("Medellín", lang) for lang in ("en", "es", "fr")}


def _store(service: RunningService, method: str = "GET", format_: str = "xml") -> SPARQLStore:
    return SPARQLStore(f"{service.base}/sparql", method=method, returnFormat=format_)


def _values(result: Result) -> set[Node]:
    """Return the values of a result's only variable."""
    assert result.vars is not None
    (variable,) = result.vars
    return {each[variable] for each in result.bindings}


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("format_", ["xml", "json", "csv", "tsv"])
def test_a_graph_behind_the_endpoint_is_walked_and_queried(
    service: RunningService, method: str, format_: str
) -> None:
    """Walking its triples and querying it find the 105 findings of the sources."""
    graph = Graph(store=_store(service, method, format_))
    walked = set(graph.subjects(RDF.type, MGI.Finding))
    queried = _values(graph.query(f"SELECT ?f {{ ?f a <{MGI.Finding}> }}"))
    assert len(walked) == 105
    assert walked == queried


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_a_graph_behind_the_endpoint_answers_every_form(
    service: RunningService, method: str
) -> None:
    """ASK, CONSTRUCT and DESCRIBE work with rdflib's own settings."""
    graph = Graph(store=_store(service, method))
    assert graph.query(f"ASK {{ <{PLACE.Nowhere}> ?p ?o }}").askAnswer is False
    built = graph.query(f"CONSTRUCT WHERE {{ ?city a <{MGI.City}> }}").graph
    assert built is not None
    assert set(built.subjects()) == {
        PLACE["bra-manaus"],
        PLACE["chl-monte-patria"],
        PLACE["chl-vicuna"],
        PLACE["col-medellin"],
    }
    described = graph.query(f"DESCRIBE <{PLACE['col-medellin']}>").graph
    assert described is not None
    assert set(described.objects(PLACE["col-medellin"], SKOS.prefLabel)) == MEDELLIN


def test_a_graph_behind_the_endpoint_is_like_any_graph(
    service: RunningService, dataset: OxigraphStore
) -> None:
    """Its length, its values, and queries with bindings are those of the dataset."""
    graph = Graph(store=_store(service))
    place = PLACE["col-medellin"]
    assert len(graph) == dataset.count_triples()
    assert (place, RDF.type, MGI.City) in graph
    assert graph.value(place, MGI.inCountry) == PLACE.col
    query = f"SELECT ?label {{ ?place <{SKOS.prefLabel}> ?label }}"
    assert _values(graph.query(query, initBindings={"place": place})) == MEDELLIN


def test_named_graphs_are_listed_and_read(service: RunningService, built: BuiltDataset) -> None:
    """Each profile is a graph with as many findings as its source has."""
    listed = {str(each) for each in _store(service).contexts()}
    for name, profile in built.profiles:
        identifier = f"{ID}graph/{name}"
        graph = Graph(store=_store(service), identifier=URIRef(identifier))
        assert identifier in listed
        assert len(set(graph.subjects(MGI.reportedIn, None))) == len(profile.findings)


@pytest.mark.parametrize("format_", [None, "turtle", "nt", "xml", "json-ld"])
def test_an_iri_is_dereferenced(service: RunningService, format_: str | None) -> None:
    """The redirect from a thing to its description is followed, in each format."""
    graph = Graph().parse(f"{service.base}/id/place/col-medellin", format=format_)
    place = PLACE["col-medellin"]
    assert set(graph.objects(place, SKOS.prefLabel)) == MEDELLIN
    assert graph.value(place, MGI.inCountry) == PLACE.col


@pytest.mark.parametrize("format_", [None, "turtle", "nt", "xml", "json-ld"])
def test_the_ontology_is_read_at_its_address(service: RunningService, format_: str | None) -> None:
    """It comes directly, in each format, with its classes."""
    graph = Graph().parse(f"{service.base}/ontology", format=format_)
    assert (URIRef(ONTOLOGY), RDF.type, OWL.Ontology) in graph
    assert (MGI.Finding, RDF.type, OWL.Class) in graph


@pytest.mark.parametrize(
    "path", ["/data?default", "/downloads/mgi.ttl", "/downloads/mgi.nt", "/downloads/mgi.rdf"]
)
def test_all_of_it_is_read_at_once(
    service: RunningService, dataset: OxigraphStore, path: str
) -> None:
    """The graph store and the dumps hold every triple."""
    assert len(Graph().parse(service.base + path)) == dataset.count_triples()


@pytest.mark.parametrize("name", ["mgi.trig", "mgi.nq"])
def test_dumps_of_named_graphs_are_read(
    service: RunningService, built: BuiltDataset, name: str
) -> None:
    """They hold every quad in its graph."""
    read = Dataset().parse(f"{service.base}/downloads/{name}")
    assert len(set(read.quads())) == len(built.quads)
