"""Send answers in their turn: the application's, kept ones, refusals; and end connections.

This is the outgoing half of a connection; :mod:`mgi_graph.web.http.connections` is the
incoming one.
"""

import asyncio
import time
import urllib.parse
from enum import Enum, auto
from typing import Any

from uvicorn._types import ASGISendEvent
from uvicorn.config import Config as ServerConfig
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from mgi_graph.web.http.clients import accept_request_id, client_address
from mgi_graph.web.http.framing import Head
from mgi_graph.web.http.front import ARRIVAL, Arrival, Front, UnreadWatch, count_unread
from mgi_graph.web.http.hot import Entry, Key, Ready
from mgi_graph.web.http.logs import Exchange
from mgi_graph.web.http.refusals import BODY_TIMEOUT, HEADER_TIMEOUT, Refusal

_LINGER = 2.0
_UNREAD = 64 * 1024


class Stage(Enum):
    """Say what a connection waits to read."""

    FIRST = auto()
    NEXT = auto()
    HEAD = auto()
    BODY = auto()


class _Cycle(RequestResponseCycle):
    """Answer one request; tell the client when the connection ends with it."""

    async def send(self, message: ASGISendEvent) -> None:
        """Send a part of the answer; older versions of uvicorn leave the header out."""
        if message["type"] == "http.response.start" and not self.keep_alive:
            message["headers"] = [*message.get("headers", []), (b"connection", b"close")]
        await super().send(message)


