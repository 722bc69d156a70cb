"""The service starts, stops, takes up a new dataset and outlives its parts."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from mgi_graph.web.http.logs import digest_query
from tests.web.conftest import TLS, RunningService, StartService, running_service

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
SLOW = """SELECT (COUNT(*) AS ?n) {
  { SELECT ?a { ?a ?b ?c } LIMIT 900 } { SELECT ?d { ?d ?e ?f } LIMIT 900 }
  FILTER(STR(?a) < STR(?d))
}"""
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ONE = "<urn:s> <urn:p> 1 ."
TWO = "<urn:s> <urn:p> 1, 2 ."
_PAUSE = 0.02
_PATIENCE = 120


def _write(path: Path, text: str) -> None:
    """Replace a file in one step, as a build does."""
    part = path.with_suffix(".part")
    part.write_text(text)
    part.replace(path)


def _count(service: RunningService) -> int:
    answer = service.query(COUNT).json()
    return int(answer["results"]["bindings"][0]["n"]["value"])


def test_health_tells_what_is_served(service: RunningService) -> None:
    """Ready, with the digest and the size of the dataset, and how workers are confined."""
    answer = service.get("/health")
    assert answer.status_code == 200
    condition = answer.json()
    assert condition["status"] == "ready"
    assert condition["sandbox"] == "seccomp"
    assert condition["engine"].startswith("pyoxigraph ")
    assert condition["dataset"]["triples"] == _count(service)
    assert len(condition["dataset"]["digest"]) == 64


def test_metrics_count_requests(service: RunningService) -> None:
    """An answered query is counted under its route."""
    service.query("ASK {}")
    text = service.get("/metrics").text
    assert 'mgi_graph_requests_total{method="GET",route="answer_protocol",status="2xx"}' in text
    assert "mgi_graph_dataset_triples" in text


def test_the_log_has_no_query_and_no_address(service: RunningService) -> None:
    """A line for each request tells the digest of the query, not its text, and not who asked."""
    secret = "ASK { <urn:a-secret-of-mine> ?p ?o }"
    answer = service.query(secret)
    assert answer.status_code == 200
    line = service.line_of(answer)
    assert line["event"] == "request"
    assert line["query"] == digest_query(secret)
    shown = str(service.events)
    assert "a-secret-of-mine" not in shown
    assert "127.0.0.1" not in str([each for each in service.events if each["event"] == "request"])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_lets_running_answers_finish(
    start_service: StartService, number: signal.Signals
) -> None:
    """What is being answered is answered whole; then the process ends with 0."""
    service = start_service("--drain", "60")
    answers: list[httpx.Response] = []
    asking = threading.Thread(target=lambda: answers.append(service.query(SLOW)))
    asking.start()
    _wait_until_busy(service)
    service.signal(number)
    asking.join()
    assert answers[0].status_code == 200
    assert answers[0].json()["results"]["bindings"]
    assert service.process.wait(_PATIENCE) == 0


def _wait_until_busy(service: RunningService) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        workers = service.get("/health").json()["workers"]
        if workers["busy"] + workers["slow"]:
            return
        time.sleep(0.01)
    raise AssertionError("the query has not begun, or is over already")


def test_a_stop_does_not_wait_for_a_runaway(start_service: StartService) -> None:
    """After the time for finishing, the query is ended with the service."""
    service = start_service("--drain", "1")
    asking = threading.Thread(target=_ask_in_vain, args=[service])
    asking.start()
    _wait_until_busy(service)
    service.signal(signal.SIGTERM)
    assert service.process.wait(_PATIENCE) == 0
    asking.join()


def _ask_in_vain(service: RunningService) -> None:
    """Ask what the service will not live to answer."""
    try:
        assert service.query(RUNAWAY).status_code >= 500
    except httpx.TransportError:
        return


def test_a_query_ends_when_its_client_leaves(start_service: StartService) -> None:
    """Nobody waits, so nothing is computed; the log has no traceback of it."""
    service = start_service()
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(service.base + "/sparql", params={"query": RUNAWAY}, timeout=1)
    deadline = time.monotonic() + _PATIENCE
    while service.get("/health").json()["workers"]["slow"]:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert service.get("/health").json()["workers"]["ended"] == {"left": 1}
    assert not [each for each in service.events if each["event"] == "text"]


@pytest.mark.parametrize("way", ["signal", "file"])
def test_a_new_dataset_is_taken_up(start_service: StartService, tmp_path: Path, way: str) -> None:
    """A replaced file is served soon, at a signal or by itself; its answers have other tags."""
    data = tmp_path / "data.ttl"
    _write(data, ONE)
    service = start_service("--watch", "0" if way == "signal" else "0.1", data=data)
    before = service.query("SELECT * { ?s ?p ?o }")
    assert len(before.json()["results"]["bindings"]) == 1
    _write(data, TWO)
    if way == "signal":
        service.signal(signal.SIGHUP)
    service.wait_for("loaded", 2)
    after = service.query(
        "SELECT * { ?s ?p ?o }", headers={"If-None-Match": before.headers["etag"]}
    )
    assert after.status_code == 200
    assert len(after.json()["results"]["bindings"]) == 2


def test_no_request_is_lost_while_datasets_change(
    start_service: StartService, tmp_path: Path
) -> None:
    """Through six changes each request is answered, from the one dataset or from the other."""
    data = tmp_path / "data.ttl"
    _write(data, ONE)
    service = start_service("--watch", "0", data=data)
    stop = threading.Event()
    seen: list[object] = []

    def ask() -> None:
        with httpx.Client(base_url=service.base, timeout=60, verify=TLS) as client:
            number = 0
            while not stop.is_set():
                number += 1
                # Two counts of one query must come from one dataset; the comment passes the cache.
                query = (
                    "SELECT ?a ?b { { SELECT (COUNT(*) AS ?a) { ?s ?p ?o } } "
                    f"{{ SELECT (SUM(?o) AS ?b) {{ ?s ?p ?o }} }} }} # {number}"
                )
                answer = client.get("/sparql", params={"query": query})
                row = answer.json()["results"]["bindings"][0]
                seen.append((answer.status_code, row["a"]["value"], row["b"]["value"]))
                # Without a pause, the askers would keep the processors from the change.
                stop.wait(_PAUSE)

    askers = [threading.Thread(target=ask) for _ in range(3)]
    for each in askers:
        each.start()
    for number in range(6):
        _write(data, TWO if number % 2 == 0 else ONE)
        service.signal(signal.SIGHUP)
        service.wait_for("loaded", number + 2)
    stop.set()
    for each in askers:
        each.join()
    assert set(seen) == {(200, "1", "1"), (200, "2", "3")}


def test_a_dataset_that_cannot_be_read_leaves_the_old_one(
    start_service: StartService, tmp_path: Path
) -> None:
    """The log and the health page say what is wrong; answers go on."""
    data = tmp_path / "data.ttl"
    _write(data, ONE)
    service = start_service("--watch", "0", data=data)
    _write(data, "this is not Turtle")
    service.signal(signal.SIGHUP)
    assert "data.ttl" in service.wait_for("load-failed")["reason"]
    assert _count(service) == 1
    condition = service.get("/health").json()
    assert condition["status"] == "ready"
    assert "data.ttl" in condition["reason"]


def test_the_loss_of_the_process_with_the_dataset_is_mended(start_service: StartService) -> None:
    """Where the system kills it, it is started anew."""
    service = start_service()
    expected = _count(service)
    pattern = str(service.process.pid)
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", pattern], capture_output=True, text=True, check=True
    )
    os.kill(int(found.stdout.split()[0]), signal.SIGKILL)
    service.wait_for("loaded", 2)
    assert _count(service) == expected


def test_no_process_is_left_when_the_service_is_killed(start_service: StartService) -> None:
    """Not even after SIGKILL, and not even a computing worker."""
    service = start_service()
    asking = threading.Thread(target=_ask_in_vain, args=[service])
    asking.start()
    _wait_until_busy(service)
    children = _descendants(service.process.pid)
    assert len(children) >= 3
    service.process.kill()
    service.process.wait()
    asking.join()
    deadline = time.monotonic() + _PATIENCE
    while any(Path(f"/proc/{each}").exists() for each in children):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _descendants(process: int) -> list[int]:
    command = ["ps", "-o", "pid=", "--ppid", str(process)]
    found = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
    own = [int(each) for each in found]
    return own + [below for each in own for below in _descendants(each)]


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = str(Path(sys.executable).with_name("mgi-graph"))
    return subprocess.run(
        [program, "serve", *arguments],
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
    )


def test_a_port_that_is_taken_is_an_error() -> None:
    """Exit 2, with the port and what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = _run("--port", str(port))
    assert result.returncode == 2
    assert f"port {port}" in result.stderr
    assert "--port" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_dataset_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """Exit 2, with the path."""
    result = _run("--port", "0", "--data", str(tmp_path / "none.trig"))
    assert result.returncode == 2
    assert "none.trig" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_setting_that_cannot_be_used_is_an_error() -> None:
    """Exit 2, with the setting's names."""
    result = _run("--timeout", "soon")
    assert result.returncode == 2
    assert "MGI_GRAPH_TIMEOUT" in result.stderr


def test_the_packaged_profiles_are_served_without_data() -> None:
    """``mgi-graph serve`` alone builds and serves them."""
    with running_service(None) as service:
        query = "SELECT (COUNT(*) AS ?n) { ?f a <https://w3id.org/mgi-graph/ontology#Finding> }"
        answer = service.query(query).json()
        assert answer["results"]["bindings"][0]["n"]["value"] == "105"
