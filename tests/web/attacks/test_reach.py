r"""Prove that no request makes the service call a host or read a file.

The first three points of the acceptance list: SERVICE, FROM, FROM NAMED and LOAD open no
socket and no file; there is no federation whose addresses would have to be checked; and
updates are refused because the grammar says that they are updates, not by a keyword.
"""

import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from mgi_graph.store.guard import may_call_service
from tests.web.attacks.conftest import SECRET, Listener
from tests.web.attacks.machine import post
from tests.web.conftest import RunningService

_SERVICES = {
    "plain": "SELECT * { SERVICE <@> { ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT <@> { ?s ?p ?o } }",
    "letters": "SELECT * { sErViCe<@>{?s ?p ?o} }",
    "comments": "SELECT * { SERVICE#x\n#y\n<@>#z\n{ ?s ?p ?o } }",
    "glued prefix": "PREFIX s: <@#> SELECT * { services:x { ?s ?p ?o } }",
    "glued silent": "PREFIX s: <@#> SELECT * { SERVICEsilents:x { ?s ?p ?o } }",
    "after a name": "PREFIX a: <urn:a> SELECT * { ?s ?p a: SERVICE <@> { ?s ?p ?o } }",
    "after a number": "SELECT * { ?s ?p 1SERVICE <@> { ?s ?p ?o } }",
    "subselect": "SELECT * { { SELECT * { SERVICE <@> { ?s ?p ?o } } } }",
    "exists": "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <@> { ?s ?p ?o } } }",
    "minus": "SELECT * { ?s ?p ?o MINUS { SERVICE <@> { ?s ?p ?o } } }",
    "optional": "SELECT * { OPTIONAL { SERVICE <@> { ?s ?p ?o } } }",
    "graph": "SELECT * { GRAPH ?g { SERVICE <@> { ?s ?p ?o } } }",
    "variable": "SELECT * { BIND(<@> AS ?g) SERVICE ?g { ?s ?p ?o } }",
    "construct": "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <@> { ?s ?p ?o } }",
    "describe": "DESCRIBE ?s WHERE { SERVICE <@> { ?s ?p ?o } }",
    "between comparisons": "SELECT * { FILTER(1<2)SERVICE<@>{?s ?p ?o}FILTER(3>2) }",
    "after a comment": "SELECT * { FILTER(?a<?b#>\n)SERVICE <@> { ?s ?p ?o } }",
    # An escape that does not exist makes an empty string and live text of a long string.
    "long string": 'SELECT * { VALUES ?x { """a" } SERVICE <@> { ?s ?p ?o } #\\q """\n }',
    "long string, '": "SELECT * { VALUES ?x { '''a' } SERVICE <@> { ?s ?p ?o } #\\u1 '''\n }",
    "surrogate": 'SELECT * { VALUES ?x { """a" } SERVICE <@> { ?s ?p ?o } #\\uD800 """\n }',
}
"""Federated queries that the engine reads as such; ``@`` stands for an address."""


@pytest.mark.parametrize("text", _SERVICES.values(), ids=_SERVICES)
def test_a_federated_query_is_refused_and_calls_nobody(
    service: RunningService, listener: Listener, text: str
) -> None:
    """SERVICE is refused in every spelling and place, whatever hides it."""
    answer = service.query(text.replace("@", listener.address))
    assert answer.status_code == 400
    assert answer.json()["code"] == "service-refused"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { \\u0053ERVICE <@> { ?s ?p ?o } }",
        "SELECT * { \\U00000053ERVICE <@> { ?s ?p ?o } }",
        "SELECT * { \u017fERVICE <@> { ?s ?p ?o } }",
        "SELECT * { SERV\u0131CE <@> { ?s ?p ?o } }",
        "SELECT * { BIND('\\u0027) SERVICE <@> { ?s ?p ?o } BIND(\\u0027' AS ?x) }",
        "SELECT * { ?s ?p ?o #\\u000a SERVICE <@> { ?s ?p ?o }\n }",
        "SELECT * { GRAPH <@> { ?s ?p ?o } }",
        "SELECT * { ?s ?p <@> ; a [] }",
    ],
)
def test_what_only_looks_like_a_federated_query_calls_nobody(
    service: RunningService, listener: Listener, text: str
) -> None:
    """Escapes and letters that resemble others are no keyword for the engine."""
    assert service.query(text.replace("@", listener.address)).status_code in {200, 400}


