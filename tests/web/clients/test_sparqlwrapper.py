"""SPARQLWrapper works as it comes: each method, each format that it knows, each form of query."""

import io
import re
from collections.abc import Iterable
from typing import Any, Final
from urllib.error import HTTPError
from xml.dom.minidom import Document

import pytest
from rdflib import RDF, Graph, URIRef
from SPARQLWrapper import GET, POST, POSTDIRECTLY, URLENCODED, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from mgi_graph.namespaces import ID, ONTOLOGY
from tests.web.conftest import RunningService

# SPARQLWrapper makes graphs of a class that rdflib has given up.
pytestmark = [
    pytest.mark.filterwarnings(r"ignore:(ConjunctiveGraph|Dataset\.\w+) is:DeprecationWarning")
]

FINDINGS: Final = f"SELECT ?finding {{ ?finding a <{ONTOLOGY}#Finding> }}"
CITIES: Final = f"CONSTRUCT WHERE {{ ?city a <{ONTOLOGY}#City> }}"
PLACES: Final = {
    ID + "place/" + each
    for each in ("bra-manaus", "chl-monte-patria", "chl-vicuna", "col-medellin")
}

METHODS: Final = [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)]


def _ask(
    service: RunningService,
    query: str,
    format_: str,
    method: tuple[str, str] = METHODS[0],
    *,
    by_header_only: bool = False,
) -> Any:  # noqa: ANN401 (SPARQLWrapper's own)
    client = SPARQLWrapper(f"{service.base}/sparql")
    client.setMethod(method[0])
    client.setRequestMethod(method[1])
    client.setOnlyConneg(by_header_only)
    client.setReturnFormat(format_)
    client.setQuery(query)
    return client.queryAndConvert()


def _findings(answer: Any) -> list[str]:  # noqa: ANN401 (SPARQLWrapper's own)
    """Return the findings from whatever SPARQLWrapper makes of a format."""
    if isinstance(answer, dict):
        return [each["finding"]["value"] for each in answer["results"]["bindings"]]
    if isinstance(answer, Document):
        return re.findall("<uri>(.*?)</uri>", answer.toxml())
    lines: list[str] = answer.decode().splitlines()
    return [line.strip("<>") for line in lines[1:]]


def _instances(answer: Graph | bytes, class_: str) -> set[str]:
    graph = answer if isinstance(answer, Graph) else Graph().parse(io.BytesIO(answer), "turtle")
    found: Iterable[object] = graph.subjects(RDF.type, URIRef(class_))
    return {str(each) for each in found}


@pytest.mark.parametrize("by_header_only", [False, True], ids=["as it comes", "by Accept"])
@pytest.mark.parametrize("method", METHODS, ids=" ".join)
@pytest.mark.parametrize("format_", ["json", "xml", "csv", "tsv"])
def test_solutions_come_in_each_format(
    service: RunningService, format_: str, method: tuple[str, str], by_header_only: bool
) -> None:
    """The three sources hold 105 findings, whichever way they are asked for."""
    found = _findings(_ask(service, FINDINGS, format_, method, by_header_only=by_header_only))
    assert len(found) == len(set(found)) == 105
    assert all(each.startswith(ID + "finding/") for each in found)


@pytest.mark.parametrize("by_header_only", [False, True], ids=["as it comes", "by Accept"])
@pytest.mark.parametrize("method", METHODS, ids=" ".join)
@pytest.mark.parametrize("format_", ["turtle", "n3", "xml", "rdf+xml", "json-ld"])
def test_graphs_come_in_each_format(
    service: RunningService, format_: str, method: tuple[str, str], by_header_only: bool
) -> None:
    """CONSTRUCT names the three cities of the sources, and Vicuña, which one of them speaks of."""
    answer = _ask(service, CITIES, format_, method, by_header_only=by_header_only)
    assert _instances(answer, f"{ONTOLOGY}#City") == PLACES


@pytest.mark.filterwarnings("ignore:Sending Accept header:RuntimeWarning")
@pytest.mark.parametrize("format_", ["rdf", "json"])
def test_graphs_come_in_formats_that_the_client_itself_doubts(
    service: RunningService, format_: str
) -> None:
    """SPARQLWrapper names them in ``format`` and accepts anything."""
    assert _instances(_ask(service, CITIES, format_), f"{ONTOLOGY}#City") == PLACES


@pytest.mark.parametrize("method", METHODS, ids=" ".join)
def test_a_thing_is_described(service: RunningService, method: tuple[str, str]) -> None:
    """DESCRIBE gives the class that the vocabularies give Manaus."""
    answer = _ask(service, f"DESCRIBE <{ID}place/bra-manaus>", "turtle", method)
    assert ID + "place/bra-manaus" in _instances(answer, f"{ONTOLOGY}#City")


@pytest.mark.parametrize("method", METHODS, ids=" ".join)
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (f"ASK {{ <{ID}place/col-medellin> a <{ONTOLOGY}#City> }}", True),
        (f"ASK {{ <{ID}place/col-medellin> a <{ONTOLOGY}#Finding> }}", False),
    ],
    ids=["true", "false"],
)
def test_questions_are_answered(
    service: RunningService, query: str, expected: bool, method: tuple[str, str]
) -> None:
    """ASK gives the truth in JSON, XML, CSV and TSV."""
    assert _ask(service, query, "json", method)["boolean"] is expected
    in_xml = _ask(service, query, "xml", method).getElementsByTagName("boolean")[0]
    assert in_xml.firstChild.nodeValue == str(expected).lower()
    for format_ in ("csv", "tsv"):
        assert _ask(service, query, format_, method).decode().strip() == str(expected).lower()


def test_graphs_of_the_dataset_can_be_chosen(service: RunningService) -> None:
    """The protocol's ``default-graph-uri`` leaves the findings of one profile."""
    client = SPARQLWrapper(f"{service.base}/sparql", returnFormat="csv")
    client.addParameter("default-graph-uri", ID + "graph/col-medellin-2022")
    client.setQuery(f"SELECT DISTINCT ?profile {{ ?finding <{ONTOLOGY}#reportedIn> ?profile }}")
    profiles = client.queryAndConvert()
    assert isinstance(profiles, bytes)
    assert profiles.decode().split() == ["profile", ID + "profile/col-medellin-2022"]


def test_a_mistake_is_told_with_its_place(service: RunningService) -> None:
    """The exception holds the line and the column where an object is missing."""
    with pytest.raises(QueryBadFormed, match=r'"line": 2,.*"column": 7'):
        _ask(service, "SELECT * {\n?s ?p }", "json")


@pytest.mark.filterwarnings("ignore:Sending Accept header:RuntimeWarning")
def test_a_format_that_fits_no_answer_is_refused(service: RunningService) -> None:
    """Solutions are no triples; nothing else is sent in their place."""
    with pytest.raises(HTTPError, match="406") as refused:
        _ask(service, FINDINGS, "turtle")
    refused.value.close()
