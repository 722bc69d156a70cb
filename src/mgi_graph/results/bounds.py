"""Read an answer up to a bound, and say whether it is all of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeVar

from pyoxigraph import QueryBoolean, QueryTriples, Triple

from mgi_graph.results.kinds import EngineAnswer, Graph, Result, Solutions, gather
from mgi_graph.results.terms import Term


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limit an answer: its solutions or triples, and their bytes.

    The bytes are those of the terms as N-Triples, and of the variables' names for each
    solution; what a format adds does not count.
    """

    rows: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Completeness:
    """Say whether an answer is complete, and if not, which bound cut it."""

    cut_by: Literal["rows", "bytes"] | None = None
    limit: int | None = None

    def __bool__(self) -> bool:
        """Say whether the answer is complete."""
        return self.cut_by is None

    def __str__(self) -> str:
        """Write it as the value of a header.

        >>> str(Completeness("rows", 10))
        'truncated; by=rows; limit=10'
        """
        return "complete" if self else f"truncated; by={self.cut_by}; limit={self.limit}"


COMPLETE: Final = Completeness()
"""What is said of an answer that no bound cut."""

Row = TypeVar("Row", bound=Iterable[object])


def gather_within(answer: EngineAnswer, bounds: Bounds) -> tuple[Result, Completeness]:
    """Read a pyoxigraph answer as far as ``bounds`` allow, and no further.

    Errors of evaluation are raised as pyoxigraph raises them.
    """
    if isinstance(answer, QueryBoolean):
        return gather(answer), COMPLETE
    if isinstance(answer, QueryTriples):
        triples, completeness = _read_within(_each_once(answer), bounds)
        return Graph.of(triples), completeness
    variables = tuple(variable.value for variable in answer.variables)
    # JSON and XML repeat the names in each solution.
    names = sum(len(name.encode()) for name in variables)
    rows, completeness = _read_within(map(tuple[Term | None, ...], answer), bounds, names)
    return Solutions(variables, tuple(rows)), completeness


def _read_within(
    rows: Iterable[Row], bounds: Bounds, extra: int = 0
) -> tuple[list[Row], Completeness]:
    found: list[Row] = []
    size = 0
    for row in rows:
        if len(found) == bounds.rows:
            return found, Completeness("rows", bounds.rows)
        size += extra + sum(len(str(term).encode()) for term in row)
        if size > bounds.bytes:
            return found, Completeness("bytes", bounds.bytes)
        found.append(row)
    return found, COMPLETE


def _each_once(triples: Iterable[Triple]) -> Iterator[Triple]:
    seen: set[Triple] = set()
    for triple in triples:
        if triple not in seen:
            seen.add(triple)
            yield triple
