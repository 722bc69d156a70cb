"""Stand between a push and its engine, and go away in the middle of a request."""

import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit, urlunsplit

from mgi_graph.transfer.addresses import Addresses

_REQUEST_LINE_END = b" HTTP/1.1\r\n"


class Cutting:
    """Pass on so many requests; of the next one pass on a part, and then nothing at all."""

    def __init__(self, address: str, allowed: int) -> None:
        """Stand before the engine at ``address``."""
        parts = urlsplit(address)
        assert parts.hostname is not None
        self._engine = (parts.hostname, parts.port or 80)
        self._left = allowed
        self._streams: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))

    def addresses(self, engine: Addresses) -> Addresses:
        """Return the engine's addresses by way of this."""
        update = None if engine.update is None else self._lead(engine.update)
        return Addresses(self._lead(engine.query), None, update)

    def _lead(self, address: str) -> str:
        here = f"127.0.0.1:{self._listener.getsockname()[1]}"
        return urlunsplit(urlsplit(address)._replace(netloc=here))

    def __enter__(self) -> Self:
        """Begin to pass on."""
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close all connections."""
        self._cut()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self._left < 0:
                client.close()
                continue
            engine = socket.create_connection(self._engine)
            self._streams += [client, engine]
            threading.Thread(target=self._send, args=(client, engine), daemon=True).start()
            threading.Thread(target=self._answer, args=(engine, client), daemon=True).start()

    def _send(self, client: socket.socket, engine: socket.socket) -> None:
        try:
            while piece := client.recv(1 << 16):
                self._left -= piece.count(_REQUEST_LINE_END)
                if self._left < 0:
                    engine.sendall(piece[: len(piece) // 2])
                    self._cut()
                    return
                engine.sendall(piece)
        except OSError:
            self._cut()

    def _answer(self, engine: socket.socket, client: socket.socket) -> None:
        try:
            while piece := engine.recv(1 << 16):
                client.sendall(piece)
        except OSError:
            self._cut()

    def _cut(self) -> None:
        for stream in self._streams:
            with suppress(OSError):
                stream.shutdown(socket.SHUT_RDWR)
            stream.close()
