"""Watch the application's answers: number them, log them, count them, keep what may be kept.

:class:`Recorder` wraps the whole application. A handler tells it more by the
request's state (``request.state`` in Starlette): ``route``, our own name of the
route; ``cacheable = True`` for an answer that depends on nothing but the dataset and
the request; ``query_digest`` and ``problem_code`` for the log.
"""

import time
from collections.abc import Mapping
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mgi_graph.web.http.front import ARRIVAL, Arrival, Front
from mgi_graph.web.http.hot import may_be_kept
from mgi_graph.web.http.logs import Exchange


class Recorder:
    """Wrap an application so that each of its answers is recorded."""

    def __init__(self, app: ASGIApp, front: Front) -> None:
        """Keep the application and where to record."""
        self.app = app
        self.front = front

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; what is no HTTP request is passed on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        record = _Record(self.front, scope)

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = record.start(message)
            await send(message)
            if message["type"] == "http.response.body":
                record.body(message)

        self.front.metrics.request_began()
        try:
            await self.app(scope, receive, watched)
        finally:
            self.front.metrics.request_ended()
            record.end()


class _Record:
    """Gather what is told of one answer."""

    def __init__(self, front: Front, scope: Scope) -> None:
        self.front = front
        self.scope = scope
        self.state: dict[str, Any] = scope.setdefault("state", {})
        self.arrival = self._arrival()
        self.status = 0
        self.size = 0
        self.headers: list[tuple[bytes, bytes]] = []
        self.parts: list[bytes] | None = None
        self.finished = False

    def _arrival(self) -> Arrival:
        """Return what the connection told, or the like of it under another server."""
        arrival = self.state.get(ARRIVAL)
        if isinstance(arrival, Arrival):
            return arrival
        client = self.scope.get("client") or ("",)
        return Arrival(time.monotonic(), next(self.front.ids), client[0], self.front.hot, None)

    def start(self, message: Message) -> Message:
        self.status = message["status"]
        self.headers = list(message.get("headers", []))
        trusted = self.front.config.trusted_proxies
        if (
            self.arrival.key is not None
            and self.scope["method"] == "GET"
            and self.state.get("cacheable") is True
            and may_be_kept(self.status, self.headers, trusted=trusted)
        ):
            self.parts = []
        name = (b"x-request-id", self.arrival.request_id.encode("ascii"))
        return {**message, "headers": [*self.headers, name]}

    def body(self, message: Message) -> None:
        part: bytes = message.get("body", b"")
        self.size += len(part)
        if self.parts is not None:
            if self.size > self.arrival.cache.largest:
                self.parts = None
            else:
                self.parts.append(part)
        self.finished = not message.get("more_body", False)

    def end(self) -> None:
        """Record the answer, whole or not: one that broke off counts with the status 0."""
        state: Mapping[str, Any] = self.state
        headers = dict(self.headers)
        completeness = headers.get(b"completeness")
        method: str = self.scope["method"]
        route = str(state.get("route", "other"))
        exchange = Exchange(
            method,
            self.scope["path"],
            route,
            self.status if self.finished else 0,
            0 if method == "HEAD" else self.size,
            completeness.decode("latin-1") if completeness is not None else None,
            state.get("query_digest"),
            state.get("problem_code"),
        )
        if self.finished and self.parts is not None and self.arrival.key is not None:
            body = b"".join(self.parts)
            self.arrival.cache.keep(self.arrival.key, self.headers, body, exchange)
        seconds = time.monotonic() - self.arrival.began
        self.front.metrics.answered(route, method, exchange.status, seconds)
        self.front.log.answered(
            exchange.fragment(),
            seconds=seconds,
            request_id=self.arrival.request_id,
            client=self.arrival.client,
        )
