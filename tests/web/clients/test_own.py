"""The package's own client and commands work with the service as with any endpoint."""

import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from mgi_graph.errors import QuerySyntaxError, StoreError
from mgi_graph.namespaces import ID, ONTOLOGY
from mgi_graph.queries import CannedQuery, load_queries, run_query
from mgi_graph.results import Boolean, Graph
from mgi_graph.store import OxigraphStore, RemoteStore
from tests.web.conftest import RunningService

QUERIES = load_queries()


@pytest.fixture
def remote(service: RunningService) -> RemoteStore:
    """Return a client of the running service."""
    return RemoteStore(f"{service.base}/sparql")


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_canned_queries_give_what_they_give_here(
    remote: RemoteStore, dataset: OxigraphStore, query: CannedQuery
) -> None:
    """Asked over HTTP or in memory, a query has the same solutions in the same order."""
    assert run_query(remote, query, {}) == run_query(dataset, query, {})


def test_truth_values_and_triples_are_understood(remote: RemoteStore) -> None:
    """ASK and DESCRIBE are answered in kinds of their own."""
    assert remote.query(f"ASK {{ ?city a <{ONTOLOGY}#City> }}") == Boolean(value=True)
    described = remote.query(f"DESCRIBE <{ID}place/bra-manaus>")
    assert isinstance(described, Graph)
    assert {each.subject for each in described.triples} == {NamedNode(ID + "place/bra-manaus")}


def test_mistakes_and_refusals_are_told_apart(remote: RemoteStore) -> None:
    """A syntax error is the user's; a refused SERVICE is the endpoint's."""
    with pytest.raises(QuerySyntaxError):
        remote.query("SELECT * { ?s ?p }")
    with pytest.raises((QuerySyntaxError, StoreError), match="SERVICE"):
        remote.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", "coverage", "--lang", "es", "--format", "csv"],
        ["query", "peer-learning", "-p", "place=Medellín", "--format", "json"],
        ["sparql", f"DESCRIBE <{ID}place/col-medellin>", "--format", "ntriples"],
    ],
    ids=["canned", "with a place's label", "any query"],
)
def test_commands_print_the_same_from_an_endpoint(
    service: RunningService, trig: Path, arguments: list[str]
) -> None:
    """``--endpoint`` and ``--data`` give the same bytes for the same dataset."""
    program = [str(Path(sys.executable).with_name("mgi-graph")), *arguments]
    printed = [
        subprocess.run([*program, *where], capture_output=True, check=True).stdout
        for where in (["--endpoint", f"{service.base}/sparql"], ["--data", str(trig)])
    ]
    assert printed[0] == printed[1] != b""
