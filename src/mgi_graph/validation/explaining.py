"""Explain the results of a batch: their messages and their places."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from pyoxigraph import Literal, NamedNode, Quad

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
    data = Statements(chain(batch.quads, batch.background.quads))
    culprits = {each: find_culprit(data, shapes.find_subject(each), each.value) for each in results}
    places = dict(find_profiles(data))
    graphs = _find_graphs(batch.quads, {*culprits.values(), *places})
    texts = {graphs[profile]: place for profile, place in places.items() if profile in graphs}
    context = _Context(shapes, data, lines, graphs, texts)
    explained = (context.explain(each, culprit) for each, culprit in culprits.items())
    return tuple(sorted(explained, key=lambda each: each.order))


def _find_graphs(quads: Iterable[Quad], nodes: Collection[Node]) -> Mapping[Node, NamedNode]:
    """Return the named graph that describes each of the nodes, the inferred one only at need."""
    graphs: dict[Node, set[NamedNode]] = defaultdict(set)
    for quad in quads:
        if quad.subject in nodes and isinstance(quad.graph_name, NamedNode):
            graphs[quad.subject].add(quad.graph_name)  # type: ignore[index]
    return {
        node: min(names, key=lambda name: (name == _INFERRED, name.value))
        for node, names in graphs.items()
    }


@dataclass(frozen=True, slots=True)
class _Context:
    """Hold what explains a result.

    ``graphs`` has the named graph of each node to blame, ``texts`` the source document
    of each named graph that holds a profile.
    """

    shapes: ShapesGraph
    data: Statements
    lines: LineIndex
    graphs: Mapping[Node, NamedNode]
    texts: Mapping[NamedNode, Location]

    def explain(self, raw: RawResult, culprit: Node) -> ValidationResult:
        """Return a result with its messages in every language and its place."""
        graph = self.graphs.get(culprit)
        text = None if graph is None else self.texts.get(graph)
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
            source=find_source(self.data, culprit, tag) or text,
            file=self.lines.find(culprit, path, raw.value),
            graph=graph,
        )
