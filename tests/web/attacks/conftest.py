"""Set traps that a query must never spring: a listener that counts calls, and a secret file."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

SECRET = "the-secret-of-this-machine"


@dataclass
class Listener:
    """Count the connections made to a port of this machine."""

    port: int
    calls: int = 0

    @property
    def address(self) -> str:
        """Return the address that a query would have to call."""
        return f"http://127.0.0.1:{self.port}/sparql"


@pytest.fixture
def listener() -> Iterator[Listener]:
    """Listen on loopback, and fail the test where anybody calls."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = Listener(server.getsockname()[1])

        def accept() -> None:
            while True:
                try:
                    server.accept()[0].close()
                except OSError:
                    return
                found.calls += 1

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield found
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()
    assert found.calls == 0


@pytest.fixture
def secret(tmp_path: Path) -> Iterator[Path]:
    """Give a file with a secret, and fail the test where anybody opens it.

    It is a named pipe: to write into it waits until somebody opens it for reading.
    """
    path = tmp_path / "secret.nt"
    os.mkfifo(path)
    readers: list[bool] = []
    over = threading.Event()

    def write() -> None:
        with path.open("w", encoding="utf-8") as pipe, suppress(BrokenPipeError):
            readers.append(over.is_set())
            pipe.write(f'<urn:a> <urn:b> "{SECRET}" .\n')

    thread = threading.Thread(target=write)
    thread.start()
    yield path
    over.set()
    ours = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    thread.join()
    os.close(ours)
    assert readers == [True], "somebody has read the secret"
