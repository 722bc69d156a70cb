"""Hold data against the shapes with ``shacl``, an engine in Rust that may be installed.

It takes texts, gives terms as N-Triples writes them, and names blank nodes anew. Where
there are any, an IRI made of its name points to each, and a shape is added that asks
for something else there: its results tell which node is which.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

import rdflib
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse, serialize
from rdflib import SH

from mgi_graph.errors import MgiGraphError
from mgi_graph.rdf.iris import mint_iri
from mgi_graph.rdf.terms import RDF
from mgi_graph.rdf.terms import SH as SHACL
from mgi_graph.validation.batch import Batch
from mgi_graph.validation.graphs import from_rdflib, to_rdflib
from mgi_graph.validation.paths import PropertyPath
from mgi_graph.validation.report import Node
from mgi_graph.validation.results import RawResult, read_severity
from mgi_graph.validation.shapes import read_path

if TYPE_CHECKING:
    from shacl import Result, Shapes

_NAME = mint_iri("validation", "name")
_NAME_SHAPE = mint_iri("validation", "named")
_NAME_PATH = str(_NAME)
_NAME_STEM = f"<{_NAME.value}/"


@dataclass(eq=False)
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
        text = serialize([*triples, *_describe_name_shape()], format=RdfFormat.N_TRIPLES)
        try:
            return cls(shapes, Shapes.from_text((text or b"").decode(), format="ntriples"))
        except ValueError as err:
            raise MgiGraphError(f"the shapes cannot be used: {err}; correct them") from err

    def run(self, batch: Batch) -> set[RawResult]:
        """Return the results."""
        blank_nodes = batch.data.blank_nodes | batch.background.blank_nodes
        text = "".join([batch.data.text, batch.background.text, *_name_blank_nodes(blank_nodes)])
        try:
            report = self.compiled.validate_text(text, format="ntriples")
        except ValueError as err:
            message = f"the fast engine cannot read the data: {err}; choose pyshacl"
            raise MgiGraphError(message) from err
        names: dict[str, str] = {}
        found: list[Result] = []
        for result in report.results:
            if result.path == _NAME_PATH:
                names[result.value or ""] = result.focus_node[len(_NAME_STEM) : -1]
            else:
                found.append(result)
        return {self._read_result(each, names) for each in found}

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
    line = f"<{_NAME.value}> <{_NAME.value}> {text} ."
    quad = next(iter(parse(line, format=RdfFormat.N_TRIPLES)))
    return cast("Node", quad.object)


def _read_resource(text: str, names: Mapping[str, str]) -> NamedNode | BlankNode:
    node = read_term(text, names)
    if not isinstance(node, NamedNode | BlankNode):
        raise TypeError(f"not a resource: {node}")
    return node


def _name_blank_nodes(names: Iterable[str]) -> Iterator[str]:
    """Yield a line for each blank node that points to it from its name."""
    for name in sorted(names):
        yield f"{_NAME_STEM}{name}> {_NAME_PATH} _:{name} .\n"


def _describe_name_shape() -> Iterator[Triple]:
    """Yield the shape that is added."""
    yield Triple(_NAME_SHAPE, RDF.type, SHACL.PropertyShape)
    yield Triple(_NAME_SHAPE, SHACL.targetSubjectsOf, _NAME)
    yield Triple(_NAME_SHAPE, SHACL.path, _NAME)
    yield Triple(_NAME_SHAPE, SHACL.nodeKind, SHACL.IRI)
