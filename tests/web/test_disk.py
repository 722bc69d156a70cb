"""The service answers from disk as it does from memory, and says which it does."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from mgi_graph.store.disk_writer import write_disk_store
from tests.web.conftest import TLS, RunningService, StartService, running_service

_M = "PREFIX mgi: <https://w3id.org/mgi-graph/ontology#> "
PATHS = {
    "findings": _M + "SELECT ?f ?t { ?f a mgi:Finding ; mgi:statement ?t } ORDER BY ?f ?t",
    "count": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "graphs": "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    "from": _M + "SELECT ?f FROM <https://w3id.org/mgi-graph/id/graph/col-medellin-2022> "
    "{ ?f a mgi:AreaForDevelopment } ORDER BY ?f",
    "two graphs": "SELECT (COUNT(*) AS ?n) "
    "FROM <https://w3id.org/mgi-graph/id/graph/col-medellin-2022> "
    "FROM <https://w3id.org/mgi-graph/id/graph/ontology> { ?s ?p ?o }",
    "foreign graph": "ASK FROM <https://example.org/> { ?s ?p ?o }",
    "mistake": "SELECT * { ?s ?p",
}
PAGES = (
    "/",
    "/id/place/col-medellin.html",
    "/id/profile/col-medellin-2022.ttl",
    "/id/place/nowhere",
    "/api/queries",
    "/data?graph=https://w3id.org/mgi-graph/id/graph/col-medellin-2022",
    "/.well-known/void",
    "/ontology.ttl",
    "/fr/",
    "/en/places/col-medellin",
    "/es/compare?place=bra-manaus&place=col-medellin",
    "/en/indicators/anti-trafficking",
    "/fr/findings/col-medellin-2022/partnerships/well-developed/2",
    "/es/search?q=trata",
    "/en/ask/peer-learning?place=col-medellin",
    "/en/sparql",
    "/en/ontology",
    "/llms.txt",
)
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
_PAUSE = 0.01
_PATIENCE = 120


@pytest.fixture(scope="module")
def disk_store(trig: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a store on disk of the real dataset, to be read only."""
    directory = tmp_path_factory.mktemp("disk") / "store"
    write_disk_store(trig, directory)
    return directory


@pytest.fixture(scope="module")
def from_disk(disk_store: Path) -> Iterator[RunningService]:
    """Give a service that answers from that store."""
    with running_service(disk_store) as found:
        yield found


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the directory where services of this test keep stores."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "mgi-graph" / "stores"


def _count(service: RunningService) -> int:
    answer = service.query(COUNT).json()
    return int(answer["results"]["bindings"][0]["n"]["value"])


def _without_address(answer: httpx.Response, service: RunningService) -> tuple[object, ...]:
    return (
        answer.status_code,
        answer.headers.get("content-type"),
        answer.text.replace(service.base, ""),
    )


@pytest.mark.parametrize("query", PATHS.values(), ids=PATHS)
def test_queries_have_the_same_answers(
    service: RunningService, from_disk: RunningService, query: str
) -> None:
    """Solutions, truth values and problems are those of the dataset in memory."""
    found = [_without_address(each.query(query), each) for each in (service, from_disk)]
    assert found[0] == found[1]


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_the_same(service: RunningService, from_disk: RunningService, path: str) -> None:
    """What is made of the dataset is made of it alike."""
    found = [_without_address(each.get(path), each) for each in (service, from_disk)]
    assert found[0][:2] == found[1][:2]
    # Triples have no order.
    lines = [sorted(str(each[2]).splitlines()) for each in found]
    assert lines[0] == lines[1]


def test_health_says_where_the_dataset_is(
    service: RunningService, from_disk: RunningService
) -> None:
    """In memory or on disk, and how workers are confined; the log says so too."""
    kinds = {"memory": service, "disk": from_disk}
    for kind, each in kinds.items():
        assert each.get("/health").json()["dataset"]["storage"] == kind
        assert each.wait_for("loaded")["storage"] == kind
    assert from_disk.get("/health").json()["sandbox"] == "seccomp+landlock"
    assert not [each for each in from_disk.events if each["event"] == "warning"]


def test_the_digest_is_that_of_the_file(service: RunningService, from_disk: RunningService) -> None:
    """The same dataset has the same name wherever it is."""
    digests = {each.get("/health").json()["dataset"]["digest"] for each in (service, from_disk)}
    assert len(digests) == 1


def test_two_services_share_a_store(disk_store: Path, from_disk: RunningService) -> None:
    """Both answer, also when the one that began later has ended."""
    with running_service(disk_store) as second:
        assert _count(second) == _count(from_disk)
        assert from_disk.query(COUNT + " # again").status_code == 200
    assert from_disk.query(COUNT + " # and again").status_code == 200


