"""Read the W3C's SHACL cases, and hold an engine's results against those that they expect.

Compared are focus node, path, value, component and severity of each result, and the
source shape where it has an IRI; messages and details are not. Results are a set, for
an engine may find the same one twice. Blank nodes count as equal to each other, for
their names mean nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, TypeAlias

import rdflib
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple, parse
from rdflib import RDF, SH, Namespace, URIRef
from rdflib.term import Node as RdflibNode

from mgi_graph.errors import MgiGraphError
from mgi_graph.validation.batch import Batch
from mgi_graph.validation.data import Quads
from mgi_graph.validation.engines import Engine
from mgi_graph.validation.fast import FastRunner
from mgi_graph.validation.graphs import build_graph, from_rdflib
from mgi_graph.validation.paths import PropertyPath, write_path
from mgi_graph.validation.reference import ReferenceRunner
from mgi_graph.validation.report import Node
from mgi_graph.validation.results import RawResult
from mgi_graph.validation.shapes import name_shapes, read_path

FOLDER: Final = Path(__file__).resolve().parents[4] / "shared" / "w3c" / "shacl"
"""The suite, beside the project; it is no part of it."""

MF: Final = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT: Final = Namespace("http://www.w3.org/ns/shacl-test#")

Comparable: TypeAlias = tuple[str, str, str, str, str]
"""Focus node, path, value, component and severity."""


@dataclass(frozen=True)
class Case:
    """Hold one case: a file of the suite that describes a validation."""

    path: Path
    node: RdflibNode

    @property
    def name(self) -> str:
        """Return the folder and the name of the case."""
        return self.path.relative_to(FOLDER).with_suffix("").as_posix()

    @cached_property
    def _graph(self) -> rdflib.Graph:
        return build_graph(_read(self.path))

    def read(self, part: RdflibNode) -> list[Triple]:
        """Return the triples of the data graph or the shapes graph."""
        action = self._graph.value(self.node, MF.action)
        return _read(Path(str(self._graph.value(action, part)).removeprefix("file://")))

    @property
    def fails(self) -> bool:
        """Tell whether the engine must refuse the shapes."""
        return self._graph.value(self.node, MF.result) == SHT.Failure

    @property
    def expected(self) -> dict[Comparable, str | None]:
        """Return the expected results with their source shapes."""
        report = self._graph.value(self.node, MF.result)
        return dict(self._expect(each) for each in self._graph.objects(report, SH.result))

    def _expect(self, result: RdflibNode) -> tuple[Comparable, str | None]:
        def value(property_: URIRef) -> Node | None:
            found = self._graph.value(result, property_)
            return None if found is None else from_rdflib(found)

        path = self._graph.value(result, SH.resultPath)
        return (
            (
                _write(value(SH.focusNode)),
                _write_path(None if path is None else read_path(self._graph, path)),
                _write(value(SH.value)),
                _write(value(SH.sourceConstraintComponent)),
                _write(value(SH.resultSeverity)),
            ),
            _write(value(SH.sourceShape)),
        )


def find_cases() -> Iterator[Case]:
    """Yield all cases of the suite, in the order of their names."""
    for path in sorted(FOLDER.rglob("*.ttl")):
        graph = build_graph(_read(path))
        for node in graph.subjects(RDF.type, SHT.Validate):
            yield Case(path, node)


def _read(path: Path) -> list[Triple]:
    with path.open("rb") as file:
        return [
            quad.triple
            for quad in parse(file, format=RdfFormat.TURTLE, base_iri=path.absolute().as_uri())
        ]


def run_case(case: Case, engine: Engine) -> str:
    """Return how an engine's results differ from the expected ones, nothing if they do not."""
    try:
        found = _validate(case, engine)
    except MgiGraphError as err:
        return "" if case.fails else f"refuses: {err}"
    if case.fails:
        return "does not refuse the shapes"
    expected = case.expected
    lines = [
        *(f"- {' '.join(each)}" for each in sorted(expected.keys() - found.keys())),
        *(f"+ {' '.join(each)}" for each in sorted(found.keys() - expected.keys())),
    ]
    lines += [
        f"? {' '.join(each)} is of {found[each]}, not of {expected[each]}"
        for each in sorted(expected.keys() & found.keys())
        if expected[each] not in ("_", *found[each])
    ]
    return "\n".join(lines)


def _validate(case: Case, engine: Engine) -> dict[Comparable, set[str]]:
    triples = list(name_shapes(case.read(SHT.shapesGraph), "case"))
    data = case.read(SHT.dataGraph)
    quads = tuple(Quad(each.subject, each.predicate, each.object) for each in data)
    batch = Batch.before(Quads(()), Quads(quads))
    graph = build_graph(triples)
    if engine is Engine.FAST:
        results = FastRunner.of(graph, triples).run(batch)
    else:
        results = ReferenceRunner.of(graph).run(batch)
    found: dict[Comparable, set[str]] = {}
    for each in results:
        found.setdefault(_compare(each), set()).add(_write(each.shape))
    return found


def _compare(result: RawResult) -> Comparable:
    return (
        _write(result.focus),
        _write_path(result.path),
        _write(result.value),
        _write(result.component),
        f"<{SH[result.severity.value]}>",
    )


def _write(node: Node | None) -> str:
    if node is None:
        return "nothing"
    return "_" if isinstance(node, BlankNode) else str(node)


def _write_path(path: PropertyPath | None) -> str:
    return "no-path" if path is None else write_path(path, NamedNode.__str__)
