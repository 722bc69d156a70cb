"""Keep finished answers as ready bytes, so that asking again costs no application.

One :class:`HotCache` belongs to one state of the dataset: a new dataset comes with
a new, empty cache, so no answer of the old one can be given after the swap. Its
size is bounded in bytes; the answers not asked for longest go first.

An answer is found by all of the request that can change it (:data:`KEYED`), or by
the request's exact bytes, which the connection compares before it parses anything:
the same bytes at the same point of a connection are the same request.
"""

import re
from collections import OrderedDict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mgi_graph.web.http.logs import Exchange

MIB = 1024 * 1024

KEYED = (
    b"host",
    b"accept",
    b"accept-encoding",
    b"accept-language",
    b"x-forwarded-proto",
    b"x-forwarded-host",
    b"x-forwarded-prefix",
)
"""The headers that tell answers apart; the last three count only behind a trusted proxy."""

UNKEYED = frozenset(
    {b"range", b"if-range", b"if-match", b"if-modified-since", b"if-unmodified-since"}
)
"""Headers that make a request none for the cache."""

_CONNECTION = frozenset(
    {b"connection", b"content-length", b"date", b"transfer-encoding", b"x-request-id"}
)
_OF_THE_BODY = frozenset({b"content-type", b"content-encoding"})
_STARTS = {
    200: b"HTTP/1.1 200 OK\r\n",
    303: b"HTTP/1.1 303 See Other\r\n",
    304: b"HTTP/1.1 304 Not Modified\r\n",
}
_ETAG = re.compile(rb'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')
_RAW_EACH = 8
_RAW_LONGEST = 4096
_OVERHEAD = 1024

