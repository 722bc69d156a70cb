"""Build the real dataset once for every test that asks it, and serve datasets to tests."""

import http.client
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from mgi_graph.parsing import parse_sources
from mgi_graph.pipeline.dataset import Background, Dataset, assemble_dataset, read_background
from mgi_graph.pipeline.sources import find_sources
from mgi_graph.store import OxigraphStore

_PATIENCE = 30


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the user's own cache out of the tests, and the tests out of it."""
    folder = tmp_path_factory.mktemp("cache")
    patch = pytest.MonkeyPatch()
    patch.setenv("XDG_CACHE_HOME", str(folder))


@pytest.fixture(scope="session")
def background() -> Background:
    """Return the ontology and the vocabularies."""
    return read_background()


@pytest.fixture(scope="session")
def built(background: Background) -> Dataset:
    """Return the dataset of the three real profiles."""
    return assemble_dataset(parse_sources(find_sources([])), background)


@pytest.fixture(scope="session")
def dataset(built: Dataset) -> OxigraphStore:
    """Return the dataset of the three real profiles in a store."""
    return OxigraphStore.of(built.quads)


@pytest.fixture(scope="session")
def sources() -> dict[str, str]:
    """Return the text of each real source, with nothing changed, by its file's name."""
    paths = find_sources([])
    assert len(paths) == 3
    return {path.name: _read(path) for path in paths}


def _read(path: Path) -> str:
    return path.read_bytes().decode()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Give a function that serves a TriG file by an Oxigraph server and returns its query URL."""
    with ExitStack() as servers:
        yield lambda dataset: servers.enter_context(_serving(dataset))


@contextmanager
def _serving(dataset: Path) -> Iterator[str]:
    port = _free_port()
    command = [_server(), "serve", "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port, process)
        _load(port, dataset)
        yield f"http://127.0.0.1:{port}/query"
    finally:
        process.kill()
        process.wait()


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


def _load(port: int, dataset: Path) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    headers = {"Content-Type": "application/trig"}
    connection.request("POST", "/store", body=dataset.read_bytes(), headers=headers)
    assert connection.getresponse().status in {200, 201, 204}
    connection.close()
