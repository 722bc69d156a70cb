"""Find what a query needs of a dataset: its groups of triple patterns, and what stands around them.

A group of patterns is fetched together with what any solution has to fulfil besides, so that
little comes that is of no use. What is said here of a restriction holds for the algebra of SPARQL
1.1 (section 18): it never removes what a solution of the whole query rests on. Patterns after
an OPTIONAL or MINUS do not restrict what is within it, and a sub-select is restricted by the
variables that it gives out only.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, TypeAlias

from rdflib import URIRef, Variable
from rdflib.plugins.sparql.algebra import (
    translatePath,
    translatePName,
    translatePrologue,
    traverse,
)
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

from mgi_graph.store.escapes import spell_escapes
from mgi_graph.store.parts.patterns import Namer, Pattern, UnspelledError, simplify

_EXISTS: Final = ("Builtin_EXISTS", "Builtin_NOTEXISTS")
_MOST_VALUES: Final = 2000

Tree: TypeAlias = Any
"""What rdflib's parser gives; it has no types."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Hold what every solution fulfils: patterns, and the IRIs that a variable can be."""

    patterns: tuple[Pattern, ...] = ()
    values: tuple[tuple[Variable, tuple[URIRef, ...]], ...] = ()

    def __add__(self, other: "Facts") -> "Facts":
        """Return both together."""
        return Facts(self.patterns + other.patterns, self.values + other.values)

    def rename(self, kept: frozenset[Variable], namer: Namer) -> "Facts":
        """Give new names to all variables but those that are ``kept``."""
        hidden = {each for pattern in self.patterns for each in pattern.variables} - kept
        names = {variable: namer.name() for variable in hidden}
        values = tuple((names.get(variable, variable), iris) for variable, iris in self.values)
        return Facts(tuple(each.replace(_as_nodes(names)) for each in self.patterns), values)


NOTHING: Final = Facts()


@dataclass(frozen=True, slots=True)
class Fetch:
    """Ask for what ``patterns`` match where ``facts`` hold too."""

    patterns: tuple[Pattern, ...]
    facts: Facts


@dataclass(slots=True)
class Needs:
    """Hold what a query needs: its fetches, and the things that it describes."""

    fetches: list[Fetch] = field(default_factory=list)
    described: list[Node] = field(default_factory=list)
    namer: Namer = field(default_factory=Namer)

    @property
    def describes_variables(self) -> bool:
        """Say whether what is described is not known before the query is answered."""
        return any(isinstance(each, Variable) for each in self.described)


def find_needs(text: str, base: str | None) -> Needs:
    """Return what a query needs.

    Raises :class:`~mgi_graph.store.parts.patterns.UnspelledError` for what cannot be
    split, and rdflib's own errors for what its parser does not know.
    """
    # The parser reads escapes of characters wherever they stand, also after a backslash.
    prologue, query = parseQuery(spell_escapes(text))
    known = translatePrologue(prologue, base)
    query = traverse(query, visitPost=partial(translatePName, prologue=known))
    query = traverse(query, visitPost=translatePath)
    needs = Needs()
    splitter = _Splitter(needs)
    if query.name == "DescribeQuery":
        needs.described = list(query.var or ())
        if len({isinstance(each, Variable) for each in needs.described}) != 1:
            raise UnspelledError
    if query.where:
        splitter.split_group(query.where, None, NOTHING)
    for clause in ("projection", "having", "orderby", "groupby"):
        splitter.split_expression(query.get(clause), None, NOTHING)
    return needs


