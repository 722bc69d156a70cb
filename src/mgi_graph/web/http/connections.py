"""Speak HTTP/1.1 with clients that are not trusted: bounded in size and in time.

:func:`protocol_for` gives uvicorn its protocol. An application sees a request only
when it is whole; what is too large, too slow or ambiguous is refused here, and what
has been answered before is answered from the cache without the application.
"""

import asyncio
import re
import time
from typing import Any, NoReturn

import httptools
from uvicorn.config import Config as ServerConfig
from uvicorn.server import ServerState

from mgi_graph.web.http.answering import AnsweringProtocol, Stage
from mgi_graph.web.http.framing import read_head, without_upgrade
from mgi_graph.web.http.front import Front
from mgi_graph.web.http.hot import request_key
from mgi_graph.web.http.refusals import (
    MALFORMED,
    UNKNOWN_METHOD,
    Refusal,
    body_too_large,
    headers_too_large,
    uri_too_long,
)

_DISCARDED = 4 * 1024 * 1024
_LINE = 256
_PIPELINED = 100
_SLACK = 64 * 1024
_METHOD = re.compile(rb"(?:\r\n)*[!#$%&'*+.^_`|~0-9A-Za-z-]{1,32}(?: |$)")


class _Stop(Exception):  # noqa: N818 (no error, but the way out of the parser)
    """Leave the parser."""


class BoundedProtocol(AnsweringProtocol):
    """Take in one connection's requests, each within its bounds."""

    def __init__(
        self,
        config: ServerConfig,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        """Begin before the first byte."""
        super().__init__(config, server_state, app_state, _loop)
        self._begun = 0
        self._header_bytes = 0
        self._header_count = 0
        self._raw_bytes = 0
        self._upgrading = False

    def data_received(self, data: bytes) -> None:
        """Answer from the cache if these bytes are known, or parse them."""
        self._begun = 0
        if self._stopped:
            self._discard(data)
            return
        whole = self._stage is Stage.FIRST or self._stage is Stage.NEXT
        if whole:
            self._since = time.monotonic()
            if self._may_answer_at_once():
                ready = self.front.hot.find_raw(data)
                if ready is not None:
                    self._give(ready, next(self.front.ids), self.address)
                    return
            self._stage = Stage.HEAD
            self._raw_bytes = 0
        rest = data
        while rest and not self._stopped:
            rest = self._feed(rest)
        # Where the last message begins in these bytes is known only if it is the first.
        if self._begun == 0 or (whole and self._begun == 1):
            self._bound_raw(len(data))
        if self._learned is not None:
            entry, ready = self._learned
            self._learned = None
            if whole and self._begun == 1 and self._stage is Stage.NEXT:
                self.front.hot.learn_raw(data, entry, ready)

    def _feed(self, data: bytes) -> bytes:
        """Parse ``data``; return what is still to be parsed after an offer to upgrade."""
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            if not self._upgrading:
                return b""
            self._upgrading = False
            version = self.parser.get_http_version()
            method = self.parser.get_method()
            self.parser = httptools.HttpRequestParser(self)
            self.parser.set_dangerous_leniencies(lenient_data_after_close=True)
            self._begun = 2
            return (
                without_upgrade(version, self.headers, method, self.url) + data[upgrade.args[0] :]
            )
        except httptools.HttpParserInvalidMethodError:
            known = self._begun == 1 and _METHOD.match(data)
            self._refuse(UNKNOWN_METHOD if known else MALFORMED)
        except httptools.HttpParserError:
            if not self._stopped:
                self._refuse(self._refusal or MALFORMED)
        return b""

    def _bound_raw(self, size: int) -> None:
        """Bound the bytes that the parser keeps or skips without telling: half a header, chunks."""
        if self._stopped:
            return
        self._raw_bytes += size
        config = self.front.config
        if self._stage is Stage.HEAD:
            if self._raw_bytes > config.max_uri + config.max_header_bytes + _LINE:
                self._refuse(headers_too_large(config.max_header_bytes, config.max_headers))
        elif self._stage is Stage.BODY and self._raw_bytes > 8 * config.max_body + _SLACK:
            self._refuse(body_too_large(config.max_body))

    def _discard(self, data: bytes) -> None:
        self._raw_bytes += len(data)
        if self._lingering and self._raw_bytes > _DISCARDED:
            self.transport.abort()

    # What the parser tells

    def on_message_begin(self) -> None:
        """Begin a request."""
        super().on_message_begin()
        if self._begun:
            self._since = time.monotonic()
        self._begun += 1
        self._stage = Stage.HEAD
        self._header_bytes = 0
        self._header_count = 0
        self._raw_bytes = 0

    def on_url(self, url: bytes) -> None:
        """Gather the target, as long as it is short enough."""
        self.url += url
        if len(self.url) > self.front.config.max_uri:
            self._stop(uri_too_long(self.front.config.max_uri))

    def on_header(self, name: bytes, value: bytes) -> None:
        """Gather a header; fields after a body in chunks count but are not taken."""
        config = self.front.config
        self._header_count += 1
        self._header_bytes += len(name) + len(value) + 4
        if self._header_bytes > config.max_header_bytes or self._header_count > config.max_headers:
            self._stop(headers_too_large(config.max_header_bytes, config.max_headers))
        if self._stage is Stage.HEAD:
            self.headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        """Refuse the request, answer it from the cache, or wait for its body."""
        version = self.parser.get_http_version()
        head = read_head(version, self.parser.get_method(), self.url, self.headers)
        if isinstance(head, Refusal):
            self._stop(head)
        if self.parser.should_upgrade():
            self._upgrading = True
            return
        if head.length > self.front.config.max_body:
            self._stop(body_too_large(self.front.config.max_body))
        self._stage = Stage.BODY
        keep_alive = version == "1.1" and self.parser.should_keep_alive()
        key = None
        if keep_alive and head.may_be_hot:
            trusted = self.front.config.trusted_proxies
            key = request_key(head.target, head.headers, trusted=trusted)
            if self._answer_at_once(head, key):
                return
        self._incoming = self._new_cycle(head, key, keep_alive=keep_alive)
        if version != "1.1":
            self.scope["http_version"] = version
        elif head.has_body and head.headers.get(b"expect", b"").lower() == b"100-continue":
            self._owes_continue = True
            self._continue()

    def on_body(self, body: bytes) -> None:
        """Gather the body, as long as it is small enough."""
        if self._incoming is None:
            return
        self._incoming.body += body
        if len(self._incoming.body) > self.front.config.max_body:
            self._stop(body_too_large(self.front.config.max_body))

    def on_message_complete(self) -> None:
        """Give the whole request to the application, in its turn."""
        if self._upgrading:
            return
        self._stage = Stage.NEXT
        cycle, self._incoming = self._incoming, None
        if cycle is None:
            return
        cycle.more_body = False
        cycle.message_event.set()
        if self._draining:
            cycle.keep_alive = False
        if not self._busy():
            self._start(cycle)
            return
        self.pipeline.appendleft((cycle, self.app))
        self.flow.pause_reading()
        if len(self.pipeline) >= _PIPELINED:
            cycle.keep_alive = False
            self._stopped = True
            raise _Stop

    def _stop(self, refusal: Refusal) -> NoReturn:
        """Leave the parser, to refuse what it parses."""
        self._refusal = refusal
        raise _Stop


def protocol_for(front: Front) -> type[BoundedProtocol]:
    """Return the class to give to uvicorn as ``http``; its connections share ``front``."""
    return type("BoundedProtocol", (BoundedProtocol,), {"front": front})