Key = tuple[bytes, ...]
Headers = Iterable[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Ready:
    """Hold an answer's bytes: ``start`` up to the status line, ``rest`` after the date."""

    start: bytes
    rest: bytes
    fragment: str
    method: str
    route: str
    status: int


class Entry:
    """Hold one finished answer, and the raw requests that found it.

    Its three forms are made when it is first asked for: most answers never are again.
    """

    __slots__ = ("_body", "_exchange", "_forms", "_headers", "key", "raw", "size")

    def __init__(self, key: Key, headers: Headers, body: bytes, exchange: Exchange) -> None:
        """Keep what the forms are made from."""
        self.key = key
        self.raw: deque[bytes] = deque()
        self._headers = list(headers)
        self._body = body
        self._exchange = exchange
        self._forms: Forms | None = None
        lines = sum(len(name) + len(value) + 4 for name, value in self._headers)
        self.size = _OVERHEAD + sum(map(len, key)) + len(body) + 3 * lines

    @property
    def forms(self) -> "Forms":
        """Return the answer's forms."""
        if self._forms is None:
            self._forms = _make_forms(self._headers, self._body, self._exchange)
            # They hold all of it now.
            self._headers, self._body = [], b""
        return self._forms

    def choose(self, method: bytes, if_none_match: bytes | None) -> Ready:
        """Return the form that the request asks for (RFC 9110, section 13.1.2)."""
        forms = self.forms
        if forms.etag is not None and if_none_match and matches(if_none_match, forms.etag):
            return forms.not_modified
        return forms.head if method == b"HEAD" else forms.full


@dataclass(frozen=True, slots=True)
class Forms:
    """Hold the answers to GET, to HEAD, and to a client that has it."""

    full: Ready
    head: Ready
    not_modified: Ready
    etag: bytes | None


class HotCache:
    """Keep the finished answers of one state of the dataset, at most ``limit`` bytes of them."""

    def __init__(self, limit: int, *, largest: int = MIB) -> None:
        """Begin empty; an answer of more than ``largest`` bytes is not kept."""
        self.limit = limit
        self.largest = min(largest, limit)
        self.size = 0
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        self._raw: dict[bytes, tuple[Entry, Ready]] = {}

    def __len__(self) -> int:
        """Count the answers."""
        return len(self._entries)

    def find(self, key: Key) -> Entry | None:
        """Return the answer to the request that ``key`` stands for."""
        entry = self._entries.get(key)
        if entry is not None:
            self._entries.move_to_end(key)
        return entry

    def find_raw(self, data: bytes) -> Ready | None:
        """Return the answer to a request that has come before in exactly these bytes."""
        found = self._raw.get(data)
        if found is None:
            return None
        self._entries.move_to_end(found[0].key)
        return found[1]

    def learn_raw(self, data: bytes, entry: Entry, ready: Ready) -> None:
        """Remember the bytes of a whole request that ``entry`` answers; a few for each answer."""
        if len(data) > _RAW_LONGEST or data in self._raw or entry.key not in self._entries:
            return
        if len(entry.raw) == _RAW_EACH:
            self._forget_raw(entry, entry.raw.popleft())
        entry.raw.append(data)
        self._raw[data] = (entry, ready)
        self._grow(entry, len(data))

    def keep(self, key: Key, headers: Headers, body: bytes, exchange: Exchange) -> None:
        """Keep a finished answer that :func:`may_be_kept`, if it is small enough."""
        if len(body) > self.largest or key in self._entries:
            return
        entry = Entry(key, headers, body, exchange)
        self._entries[key] = entry
        self._grow(entry, 0)

    def _grow(self, entry: Entry, extra: int) -> None:
        self.size += extra or entry.size
        entry.size += extra
        while self.size > self.limit:
            _, oldest = self._entries.popitem(last=False)
            self.size -= oldest.size
            for data in oldest.raw:
                del self._raw[data]

    def _forget_raw(self, entry: Entry, data: bytes) -> None:
        del self._raw[data]
        entry.size -= len(data)
        self.size -= len(data)


def request_key(target: bytes, headers: Mapping[bytes, bytes], *, trusted: bool) -> Key:
    """Return what tells the request's answer from others'.

    >>> request_key(b"/", {b"host": b"a", b"cookie": b"c"}, trusted=False)
    (b'/', b'a', b'', b'', b'')
    """
    keyed = KEYED if trusted else KEYED[:4]
    return (target, *[headers.get(name, b"") for name in keyed])


def may_be_kept(status: int, headers: Headers, *, trusted: bool) -> bool:
    """Decide whether an answer is the same for each request of the same key.

    It is not where it varies by another header, sets a cookie or forbids to be
    stored (RFC 9111, section 3).

    >>> may_be_kept(200, [(b"vary", b"Accept, Origin")], trusted=False)
    False
    """
    if status not in _STARTS:
        return False
    keyed = KEYED if trusted else KEYED[:4]
    for name, value in headers:
        if name == b"set-cookie":
            return False
        if name == b"cache-control" and _words(value) & {b"no-store", b"private"}:
            return False
        if name == b"vary" and not _words(value) <= {*keyed, b""}:
            return False
    return True


def _words(value: bytes) -> set[bytes]:
    return {word.strip() for word in value.lower().split(b",")}


def matches(if_none_match: bytes, etag: bytes) -> bool:
    """Compare entity tags weakly (RFC 9110, sections 8.8.3.2 and 13.1.2).

    >>> matches(b'"a", W/"b"', b'"b"'), matches(b"*", b'"b"'), matches(b'"a"', b'"b"')
    (True, True, False)
    """
    if if_none_match.strip() == b"*":
        return True
    return etag.removeprefix(b"W/") in _ETAG.findall(if_none_match)


def _make_forms(headers: Iterable[tuple[bytes, bytes]], body: bytes, exchange: Exchange) -> Forms:
    kept = [(name.lower(), value) for name, value in headers if name.lower() not in _CONNECTION]
    length = [(b"content-length", b"%d" % len(body))]
    without_body = [each for each in kept if each[0] not in _OF_THE_BODY]
    status = exchange.status
    return Forms(
        _ready(exchange, "GET", status, kept + length, body),
        _ready(exchange, "HEAD", status, kept + length, b""),
        _ready(exchange, "GET", 304, without_body, b""),
        dict(kept).get(b"etag"),
    )


def _ready(exchange: Exchange, method: str, status: int, headers: Headers, body: bytes) -> Ready:
    lines = b"".join(b"%b: %b\r\n" % each for each in headers)
    told = Exchange(
        method,
        exchange.path,
        exchange.route,
        status,
        len(body),
        exchange.completeness,
        exchange.query,
    )
    return Ready(
        _STARTS[status], lines + b"\r\n" + body, told.fragment(), method, exchange.route, status
    )
