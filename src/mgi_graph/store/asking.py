"""Ask a store for solutions or triples of a known form."""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from mgi_graph.results import Graph, Solutions, Term
from mgi_graph.store import DatasetStore

_CHUNK = 500


def select(store: DatasetStore, text: str) -> tuple[tuple[Term | None, ...], ...]:
    """Return the solutions of a SELECT query of ours."""
    answer = store.query(text)
    if not isinstance(answer, Solutions):
        msg = "a SELECT query answers with solutions"
        raise TypeError(msg)
    return answer.rows


def construct(store: DatasetStore, text: str) -> tuple[Triple, ...]:
    """Return the triples of a CONSTRUCT query of ours."""
    answer = store.query(text)
    if not isinstance(answer, Graph):
        msg = "a CONSTRUCT query answers with triples"
        raise TypeError(msg)
    return answer.triples


def count(store: DatasetStore, pattern: str) -> int:
    """Count the solutions of a graph pattern."""
    ((number,),) = select(store, f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
    return int(getattr(number, "value", "0"))


def list_values(things: Iterable[NamedNode]) -> Iterator[str]:
    """Give the things as lists for VALUES, some hundred in each, in order."""
    ordered = sorted(set(things), key=str)
    for start in range(0, len(ordered), _CHUNK):
        yield " ".join(map(str, ordered[start : start + _CHUNK]))
