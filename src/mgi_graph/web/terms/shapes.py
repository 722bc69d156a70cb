"""Turn the shapes into entries: what each looks at, what it asks for and what it says."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from pyoxigraph import BlankNode, NamedNode

from mgi_graph.namespaces import MGISH, SHAPES
from mgi_graph.queries import LANGUAGES
from mgi_graph.rdf.terms import RDF, RDFS, SH
from mgi_graph.results import Term
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.views import Shown, shorten_iri
from mgi_graph.web.terms.entries import Fact, link_term
from mgi_graph.web.terms.reading import Node, Statements, anchor_of, read_shapes

_TARGETS: Final = (
    (SH.targetClass, "terms_target_class"),
    (SH.targetSubjectsOf, "terms_target_subjects"),
    (SH.targetObjectsOf, "terms_target_objects"),
    (SH.targetNode, "terms_target_node"),
)
_ELSEWHERE: Final = frozenset(
    {RDF.type, RDFS.isDefinedBy, RDFS.label, SH.property, SH.path, SH.message, SH.severity}
    | {SH.declare, SH.prefixes, SH.select, SH.sparql, *(property_ for property_, _ in _TARGETS)}
)
"""What is shown in another way than as a constraint."""

_DEEPEST: Final = 4
_PATHS: Final = {
    SH.inversePath: "^{}",
    SH.zeroOrMorePath: "{}*",
    SH.oneOrMorePath: "{}+",
    SH.zeroOrOnePath: "{}?",
}


@dataclass(frozen=True, slots=True)
class ShapeEntry:
    """Hold a shape as the page shows it.

    ``messages`` are by language; ``path`` is written as in SPARQL; ``query`` is the text of
    a constraint in SPARQL. ``parts`` are the property shapes of a node shape.
    """

    anchor: str
    name: str
    path: str
    severity: str
    messages: Mapping[str, str]
    facts: tuple[Fact, ...]
    constraints: tuple[tuple[str, tuple[Shown, ...]], ...]
    query: str
    parts: tuple["ShapeEntry", ...] = ()


@cache
def _named() -> tuple[NamedNode, ...]:
    """Return every shape of ours, in alphabetical order."""
    shapes = read_shapes()
    return tuple(
        sorted(
            (
                node
                for node in shapes.about
                if isinstance(node, NamedNode)
                and node.value.startswith(MGISH)
                and node.value != SHAPES
            ),
            key=str,
        )
    )


def describe_shapes(reader: Reader) -> list[ShapeEntry]:
    """Return every shape, each property shape within the first node shape that has it."""
    shapes = read_shapes()
    owner: dict[Term, NamedNode] = {}
    for node in _named():
        for part in shapes.objects(node, SH.property):
            owner.setdefault(part, node)
    entries = []
    for node in _named():
        if node not in owner:
            parts = [part for part in _named() if owner.get(part) == node]
            entries.append(_describe(node, parts, reader))
    return entries


def _describe(node: NamedNode, parts: Iterable[NamedNode], reader: Reader) -> ShapeEntry:
    shapes = read_shapes()
    inner = [node, *(each for each in shapes.objects(node, SH.sparql) if _is_node(each))]
    messages = {
        tag: text
        for each in reversed(inner)
        if isinstance(each, NamedNode | BlankNode)
        for tag, texts in shapes.texts(each, SH.message).items()
        for text in texts
        if tag in LANGUAGES
    }
    queries = [
        text
        for each in inner
        if isinstance(each, NamedNode | BlankNode)
        for texts in shapes.texts(each, SH.select).values()
        for text in texts
    ]
    severity = next(iter(shapes.objects(node, SH.severity)), None)
    path = next(iter(shapes.objects(node, SH.path)), None)
    return ShapeEntry(
        anchor=anchor_of(node),
        name=shorten_iri(node.value),
        path=write_path(shapes, path) if path is not None else "",
        severity=severity.value.rpartition("#")[2] if isinstance(severity, NamedNode) else "",
        messages=messages,
        facts=tuple(_targets(shapes, node, reader)),
        constraints=tuple(_constraints(shapes, node, reader)),
        query="\n".join(queries).strip("\n"),
        parts=tuple(_describe(each, (), reader) for each in parts),
    )


def _is_node(term: Term) -> bool:
    return isinstance(term, NamedNode | BlankNode)


def _targets(shapes: Statements, node: NamedNode, reader: Reader) -> Iterator[Fact]:
    for property_, word in _TARGETS:
        if found := shapes.objects(node, property_):
            yield Fact(word, tuple(link_term(each, reader) for each in found))


def _constraints(
    shapes: Statements, node: NamedNode, reader: Reader
) -> Iterator[tuple[str, tuple[Shown, ...]]]:
    for property_ in sorted(shapes.about.get(node, {}), key=str):
        if property_ not in _ELSEWHERE:
            values = shapes.objects(node, property_)
            shown = [each for value in values for each in _show(shapes, value, reader)]
            yield shorten_iri(property_.value), tuple(shown)


def _show(shapes: Statements, value: Term, reader: Reader) -> Iterator[Shown]:
    """Show a value: a list by its members, a shape without a name by what it asks for."""
    if not isinstance(value, BlankNode):
        yield link_term(value, reader)
    elif shapes.objects(value, RDF.first):
        for member in shapes.members(value):
            yield from _show(shapes, member, reader)
    else:
        yield Shown(_write(shapes, value))


def _write(shapes: Statements, node: Node, depth: int = 0) -> str:
    """Write a node without a name as Turtle would."""
    if depth > _DEEPEST:
        return "[ … ]"
    pairs = [
        f"{shorten_iri(property_.value)} {_write_term(shapes, value, depth)}"
        for property_, values in sorted(shapes.about.get(node, {}).items(), key=str)
        for value in values
        if property_ not in {SH.message, RDF.type}
    ]
    return f"[ {' ; '.join(pairs)} ]"


def _write_term(shapes: Statements, term: Term, depth: int) -> str:
    if isinstance(term, NamedNode):
        return shorten_iri(term.value)
    if isinstance(term, BlankNode):
        if shapes.objects(term, RDF.first):
            members = [_write_term(shapes, each, depth + 1) for each in shapes.members(term)]
            return f"( {' '.join(members)} )"
        return _write(shapes, term, depth + 1)
    return str(getattr(term, "value", term))


def write_path(shapes: Statements, path: Term) -> str:
    """Write a path of SHACL (section 2.3.1) as SPARQL does."""
    if not isinstance(path, BlankNode):
        return shorten_iri(path.value) if isinstance(path, NamedNode) else str(path)
    if shapes.objects(path, RDF.first):
        return "/".join(write_path(shapes, each) for each in shapes.members(path))
    for property_, pattern in _PATHS.items():
        for inner in shapes.objects(path, property_):
            return pattern.format(write_path(shapes, inner))
    for choices in shapes.objects(path, SH.alternativePath):
        return "|".join(write_path(shapes, each) for each in shapes.members(choices))
    return "…"
