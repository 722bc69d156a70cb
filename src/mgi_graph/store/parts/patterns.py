"""Hold triple patterns as they are sent to an engine, and spell them out of property paths."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, product
from typing import Final, TypeAlias

from rdflib import BNode, Literal, URIRef, Variable
from rdflib.paths import (
    AlternativePath,
    InvPath,
    MulPath,
    NegatedPath,
    Path,
    SequencePath,
    ZeroOrOne,
)
from rdflib.term import Node

Place: TypeAlias = Node | Path
_MOST_BRANCHES: Final = 64
_SAFE_DATATYPES: Final = frozenset({None, URIRef("http://www.w3.org/2001/XMLSchema#string")})


@dataclass(frozen=True, slots=True)
class Pattern:
    """Hold a triple pattern, in a graph of the dataset or, for ``None``, in its default graph."""

    graph: Node | None
    subject: Node
    predicate: Place
    object: Node

    @property
    def variables(self) -> frozenset[Variable]:
        """Return the variables, blank nodes and paths apart."""
        places = (self.graph, self.subject, self.predicate, self.object)
        return frozenset(each for each in places if isinstance(each, Variable))

    def replace(self, terms: Mapping[Node, Node]) -> "Pattern":
        """Return the pattern with some of its terms replaced."""

        def put(place: Node) -> Node:
            return terms.get(place, place)

        predicate = self.predicate if isinstance(self.predicate, Path) else put(self.predicate)
        graph = None if self.graph is None else put(self.graph)
        return Pattern(graph, put(self.subject), predicate, put(self.object))


class Namer:
    """Make variables that no query has."""

    def __init__(self) -> None:
        """Begin with the first."""
        self._numbers = count()

    def name(self) -> Variable:
        """Return a variable that was not returned before."""
        return Variable(f"mgi_{next(self._numbers)}")


class UnspelledError(Exception):
    """Tell that a pattern cannot be spelled out in few triple patterns."""


def simplify(patterns: Iterable[Pattern], namer: Namer) -> list[Pattern]:
    """Put variables in the place of blank nodes, and of literals that engines keep differently.

    What then matches is more, never less.
    """
    names: dict[Node, Node] = {}

    def put(place: Node) -> Node:
        if isinstance(place, BNode):
            return names.setdefault(place, namer.name())
        if isinstance(place, Literal) and place.datatype not in _SAFE_DATATYPES:
            return namer.name()
        return place

    return [
        Pattern(each.graph, put(each.subject), each.predicate, put(each.object))
        for each in patterns
    ]


def spell_paths(patterns: Sequence[Pattern], namer: Namer) -> list[list[Pattern]]:
    """Return lists of patterns without paths, one of which holds wherever ``patterns`` hold.

    A path of any length says nothing about the other patterns; see :func:`find_steps`.
    Raises :class:`UnspelledError` where there would be too many lists.
    """
    choices = [_spell(each, namer) for each in patterns]
    branches = []
    for number, chosen in enumerate(product(*choices)):
        if number == _MOST_BRANCHES:
            raise UnspelledError
        branch = [pattern for part, _ in chosen for pattern in part]
        for _, same in chosen:
            branch = [pattern.replace(same) for pattern in branch]
        branches.append(branch)
    return branches


_Choice: TypeAlias = tuple[list[Pattern], dict[Node, Node]]
"""Patterns, and terms that are the same as others."""


def _spell(pattern: Pattern, namer: Namer) -> list[_Choice]:
    """Return the choices that a pattern leaves."""
    graph, start, path, end = pattern.graph, pattern.subject, pattern.predicate, pattern.object
    match path:
        case InvPath():
            return _spell(Pattern(graph, end, path.arg, start), namer)
        case AlternativePath():
            return [
                choice
                for each in path.args
                for choice in _spell(Pattern(graph, start, each, end), namer)
            ]
        case SequencePath():
            stops = [start, *(namer.name() for _ in path.args[1:]), end]
            steps = [
                Pattern(graph, stops[number], each, stops[number + 1])
                for number, each in enumerate(path.args)
            ]
            return [
                ([each for part, _ in chosen for each in part], _united(chosen))
                for chosen in product(*(_spell(step, namer) for step in steps))
            ]
        case MulPath() if path.mod == ZeroOrOne:
            return [*_spell(Pattern(graph, start, path.path, end), namer), ([], _same(start, end))]
        case MulPath():
            return [([], {})]
        case NegatedPath():
            # A negated property set may also hold inverse steps.
            forth = Pattern(graph, start, namer.name(), end)
            return [([forth], {}), ([Pattern(graph, end, namer.name(), start)], {})]
        case _:
            return [([pattern], {})]


def _same(start: Node, end: Node) -> dict[Node, Node]:
    if isinstance(end, Variable):
        return {end: start}
    return {start: end} if isinstance(start, Variable) else {}


def _united(chosen: Iterable[_Choice]) -> dict[Node, Node]:
    """Unite what is the same, a chain of equals included."""
    united: dict[Node, Node] = {}
    for _, same in chosen:
        for one, other in same.items():
            kept = united.get(other, other)
            united = {key: kept if value == one else value for key, value in united.items()}
            united[one] = kept
    return united


def find_steps(pattern: Pattern, namer: Namer) -> Iterator[Pattern]:
    """Give the single steps of the paths of any length in a pattern, each for itself."""
    yield from _find_steps(pattern.predicate, pattern.graph, namer, within=False)


def _find_steps(
    path: Place, graph: Node | None, namer: Namer, *, within: bool
) -> Iterator[Pattern]:
    match path:
        case MulPath():
            inner = within or path.mod != ZeroOrOne
            yield from _find_steps(path.path, graph, namer, within=inner)
        case InvPath():
            yield from _find_steps(path.arg, graph, namer, within=within)
        case AlternativePath() | SequencePath():
            for each in path.args:
                yield from _find_steps(each, graph, namer, within=within)
        case _ if within:
            predicate = namer.name() if isinstance(path, NegatedPath) else path
            yield Pattern(graph, namer.name(), predicate, namer.name())
