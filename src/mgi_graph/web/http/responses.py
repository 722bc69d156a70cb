"""Answer with documents: entity tags, conditional requests, content codings, completeness."""

import asyncio
import gzip
import hashlib
import re
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import brotli
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from mgi_graph.results import COMPLETE, Completeness
from mgi_graph.web.http.clients import client_key, is_host
from mgi_graph.web.http.details import tell
from mgi_graph.web.http.front import ARRIVAL, Arrival, Front
from mgi_graph.web.http.negotiation import choose_encoding
from mgi_graph.web.http.outbox import LARGE
from mgi_graph.web.http.problems import problem
from mgi_graph.web.service import Service
from mgi_graph.workers.errors import BusyError
from mgi_graph.workers.tasks import Answer, Task

MAX_AGE: Final = 300
"""Seconds for which an answer may be kept without asking again."""

_SMALLEST: Final = 512
_CHUNK: Final = 1 << 18
_DIGITS: Final = 32
_FEW: Final = 256
_GZIP_LEVEL: Final = 5
_BROTLI_QUALITY: Final = 4
_PROMPT: Final = 0.25
_AFTER_READING: Final = 5
_PREFIX: Final = re.compile(r"(?:/[A-Za-z0-9._~\-]{1,100}){0,8}")
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


class Document(Response):
    """Send bytes with a strong entity tag, in the content coding that the client prefers.

    The tag is a digest of the media type and the bytes, with the coding (RFC 9110, section
    8.8.3), so it changes when and only when they do: the same bytes in another format have
    another. An answer that may be kept is marked for the
    cache of finished answers by ``scope["state"]["cacheable"]``.
    """

    def __init__(
        self,
        content: bytes,
        media_type: str,
        *,
        status: int = 200,
        headers: Mapping[str, str] = _NOTHING,
        max_age: int = MAX_AGE,
        volatile: bool = False,
    ) -> None:
        """Keep the bytes; ``volatile`` ones are neither tagged nor kept anywhere."""
        shown = f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
        caching = "no-store" if volatile else f"public, max-age={max_age}"
        usual = {"Cache-Control": caching, "Vary": "Accept, Accept-Encoding"}
        super().__init__(content, status, {**usual, **headers}, shown)
        self._volatile = volatile

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the document, or 304 to a client that has it."""
        del receive
        asked = Headers(scope=scope)
        coding = None
        if len(self.body) >= _SMALLEST:
            coding = _choose_coding(asked.get("accept-encoding"))
        if not self._volatile and self.status_code == 200:
            digest = await self._digest()
            tag = f'"{digest}-{coding}"' if coding else f'"{digest}"'
            self.raw_headers.append((b"etag", tag.encode()))
            scope.setdefault("state", {})["cacheable"] = True
            if _matches(asked.get("if-none-match"), tag):
                await self._send_unchanged(send)
                return
        body = bytes(self.body)
        if coding is not None:
            self.raw_headers.append((b"content-encoding", coding.encode()))
            compress = _CODINGS[coding]
            body = await asyncio.to_thread(compress, body) if len(body) > LARGE else compress(body)
            self.headers["Content-Length"] = str(len(body))
        await send(
            {
                "type": "http.response.start",
                "status": self.status_code,
                "headers": self.raw_headers,
            }
        )
        with self._count(scope, len(body)):
            for start in range(0, len(body) or 1, _CHUNK):
                part = body[start : start + _CHUNK]
                more = start + _CHUNK < len(body)
                await send({"type": "http.response.body", "body": part, "more_body": more})

    async def _digest(self) -> str:
        def compute() -> str:
            key = str(self.media_type).encode()[: hashlib.blake2b.MAX_KEY_SIZE]
            return hashlib.blake2b(self.body, digest_size=_DIGITS // 2, key=key).hexdigest()

        return await asyncio.to_thread(compute) if len(self.body) > LARGE else compute()

    def _count(self, scope: Scope, size: int) -> AbstractContextManager[None]:
        if size <= LARGE or ARRIVAL not in scope["state"]:
            return nullcontext()
        client = client_key(arrival_of(scope).client)
        front: Front = scope["app"].state.service.front
        return front.outbox.hold(client, size)

    async def _send_unchanged(self, send: Send) -> None:
        for name in ("Content-Length", "Content-Type"):
            del self.headers[name]
        start = {"type": "http.response.start", "status": 304, "headers": self.raw_headers}
        await send(start)
        await send({"type": "http.response.body", "body": b""})


# Few clients send a header of their own.
_choose_coding: Final = lru_cache(maxsize=_FEW)(choose_encoding)


def _compress_gzip(content: bytes) -> bytes:
    return gzip.compress(content, _GZIP_LEVEL, mtime=0)


def _compress_brotli(content: bytes) -> bytes:
    compressed: bytes = brotli.compress(content, quality=_BROTLI_QUALITY)
    return compressed


_CODINGS: Final = {"gzip": _compress_gzip, "br": _compress_brotli}


def _matches(header: str | None, tag: str) -> bool:
    """Say whether ``If-None-Match`` names the tag, weakly compared (RFC 9110, section 13.1.2).

    >>> _matches('W/"a", "b"', '"a"'), _matches("*", '"a"'), _matches('"a-gzip"', '"a"')
    (True, True, False)
    """
    if header is None:
        return False
    tags = {each.strip().removeprefix("W/") for each in header.split(",")}
    return "*" in tags or tag in tags


def service_of(request: Request) -> Service:
    """Return the service that a request came to."""
    service = request.app.state.service
    if not isinstance(service, Service):
        raise AssertionError("the application has no service")
    return service


async def ask(request: Request, task: Task, *, seconds: float | None = None) -> Answer:
    """Have a task done on the dataset that the request began with.

    A task whose client goes away is ended. Raises what
    :meth:`~mgi_graph.workers.pool.Pool.run` raises.
    """
    service = service_of(request)
    generation = service.generation_of(request.scope)
    client = client_key(arrival_of(request.scope).client)
    if service.front.outbox.is_full_for(client):
        service.metrics.refused()
        raise BusyError(_AFTER_READING)
    departure = _Departure(request)
    try:
        answer = await generation.pool.run(task, client=client, seconds=seconds)
    except BusyError:
        service.metrics.refused()
        raise
    except asyncio.CancelledError:
        departure.forgive()
        raise
    finally:
        departure.end()
    if not answer.completeness and answer.completeness.cut_by is not None:
        service.metrics.truncated(answer.completeness.cut_by)
    return answer


class _Departure:
    """Cancel the handler of a request when its client goes away.

    Most tasks are done before it pays to look whether anybody still waits.
    """

    def __init__(self, request: Request) -> None:
        self._request = request
        self._asker = asyncio.current_task()
        self._watcher: asyncio.Task[None] | None = None
        self._has_come = False
        self._timer = asyncio.get_running_loop().call_later(_PROMPT, self._begin)

    def _begin(self) -> None:
        self._watcher = asyncio.get_running_loop().create_task(self._watch())

    async def _watch(self) -> None:
        while (await self._request.receive())["type"] != "http.disconnect":
            continue
        self._has_come = True
        if self._asker is not None:
            self._asker.cancel()

    def forgive(self) -> None:
        """Turn a cancellation of ours into a problem, which nobody is there to read."""
        if self._has_come and self._asker is not None:
            self._asker.uncancel()
            raise problem("request-timed-out", tell("client_left"))

    def end(self) -> None:
        self._timer.cancel()
        if self._watcher is not None:
            self._watcher.cancel()


def arrival_of(scope: Scope) -> Arrival:
    """Return what the connection knows of a request."""
    found = scope["state"][ARRIVAL]
    if not isinstance(found, Arrival):
        raise AssertionError("the connection has noted no arrival")
    return found


def respond(
    request: Request,
    answer: Answer,
    *,
    status: int = 200,
    headers: Mapping[str, str] = _NOTHING,
    vary: str = "Accept, Accept-Encoding",
    max_age: int = MAX_AGE,
) -> Response:
    """Answer a request with what a worker answered, saying whether it is complete."""
    shown = {"Vary": vary, **tell_completeness(request, answer.completeness), **headers}
    return Document(
        answer.body,
        answer.media_type,
        status=status,
        headers=shown,
        max_age=max_age,
        volatile=answer.volatile,
    )


def tell_completeness(request: Request, completeness: Completeness = COMPLETE) -> dict[str, str]:
    """Return the header that says whether an answer is complete, and where all of it lies."""
    if completeness:
        return {"Completeness": "complete"}
    dump = f"{public_base(request)}/downloads"
    return {"Completeness": str(completeness), "Link": f'<{dump}>; rel="alternate"'}


def public_base(request: Request) -> str:
    """Return the address of the service as its clients see it, without a slash at the end.

    It is the configured one, else what the request says, as far as that can be an
    address; forwarded headers count only behind a trusted proxy.
    """
    config = service_of(request).config
    if config.base is not None:
        return config.base
    headers = request.headers
    scheme, host, prefix = request.scope["scheme"], headers.get("host", ""), ""
    if config.trusted_proxies:
        scheme = "https" if headers.get("x-forwarded-proto") == "https" else scheme
        host = headers.get("x-forwarded-host", host)
        prefix = headers.get("x-forwarded-prefix", "").rstrip("/")
    if not is_host(host):
        server = request.scope.get("server") or (config.host, config.port)
        host = f"{server[0]}:{server[1]}"
    if not _PREFIX.fullmatch(prefix):
        prefix = ""
    return f"{scheme}://{host}{prefix}"
