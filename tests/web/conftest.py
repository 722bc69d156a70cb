"""Start the real service, as its users do, on a free port of this machine."""

import json
import os
import signal
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from pyoxigraph import RdfFormat

from mgi_graph.pipeline.dataset import Background, Dataset
from mgi_graph.rdf.serialisation import write_quads
from mgi_graph.store import OxigraphStore
from tests.web.reviewed import assemble_reviewed

_PATIENCE = 120.0
TLS = ssl.create_default_context()
"""What no test needs, and a client of httpx would take some time to make."""


@dataclass
class RunningService:
    """Hold a service that runs in a process of its own."""

    process: subprocess.Popen[str]
    base: str = ""
    events: list[dict[str, Any]] = field(default_factory=list, repr=False)

    @property
    def port(self) -> int:
        """Return the port that it listens on."""
        return int(self.base.rpartition(":")[2])

    def get(self, path: str, **options: Any) -> httpx.Response:  # noqa: ANN401 (httpx's own)
        """Ask for a path, following no redirect."""
        return httpx.get(self.base + path, verify=TLS, **{"timeout": _PATIENCE, **options})

    def query(self, text: str, **options: Any) -> httpx.Response:  # noqa: ANN401 (httpx's own)
        """Send a query by GET."""
        parameters = {"query": text, **options.pop("params", {})}
        return self.get("/sparql", params=parameters, **options)

    def wait_for(self, event: str, count: int = 1) -> dict[str, Any]:
        """Wait until the log has told of an event so many times; return the last."""
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            found = [each for each in tuple(self.events) if each["event"] == event]
            if len(found) >= count:
                return found[-1]
            if self.process.poll() is not None and event != "ended":
                break
            time.sleep(0.01)
        raise AssertionError(f"no event {event!r}; the log: {self.events[-20:]}")

    def line_of(self, answer: httpx.Response) -> dict[str, Any]:
        """Wait for the line of the log that tells of an answer."""
        number = answer.headers["x-request-id"]
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            for each in tuple(self.events):
                if each.get("id") == number:
                    return each
            time.sleep(0.01)
        raise AssertionError(f"no line of {number}; the log: {self.events[-20:]}")

    def signal(self, number: signal.Signals) -> None:
        """Send the service a signal."""
        self.process.send_signal(number)

    def read_log(self) -> None:
        """Read the log until the service ends."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            try:
                self.events.append(json.loads(line))
            except ValueError:
                self.events.append({"event": "text", "text": line})


StartService = Callable[..., RunningService]


@contextmanager
def running_service(data: Path | None, *flags: str) -> Iterator[RunningService]:
    """Run ``mgi-graph serve`` until the block ends; without ``data``, of the packaged profiles."""
    program = [str(Path(sys.executable).with_name("mgi-graph")), "serve"]
    given = [] if data is None else ["--data", str(data)]
    command = [*program, "--port", "0", *given, *flags]
    environment = {name: value for name, value in os.environ.items() if "MGI_GRAPH" not in name}
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment
    )
    service = RunningService(process)
    reader = threading.Thread(target=service.read_log)
    reader.start()
    try:
        service.base = service.wait_for("ready")["address"].rstrip("/")
        yield service
    finally:
        process.terminate()
        try:
            process.wait(_PATIENCE)
        finally:
            process.kill()
            reader.join()
            assert process.stderr is not None
            process.stderr.close()


@pytest.fixture(scope="session")
def trig(built: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of the real dataset."""
    path = tmp_path_factory.mktemp("served") / "mgi.trig"
    write_quads(built.quads, path, RdfFormat.TRIG)
    return path


@pytest.fixture(scope="session")
def reviewed(tmp_path_factory: pytest.TempPathFactory, background: Background) -> Dataset:
    """Return a dataset in which some of what is said of a finding is only suggested."""
    return assemble_reviewed(tmp_path_factory.mktemp("curation"), background)


@pytest.fixture(scope="session")
def suggesting(reviewed: Dataset) -> OxigraphStore:
    """Return the same in a store."""
    return OxigraphStore.of(reviewed.quads)


@pytest.fixture(scope="session")
def service(trig: Path) -> Iterator[RunningService]:
    """Return the service of the real dataset, with its usual settings."""
    with running_service(trig) as found:
        yield found


@pytest.fixture
def start_service(trig: Path) -> Iterator[StartService]:
    """Give a function that starts a service of its own, ``(*flags, data=…)``."""
    with ExitStack() as services:
        yield lambda *flags, data=trig: services.enter_context(running_service(data, *flags))
