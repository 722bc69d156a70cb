"""A small application, and clients that speak to its server in raw bytes."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.types import Receive, Scope, Send

from mgi_graph.web.http.front import Front

PATIENCE = 60.0
"""Seconds after which a test that waits has failed."""


@dataclass
class Application:
    """Answer what the tests ask, and remember what has been asked.

    ``/hot…`` may be kept; ``…slow`` waits for ``go``; ``/big?N`` has N bytes;
    ``/echo`` tells the request.
    """

    asked: list[dict[str, Any]] = field(default_factory=list)
    go: threading.Event = field(default_factory=threading.Event)
    gone: threading.Event = field(default_factory=threading.Event)
    version: str = "one"
    extra: list[tuple[bytes, bytes]] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        message = await receive()
        request = {
            "method": scope["method"],
            "path": scope["path"],
            "query": scope["query_string"].decode(),
            "body": message["body"].decode("latin-1"),
            "whole": not message["more_body"],
            "headers": [[name.decode(), value.decode()] for name, value in scope["headers"]],
        }
        self.asked.append(request)
        scope["state"]["route"] = "test"
        headers = [(b"content-type", b"text/plain"), *self.extra]
        body = json.dumps(request).encode()
        if scope["path"].startswith("/hot"):
            scope["state"]["cacheable"] = True
            headers.append((b"etag", b'"%b"' % self.version.encode()))
            body = f"{self.version} {scope['path']}".encode()
        if scope["path"].endswith("slow"):
            await self._wait(receive)
        if scope["query_string"].isdigit():
            body = b"x" * int(scope["query_string"])
        headers.append((b"content-length", b"%d" % len(body)))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _wait(self, receive: Receive) -> None:
        leaving = asyncio.ensure_future(receive())
        while not self.go.is_set() and not leaving.done():
            await asyncio.sleep(0.01)
        if leaving.done():
            self.gone.set()
        leaving.cancel()


@dataclass
class Answer:
    """Hold an answer as it came over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def problem(self) -> dict[str, Any]:
        """Read the body as a problem document."""
        assert self.headers["content-type"] == "application/problem+json"
        assert self.headers["access-control-allow-origin"] == "*"
        assert self.headers["connection"] == "close"
        document: dict[str, Any] = json.loads(self.body)
        assert document["status"] == self.status
        assert document["type"].endswith("#" + document["code"])
        return document


class Wire:
    """Speak to a server in bytes."""

    def __init__(self, port: int, *, buffer: int = 0) -> None:
        """Connect; ``buffer`` bounds what the kernel reads ahead."""
        self.socket = socket.socket()
        if buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        self.socket.settimeout(PATIENCE)
        self.socket.connect(("127.0.0.1", port))
        self.pending = b""

    def send(self, *parts: bytes) -> None:
        """Send bytes; a server that takes no more is no error."""
        try:
            for part in parts:
                self.socket.sendall(part)
        except OSError:
            return

    def ask(self, *parts: bytes, head: bool = False) -> Answer:
        """Send bytes and read one answer."""
        self.send(*parts)
        return self.read(head=head)

    def get(self, target: str = "/", method: str = "GET", **headers: str) -> Answer:
        """Send a plain request and read its answer."""
        return self.ask(request(target, method, **headers), head=method == "HEAD")

    def read(self, *, head: bool = False) -> Answer:
        """Read one answer; its body ends where Content-Length says."""
        while b"\r\n\r\n" not in self.pending:
            assert self._more(), f"no whole answer: {self.pending!r}"
        start, _, self.pending = self.pending.partition(b"\r\n\r\n")
        status, *lines = start.decode("latin-1").split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines)
        code = int(status.split(" ")[1])
        length = 0 if head or code in (100, 304) else int(headers["content-length"])
        while len(self.pending) < length:
            assert self._more(), "the body broke off"
        body, self.pending = self.pending[:length], self.pending[length:]
        return Answer(code, headers, body)

    def closed(self) -> bool:
        """Wait until the server ends the connection; tell whether nothing came before."""
        try:
            return not self._more()
        except ConnectionError:
            return True

    def _more(self) -> bool:
        got = self.socket.recv(65536)
        self.pending += got
        return bool(got)


def request(target: str = "/", method: str = "GET", **headers: str) -> bytes:
    """Write a request as a client does."""
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([f"{method} {target} HTTP/1.1", "Host: test", *lines, "", ""]).encode()


@dataclass
class Running:
    """Hold a running server and what it is made of."""

    server: uvicorn.Server
    thread: threading.Thread
    front: Front
    app: Application
    port: int
    log: list[bytes]
    wires: list[Wire] = field(default_factory=list)

    def connect(self, *, buffer: int = 0) -> Wire:
        """Open a connection."""
        wire = Wire(self.port, buffer=buffer)
        self.wires.append(wire)
        return wire

    def reset(self) -> None:
        """Forget what was asked, kept, logged and set before."""
        self.front.swap()
        self.app.asked.clear()
        self.app.extra.clear()
        self.app.go.clear()
        self.app.version = "one"
        self.log.clear()

    def lines(self) -> list[dict[str, Any]]:
        """Read the log; each answer's line is there once the answer is."""
        return [json.loads(line) for line in b"".join(self.log).splitlines()]

    def hang_up(self) -> None:
        """Close all connections, and wait until the server has seen it and has logged it."""
        for wire in self.wires:
            wire.socket.close()
        self.wires.clear()
        state = self.server.server_state
        self.wait(lambda: not state.connections and not state.tasks)
        logged = threading.Event()
        self.server.servers[0].get_loop().call_soon_threadsafe(logged.set)
        assert logged.wait(PATIENCE), "the server's loop does not turn"

    def wait(self, condition: Callable[[], bool]) -> None:
        """Wait until something is so."""
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end, "waited in vain"
            time.sleep(0.005)


Start = Callable[..., Running]
"""Start a server with settings by name."""
