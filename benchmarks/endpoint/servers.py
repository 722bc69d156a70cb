"""Start and stop the servers that are compared, and read what they take of the machine."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from benchmarks.endpoint.load import Case, Load, ask_once, send

_PATIENCE = 1200
_GLANCE = 0.005
_MICRO = 1e6
_STOPPING = 3

JSON: Mapping[str, str] = {"Accept": "application/sparql-results+json"}
"""Ask for SPARQL JSON."""


@dataclass(frozen=True, slots=True)
class Server:
    """Say how a server is started: ``command`` returns it for a port; ``path`` ends before a query.

    ``variables`` are added to the environment.
    """

    name: str
    command: Callable[[int], list[str]]
    path: str
    variables: Mapping[str, str] = field(default_factory=dict)

    def query_path(self, text: str) -> str:
        """Return the target of a request for a query."""
        return self.path + quote(text, safe="")


@dataclass(frozen=True, slots=True)
class Running:
    """Hold a server that runs; ``ready`` is the seconds from its start to its first answer."""

    server: Server
    process: int
    base: str
    ready: float

    def send(self, case: Case, seconds: int) -> Load:
        """Measure a case, with the processor time that the server takes for a request."""
        before = _processor_seconds(self.process)
        load = send(self.base, case, seconds)
        used = max(0.0, _processor_seconds(self.process) - before)
        cpu = used / load.requests * _MICRO if load.requests else 0.0
        return Load(load.requests, load.seconds, load.p50, load.p99, load.errors, cpu)

    def memory(self) -> list[float]:
        """Return the proportional set size of each process in MiB, parents before children."""
        return [size for each in _family(self.process) if (size := _memory_of(each)) is not None]


@contextlib.contextmanager
def running(server: Server, query: str, folder: Path) -> Iterator[Running]:
    """Run a server for the time of the block, from when it answers ``query``.

    What it writes goes into ``folder``.
    """
    port = _free_port()
    base = f"http://127.0.0.1:{port}"
    output = folder / f"{server.name.replace(' ', '-')}.log"
    with output.open("ab") as log:
        began = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 (commands of ours)
            server.command(port),
            stdout=log,
            stderr=log,
            env={**os.environ, **server.variables},
            start_new_session=True,
        )
    try:
        _wait_until_ready(process, base, server.query_path(query), output)
        yield Running(server, process.pid, base, time.perf_counter() - began)
    finally:
        # Its own session, so that nothing of it stays.
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_STOPPING)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_until_ready(
    process: "subprocess.Popen[bytes]", base: str, path: str, output: Path
) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError):
            if ask_once(base, path, JSON).status == 200:
                return
        time.sleep(_GLANCE)
    raise SystemExit(f"{output.stem} does not answer; its output:\n{output.read_text()[-2000:]}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _family(process: int) -> list[int]:
    """Return a process and all below it, level by level."""
    found = [process]
    for each in found:
        with contextlib.suppress(OSError):
            for children in Path(f"/proc/{each}/task").glob("*/children"):
                found += map(int, children.read_text(encoding="ascii").split())
    return found


def _processor_seconds(process: int) -> float:
    """Return the processor time of a process, all below it, and those of them that have ended."""
    return sum(map(_ticks_of, _family(process))) / os.sysconf("SC_CLK_TCK")


def _ticks_of(process: int) -> int:
    try:
        text = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return 0
    # proc(5): utime, stime, cutime and cstime are the fields 14 to 17; the name may have spaces.
    return sum(map(int, text.rpartition(")")[2].split()[11:15]))


def _memory_of(process: int) -> float | None:
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return None
    (line,) = (each for each in text.splitlines() if each.startswith("Pss:"))
    return int(line.split()[1]) / 1024
