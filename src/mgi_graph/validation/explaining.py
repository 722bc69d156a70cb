"""Explain the results of a batch: their messages and their places."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from mgi_graph.rdf.iris import mint_graph
from mgi_graph.validation.batch import Batch
from mgi_graph.validation.files import LineIndex
from mgi_graph.validation.origins import find_culprit, find_profiles, find_source
from mgi_graph.validation.report import Location, Node, ValidationResult
from mgi_graph.validation.results import RawResult
from mgi_graph.validation.shapes import ShapesGraph
from mgi_graph.validation.statements import Statements

_INFERRED = mint_graph("inferred")


def explain_results(
    results: Collection[RawResult], shapes: ShapesGraph, batch: Batch, lines: LineIndex
) -> tuple[ValidationResult, ...]:
    """Return results with their messages in every language and their places, in order.

    Nothing is looked for where there is no result. ``lines`` says where in the RDF
    files the data stands.
    """
    if not results:
        return ()
    data = Statements(batch.data, batch.background)
    context = _Context(shapes, data, lines)
    return tuple(sorted(map(context.explain, results), key=lambda each: each.order))


@dataclass(frozen=True)
class _Context:
    """Hold what explains a result."""

    shapes: ShapesGraph
    data: Statements
    lines: LineIndex

    @cached_property
    def _texts(self) -> Mapping[NamedNode, Location]:
        """Return the source document of each named graph that describes a profile."""
        graphs = ((self._find_graph(node), place) for node, place in find_profiles(self.data))
        return {graph: place for graph, place in graphs if graph is not None}

    def _find_graph(self, node: Node) -> NamedNode | None:
        """Return the named graph that describes a node, the inferred one only at need."""
        names = {quad.graph_name for quad in self.data.about(node)}
        named = (name for name in names if isinstance(name, NamedNode))
        return min(named, key=lambda name: (name == _INFERRED, name.value), default=None)

    def explain(self, raw: RawResult) -> ValidationResult:
        """Return a result with its messages in every language and its place."""
        culprit = find_culprit(self.data, self.shapes.find_subject(raw), raw.value)
        graph = self._find_graph(culprit)
        tag = raw.value.language if isinstance(raw.value, Literal) else None
        path = raw.path if isinstance(raw.path, NamedNode) else None
        return ValidationResult(
            severity=raw.severity,
            focus=raw.focus,
            path=raw.path,
            value=raw.value,
            component=raw.component,
            shape=raw.shape,
            constraint=raw.constraint,
            messages=self.shapes.messages(raw.constraint or raw.shape),
            source=find_source(self.data, culprit, tag) or self._find_text(graph),
            file=self.lines.find(culprit, path, raw.value),
            graph=graph,
        )

    def _find_text(self, graph: NamedNode | None) -> Location | None:
        """Return the source document of a named graph; profiles are looked for at need."""
        return None if graph is None else self._texts.get(graph)
