"""Define the three kinds of answer."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Triple,
)

from mgi_graph.errors import MgiGraphError
from mgi_graph.results.terms import Term, Value, python_value

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Solutions:
    """Hold the solutions of a SELECT query, in the order of the query.

    Each row has one term a variable, ``None`` where the variable is unbound.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def __len__(self) -> int:
        """Count the solutions."""
        return len(self.rows)

    def __iter__(self) -> Iterator[Mapping[str, Term | None]]:
        """Give each solution as a mapping from variable to term."""
        return (dict(zip(self.variables, row, strict=True)) for row in self.rows)

    def first(self, count: int) -> "Solutions":
        """Return no more than ``count`` of the solutions."""
        return Solutions(self.variables, self.rows[:count])

    def to_dicts(self) -> list[dict[str, Value | None]]:
        """Return each solution as a mapping from variable to plain Python value.

        The values are those of :func:`~mgi_graph.results.python_value`.
        """
        return [
            {name: None if term is None else python_value(term) for name, term in each.items()}
            for each in self
        ]

    def to_pandas(self) -> "pd.DataFrame":
        """Return a pandas data frame with one column a variable.

        The values are those of :meth:`to_dicts`; unbound is ``None``, and a
        column of whole numbers with a gap keeps whole numbers. Raises
        :class:`~mgi_graph.errors.MgiGraphError` where pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as err:
            msg = "to_pandas() needs pandas, which is not installed: pip install pandas"
            raise MgiGraphError(msg) from err
        rows = [tuple(each.values()) for each in self.to_dicts()]
        frame = pd.DataFrame(rows, columns=list(self.variables), dtype=object)
        # A column with a gap stays as it is: pandas would make its whole numbers floats.
        full = [name for name in self.variables if not frame[name].isna().any()]
        return frame.astype({name: frame[name].infer_objects().dtype for name in full})


@dataclass(frozen=True, slots=True)
class Boolean:
    """Hold the answer of an ASK query.

    >>> bool(Boolean(True))
    True
    """

    value: bool

    def __bool__(self) -> bool:
        """Return the answer itself."""
        return self.value


@dataclass(frozen=True, slots=True)
class Graph:
    """Hold the triples of a CONSTRUCT or DESCRIBE query, sorted, each once.

    Make one with :meth:`of`.
    """

    triples: tuple[Triple, ...]

    @classmethod
    def of(cls, triples: Iterable[Triple]) -> "Graph":
        """Sort ``triples`` and give their blank nodes names that depend on the triples alone.

        Engines name the blank nodes of a CONSTRUCT template at random; the names
        of RDF Dataset Canonicalization (RDFC-1.0) make the same answer the same
        bytes.
        """
        unique = set(triples)
        if any(_has_blank_node(triple) for triple in unique):
            unique = _canonical(unique)
        return cls(tuple(sorted(unique, key=_sort_key)))

    def first(self, count: int) -> "Graph":
        """Return no more than ``count`` of the triples."""
        return Graph(self.triples[:count])

    def __len__(self) -> int:
        """Count the triples."""
        return len(self.triples)

    def __iter__(self) -> Iterator[Triple]:
        """Give the triples in their order."""
        return iter(self.triples)


Result: TypeAlias = Solutions | Boolean | Graph
"""Whatever a query answers."""

EngineAnswer: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples
"""An answer as pyoxigraph gives it: evaluated while it is read, and bound to its thread."""


def gather(answer: EngineAnswer) -> Result:
    """Read a pyoxigraph answer to its end.

    Evaluation is lazy, so the errors of evaluation are raised here, as
    pyoxigraph raises them.
    """
    try:
        if isinstance(answer, QueryBoolean):
            return Boolean(bool(answer))
        if isinstance(answer, QueryTriples):
            return Graph.of(list(answer))
        variables = tuple(variable.value for variable in answer.variables)
        solutions = list(answer)
    finally:
        # An answer may only be freed in its own thread, and the traceback of an error
        # would keep it until whichever thread collects garbage.
        del answer
    return Solutions(variables, tuple(tuple(each) for each in solutions))


def _has_blank_node(triple: Triple) -> bool:
    return any(
        _has_blank_node(part) if isinstance(part, Triple) else isinstance(part, BlankNode)
        for part in (triple.subject, triple.object)
    )


def _canonical(triples: Iterable[Triple]) -> set[Triple]:
    dataset = Dataset(Quad(each.subject, each.predicate, each.object) for each in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {Triple(each.subject, each.predicate, each.object) for each in dataset}


def _sort_key(triple: Triple) -> tuple[str, str, str]:
    return (str(triple.subject), str(triple.predicate), str(triple.object))
