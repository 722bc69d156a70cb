"""Read a graph back from an engine and hold it against what was pushed."""

from itertools import cycle
from pathlib import Path

from mgi_graph.transfer.altered_literals import restore
from mgi_graph.transfer.canonical_graphs import CanonicalGraph, Gathering
from mgi_graph.transfer.engine import EngineReader
from mgi_graph.transfer.errors import EngineError
from mgi_graph.transfer.record import Alterations, GraphRecord


def fetch_graph(reader: EngineReader, name: str, folder: Path) -> CanonicalGraph | None:
    """Return a graph as the engine has it; ``None`` where it has none of this name."""
    counted = reader.count(f"GRAPH <{name}> {{ ?s ?p ?o }}")
    fetched = folder / "fetched"
    gathering = Gathering(folder)
    for quad in reader.fetch(name, fetched, counted):
        gathering.add(quad)
    fetched.unlink()
    return next(iter(gathering.finish()), None)


def undo_alterations(
    graph: CanonicalGraph, alterations: Alterations, folder: Path
) -> CanonicalGraph:
    """Return a graph as it was before the engine altered literals."""
    if not alterations.datatypes and not alterations.originals:
        return graph
    return graph.rewritten(restore(graph.lines(), alterations), folder)


def learn_alterations(
    reader: EngineReader, graph: CanonicalGraph, record: GraphRecord, folder: Path
) -> GraphRecord:
    """Return the record of a graph that was just sent, with what the engine made of it.

    In updates Virtuoso 7 takes a number at times for one of another datatype, by what stands
    beside it; no trial foretells that. Raises :class:`EngineError` where triples are missing.
    """
    fetched = fetch_graph(reader, graph.name, folder)
    if fetched is None:
        raise EngineError(_describe_loss(reader, graph, graph.triples, 0))
    if undo_alterations(fetched, record.alterations, folder).digest == graph.digest:
        return record
    sent, there = set(graph.lines()), set(fetched.lines())
    missing, further = sorted(sent - there), sorted(there - sent)
    if not further or len(further) > len(missing):
        raise EngineError(_describe_loss(reader, graph, len(missing), len(further)))
    pairs = zip(missing, cycle(further), strict=False)
    originals = tuple((each.decode(), kept.decode()) for each, kept in pairs)
    return GraphRecord(graph.name, graph.digest, graph.triples, Alterations((), originals))


def _describe_loss(reader: EngineReader, graph: CanonicalGraph, missing: int, further: int) -> str:
    return (
        f"{reader.query_address}: of the graph {graph.name}, just sent, {missing} triples are "
        f"missing and {further} others are there; does anybody else write to it?"
    )
