"""Hold what all connections of one server share: limits, cache, log, counters, the clock."""

import asyncio
import fcntl
import sys
import termios
from collections import Counter
from dataclasses import dataclass
from typing import Protocol

from mgi_graph.web.config import Config
from mgi_graph.web.http.clients import client_key, request_ids
from mgi_graph.web.http.hot import HotCache, Key
from mgi_graph.web.http.logs import Log
from mgi_graph.web.http.metrics import Metrics
from mgi_graph.web.http.outbox import Outbox
from mgi_graph.web.http.refusals import TOO_MANY_CONNECTIONS, Refusal

ARRIVAL = "mgi_graph.arrival"
"""The name of the :class:`Arrival` in the state of a request."""

_STEP = 32 * 1024
_REFUSED_AT_ONCE = 256


class Timed(Protocol):
    """What the clock looks at from time to time."""

    def check_time(self) -> None:
        """End what has taken too long."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Tell the application what the connection knows of a request.

    ``began`` is a reading of :func:`time.monotonic`. ``cache`` and ``key`` say
    where a finished answer may be kept; without a key it may not be.
    """

    began: float
    request_id: str
    client: str
    cache: HotCache
    key: Key | None


class Front:
    """Join the settings with what is counted and kept across connections."""

    def __init__(self, config: Config, log: Log, metrics: Metrics) -> None:
        """Begin without connections and with an empty cache."""
        self.config = config
        self.log = log
        self.metrics = metrics
        self.hot = HotCache(config.cache_bytes)
        self.outbox = Outbox(config.max_bytes)
        self.ids = request_ids()
        self._open: set[Timed] = set()
        self._clients: Counter[str] = Counter()
        self._timer: asyncio.TimerHandle | None = None
        shortest = min(
            config.header_timeout, config.body_timeout, config.unread_timeout, config.keep_alive
        )
        self._tick = min(1.0, max(0.02, shortest / 4))
        metrics.watch_connections(lambda: len(self._open))
        metrics.watch_cache(lambda: self.hot.size)

    def swap(self) -> None:
        """Forget all kept answers; call it in the same step that swaps the dataset."""
        self.hot = HotCache(self.config.cache_bytes)

    def admit(self, connection: Timed, address: str) -> Refusal | None:
        """Count a new connection; return why it is refused, if it is.

        The counts hold until :meth:`leave`, for refused connections as well.
        """
        self._open.add(connection)
        key = client_key(address)
        self._clients[key] += 1
        if self._timer is None:
            self._arm()
        if len(self._open) > self.config.connections:
            return TOO_MANY_CONNECTIONS
        own = self._clients[key]
        if not self.config.trusted_proxies and own > self.config.connections_per_client:
            return TOO_MANY_CONNECTIONS
        return None

    @property
    def overrun(self) -> bool:
        """Tell whether there are even too many connections to refuse each with an answer."""
        return len(self._open) > self.config.connections + _REFUSED_AT_ONCE

    def leave(self, connection: Timed, address: str) -> None:
        """Count a connection no longer."""
        self._open.discard(connection)
        key = client_key(address)
        self._clients[key] -= 1
        if self._clients[key] <= 0:
            del self._clients[key]

    def _arm(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(self._tick, self._sweep)

    def _sweep(self) -> None:
        """Let each connection look at the clock; one timer for all costs a request nothing."""
        self._timer = None
        try:
            for connection in tuple(self._open):
                connection.check_time()
        finally:
            if self._open:
                self._arm()


def count_unread(transport: asyncio.WriteTransport) -> int:
    """Return the bytes that the client has yet to take, if any of them still wait here.

    Where some wait, those that the kernel holds count too: it takes new ones in large
    steps, so that a slow client would seem to take none for a long time.
    """
    waiting = transport.get_write_buffer_size()
    sock = transport.get_extra_info("socket")
    if waiting == 0 or sock is None:
        return waiting
    try:
        answer = fcntl.ioctl(sock.fileno(), termios.TIOCOUTQ, bytes(4))
    except OSError:
        # Not every system can tell.
        return waiting
    return waiting + int.from_bytes(answer, sys.byteorder)


class UnreadWatch:
    """Notice a client that does not read its answer.

    It is one that leaves as much unread as before for the whole time allowed, give
    or take 32 KiB; a slow client that keeps reading is not cut off.
    """

    __slots__ = ("_mark", "_since")

    def __init__(self) -> None:
        """Begin with nothing to read."""
        self._mark = 0
        self._since = 0.0

    def stalled(self, size: int, now: float, limit: float) -> bool:
        """Look at the number of unread bytes; tell whether the client has stopped reading.

        >>> watch = UnreadWatch()
        >>> [watch.stalled(size, now, 30) for size, now in [(10**6, 0), (10**6, 31), (0, 32)]]
        [False, True, False]
        """
        if size == 0 or self._mark == 0 or size > self._mark or size <= self._mark - _STEP:
            self._mark = size
            self._since = now
            return False
        return now - self._since > limit
