"""A query that is split gives what it gives whole."""

from collections.abc import Callable

import pytest
from pyoxigraph import QueryResultsFormat

from mgi_graph.results import Graph, Solutions, serialise
from mgi_graph.store import EngineStore, OxigraphStore, RemoteStore
from mgi_graph.store.engine import EngineFacts
from mgi_graph.store.parts.patterns import UnspelledError
from mgi_graph.store.parts.splitting import find_needs
from mgi_graph.store.sending import Question, Reply
from tests.store.test_parity import GRAPHS, PROLOGUE, SELECTS

MORE = {
    "pattern after an optional": """SELECT ?p ?l ?c { ?p a mgi:City
        OPTIONAL { ?p mgi:inCountry ?c } ?c skos:prefLabel ?l } ORDER BY ?p STR(?l) LANG(?l)""",
    "optional in a group": """SELECT ?f ?i ?d { { ?f mgi:position ?n OPTIONAL {
        ?f mgi:addresses ?i } } ?f mgi:inDomain ?d } ORDER BY ?f ?i ?d""",
    "minus without a shared variable": """SELECT ?p { ?p a mgi:City
        MINUS { ?x mgi:assesses ?y } } ORDER BY ?p""",
    "limit in a sub-select": """SELECT ?f ?p { { SELECT ?p { ?p a mgi:Profile } ORDER BY DESC(?p)
        LIMIT 1 } ?f mgi:reportedIn ?p } ORDER BY ?f""",
    "same name in a sub-select": """SELECT ?f ?x { ?f mgi:reportedIn ?x
        { SELECT ?f { ?f mgi:inDomain ?x } } } ORDER BY ?f ?x""",
    "groups": """SELECT ?p ?n { ?p a mgi:Profile
        { SELECT ?p (COUNT(?f) AS ?n) { ?f mgi:reportedIn ?p } GROUP BY ?p } } ORDER BY ?p""",
    "exists in an expression": """SELECT ?p (COUNT(?f) AS ?n) { ?f mgi:reportedIn ?p
        BIND(IF(EXISTS { ?f mgi:addresses ?i FILTER(?p != ?i) }, 1, 0) AS ?has) FILTER(?has = 1) }
        GROUP BY ?p ORDER BY ?p""",
    "inverse and optional path": """SELECT ?x ?y { ?x ^mgi:reportedIn/mgi:inDomain? ?y }
        ORDER BY ?x ?y""",
    "path of any length": "SELECT DISTINCT ?x { ?f (mgi:reportedIn|mgi:assesses)+ ?x } ORDER BY ?x",
    "any length or none": "SELECT ?x { ?p a mgi:City . ?p mgi:inCountry* ?x } ORDER BY ?x",
    "graph in a variable": """SELECT ?g ?p { GRAPH ?g { ?p a mgi:Profile
        FILTER NOT EXISTS { ?p mgi:none ?x } } } ORDER BY ?g ?p""",
    "number in a pattern": "SELECT ?f { ?f mgi:position 1 } ORDER BY ?f",
    "values for several": """SELECT ?p ?c { VALUES (?p ?c) { (UNDEF UNDEF) }
        ?p mgi:inCountry ?c } ORDER BY ?p ?c""",
    "no variable": "SELECT (1 AS ?one) { mgi:City a mgi:City }",
}


class LocalSender:
    """Answer as an engine does, from a store in this process, and keep what was asked."""

    def __init__(self, store: OxigraphStore) -> None:
        """Answer from ``store``."""
        self.store = store
        self.asked: list[str] = []

    def send(self, question: Question, seconds: float) -> Reply:
        """Return the store's answer as SPARQL JSON."""
        assert seconds
        self.asked.append(question.text)
        body = self.store.read(question.text, serialise_answer)
        return Reply(200, {"content-type": "application/sparql-results+json"}, body)


def serialise_answer(answer: "object") -> bytes:
    """Write an engine's answer as SPARQL JSON."""
    write: Callable[..., bytes] = answer.serialize  # type: ignore[attr-defined]
    return write(format=QueryResultsFormat.JSON)


@pytest.fixture
def sender(oxigraph_store: OxigraphStore) -> LocalSender:
    """Give an engine that holds the small dataset."""
    return LocalSender(oxigraph_store)


@pytest.fixture
def split_store(sender: LocalSender) -> EngineStore:
    """Give a store that splits whatever it is asked."""
    remote = RemoteStore("http://127.0.0.1/", sender=sender)
    return EngineStore(remote, facts=EngineFacts(is_sent_whole=False))


@pytest.mark.parametrize("text", {**SELECTS, **MORE}.values(), ids=[*SELECTS, *MORE])
def test_solutions_are_those_of_the_whole_query(
    text: str, split_store: EngineStore, oxigraph_store: OxigraphStore, sender: LocalSender
) -> None:
    """They are equal and in order, though the engine saw nothing but triple patterns."""
    answer = split_store.query(PROLOGUE + text)
    assert isinstance(answer, Solutions)
    assert answer == oxigraph_store.query(PROLOGUE + text)
    for asked in sender.asked:
        assert asked.startswith(("SELECT DISTINCT ?v", "ASK {"))
        assert not {"OPTIONAL", "MINUS", "FILTER", "BIND", "UNION"} & set(asked.split())


@pytest.mark.parametrize("text", GRAPHS.values(), ids=GRAPHS)
def test_triples_are_those_of_the_whole_query(
    text: str, split_store: EngineStore, oxigraph_store: OxigraphStore
) -> None:
    """CONSTRUCT and DESCRIBE are evaluated here as well."""
    answer = split_store.query(PROLOGUE + text)
    assert isinstance(answer, Graph)
    assert serialise(answer, "turtle") == serialise(oxigraph_store.query(PROLOGUE + text), "turtle")


def test_fetch_is_restricted_by_what_stands_around(
    split_store: EngineStore, sender: LocalSender
) -> None:
    """The labels of one place are fetched, and not those of everything."""
    place = "<https://w3id.org/mgi-graph/id/place/col-medellin>"
    split_store.query(
        f"{PROLOGUE} SELECT ?l {{ VALUES ?p {{ {place} }} ?p mgi:inCountry ?c "
        "OPTIONAL { ?p skos:prefLabel ?l FILTER(LANG(?l) = 'es') } }"
    )
    assert len(sender.asked) == 2
    assert all(place in asked for asked in sender.asked)


def test_what_cannot_be_split_is_told() -> None:
    """A call of another endpoint is no pattern that could be fetched."""
    with pytest.raises(UnspelledError):
        find_needs("SELECT * { SERVICE <urn:x> { ?s ?p ?o } }", None)
