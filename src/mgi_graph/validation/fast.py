"""Hold data against the shapes with ``shacl``, an engine in Rust that may be installed.

It takes texts, and gives terms as N-Triples writes them. Two shapes are added to those
of the user, which no node conforms to: their results tell which nodes are targets, and
which name of ours a blank node has, for the engine gives blank nodes names of its own.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

import rdflib
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse, serialize
from rdflib import SH

from mgi_graph.errors import MgiGraphError
from mgi_graph.rdf.iris import mint_iri
from mgi_graph.rdf.terms import OWL, RDF, RDFS
from mgi_graph.rdf.terms import SH as SHACL
from mgi_graph.validation.background import write_lines
from mgi_graph.validation.batch import Batch
from mgi_graph.validation.graphs import from_rdflib, to_rdflib
from mgi_graph.validation.paths import PropertyPath
from mgi_graph.validation.report import Node
from mgi_graph.validation.results import RawResult, read_severity
from mgi_graph.validation.shapes import read_path

if TYPE_CHECKING:
    from shacl import Report, Result, Shapes

_TARGETED = mint_iri("validation", "targeted")
_NAMED = mint_iri("validation", "named")
_NAME_SHAPE = mint_iri("validation", "named", "shape")
_TARGETED_NAME, _NAMED_NAME = str(_TARGETED), str(_NAMED)
_NOTHING = mint_iri("validation", "nothing")
_CLASSES = frozenset({OWL.Class, RDFS.Class})
_DATA_TARGETS = frozenset({SHACL.targetClass, SHACL.targetObjectsOf, SHACL.targetSubjectsOf})
_BLANK_NODE = re.compile(r'^_:([^ "<>]+) | _:([^ "<>]+) \.$', re.MULTILINE)


@dataclass(frozen=True, eq=False)
class FastRunner:
    """Run the fast engine over one batch after the other."""

    shapes: rdflib.Graph
    compiled: "Shapes"

    @classmethod
    def of(cls, shapes: rdflib.Graph, triples: Sequence[Triple]) -> "FastRunner":
        """Compile shapes, given as a graph and as they were read.

        Raises :class:`MgiGraphError` where they cannot be used.
        """
        from shacl import Shapes

        for shape in set(shapes.subjects(SH.sparql)):
            if len(list(shapes.objects(shape, SH.sparql))) > 1:
                message = (
                    f"the fast engine does not tell the SPARQL constraints of {shape} apart; "
                    "give each a shape of its own, or choose pyshacl"
                )
                raise MgiGraphError(message)
        text = serialize([*triples, *_describe_targeted(triples)], format=RdfFormat.N_TRIPLES)
        try:
            return cls(shapes, Shapes.from_text((text or b"").decode(), format="ntriples"))
        except ValueError as err:
            raise MgiGraphError(f"the shapes cannot be used: {err}; correct them") from err

    def run(self, batch: Batch) -> tuple[set[RawResult], int]:
        """Return the results, and how many nodes of the batch are targets."""
        own = write_lines(batch.quads)
        text = own + batch.background.text
        report = self._validate("".join([text, *_name_blank_nodes(text)]))
        return self._read(report, batch)

    def _validate(self, text: str) -> "Report":
        try:
            return self.compiled.validate_text(text, format="ntriples")
        except ValueError as err:
            message = f"the fast engine cannot read the data: {err}; choose pyshacl"
            raise MgiGraphError(message) from err

    def _read(self, report: "Report", batch: Batch) -> tuple[set[RawResult], int]:
        """Tell the results of the user's shapes from those of the two that were added."""
        targets: set[str] = set()
        names: dict[str, str] = {}
        found: list[Result] = []
        for result in report.results:
            if result.source_shape == _TARGETED_NAME:
                targets.add(result.focus_node)
            elif result.path == _NAMED_NAME:
                names[result.focus_node] = result.value_plain or ""
            else:
                found.append(result)
        elsewhere = {
            target
            for target in targets & batch.background.names
            if batch.is_elsewhere(read_term(target))
        }
        results = {self._read_result(each, names) for each in found}
        return results, len(targets - elsewhere)

    def _read_result(self, result: "Result", names: Mapping[str, str]) -> RawResult:
        shape = _read_resource(result.source_shape or "", names)
        component = NamedNode(result.component_iri)
        return RawResult(
            severity=read_severity(result.severity_iri),
            focus=read_term(result.focus_node, names),
            value=None if result.value is None else read_term(result.value, names),
            path=None if result.path is None else self._read_path(result.path, shape),
            component=component,
            shape=shape,
            constraint=self._find_constraint(shape, component),
        )

    def _read_path(self, text: str, shape: NamedNode | BlankNode) -> PropertyPath:
        """Return a path; a compound one is that of the shape, not to be parsed from text."""
        if text.startswith("<") and text.endswith(">") and text.count("<") == 1:
            return NamedNode(text[1:-1])
        node = self.shapes.value(to_rdflib(shape), SH.path)
        if node is None:
            raise AssertionError(f"the fast engine gives a path that {shape} has not: {text}")
        return read_path(self.shapes, node)

    def _find_constraint(
        self, shape: NamedNode | BlankNode, component: NamedNode
    ) -> NamedNode | BlankNode | None:
        """Return the SPARQL constraint of a shape, of which there is one, for a result of it."""
        if component != SHACL.SPARQLConstraintComponent:
            return None
        node = self.shapes.value(to_rdflib(shape), SH.sparql)
        constraint = None if node is None else from_rdflib(node)
        return constraint if isinstance(constraint, NamedNode | BlankNode) else None