def test_the_guard_misses_no_query_that_the_engine_would_send() -> None:
    """Without guard and sandbox, the engine does call: so it is the guard that is tested here."""
    called = [text for text in _SERVICES.values() if _engine_calls(text)]
    assert len(called) > len(_SERVICES) / 2
    assert all(may_call_service(text) for text in called)


def _engine_calls(text: str) -> bool:
    """Say whether the engine alone, in a process of its own, calls an address of ours."""
    program = """
import socket, sys, threading
import pyoxigraph
server = socket.create_server(("127.0.0.1", 0))
calls = []
def accept():
    calls.append(server.accept()[0].close())
threading.Thread(target=accept, daemon=True).start()
address = f"http://127.0.0.1:{server.getsockname()[1]}/"
store = pyoxigraph.Store()
store.add(pyoxigraph.Quad(*[pyoxigraph.NamedNode("urn:a")] * 3))
try:
    list(store.query(sys.argv[1].replace("@", address)))
except (OSError, RuntimeError):
    pass
print(len(calls))
"""
    command = [sys.executable, "-c", program, text]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.strip() != "0"


@pytest.mark.parametrize("clause", ["FROM <@>", "FROM NAMED <@>", "FROM<@>FROM NAMED<@>"])
@pytest.mark.parametrize("pattern", ["{ ?s ?p ?o }", "{ GRAPH ?g { ?s ?p ?o } }"])
def test_from_fetches_nothing(
    service: RunningService, listener: Listener, secret: Path, clause: str, pattern: str
) -> None:
    """A graph that the dataset does not have is named in the refusal, and not fetched."""
    for address in (listener.address, secret.as_uri(), str(secret)):
        answer = service.query(f"SELECT * {clause.replace('@', address)} {pattern}")
        assert answer.status_code == 400
        assert answer.json()["code"] == "graph-not-in-dataset"
        assert SECRET not in answer.text


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_the_datasets_parameters_fetch_nothing(
    service: RunningService, listener: Listener, secret: Path, name: str
) -> None:
    """The protocol's own parameters choose among the graphs that are there."""
    for address in (listener.address, secret.as_uri()):
        answer = service.query("SELECT * { ?s ?p ?o }", params={name: address})
        assert answer.status_code == 400
        assert answer.json()["code"] == "graph-not-in-dataset"


def test_a_graph_to_read_is_not_fetched(
    service: RunningService, listener: Listener, secret: Path
) -> None:
    """The graph store protocol answers 404 for graphs that lie elsewhere."""
    for address in (listener.address, secret.as_uri(), "../../etc/passwd", "//127.0.0.1/"):
        assert service.get(f"/data?graph={quote(address, safe='')}").status_code == 404


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <@>",
        "LOAD SILENT <@> INTO GRAPH <urn:a>",
        "INSERT DATA { <urn:a> <urn:b> <@> }",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <@> { ?s ?p ?o } }",
        "DELETE WHERE { ?s ?p ?o }",
        "PREFIX select: <urn:a> CLEAR ALL",
        "# SELECT * { ?s ?p ?o }\nDROP ALL",
        "CREATE GRAPH <@>; LOAD <@>",
        "COPY <urn:a> TO <@>",
    ],
)
def test_an_update_is_refused_as_such_and_does_nothing(
    service: RunningService, listener: Listener, secret: Path, text: str
) -> None:
    """A well-formed update is answered with 403, by its own way and as a query with 400."""
    before = service.get("/health").json()["dataset"]
    for address in (listener.address, secret.as_uri()):
        update = text.replace("@", address)
        headers = {"Content-Type": "application/sparql-update"}
        assert post(service, content=update, headers=headers).status_code == 403
        assert post(service, data={"update": update}).status_code == 403
        assert service.query(update).status_code == 400
    assert service.get("/health").json()["dataset"] == before


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?insert { ?insert ?delete 'DROP ALL' } # CLEAR ALL",
        "PREFIX load: <urn:load:> ASK { ?s load:insert ?clear }",
        "SELECT ('INSERT DATA { }' AS ?x) {}",
    ],
)
def test_a_query_with_the_words_of_an_update_is_answered(
    service: RunningService, text: str
) -> None:
    """Words of updates in names, strings and comments make no update of a query."""
    assert service.query(text).status_code == 200


def test_the_workers_are_confined(service: RunningService) -> None:
    """Behind the guard stands the sandbox, which the service names."""
    assert service.get("/health").json()["sandbox"] == "seccomp"
