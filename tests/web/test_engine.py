"""The service answers from a SPARQL engine as it does from memory, and outlives its pauses."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpx
import pytest

from mgi_graph.pipeline.dataset import Dataset
from tests.engines.loading import load
from tests.engines.servers import Engine, start_oxigraph, start_virtuoso
from tests.web.conftest import TLS, RunningService, running_service

PAGES = (
    "/fr/",
    "/en/places/col-medellin",
    "/es/compare?place=bra-manaus&place=col-medellin",
    "/fr/findings/col-medellin-2022/partnerships/well-developed/2",
    "/es/search?q=trata",
    "/en/ask/peer-learning?place=col-medellin",
    "/id/place/col-medellin.html",
    "/id/profile/col-medellin-2022.ttl",
    "/id/place/nowhere",
    "/api/queries/coverage?format=csv",
    "/ontology.ttl",
)
M = "PREFIX mgi: <https://w3id.org/mgi-graph/ontology#> "
PLACES = M + "SELECT ?p (COUNT(?x) AS ?n) { ?x mgi:assesses ?p } GROUP BY ?p ORDER BY ?p"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
RECORD = "https://w3id.org/mgi-graph/id/graph/transfer"
DIGEST = "https://w3id.org/mgi-graph/transfer#dataset"
_PATIENCE = 120


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def engine(request: pytest.FixtureRequest, built: Dataset) -> Iterator[Engine]:
    """Give the real dataset in each engine in turn."""
    start = start_virtuoso if request.param == "virtuoso" else start_oxigraph
    with start() as found:
        load(found, built.quads)
        yield found


@pytest.fixture(scope="module")
def served(engine: Engine) -> Iterator[RunningService]:
    """Serve what an engine holds."""
    with running_service(None, "--endpoint", engine.query, "--timeout", "60") as service:
        yield service


@pytest.mark.parametrize("path", PAGES)
def test_page_is_the_same_over_an_engine(
    path: str, served: RunningService, service: RunningService
) -> None:
    """Status, kind and text are those of the service that holds the dataset in memory."""
    found, expected = (each.get(path, timeout=_PATIENCE) for each in (served, service))
    assert found.status_code == expected.status_code
    assert found.headers["Content-Type"] == expected.headers["Content-Type"]
    assert found.text.replace(served.base, "") == expected.text.replace(service.base, "")


@pytest.mark.parametrize("word", ["json", "xml", "csv", "tsv", "html"])
def test_protocol_is_the_same_over_an_engine(
    word: str, served: RunningService, service: RunningService
) -> None:
    """Each format has the same solutions."""
    answers = [each.query(PLACES, params={"format": word}) for each in (served, service)]
    assert [each.status_code for each in answers] == [200, 200]
    texts = [
        each.text.replace(of.base, "") for each, of in zip(answers, (served, service), strict=True)
    ]
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    "text",
    ["SELECT * { ?s ?p", "ASK FROM <https://example.org/> {}", "ASK { SERVICE <http://x/> {} }"],
    ids=["mistake", "foreign graph", "service"],
)
def test_refusal_is_the_same_over_an_engine(
    text: str, served: RunningService, service: RunningService
) -> None:
    """The guard and the parser stand before the engine."""
    found, expected = served.query(text), service.query(text)
    assert found.status_code == expected.status_code == 400
    assert found.json()["type"] == expected.json()["type"]


def test_condition_says_that_an_engine_answers(served: RunningService) -> None:
    """Workers are confined as ever: their messengers have the network, and they have none."""
    condition = served.get("/health").json()
    assert condition["dataset"]["storage"] == "engine"
    assert condition["sandbox"] == "seccomp"
    assert condition["dataset"]["graphs"] == 10


@dataclass
class Gated:
    """Hold an engine, the gate before it, and a service that asks through the gate."""

    engine: Engine
    gate: "Gate"
    service: RunningService


@pytest.fixture(scope="module")
def gated(built: Dataset) -> Iterator[Gated]:
    """Serve what an engine holds that can be made to be away; see that nothing is left of it."""
    with ExitStack() as stack:
        engine = stack.enter_context(start_oxigraph())
        load(engine, built.quads)
        engine.put(RECORD, f'<{RECORD}> <{DIGEST}> "one" .'.encode())
        gate = stack.enter_context(relaying(engine.query))
        flags = ("--endpoint", gate.url, "--watch", "1", "--timeout", "5")
        with running_service(None, *flags) as service:
            yield Gated(engine, gate, service)
            left = _descendants(service.process.pid)
            assert left
        deadline = time.monotonic() + _PATIENCE
        while any(map(_is_alive, left)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not [each for each in left if _is_alive(each)]


def test_service_outlives_its_engine(gated: Gated) -> None:
    """While the engine is away readers are told so in their language; then all is as before."""
    gate, served = gated.gate, gated.service
    assert served.query(f"{COUNT} #1").status_code == 200
    gate.is_open = False
    served.wait_for("engine-lost")
    assert "does not answer" in served.get("/health").json()["reason"]
    silent = served.query(f"{COUNT} #2")
    assert silent.status_code == 503
    assert silent.json()["type"].endswith("#engine-silent")
    assert silent.headers["Retry-After"] == "5"
    page = served.get("/es/places/bra-manaus", headers={"Accept": "text/html"})
    assert page.status_code == 503
    assert "no responde" in page.text
    assert gate.url not in page.text
    gate.is_open = True
    served.wait_for("engine-back")
    assert served.query(f"{COUNT} #3").status_code == 200
    assert served.get("/es/places/bra-manaus").status_code == 200


def test_new_push_is_served_without_a_restart(gated: Gated) -> None:
    """What a push wrote down is looked at, and its dataset taken up."""
    engine, served = gated.engine, gated.service
    assert served.get("/health").json()["dataset"]["digest"] == "one"
    loads = len([each for each in served.events if each["event"] == "loaded"])
    engine.run("INSERT DATA { <urn:new> <urn:new> <urn:new> }")
    engine.put(RECORD, f'<{RECORD}> <{DIGEST}> "two" .'.encode())
    served.wait_for("loaded", loads + 1)
    assert served.get("/health").json()["dataset"]["digest"] == "two"
    assert served.query("ASK { <urn:new> ?p ?o }").json()["boolean"] is True


def test_killed_worker_takes_its_messenger_with_it(gated: Gated) -> None:
    """A query that is over its time ends as over any store, and leaves no dead process."""
    served = gated.service
    slow = served.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    assert slow.status_code == 503
    assert served.query("ASK { ?s ?p ?o }").status_code == 200
    deadline = time.monotonic() + _PATIENCE
    while _dead(served.process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _dead(served.process.pid)


@pytest.mark.parametrize(
    ("status", "words"),
    [(401, "no credentials were sent; set MGI_GRAPH_USER"), (404, "HTTP status 404")],
)
def test_wrong_engine_ends_the_start(status: int, words: str) -> None:
    """Exit code 2, with what was asked and what came back."""
    with relaying("http://127.0.0.1:9/", status=status) as gate:
        done = _start(gate.url)
    assert done.returncode == 2
    assert f"error: the dataset cannot be loaded: {gate.url}: HTTP status {status}" in done.stderr
    assert words in done.stderr


def test_engine_that_is_down_or_empty_ends_the_start() -> None:
    """Nothing is served that could not be answered."""
    with start_oxigraph() as engine:
        done = _start(engine.query)
        assert done.returncode == 2
        assert "it holds no named graph; push a dataset first: mgi-graph push" in done.stderr
    done = _start("http://127.0.0.1:9/query")
    assert done.returncode == 2
    assert "is the address right and the service up?" in done.stderr


class Gate:
    """Pass requests on to an engine while it is open."""

    def __init__(self) -> None:
        """Begin open."""
        self.url = ""
        self.is_open = True


@contextmanager
def relaying(target: str, status: int = 0) -> Iterator[Gate]:
    """Stand before an engine; with ``status`` answer that instead."""
    gate = Gate()

    class Handler(BaseHTTPRequestHandler):
        """Pass each POST on."""

        def do_POST(self) -> None:
            """Answer as the engine does, with an error, or not at all."""
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if not gate.is_open:
                self.close_connection = True
                return
            if status:
                self.send_error(status)
                return
            headers = {name: self.headers[name] for name in ("Accept", "Content-Type")}
            answer = httpx.post(
                target, content=body, headers=headers, timeout=_PATIENCE, verify=TLS
            )
            self.send_response(answer.status_code)
            self.send_header("Content-Type", answer.headers["Content-Type"])
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    gate.url = f"http://127.0.0.1:{server.server_port}/query"
    try:
        yield gate
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _start(endpoint: str) -> "subprocess.CompletedProcess[str]":
    program = str(Path(sys.executable).with_name("mgi-graph"))
    return subprocess.run(
        [program, "serve", "--port", "0", "--endpoint", endpoint],
        capture_output=True,
        text=True,
        check=False,
        timeout=_PATIENCE,
    )


def _descendants(process: int) -> list[int]:
    try:
        told = Path(f"/proc/{process}/task/{process}/children").read_text()
    except FileNotFoundError:
        return []
    children = [int(each) for each in told.split()]
    return [*children, *(each for child in children for each in _descendants(child))]


def _dead(process: int) -> list[int]:
    """Return the processes below one that have ended and that nobody has taken note of."""
    found = []
    for each in _descendants(process):
        with suppress(FileNotFoundError):
            if Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                found.append(each)
    return found


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