def read_term(text: str, names: Mapping[str, str] = MappingProxyType({})) -> Node:
    """Read a term as N-Triples writes it; ``names`` has our names of blank nodes.

    >>> read_term("<https://example.org/a>")
    <NamedNode value=https://example.org/a>
    >>> read_term("_:0_b4", {"_:0_b4": "f1b1"})
    <BlankNode value=f1b1>
    """
    if text.startswith("<"):
        return NamedNode(text[1:-1])
    if text.startswith("_:"):
        return BlankNode(names.get(text, text[2:]))
    return _read_literal(text)


@lru_cache(maxsize=1024)
def _read_literal(text: str) -> Node:
    line = f"<{_NAMED.value}> <{_NAMED.value}> {text} ."
    quad = next(iter(parse(line, format=RdfFormat.N_TRIPLES)))
    return cast("Node", quad.object)


def _read_resource(text: str, names: Mapping[str, str]) -> NamedNode | BlankNode:
    node = read_term(text, names)
    if not isinstance(node, NamedNode | BlankNode):
        raise TypeError(f"not a resource: {node}")
    return node


def _name_blank_nodes(text: str) -> Iterator[str]:
    """Yield a line for each blank node of the text that gives its name as a value."""
    if "_:" not in text:
        return
    for name in sorted({subject or object_ for subject, object_ in _BLANK_NODE.findall(text)}):
        yield f'_:{name} {_NAMED_NAME} "{name}" .\n'


def _describe_targeted(triples: Sequence[Triple]) -> Iterator[Triple]:
    """Yield the shapes that are added: one for whatever is a target, one for named nodes."""
    yield Triple(_TARGETED, RDF.type, SHACL.NodeShape)
    yield Triple(_TARGETED, SHACL.hasValue, _NOTHING)
    for triple in triples:
        if triple.predicate in _DATA_TARGETS:
            yield Triple(_TARGETED, triple.predicate, triple.object)
        elif triple.predicate == RDF.type and triple.object in _CLASSES:
            yield Triple(_TARGETED, SHACL.targetClass, triple.subject)
    yield Triple(_NAME_SHAPE, RDF.type, SHACL.PropertyShape)
    yield Triple(_NAME_SHAPE, SHACL.targetSubjectsOf, _NAMED)
    yield Triple(_NAME_SHAPE, SHACL.path, _NAMED)
    yield Triple(_NAME_SHAPE, SHACL.nodeKind, SHACL.IRI)
