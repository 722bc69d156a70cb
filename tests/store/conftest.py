"""Offer the same small dataset on each kind of store, an Oxigraph server among them."""

import http.client
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from mgi_graph.store import OxigraphStore, RdflibStore, RemoteStore, Store

DATASET = Path(__file__).parent / "data" / "small.trig"
_PATIENCE = 30


@pytest.fixture(scope="session")
def quads() -> list[Quad]:
    """Give the quads of the small dataset."""
    return list(parse(path=DATASET, format=RdfFormat.TRIG))


@pytest.fixture(scope="session")
def oxigraph_store(quads: list[Quad]) -> OxigraphStore:
    """Give the small dataset in Oxigraph."""
    return OxigraphStore.of(quads)


@pytest.fixture(scope="session")
def rdflib_store(quads: list[Quad]) -> RdflibStore:
    """Give the small dataset in rdflib."""
    return RdflibStore.of(quads)


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    """Serve the small dataset by an Oxigraph server on loopback; give its query URL."""
    port = _free_port()
    command = [_server(), "serve", "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port, process)
        _load(port)
        yield f"http://127.0.0.1:{port}/query"
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="session")
def remote_store(endpoint: str) -> RemoteStore:
    """Give the small dataset behind an endpoint."""
    return RemoteStore(endpoint, timeout=30)


@pytest.fixture(scope="session", params=["oxigraph", "rdflib", "remote"])
def store(request: pytest.FixtureRequest) -> Store:
    """Give the small dataset on each kind of store in turn."""
    found: Store = request.getfixturevalue(f"{request.param}_store")
    return found


def _server() -> str:
    beside_python = Path(sys.executable).parent / "oxigraph"
    found = str(beside_python) if beside_python.exists() else shutil.which("oxigraph")
    assert found is not None, "the oxigraph server is missing: pip install oxigraph"
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        assert isinstance(port, int)
        return port


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, "the oxigraph server ended"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"the oxigraph server did not answer within {_PATIENCE} s")


def _load(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    headers = {"Content-Type": "application/trig"}
    connection.request("POST", "/store", body=DATASET.read_bytes(), headers=headers)
    assert connection.getresponse().status in {200, 201, 204}
    connection.close()
