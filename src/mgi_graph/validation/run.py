"""Run the shapes over a graph and explain each result: its messages and its place."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import rdflib
from pyoxigraph import Literal, NamedNode, Quad, Triple

from mgi_graph.rdf.iris import mint_graph
from mgi_graph.rdf.terms import RDF
from mgi_graph.validation.engine import RawResult, run_shacl
from mgi_graph.validation.files import LineIndex
from mgi_graph.validation.graphs import build_graph, from_rdflib, to_rdflib
from mgi_graph.validation.origins import find_culprit, find_profiles, find_source
from mgi_graph.validation.report import (
    Location,
    Node,
    Severity,
    ValidationReport,
    ValidationResult,
)
from mgi_graph.validation.shapes import aim_shapes, load_shapes, read_messages, read_path

_INFERRED = mint_graph("inferred")
_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


def run_validation(
    quads: tuple[Quad, ...], background: tuple[Quad, ...], lines: LineIndex, folder: Path
) -> ValidationReport:
    """Validate ``quads``, with ``background`` behind them and ``lines`` to say where they stand."""
    typed = {quad.subject for quad in quads if quad.predicate == RDF.type}
    background = tuple(quad for quad in background if quad.subject not in typed)
    elsewhere = {quad.subject for quad in background} - {quad.subject for quad in quads}
    data = build_graph(chain(quads, background))
    shapes, targets = aim_shapes(load_shapes(folder), data, set(map(to_rdflib, elsewhere)))
    graphs = _find_graphs(quads)
    context = _Context(shapes, data, lines, graphs, _find_texts(data, graphs))
    results = map(context.explain, run_shacl(data, shapes))
    return ValidationReport(tuple(sorted(results, key=_sort_key)), len(targets))


def _find_graphs(quads: Iterable[Quad]) -> Mapping[Node, NamedNode]:
    """Return the named graph that describes each node, the inferred one only at need."""
    graphs: dict[Node, set[NamedNode]] = defaultdict(set)
    for quad in quads:
        if isinstance(quad.graph_name, NamedNode) and not isinstance(quad.subject, Triple):
            graphs[quad.subject].add(quad.graph_name)
    return {
        node: min(names, key=lambda name: (name == _INFERRED, name.value))
        for node, names in graphs.items()
    }


def _find_texts(
    data: rdflib.Graph, graphs: Mapping[Node, NamedNode]
) -> Mapping[NamedNode, Location]:
    """Return the source document of each named graph that describes a profile."""
    return {
        graphs[profile]: place
        for node, place in find_profiles(data)
        if (profile := from_rdflib(node)) in graphs
    }


def _sort_key(result: ValidationResult) -> tuple[int, str, int, tuple[str, ...]]:
    place = result.location or Location("")
    return (_RANKS[result.severity], place.file, place.line or 0, result.key)


@dataclass(frozen=True, slots=True)
class _Context:
    """Hold what explains a result.

    ``graphs`` has the named graph of each node, ``texts`` the source document of
    each named graph that holds a profile.
    """

    shapes: rdflib.Graph
    data: rdflib.Graph
    lines: LineIndex
    graphs: Mapping[Node, NamedNode]
    texts: Mapping[NamedNode, Location]

    def explain(self, raw: RawResult) -> ValidationResult:
        """Return a result with its messages in every language and its place."""
        value = None if raw.value is None else from_rdflib(raw.value)
        path = None if raw.path is None else read_path(self.shapes, raw.path)
        culprit_node = find_culprit(self.data, raw.focus, raw.value)
        culprit = from_rdflib(culprit_node)
        graph = self.graphs.get(culprit)
        text = None if graph is None else self.texts.get(graph)
        tag = value.language if isinstance(value, Literal) else None
        return ValidationResult(
            severity=raw.severity,
            focus=from_rdflib(raw.focus),
            path=path,
            value=value,
            component=raw.component,
            shape=raw.shape,
            constraint=raw.constraint,
            messages=read_messages(self.shapes, raw.constraint or raw.shape),
            source=find_source(self.data, culprit_node, tag) or text,
            file=self.lines.find(culprit, path if isinstance(path, NamedNode) else None, value),
            graph=graph,
        )