def test_a_large_file_is_written_to_disk_once(
    start_service: StartService, cache: Path, trig: Path
) -> None:
    """The log of the first start says so; the second uses the store that is there."""
    first = start_service("--disk-from", "1KiB")
    assert first.get("/health").json()["dataset"]["storage"] == "disk"
    assert str(cache) in first.wait_for("notice")["text"]
    second = start_service("--disk-from", "1KiB")
    assert second.get("/health").json()["dataset"]["storage"] == "disk"
    assert "notice" not in [each["event"] for each in second.events]
    assert _count(first) == _count(second)
    assert len(list(cache.iterdir())) == 1


def test_a_changed_file_is_written_again(
    start_service: StartService, cache: Path, tmp_path: Path
) -> None:
    """The new store is served, and the old one is not kept."""
    data = tmp_path / "data.ttl"
    data.write_text("<urn:a> <urn:b> 1 .\n")
    service = start_service("--disk-from", "0", "--watch", "0.1", data=data)
    assert _count(service) == 1
    part = tmp_path / "part"
    part.write_text("<urn:a> <urn:b> 1 .\n<urn:a> <urn:b> 2 .\n")
    part.replace(data)
    service.wait_for("loaded", 2)
    assert _count(service) == 2
    assert len(list(cache.iterdir())) == 1


@pytest.mark.parametrize("way", ["signal", "file"])
def test_a_new_store_is_taken_up_without_a_lost_request(
    start_service: StartService, tmp_path: Path, way: str
) -> None:
    """Through changes, with the old store removed at once, each answer is of one or the other."""
    data = tmp_path / "data"
    for number in (1, 2):
        source = tmp_path / f"{number}.ttl"
        source.write_text("".join(f"<urn:s> <urn:p> {each} .\n" for each in range(1, number + 1)))
        write_disk_store(source, tmp_path / f"store-{number}")
    shutil.copytree(tmp_path / "store-1", data)
    service = start_service("--watch", "0" if way == "signal" else "0.1", data=data)
    stop = threading.Event()
    seen: list[tuple[int, str, str]] = []

    def ask() -> None:
        with httpx.Client(base_url=service.base, timeout=60, verify=TLS) as client:
            while not stop.is_set():
                query = (
                    "SELECT ?a ?b { { SELECT (COUNT(*) AS ?a) { ?s ?p ?o } } "
                    f"{{ SELECT (SUM(?o) AS ?b) {{ ?s ?p ?o }} }} }} # {len(seen)}"
                )
                answer = client.get("/sparql", params={"query": query})
                row = answer.json()["results"]["bindings"][0]
                seen.append((answer.status_code, row["a"]["value"], row["b"]["value"]))
                # Without a pause, the asker would keep the processors from the change.
                stop.wait(_PAUSE)

    asker = threading.Thread(target=ask)
    asker.start()
    for count in range(3):
        new = shutil.copytree(tmp_path / f"store-{2 - count % 2}", tmp_path / "new")
        # Later than the one before, as one that is made later is.
        os.utime(new / "facts.json")
        data.rename(tmp_path / "old")
        new.rename(data)
        shutil.rmtree(tmp_path / "old")
        if way == "signal":
            service.signal(signal.SIGHUP)
        service.wait_for("loaded", count + 2)
    stop.set()
    asker.join()
    assert set(seen) == {(200, "1", "1"), (200, "2", "3")}


def _serve(*arguments: str) -> subprocess.Popen[str]:
    program = str(Path(sys.executable).with_name("mgi-graph"))
    command = [program, "serve", "--port", "0", *arguments]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("defect", ["cut", "foreign"])
def test_a_store_that_is_not_whole_is_an_error(
    disk_store: Path, tmp_path: Path, defect: str
) -> None:
    """Exit 2, with the directory and what to do."""
    data = shutil.copytree(disk_store, tmp_path / "disk")
    if defect == "cut":
        table = next(data.glob("store/*.sst"))
        table.write_bytes(table.read_bytes()[:-1])
    else:
        (data / "facts.json").write_text('{"name": "a package of somebody else\'s"}')
    service = _serve("--data", str(data))
    _, said = service.communicate(timeout=_PATIENCE)
    assert service.returncode == 2
    assert f"{data}: not a whole store on disk" in said
    assert "make it again" in said
    assert "Traceback" not in said


def test_a_stop_does_not_wait_for_a_store(cache: Path, tmp_path: Path) -> None:
    """While one is written the service stops at once; nothing that looks whole is left."""
    data = tmp_path / "data.trig"
    with data.open("w") as stream:
        for number in range(400_000):
            stream.write(f"<urn:g> {{ <urn:s{number}> <urn:p> {number} }}\n")
    service = _serve("--disk-from", "0", "--data", str(data))
    assert service.stderr is not None
    while '"notice"' not in service.stderr.readline():
        assert service.poll() is None
    while not list(cache.glob(".*.making")):
        time.sleep(0.01)
    service.terminate()
    _, said = service.communicate(timeout=_PATIENCE)
    assert service.returncode == 2
    assert "stopped before it was ready" in said
    assert "Traceback" not in said
    deadline = time.monotonic() + _PATIENCE
    while subprocess.run(["pgrep", "-f", str(cache)], capture_output=True, check=False).stdout:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert not [path for path in cache.iterdir() if not path.name.startswith(".")]
