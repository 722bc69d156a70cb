"""Count what the service does, in the form that Prometheus reads."""

import platform
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"})


class Metrics:
    """Hold the counters of one server; all names begin with ``mgi_graph_``.

    No label carries a text of a client's: routes are our own names, and a method
    that HTTP does not know counts as ``other``.
    """

    def __init__(self) -> None:
        """Make the counters in a registry of their own."""
        self._registry = CollectorRegistry()
        self._requests = self._counter("requests", "Answers sent.", "route", "method", "status")
        self._seconds = Histogram(
            "mgi_graph_request_seconds",
            "Time from a request's last header to its answer's last byte.",
            ["route"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._in_flight = self._gauge("requests_in_flight", "Requests being answered.")
        self._timeouts = self._counter("query_timeouts", "Queries ended at the time limit.")
        self._kills = self._counter("worker_kills", "Workers ended from outside.", "reason")
        self._crashes = self._counter("worker_crashes", "Workers that died by themselves.")
        self._truncated = self._counter("answers_truncated", "Answers cut by a limit.", "limit")
        self._refusals = self._counter("refusals", "Requests refused with 429.")
        self._connections = self._gauge("connections", "Open connections.")
        self._dropped = self._counter("connections_dropped", "Connections cut off.", "reason")
        self._workers = self._gauge("workers", "Query processes.", "lane", "state")
        self._queue = self._gauge("queue_length", "Queries that wait.", "lane")
        self._cache = self._counter("cache_lookups", "Lookups of finished answers.", "result")
        self._hits = self._cache.labels("hit")
        self._misses = self._cache.labels("miss")
        self._cache_bytes = self._gauge("cache_bytes", "Bytes of finished answers kept.")
        self._triples = self._gauge("dataset_triples", "Triples of the dataset being served.")
        self._graphs = self._gauge("dataset_graphs", "Named graphs of the dataset being served.")
        self._known: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(f"mgi_graph_{name}", text, labels, registry=self._registry)

    def _gauge(self, name: str, text: str, *labels: str) -> Gauge:
        return Gauge(f"mgi_graph_{name}", text, labels, registry=self._registry)

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count an answer under its route, method and class of status (``2xx``)."""
        key = (route, method, status // 100)
        found = self._known.get(key)
        if found is None:
            word = method if method in _METHODS else "other"
            requests = self._requests.labels(route, word, f"{status // 100}xx")
            found = self._known[(route, word, status // 100)] = (
                requests,
                self._seconds.labels(route),
            )
        found[0].inc()
        found[1].observe(seconds)

    def request_began(self) -> None:
        """Count a request as being answered."""
        self._in_flight.inc()

    def request_ended(self) -> None:
        """Count a request as no longer being answered."""
        self._in_flight.dec()

    def timed_out(self) -> None:
        """Count a query that reached the time limit."""
        self._timeouts.inc()

    def worker_killed(self, reason: str) -> None:
        """Count a worker that did not finish, by the reason, an ``Ending`` of the pool."""
        self._kills.labels(reason).inc()

    def worker_crashed(self) -> None:
        """Count a worker that died by itself."""
        self._crashes.inc()

    def truncated(self, limit: str) -> None:
        """Count an answer cut by a limit, ``rows`` or ``bytes``."""
        self._truncated.labels(limit).inc()

    def refused(self) -> None:
        """Count a request that was answered with 429."""
        self._refusals.inc()

    def connection_dropped(self, reason: str) -> None:
        """Count a connection that the service ended, by the reason."""
        self._dropped.labels(reason).inc()

    def watch_connections(self, count: Callable[[], int]) -> None:
        """Ask ``count`` for the number of open connections at each reading."""
        self._connections.set_function(count)

    def watch_lane(
        self,
        lane: str,
        *,
        busy: Callable[[], int],
        idle: Callable[[], int],
        waiting: Callable[[], int],
    ) -> None:
        """Ask the pool for a lane's workers and queue at each reading."""
        self._workers.labels(lane, "busy").set_function(busy)
        self._workers.labels(lane, "idle").set_function(idle)
        self._queue.labels(lane).set_function(waiting)

    def cache_hit(self) -> None:
        """Count an answer that was given from the cache."""
        self._hits.inc()

    def cache_missed(self) -> None:
        """Count a request that the cache could have answered but did not know."""
        self._misses.inc()

    def watch_cache(self, size: Callable[[], int]) -> None:
        """Ask ``size`` for the bytes of the cache at each reading."""
        self._cache_bytes.set_function(size)

    def serve_dataset(self, *, triples: int, graphs: int) -> None:
        """Show the size of the dataset that is being served from now on."""
        self._triples.set(triples)
        self._graphs.set(graphs)

    def show_build(self, version: str, engine: str) -> None:
        """Show the versions of the service, its engine and Python."""
        build = Info("mgi_graph_build", "What runs.", registry=self._registry)
        build.info({"version": version, "engine": engine, "python": platform.python_version()})

    def exposition(self) -> tuple[bytes, str]:
        """Return the document that Prometheus reads, and its media type."""
        return generate_latest(self._registry), CONTENT_TYPE_LATEST
