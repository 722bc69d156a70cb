"""Send requests as fast as a server answers them, with wrk, and hold it up with long queries."""

import contextlib
import http.client
import json
import secrets
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

_SCRIPT = Path(__file__).with_name("wrk.lua")
_PAUSE = 0.1
_SETTLING = 1.0

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
"""A query that no server finishes: the product of all triples with themselves, three times."""


@dataclass(frozen=True, slots=True)
class Case:
    """Name a request that is sent again and again; ``different`` ones end in a comment each."""

    path: str
    connections: int
    headers: Mapping[str, str] = field(default_factory=dict)
    different: bool = False


@dataclass(frozen=True, slots=True)
class Load:
    """Hold what was measured of one case: times in milliseconds, ``cpu`` in microseconds each.

    ``errors`` counts answers above 399 and connections that broke; with any the rate is void.
    """

    requests: int
    seconds: float
    p50: float
    p99: float
    errors: int
    cpu: float = 0.0

    @property
    def rate(self) -> float:
        """Return the answers of one second."""
        return self.requests / self.seconds


def read_summary(output: str) -> Load:
    r"""Read what the script in ``wrk.lua`` tells, which stands in the last line of wrk's output.

    >>> read_summary('Running\n{"requests": 4, "microseconds": 2000000, "p50": 10, "p99": 30, '
    ...     '"broken": 1, "refused": 2}').rate
    2.0
    """
    told = json.loads(output.strip().splitlines()[-1])
    return Load(
        requests=told["requests"],
        seconds=told["microseconds"] / 1e6,
        p50=told["p50"] / 1000,
        p99=told["p99"] / 1000,
        errors=told["broken"] + told["refused"],
    )


def send(base: str, case: Case, seconds: int) -> Load:
    """Send a case's request for so many seconds and return what came of it.

    A server that is gone counts as an error for each connection.
    """
    headers = [f"-H{name}: {value}" for name, value in case.headers.items()]
    nonce = ["--", secrets.token_hex(4) + "-"] if case.different else []
    # One thread can send more than any of the servers answers, and leaves them the other core.
    command = ["wrk", "-t1", f"-c{case.connections}", f"-d{seconds}s", "--timeout", "60s"]
    finished = subprocess.run(  # noqa: S603 (arguments of ours)
        [*command, f"-s{_SCRIPT}", *headers, base + case.path, *nonce],
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode:
        # It could not even connect.
        return Load(0, seconds, 0, 0, errors=case.connections)
    return read_summary(finished.stdout)


@dataclass(frozen=True, slots=True)
class Reply:
    """Hold an answer to a single request."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def ask_once(base: str, path: str, headers: Mapping[str, str], timeout: float = 60) -> Reply:
    """Send one request; raises ``OSError`` where there is no answer."""
    connection = http.client.HTTPConnection(base.removeprefix("http://"), timeout=timeout)
    with contextlib.closing(connection):
        connection.request("GET", path, headers=dict(headers))
        answer = connection.getresponse()
        shown = {name.lower(): value for name, value in answer.getheaders()}
        return Reply(answer.status, shown, answer.read())


@contextlib.contextmanager
def runaways(base: str, path: str, number: int) -> Iterator[None]:
    """Keep ``number`` queries in flight that never end; those that are ended are sent again."""
    stopped = threading.Event()
    sockets: dict[int, socket.socket] = {}

    def run(which: int) -> None:
        text = f"{RUNAWAY} # {which}"
        while not stopped.is_set():
            connection = http.client.HTTPConnection(base.removeprefix("http://"))
            with contextlib.suppress(OSError, http.client.HTTPException):
                connection.connect()
                sockets[which] = connection.sock
                connection.request("GET", path + quote(text, safe=""))
                connection.getresponse().read()
            connection.close()
            stopped.wait(_PAUSE)

    threads = [threading.Thread(target=run, args=(each,), daemon=True) for each in range(number)]
    for thread in threads:
        thread.start()
    time.sleep(_SETTLING)
    try:
        yield
    finally:
        stopped.set()
        for each in tuple(sockets.values()):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join()