class _Splitter:
    """Walk through the groups of one query."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs
        self._namer = needs.namer

    def split_group(self, group: Tree, graph: Node | None, outer: Facts) -> None:
        """Note what a group needs; ``outer`` holds for each of its solutions that is of use."""
        if group.name == "SubSelect":
            self._split_sub_select(group, graph, outer)
            return
        parts = list(group.part or ())
        certain = [self._certain(part, graph) for part in parts]
        own = tuple(
            pattern
            for part, facts in zip(parts, certain, strict=True)
            if part.name == "TriplesBlock"
            for pattern in facts.patterns
        )
        everything = sum(certain, NOTHING) + outer
        if own:
            self._needs.fetches.append(Fetch(own, everything))
        for number, part in enumerate(parts):
            before = sum(certain[:number], NOTHING)
            others = sum(certain[number + 1 :], before) + outer
            self._split_part(part, graph, before, others)

    def _split_part(self, part: Tree, graph: Node | None, before: Facts, others: Facts) -> None:
        match part.name:
            case "TriplesBlock" | "InlineData":
                return
            case "GraphGraphPattern":
                self.split_group(part.graph, part.term, others)
            case "GroupOrUnionGraphPattern":
                for alternative in part.graph:
                    self.split_group(alternative, graph, others)
            case "OptionalGraphPattern" | "MinusGraphPattern":
                self.split_group(part.graph, graph, before)
            case "Filter":
                self.split_expression(part.expr, graph, others)
            case "Bind":
                self.split_expression(part.expr, graph, before)
            case _:
                raise UnspelledError

    def split_expression(self, expression: Tree, graph: Node | None, outer: Facts) -> None:
        """Note what the groups within EXISTS need."""
        for group in _groups_in(expression):
            self.split_group(group, graph, outer)

    def _split_sub_select(self, select: Tree, graph: Node | None, outer: Facts) -> None:
        given = self._given_out(select)
        inner = NOTHING if given is None else outer.rename(given, self._namer)
        self.split_group(select.where, graph, inner)
        for clause in ("projection", "having", "orderby", "groupby"):
            self.split_expression(select.get(clause), graph, NOTHING)

    def _given_out(self, select: Tree) -> frozenset[Variable] | None:
        """Return the variables by which a sub-select may be restricted from outside."""
        if select.limitoffset or select.having:
            return None
        given = _projected(select) or _variables_in(select.where)
        if select.groupby:
            conditions = select.groupby.condition
            return given & frozenset(each for each in conditions if isinstance(each, Variable))
        return None if _has_aggregate(select.get("projection")) else given

    def _certain(self, part: Tree, graph: Node | None) -> Facts:
        """Return what a part of a group makes every solution fulfil."""
        match part.name:
            case "TriplesBlock":
                patterns = list(_patterns_of(part, graph))
                return Facts(tuple(simplify(patterns, self._namer)))
            case "InlineData":
                return Facts((), tuple(_values_of(part)))
            case "GraphGraphPattern":
                return self._certain_in(part.graph, part.term)
            case "GroupOrUnionGraphPattern" if len(part.graph) == 1:
                return self._certain_in(part.graph[0], graph)
            case _:
                return NOTHING

    def _certain_in(self, group: Tree, graph: Node | None) -> Facts:
        if group.name != "SubSelect":
            return sum((self._certain(part, graph) for part in group.part or ()), NOTHING)
        given = _projected(group) or _variables_in(group.where)
        return self._certain_in(group.where, graph).rename(given, self._namer)


def _patterns_of(block: Tree, graph: Node | None) -> Iterator[Pattern]:
    for terms in block.triples:
        for start in range(0, len(terms), 3):
            yield Pattern(graph, terms[start], terms[start + 1], terms[start + 2])


def _values_of(data: Tree) -> Iterator[tuple[Variable, tuple[URIRef, ...]]]:
    """Give the variable of a VALUES block where it has one, and only IRIs for it."""
    rows: Sequence[Tree] = data.value or ()
    if len(data.var) != 1 or not 0 < len(rows) <= _MOST_VALUES:
        return
    terms = [row if isinstance(row, str | CompValue) else row[0] for row in rows]
    iris = tuple(term for term in terms if isinstance(term, URIRef))
    if len(iris) == len(terms):
        yield data.var[0], iris


def _projected(select: Tree) -> frozenset[Variable]:
    """Return the variables that a SELECT gives out; none for ``*``."""
    projection = select.get("projection")
    if not projection or projection == "*":
        return frozenset()
    # What an expression makes has a name that no pattern within has.
    return frozenset(each.var for each in projection if each.var is not None)


def _variables_in(tree: Tree) -> frozenset[Variable]:
    return frozenset(each for each in _walk(tree) if isinstance(each, Variable))


def _has_aggregate(tree: Tree) -> bool:
    return any(
        isinstance(each, CompValue) and each.name.startswith("Aggregate_") for each in _walk(tree)
    )


def _groups_in(tree: Tree) -> Iterator[Tree]:
    """Give the groups within EXISTS, but not those within such groups."""
    if isinstance(tree, CompValue) and tree.name in _EXISTS:
        yield tree.graph
    else:
        for child in _children(tree):
            yield from _groups_in(child)


def _walk(tree: Tree) -> Iterator[Tree]:
    yield tree
    for child in _children(tree):
        yield from _walk(child)


def _children(tree: Tree) -> Iterable[Tree]:
    if isinstance(tree, CompValue):
        return tuple(tree.values())
    return () if isinstance(tree, str) or not hasattr(tree, "__iter__") else tuple(tree)


def _as_nodes(names: Mapping[Variable, Variable]) -> dict[Node, Node]:
    return {one: other for one, other in names.items()}  # noqa: C416 (types of keys differ)
