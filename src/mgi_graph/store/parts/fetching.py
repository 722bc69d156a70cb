"""Fetch from an engine, by SELECT queries of triple patterns alone, what a query needs."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Final, TypeAlias

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef, Variable
from rdflib.term import Node

from mgi_graph.results import Boolean, Result, Solutions, Term
from mgi_graph.store.parts.patterns import (
    Namer,
    Pattern,
    UnspelledError,
    find_steps,
    spell_paths,
)
from mgi_graph.store.parts.splitting import NOTHING, Facts, Needs

Ask: TypeAlias = Callable[[str], Result]
"""Sends a query and returns the whole answer, or raises."""

_LONGEST: Final = 12
"""So many patterns around a fetch restrict it; more make engines plan for long."""


def fetch_quads(needs: Needs, ask: Ask, clauses: str, hidden: Collection[str]) -> Iterator[ox.Quad]:
    """Give the quads that a query needs, some of them more than once.

    ``clauses`` are the FROM clauses of each query. Graphs that are ``hidden`` are left out
    where a pattern is matched in any graph.
    """
    asked: set[str] = set()
    for fetch in needs.fetches:
        steps = [step for each in fetch.patterns for step in find_steps(each, needs.namer)]
        for step in steps:
            yield from _fetch(((step,), NOTHING), ask, clauses, hidden, asked)
        facts = _without_paths(fetch.facts)
        for branch in spell_paths(fetch.patterns, needs.namer):
            for part in _parts(branch):
                yield from _fetch((part, facts), ask, clauses, hidden, asked)
    for thing in needs.described:
        if isinstance(thing, Variable):
            # What it stands for is known when the rest has come; see fetch_described.
            continue
        yield from _fetch(((_about(thing, needs.namer),), NOTHING), ask, clauses, hidden, asked)


def fetch_described(
    things: Iterable[Term | None], needs: Needs, ask: Ask, clauses: str
) -> Iterator[ox.Quad]:
    """Give the quads about the things that a query describes by a variable."""
    asked: set[str] = set()
    for thing in things:
        if isinstance(thing, ox.NamedNode):
            pattern = _about(URIRef(thing.value), needs.namer)
            yield from _fetch(((pattern,), NOTHING), ask, clauses, (), asked)


def _about(thing: Node, namer: Namer) -> Pattern:
    if not isinstance(thing, URIRef):
        raise UnspelledError
    return Pattern(None, thing, namer.name(), namer.name())


def _without_paths(facts: Facts) -> Facts:
    # Paths would make several lists of each; what restricts may be left out.
    simple = tuple(each for each in facts.patterns if isinstance(each.predicate, Node))
    return Facts(simple, facts.values)


def _parts(patterns: Sequence[Pattern]) -> Iterator[tuple[Pattern, ...]]:
    """Part patterns into those that share variables."""
    waiting = list(dict.fromkeys(patterns))
    while waiting:
        part = [waiting.pop(0)]
        joined = set(part[0].variables)
        while found := [each for each in waiting if each.variables & joined]:
            for each in found:
                waiting.remove(each)
                part.append(each)
                joined |= each.variables
        yield tuple(part)


def _fetch(
    wanted: tuple[tuple[Pattern, ...], Facts],
    ask: Ask,
    clauses: str,
    hidden: Collection[str],
    asked: set[str],
) -> Iterator[ox.Quad]:
    patterns, facts = _put_values(*wanted)
    text, variables = _write(patterns, facts, clauses)
    if text in asked:
        return
    asked.add(text)
    answer = ask(text)
    rows: Sequence[Sequence[Term | None]] = ()
    if isinstance(answer, Solutions):
        rows = answer.rows
    elif isinstance(answer, Boolean) and answer.value:
        rows = [()]
    for row in rows:
        terms: dict[Node, Term | None] = dict(zip(variables, row, strict=True))
        for pattern in patterns:
            quad = _instantiate(pattern, terms)
            if quad is not None and getattr(quad.graph_name, "value", None) not in hidden:
                yield quad


def _put_values(patterns: tuple[Pattern, ...], facts: Facts) -> tuple[tuple[Pattern, ...], Facts]:
    """Put the one IRI that a variable can be into its place."""
    single: dict[Node, Node] = {
        variable: iris[0] for variable, iris in facts.values if len(set(iris)) == 1
    }
    several = tuple(each for each in facts.values if each[0] not in single)
    around = tuple(each.replace(single) for each in facts.patterns)
    return tuple(each.replace(single) for each in patterns), Facts(around, several)


def _write(patterns: tuple[Pattern, ...], facts: Facts, clauses: str) -> tuple[str, list[Variable]]:
    """Return a query for what patterns match, and its variables in their order."""
    own = frozenset(variable for each in patterns for variable in each.variables)
    around, reached = _connected(facts.patterns, patterns, own)
    every = {*patterns, *around}
    names = {variable: f"?v{number}" for number, variable in enumerate(sorted(own | reached))}
    lines = [_write_pattern(each, names) for each in (*patterns, *around)]
    lines += [
        f"VALUES {names[variable]} {{ {' '.join(sorted({iri.n3() for iri in iris}))} }}"
        for variable, iris in facts.values
        if any(variable in each.variables for each in every)
    ]
    body = "\n  ".join(dict.fromkeys(lines))
    variables = sorted(own)
    if not variables:
        return f"ASK{clauses} {{\n  {body}\n}}", []
    shown = " ".join(names[each] for each in variables)
    return f"SELECT DISTINCT {shown}{clauses} WHERE {{\n  {body}\n}}", variables


def _connected(
    around: Sequence[Pattern], own_patterns: Sequence[Pattern], own: frozenset[Variable]
) -> tuple[list[Pattern], frozenset[Variable]]:
    """Return the patterns that restrict the ``own`` variables, the nearest first."""
    waiting = [each for each in dict.fromkeys(around) if each not in own_patterns]
    reached = set(own)
    chosen: list[Pattern] = []
    while len(chosen) < _LONGEST:
        found = next((each for each in waiting if each.variables & reached), None)
        if found is None:
            break
        waiting.remove(found)
        chosen.append(found)
        reached |= found.variables
    return chosen, frozenset(reached)


def _write_pattern(pattern: Pattern, names: dict[Variable, str]) -> str:
    def spell(term: Node) -> str:
        if isinstance(term, Variable):
            return names[term]
        return str(_term(term))

    predicate = pattern.predicate
    if not isinstance(predicate, Node):
        raise UnspelledError
    triple = f"{spell(pattern.subject)} {spell(predicate)} {spell(pattern.object)} ."
    return triple if pattern.graph is None else f"GRAPH {spell(pattern.graph)} {{ {triple} }}"


def _instantiate(pattern: Pattern, terms: dict[Node, Term | None]) -> ox.Quad | None:
    def put(place: object) -> Term | None:
        if isinstance(place, Variable):
            return terms[place]
        return _term(place)

    subject, predicate = put(pattern.subject), put(pattern.predicate)
    object_ = put(pattern.object)
    graph = ox.DefaultGraph() if pattern.graph is None else put(pattern.graph)
    if (
        isinstance(subject, ox.NamedNode | ox.BlankNode)
        and isinstance(predicate, ox.NamedNode)
        and object_ is not None
        and isinstance(graph, ox.NamedNode | ox.DefaultGraph)
    ):
        return ox.Quad(subject, predicate, object_, graph)
    return None


def _term(term: object) -> Term:
    match term:
        case URIRef():
            return ox.NamedNode(str(term))
        case Literal() if term.language:
            return ox.Literal(str(term), language=term.language)
        case Literal():
            return ox.Literal(str(term))
        case BNode():
            return ox.BlankNode(str(term))
    raise UnspelledError