class AnsweringProtocol(HttpToolsProtocol):
    """Send what a connection answers, in order, and notice a client that is too slow."""

    front: Front

    def __init__(
        self,
        config: ServerConfig,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        """Begin before the first byte."""
        super().__init__(config, server_state, app_state, _loop)
        self.access_log = False
        self.address = ""
        self._stage = Stage.FIRST
        self._since = time.monotonic()
        self._unread = UnreadWatch()
        self._incoming: RequestResponseCycle | None = None
        self._owes_continue = False
        self._draining = False
        self._stopped = False
        self._lingering = False
        self._refusal: Refusal | None = None
        self._learned: tuple[Entry, Ready] | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take the connection, or refuse it where there are too many."""
        super().connection_made(transport)
        self.address = self.client[0] if self.client else ""
        refusal = self.front.admit(self, self.address)
        if refusal is None:
            return
        self.front.metrics.connection_dropped("too-many")
        self._stopped = True
        if self.front.overrun:
            transport.abort()
        else:
            self._say(refusal)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection; a running answer learns that nobody waits for it."""
        self.front.leave(self, self.address)
        self.pipeline.clear()
        self._incoming = None
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """Finish what has been asked and take no more; the server is about to stop."""
        self._draining = True
        if self.pipeline:
            self.pipeline[0][0].keep_alive = False
        elif self._busy():
            self.cycle.keep_alive = False
        elif self._incoming is None or self._stopped:
            self.transport.close()

    def check_time(self) -> None:
        """End the connection where its client is too slow, in sending or in reading."""
        now = time.monotonic()
        config = self.front.config
        size = count_unread(self.transport)
        if self._unread.stalled(size, now, config.unread_timeout):
            self.front.metrics.connection_dropped("unread")
            self.transport.abort()
            return
        if size or self._busy() or self.transport.is_closing():
            return
        waited = now - self._since
        if self._lingering:
            if waited > _LINGER:
                self.transport.abort()
        elif self._stage is Stage.FIRST and waited > config.header_timeout:
            self.front.metrics.connection_dropped("silent")
            self.transport.close()
        elif self._stage is Stage.NEXT and waited > config.keep_alive:
            self.transport.close()
        elif self._stage is Stage.HEAD and waited > config.header_timeout:
            self._refuse(HEADER_TIMEOUT)
        elif self._stage is Stage.BODY and waited > config.body_timeout:
            self._refuse(BODY_TIMEOUT)

    def _busy(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _start(self, cycle: RequestResponseCycle) -> None:
        """Let the application answer a whole request."""
        self.cycle = cycle
        task = self.loop.create_task(cycle.run_asgi(self.app))
        task.add_done_callback(self.tasks.discard)
        self.tasks.add(task)

    def on_response_complete(self) -> None:
        """Go on with the next request, the refusal that had to wait, or waiting."""
        self.server_state.total_requests += 1
        self._since = time.monotonic()
        if self.transport.is_closing():
            return
        if self.pipeline:
            cycle, _ = self.pipeline.pop()
            self._start(cycle)
        elif self._refusal is not None:
            self._say(self._refusal)
        elif self._draining and self._incoming is None:
            self.transport.close()
        else:
            self.flow.resume_reading()
            self._continue()

    def _continue(self) -> None:
        """Ask for the body that a client holds back (RFC 9110, section 10.1.1)."""
        if self._owes_continue and not self._busy():
            self._owes_continue = False
            self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def _new_cycle(self, head: Head, key: Key | None, *, keep_alive: bool) -> RequestResponseCycle:
        """Make the request that the application will see."""
        path, _, query = head.target.partition(b"?")
        text = path.decode("latin-1")
        self.scope["method"] = head.method.decode("ascii")
        self.scope["path"] = urllib.parse.unquote(text) if "%" in text else text
        self.scope["raw_path"] = path
        self.scope["query_string"] = query
        if self.url[:1] != b"/":
            host = head.headers.get(b"host", b"")
            self.headers[:] = [
                (name, host if name == b"host" else value) for name, value in self.headers
            ]
        given = head.headers.get(b"x-request-id")
        self.scope["state"][ARRIVAL] = Arrival(
            began=self._since,
            request_id=accept_request_id(given) or next(self.front.ids),
            client=self._client_of(head),
            cache=self.front.hot,
            key=key,
        )
        return _Cycle(
            scope=self.scope,
            transport=self.transport,
            flow=self.flow,
            logger=self.logger,
            access_logger=self.access_logger,
            access_log=False,
            default_headers=self.server_state.default_headers,
            message_event=asyncio.Event(),
            expect_100_continue=False,
            keep_alive=keep_alive,
            on_response=self.on_response_complete,
        )

    def _client_of(self, head: Head) -> str:
        trusted = self.front.config.trusted_proxies
        return client_address(self.address, head.headers.get(b"x-forwarded-for"), trusted=trusted)

    # Kept answers

    def _may_answer_at_once(self) -> bool:
        """Tell whether nothing else is to be sent before, and the client reads what it asks."""
        return (
            not self._busy()
            and not self._draining
            and self.transport.get_write_buffer_size() <= _UNREAD
            and not self.transport.is_closing()
        )

    def _answer_at_once(self, head: Head, key: Key) -> bool:
        """Give the kept answer, if there is one and it is this request's turn."""
        if not self._may_answer_at_once():
            return False
        entry = self.front.hot.find(key)
        if entry is None:
            self.front.metrics.cache_missed()
            return False
        ready = entry.choose(head.method, head.headers.get(b"if-none-match"))
        given = head.headers.get(b"x-request-id")
        if given is None and b"x-forwarded-for" not in head.headers:
            self._learned = (entry, ready)
        request_id = accept_request_id(given) or next(self.front.ids)
        self._give(ready, request_id, self._client_of(head))
        return True

    def _give(self, ready: Ready, request_id: str, client: str) -> None:
        name = b"x-request-id: %b\r\n" % request_id.encode("ascii")
        self.transport.write(b"".join((ready.start, self._date(), name, ready.rest)))
        self.server_state.total_requests += 1
        now = time.monotonic()
        seconds = now - self._since
        self._since = now
        self._stage = Stage.NEXT
        front = self.front
        front.metrics.cache_hit()
        front.metrics.answered(ready.route, ready.method, ready.status, seconds)
        front.log.answered(ready.fragment, seconds=seconds, request_id=request_id, client=client)

    def _date(self) -> bytes:
        """Return the server's own header lines, of which uvicorn renews the date each second."""
        return b"".join([b"%b: %b\r\n" % each for each in self.server_state.default_headers])

    # Refusals

    def _refuse(self, refusal: Refusal) -> None:
        """Answer with a refusal, after the answers that are due, and take no more."""
        self._stopped = True
        self._incoming = None
        self._refusal = refusal
        if self._busy():
            self.flow.pause_reading()
        else:
            self._say(refusal)

    def _say(self, refusal: Refusal) -> None:
        """Send a refusal, then wait a little for the client to read it.

        To close at once, with bytes of the client's still unread, would reset the
        connection, and the client might lose the answer (RFC 9112, section 9.6).
        """
        target = self.url.partition(b"?")[0].decode("latin-1") if self.scope else ""
        method = self.parser.get_method().decode("ascii") if target else ""
        request_id = next(self.front.ids)
        lines = self._date() + b"x-request-id: %b\r\n" % request_id.encode("ascii")
        answer = refusal.answer(lines, body=method != "HEAD")
        self.transport.write(answer)
        exchange = Exchange(
            method, target, "refused", refusal.status, len(answer), code=refusal.code
        )
        seconds = time.monotonic() - self._since
        self.front.metrics.answered("refused", method, refusal.status, seconds)
        self.front.log.answered(
            exchange.fragment(),
            seconds=seconds,
            request_id=request_id,
            client=self.address,
        )
        self._linger()

    def _linger(self) -> None:
        self._lingering = True
        self._since = time.monotonic()
        self.flow.resume_reading()
        if self.transport.can_write_eof():
            self.transport.write_eof()
        else:
            self.transport.close()
