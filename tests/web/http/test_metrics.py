"""Test the document that Prometheus reads."""

from prometheus_client.parser import text_string_to_metric_families

from mgi_graph.web.http.metrics import Metrics


def _read(metrics: Metrics) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    text, media_type = metrics.exposition()
    assert media_type.startswith("text/plain")
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }


def _value(metrics: Metrics, name: str, **labels: str) -> float:
    return _read(metrics)[f"mgi_graph_{name}", frozenset(labels.items())]


def test_answers_are_counted_by_route_method_and_class() -> None:
    """Each answer counts once, under its class of status, and in its route's latencies."""
    metrics = Metrics()
    metrics.answered("sparql", "GET", 200, 0.002)
    metrics.answered("sparql", "GET", 204, 0.002)
    metrics.answered("sparql", "GET", 404, 0.2)
    assert _value(metrics, "requests_total", route="sparql", method="GET", status="2xx") == 2
    assert _value(metrics, "requests_total", route="sparql", method="GET", status="4xx") == 1
    assert _value(metrics, "request_seconds_bucket", route="sparql", le="0.0025") == 2
    assert _value(metrics, "request_seconds_count", route="sparql") == 3


def test_unknown_methods_are_one_label() -> None:
    """A client cannot make labels without end."""
    metrics = Metrics()
    for number in range(50):
        metrics.answered("refused", f"M{number}", 501, 0)
    assert _value(metrics, "requests_total", route="refused", method="other", status="5xx") == 50


def test_requests_in_flight_go_up_and_down() -> None:
    """What began and has not ended is in flight."""
    metrics = Metrics()
    metrics.request_began()
    metrics.request_began()
    metrics.request_ended()
    assert _value(metrics, "requests_in_flight") == 1


def test_failures_are_counted_by_reason() -> None:
    """Time-outs, ends of workers, cut answers, refusals and dropped connections have counters."""
    metrics = Metrics()
    metrics.timed_out()
    metrics.worker_killed("timeout")
    metrics.worker_crashed()
    metrics.truncated("rows")
    metrics.refused()
    metrics.connection_dropped("unread")
    assert _value(metrics, "query_timeouts_total") == 1
    assert _value(metrics, "worker_kills_total", reason="timeout") == 1
    assert _value(metrics, "worker_crashes_total") == 1
    assert _value(metrics, "answers_truncated_total", limit="rows") == 1
    assert _value(metrics, "refusals_total") == 1
    assert _value(metrics, "connections_dropped_total", reason="unread") == 1


def test_gauges_ask_at_each_reading() -> None:
    """Workers, queue, cache and connections are as they are when they are read."""
    metrics = Metrics()
    waiting = [3]
    metrics.watch_lane("fast", busy=lambda: 2, idle=lambda: 0, waiting=lambda: waiting[0])
    metrics.watch_cache(lambda: 1024)
    metrics.watch_connections(lambda: 7)
    assert _value(metrics, "queue_length", lane="fast") == 3
    waiting[0] = 0
    assert _value(metrics, "queue_length", lane="fast") == 0
    assert _value(metrics, "workers", lane="fast", state="busy") == 2
    assert _value(metrics, "cache_bytes") == 1024
    assert _value(metrics, "connections") == 7


def test_dataset_and_build_are_shown() -> None:
    """The last dataset's size is shown, and the versions that run."""
    metrics = Metrics()
    metrics.serve_dataset(triples=10, graphs=2)
    metrics.serve_dataset(triples=20, graphs=3)
    metrics.show_build("0.1.0", "oxigraph 0.5")
    assert _value(metrics, "dataset_triples") == 20
    assert _value(metrics, "dataset_graphs") == 3
    names = {name: dict(labels) for name, labels in _read(metrics)}
    assert names["mgi_graph_build_info"]["engine"] == "oxigraph 0.5"


def test_two_servers_count_apart() -> None:
    """The counters stand in a registry of their own, not in the process's."""
    one, two = Metrics(), Metrics()
    one.cache_hit()
    two.cache_missed()
    assert _value(one, "cache_lookups_total", result="hit") == 1
    assert _value(two, "cache_lookups_total", result="hit") == 0
