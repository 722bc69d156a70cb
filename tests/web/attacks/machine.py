"""Look at the processes of a running service from outside, and speak to it in raw bytes."""

import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from tests.web.conftest import TLS, RunningService

PATIENCE = 120.0


def wait_until(holds: Callable[[], bool], what: str) -> None:
    """Wait until something holds; fail, naming it, where it never does."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, f"it never came to be that {what}"
        time.sleep(0.05)


def post(service: RunningService, **options: Any) -> httpx.Response:  # noqa: ANN401 (httpx's own)
    """Send something to the endpoint by POST."""
    return httpx.post(f"{service.base}/sparql", timeout=PATIENCE, verify=TLS, **options)


def children(process: int) -> list[int]:
    """Return the processes that a process has started and not yet buried."""
    listed = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return [int(each) for each in listed.split()]


def nursery_of(service: RunningService) -> int:
    """Return the process that the workers are forked from."""
    (nursery,) = children(service.process.pid)
    return nursery


def count_descriptors(process: int) -> int:
    """Count the files and sockets that a process has open."""
    return sum(1 for _ in Path(f"/proc/{process}/fd").iterdir())


def memory_of(process: int) -> int:
    """Return the bytes of memory that a process occupies."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    (found,) = (line for line in lines if line.startswith("VmRSS:"))
    return int(found.split()[1]) * 1024


def send_raw(port: int, *parts: bytes) -> bytes:
    """Send bytes as they are, and return all that is answered until the connection ends."""
    received = bytearray()
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        for part in parts:
            connection.sendall(part)
        while part := connection.recv(65536):
            received += part
    return bytes(received)


def request(target: bytes, *headers: bytes, method: bytes = b"GET", body: bytes = b"") -> bytes:
    """Return the bytes of a request, well-formed or not, after which the connection ends."""
    given = {each.partition(b":")[0].lower() for each in headers}
    lines = [b"%b %b HTTP/1.1" % (method, target), *headers, b"Connection: close"]
    if b"host" not in given:
        lines.append(b"Host: localhost")
    if body:
        lines.append(b"Content-Length: %d" % len(body))
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def status_of(answer: bytes) -> int:
    """Return the status of an answer, 0 where the connection ended without one."""
    return int(answer[9:12]) if answer else 0


def head_of(answer: bytes) -> bytes:
    """Return an answer's status line and headers, in lower case."""
    return answer.partition(b"\r\n\r\n")[0].lower()
