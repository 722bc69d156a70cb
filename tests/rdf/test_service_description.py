"""Test that the service description conforms to its schema and says what is true."""

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from mgi_graph.namespaces import ID
from mgi_graph.pipeline.dataset import Dataset
from mgi_graph.rdf.service_description import Limits, describe_service
from mgi_graph.rdf.terms import DCTERMS, RDF, SD, VOID, XSD
from mgi_graph.store import OxigraphStore
from tests.rdf.sd_schema import find_breaches

ENDPOINT = "http://localhost:8000/sparql"
SERVICE = NamedNode(f"{ENDPOINT}#service")
GRAPHS = {f"{ID}graph/ontology": 3, f"{ID}graph/inferred": 2, "urn:their own": 1}
LIMITS = Limits(30.0, 100000, 52428800)


@pytest.fixture(scope="module")
def described() -> set[Triple]:
    """Return the description of a service with three graphs."""
    graphs = {name.replace(" ", "-"): length for name, length in GRAPHS.items()}
    return set(describe_service(ENDPOINT, graphs=graphs, triples=5, limits=LIMITS))


def _objects(triples: set[Triple], subject: NamedNode, predicate: NamedNode) -> set[object]:
    return {
        each.object for each in triples if (each.subject, each.predicate) == (subject, predicate)
    }


def test_description_conforms_to_the_schema(described: set[Triple]) -> None:
    """The W3C's case conforms-to-schema."""
    assert find_breaches(described) == []


def test_description_has_the_endpoint(described: set[Triple]) -> None:
    """The W3C's case has-endpoint-triple: the address that was asked, as it is known outside."""
    assert _objects(described, SERVICE, SD.endpoint) == {NamedNode(ENDPOINT)}


@pytest.mark.parametrize(
    ("wrong", "breach"),
    [
        (Triple(SERVICE, SD.endpoint, Literal(ENDPOINT)), "is not an IRI"),
        (Triple(SERVICE, SD.endpoint, NamedNode("urn:another")), "2 values"),
        (Triple(SERVICE, SD.supportedLanguage, SD.UnionDefaultGraph), "is not a Language"),
        (Triple(SERVICE, SD.resultFormat, NamedNode("urn:csv")), "Format"),
        (Triple(NamedNode("urn:graph"), SD.name, NamedNode("urn:a")), "is not a NamedGraph"),
        (Triple(NamedNode("urn:graph"), RDF.type, SD.NamedGraph), "no name"),
        (Triple(SERVICE, SD.language, SD.SPARQL11Query), "not a property"),
        (Triple(SERVICE, RDF.type, SD.Endpoint), "not a class"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_schema_sees_what_is_wrong(described: set[Triple], wrong: Triple, breach: str) -> None:
    """One wrong triple more is found."""
    assert any(breach in each for each in find_breaches({*described, wrong}))


def test_schema_wants_a_service() -> None:
    """Nothing at all does not conform."""
    assert find_breaches([]) == ["no service"]


def test_graphs_are_counted(described: set[Triple]) -> None:
    """Each named graph and the default graph have the number of their triples."""
    counts = {each.subject: each.object for each in described if each.predicate == VOID.triples}
    integers = {name: Literal(str(number), datatype=XSD.integer) for name, number in GRAPHS.items()}
    assert counts == {
        NamedNode(f"{ENDPOINT}#default-graph"): Literal("5", datatype=XSD.integer),
        **{NamedNode(name.replace(" ", "-")): count for name, count in integers.items()},
    }


def test_graphs_of_ours_have_titles(described: set[Triple]) -> None:
    """Three languages for the ontology's graph, nothing for one that we do not know."""
    titles = _objects(described, NamedNode(f"{ID}graph/ontology"), DCTERMS.title)
    assert {each.language for each in titles if isinstance(each, Literal)} == {"en", "es", "fr"}
    assert not _objects(described, NamedNode("urn:their-own"), DCTERMS.title)


@pytest.mark.parametrize("name", ["suggestions", "things"])
def test_graphs_of_what_findings_name_are_explained(name: str) -> None:
    """Their titles are not those of profiles, and a note says what each holds, in each language."""
    graph = NamedNode(f"{ID}graph/{name}")
    triples = set(describe_service(ENDPOINT, graphs={graph.value: 1}, triples=1))
    for property_ in (DCTERMS.title, DCTERMS.description):
        texts = [each for each in _objects(triples, graph, property_) if isinstance(each, Literal)]
        assert {each.language for each in texts} == {"en", "es", "fr"}
    assert not any("Profile" in str(each) for each in _objects(triples, graph, DCTERMS.title))


def test_default_graph_is_the_union(described: set[Triple]) -> None:
    """The service says so, promises no federation, and takes no update."""
    assert _objects(described, SERVICE, SD.feature) == {SD.UnionDefaultGraph}
    assert _objects(described, SERVICE, SD.supportedLanguage) == {SD.SPARQL11Query}


def test_entailment_is_simple_and_the_inferred_graph_says_how(described: set[Triple]) -> None:
    """Patterns are matched against what is there; what is there includes what follows."""
    simple = NamedNode("http://www.w3.org/ns/entailment/Simple")
    assert _objects(described, SERVICE, SD.defaultEntailmentRegime) == {simple}
    rl = NamedNode("http://www.w3.org/ns/owl-profile/RL")
    assert _objects(described, NamedNode(f"{ID}graph/inferred"), DCTERMS.conformsTo) == {rl}


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_limits_are_said(described: set[Triple], language: str) -> None:
    """Seconds, rows and bytes stand in the description in each language."""
    (text,) = [
        each.value
        for each in _objects(described, SERVICE, DCTERMS.description)
        if isinstance(each, Literal) and each.language == language
    ]
    assert all(number in text for number in ("30", "100000", "52428800"))


def test_real_dataset_conforms(built: Dataset, dataset: OxigraphStore) -> None:
    """All graphs of the real dataset are described, each once."""
    union = len({quad.triple for quad in built.quads})
    described = set(describe_service(ENDPOINT, graphs=dataset.graphs, triples=union))
    assert find_breaches(described) == []
    names = {each.object for each in described if each.predicate == SD.name}
    assert names == {quad.graph_name for quad in built.quads}
