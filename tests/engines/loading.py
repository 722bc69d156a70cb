"""Load a dataset into an engine by the Graph Store Protocol alone."""

from collections import defaultdict
from collections.abc import Iterable

import httpx
from pyoxigraph import Quad, RdfFormat, Triple, serialize

from tests.engines.servers import TLS, Engine

_PATIENCE = 120


def load(engine: Engine, quads: Iterable[Quad]) -> None:
    """Put each named graph, and all of them merged into the default graph where there is one."""
    graphs: dict[str, list[Triple]] = defaultdict(list)
    for quad in quads:
        graphs[getattr(quad.graph_name, "value", "")].append(quad.triple)
    for name, triples in graphs.items():
        engine.put(name, _write(triples))
    if engine.has_default_graph:
        merged = {triple for triples in graphs.values() for triple in triples}
        httpx.put(
            f"{engine.graph_store}?default",
            content=_write(merged),
            headers={"Content-Type": "application/n-triples"},
            timeout=_PATIENCE,
            verify=TLS,
        ).raise_for_status()


def _write(triples: Iterable[Triple]) -> bytes:
    content = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert content is not None
    return content
