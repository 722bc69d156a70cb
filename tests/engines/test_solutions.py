"""Every canned query has the same solutions over real engines as over the embedded store."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple

from mgi_graph.pipeline.dataset import Dataset
from mgi_graph.queries import bind_parameters, find_query, load_queries
from mgi_graph.results import Boolean, Graph, Solutions, serialise
from mgi_graph.store import EngineStore, OxigraphStore
from mgi_graph.store.engine_queries import RECORD_GRAPH
from mgi_graph.transfer import record
from tests.canned.cases import Case, read_cases
from tests.engines.loading import load
from tests.engines.servers import start_oxigraph, start_virtuoso

NAMES = [query.name for query in load_queries()]
CASES = [case for case in read_cases() if case.parameters and not case.change]
MGI = "PREFIX mgi: <https://w3id.org/mgi-graph/ontology#> "
MGI_BASE = "https://w3id.org/mgi-graph/"
ID = f"{MGI_BASE}id"
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
OWL_ONTOLOGY = NamedNode("http://www.w3.org/2002/07/owl#Ontology")
QUERIES = {
    "count of all triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "graphs": "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    "from": f"{MGI} SELECT ?f FROM <{ID}/graph/col-medellin-2022> "
    "{ ?f a mgi:AreaForDevelopment } ORDER BY ?f",
    "two graphs": f"SELECT (COUNT(*) AS ?n) FROM <{ID}/graph/col-medellin-2022> "
    f"FROM <{ID}/graph/bra-manaus-2023> {{ ?s ?p ?o }}",
    "from named": f"SELECT (COUNT(*) AS ?n) FROM NAMED <{ID}/graph/things> "
    "{ GRAPH ?g { ?s ?p ?o } }",
    "optional after optional": f"""{MGI} SELECT ?f ?i ?j {{ ?f a mgi:AreaForDevelopment
        OPTIONAL {{ ?f mgi:addresses ?i FILTER(CONTAINS(STR(?i), "access")) }}
        OPTIONAL {{ ?f mgi:addresses ?j FILTER(BOUND(?i) && ?j != ?i) }} }} ORDER BY ?f ?i ?j""",
    "restricted after optional": f"""{MGI} SELECT ?f ?i {{ ?f a mgi:AreaForDevelopment
        OPTIONAL {{ ?f mgi:addresses ?i }} ?i mgi:inDomain <{ID}/domain/partnerships> }}
        ORDER BY ?f ?i""",
    "path of any length": f"""PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> {MGI}
        SELECT ?c {{ mgi:WellDevelopedArea rdfs:subClassOf* ?c }} ORDER BY ?c""",
    "negated path": f"SELECT (COUNT(*) AS ?n) {{ <{ID}/place/col-medellin> !(a|^a) ?o }}",
    "sub-select with a limit": f"""{MGI} SELECT ?p (COUNT(?f) AS ?n) {{
        {{ SELECT ?p {{ ?p a mgi:Profile }} ORDER BY ?p LIMIT 2 }} ?f mgi:reportedIn ?p }}
        GROUP BY ?p ORDER BY ?p""",
    "truth values": "SELECT (1 = 1 AS ?yes) (EXISTS { ?s ?p 'none such' } AS ?no) {}",
    "nothing": "SELECT ?x { ?x <urn:none> <urn:none> }",
    "yes": f"{MGI} ASK {{ ?f a mgi:Finding }}",
    "construct": f"""{MGI} CONSTRUCT {{ ?f mgi:concerns ?p }}
        {{ ?f mgi:reportedIn/mgi:assesses ?p }}""",
    "describe": f"DESCRIBE <{ID}/profile/col-medellin-2022>",
    "describe what matches": f"{MGI} DESCRIBE ?p {{ ?p mgi:assesses <{ID}/place/bra-manaus> }}",
}


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def store(request: pytest.FixtureRequest, built: Dataset) -> Iterator[EngineStore]:
    """Give the real dataset in each engine in turn."""
    with ExitStack() as servers:
        start = start_virtuoso if request.param == "virtuoso" else start_oxigraph
        engine = servers.enter_context(start())
        load(engine, built.quads)
        yield EngineStore.of(engine.query, timeout=120)


def test_engine_is_known_by_what_it_answers(
    store: EngineStore, request: pytest.FixtureRequest
) -> None:
    """Queries go whole to an engine that keeps to the standard, and by parts to any other."""
    is_plain = request.node.callspec.params["store"] == "oxigraph"
    assert store.facts.is_sent_whole == is_plain
    assert bool(store.facts.why) != is_plain


@pytest.mark.parametrize("name", NAMES)
def test_canned_query_has_the_same_solutions(
    name: str, store: EngineStore, dataset: OxigraphStore
) -> None:
    """The solutions are equal, and in the same order."""
    text = bind_parameters(find_query(name), {}, dataset)
    assert store.query(text) == dataset.query(text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_canned_query_with_parameters_has_the_same_solutions(
    case: Case, store: EngineStore, dataset: OxigraphStore
) -> None:
    """The parameters of the expected files give equal solutions too."""
    text = bind_parameters(find_query(case.query), case.parameters, dataset)
    assert store.query(text) == dataset.query(text)


@pytest.mark.parametrize("text", QUERIES.values(), ids=QUERIES)
def test_any_form_has_the_same_answer(
    text: str, store: EngineStore, dataset: OxigraphStore
) -> None:
    """What the canned queries do not use is split and put together as well."""
    answer, expected = store.query(text), dataset.query(text)
    if isinstance(expected, Graph):
        assert len(expected.triples) > 0
        assert serialise(answer, "turtle") == serialise(expected, "turtle")
    else:
        assert isinstance(answer, Solutions | Boolean)
        assert answer == expected


def test_graphs_are_those_of_the_dataset(store: EngineStore, dataset: OxigraphStore) -> None:
    """The engine's own graphs are not among them, and each has as many triples."""
    assert store.graphs == dataset.graphs


def test_triple_of_two_graphs_counts_once_in_a_union() -> None:
    """An Oxigraph server whose default graph is the union gives it twice, and is found out."""
    triple = Triple(NamedNode(f"{MGI_BASE}ontology"), RDF_TYPE, OWL_ONTOLOGY)
    quads = [
        Quad(triple.subject, triple.predicate, triple.object, NamedNode(f"{ID}/graph/{name}"))
        for name in ("a", "b")
    ]
    with start_oxigraph(union=True) as engine:
        load(engine, quads)
        store = EngineStore.of(engine.query, timeout=120)
        assert not store.facts.is_sent_whole
        counted = store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert counted == Solutions(("n",), ((Literal(1),),))


def test_record_of_a_push_is_where_push_writes_it() -> None:
    """Reading and writing agree on the graph."""
    assert record.RECORD_GRAPH == RECORD_GRAPH
