"""A harvester that knows only the host finds the endpoint, the dumps and the catalogue."""

import hashlib
from typing import Final

import httpx
import pytest
from rdflib import DCAT, DCTERMS, RDF, VOID, Graph, Literal, Namespace, URIRef

from mgi_graph.namespaces import ID
from mgi_graph.store import OxigraphStore
from tests.web.conftest import TLS, RunningService

DATASET: Final = URIRef(ID + "dataset/mgi-graph")
SPDX: Final = Namespace("http://spdx.org/rdf/terms#")
SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")


@pytest.fixture(scope="module")
def void(service: RunningService) -> Graph:
    """Return what stands at the well-known address (VoID, section 7.2)."""
    return Graph().parse(f"{service.base}/.well-known/void")


@pytest.fixture(scope="module")
def catalogue(void: Graph) -> Graph:
    """Return the catalogue that the description says the dataset is in."""
    address = void.value(predicate=DCAT.dataset, object=DATASET)
    assert address is not None
    return Graph().parse(str(address))


def test_the_dataset_says_what_it_is(void: Graph) -> None:
    """Title, licence and language are what the dataset's own description has."""
    assert (DATASET, RDF.type, VOID.Dataset) in void
    assert (
        DATASET,
        DCTERMS.license,
        URIRef("https://creativecommons.org/licenses/by/4.0/"),
    ) in void
    languages = {
        each.language for each in void.objects(DATASET, DCTERMS.title) if isinstance(each, Literal)
    }
    assert languages == {"en", "es", "fr"}


def test_the_endpoint_is_found_and_says_what_it_is(service: RunningService, void: Graph) -> None:
    """VoID leads to the endpoint, and its description names the same address."""
    address = void.value(DATASET, VOID.sparqlEndpoint)
    assert str(address) == f"{service.base}/sparql"
    described = Graph().parse(str(address))
    endpoints = list(described.subject_objects(SD.endpoint))
    assert [endpoint for _, endpoint in endpoints] == [address]
    assert (endpoints[0][0], RDF.type, SD.Service) in described


def test_the_dumps_are_found_and_whole(void: Graph, dataset: OxigraphStore) -> None:
    """Every dump can be fetched; the N-Triples have a line for each triple of the dataset."""
    dumps = [str(each) for each in void.objects(DATASET, VOID.dataDump)]
    assert len(dumps) >= 6
    for dump in dumps:
        answer = httpx.get(dump, timeout=30, verify=TLS)
        assert answer.status_code == 200
        if dump.endswith(".nt"):
            assert len(answer.text.splitlines()) == dataset.count_triples()


def test_named_graphs_are_found_with_their_content(void: Graph, dataset: OxigraphStore) -> None:
    """Each graph is a subset with its title and length, and its dump holds that many triples."""
    graphs = {str(each) for each in void.objects(DATASET, VOID.subset)}
    assert graphs == set(dataset.graphs)
    for name in (f"{ID}graph/things", f"{ID}graph/col-medellin-2022"):
        graph = URIRef(name)
        length = int(str(void.value(graph, VOID.triples)))
        dump = str(void.value(graph, VOID.dataDump))
        assert len(Graph().parse(dump, format="turtle")) == length == dataset.graphs[name]
        titles = [each for each in void.objects(graph, DCTERMS.title) if isinstance(each, Literal)]
        assert {each.language for each in titles} == {"en", "es", "fr"}


def test_the_catalogue_lists_the_endpoint(void: Graph, catalogue: Graph) -> None:
    """DCAT's service and VoID's endpoint are one address, and it serves the dataset."""
    endpoint = void.value(DATASET, VOID.sparqlEndpoint)
    service = catalogue.value(predicate=DCAT.endpointURL, object=endpoint)
    assert (service, RDF.type, DCAT.DataService) in catalogue
    assert (service, DCAT.servesDataset, DATASET) in catalogue


def test_every_file_of_the_catalogue_is_as_it_says(catalogue: Graph) -> None:
    """Each file has the length and the SHA-256 that stand in the catalogue."""
    files = list(catalogue.subject_objects(DCAT.downloadURL))
    assert len(files) > 50
    for distribution, address in files:
        content = httpx.get(str(address), timeout=30, verify=TLS).content
        checksum = catalogue.value(distribution, SPDX.checksum)
        said = (
            str(catalogue.value(distribution, DCAT.byteSize)),
            str(catalogue.value(checksum, SPDX.checksumValue)),
        )
        assert said == (str(len(content)), hashlib.sha256(content).hexdigest()), address


def test_the_front_page_leads_to_the_description(service: RunningService) -> None:
    """A harvester of pages finds a link to the data in their heads."""
    page = service.get("/", headers={"Accept": "text/html"}).text
    head = page.partition("</head>")[0]
    assert 'rel="alternate" type="text/turtle" href="/.well-known/void"' in head
