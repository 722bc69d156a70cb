"""Look up what stands with a node of the data, all named graphs taken together."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from pyoxigraph import NamedNode, Quad

from mgi_graph.rdf.terms import MGI, OA, RDF, SPDX
from mgi_graph.validation.background import Background, index_subjects
from mgi_graph.validation.report import Node

_INVERTED = frozenset({OA.hasSelector, SPDX.checksum})


@dataclass(frozen=True)
class Statements:
    """Answer from quads and what stands behind them, whose index is made once."""

    quads: Sequence[Quad]
    background: Background

    @cached_property
    def _by_subject(self) -> Mapping[object, list[Quad]]:
        return index_subjects(self.quads)

    @cached_property
    def _by_object(self) -> Mapping[tuple[NamedNode, object], list[Node]]:
        index: dict[tuple[NamedNode, object], list[Node]] = defaultdict(list)
        for quad in chain(self.quads, self.background.quads):
            predicate = quad.predicate
            if predicate in _INVERTED or (predicate == RDF.type and quad.object == MGI.Profile):
                index[predicate, quad.object].append(quad.subject)  # type: ignore[arg-type]
        return index

    def about(self, node: Node) -> Sequence[Quad]:
        """Return what the quads say of a node, not what the background says."""
        return self._by_subject.get(node, ())

    def objects(self, subject: Node, predicate: NamedNode) -> list[Node]:
        """Return the values of a property of a node."""
        found = chain(self.about(subject), self.background.by_subject.get(subject, ()))
        return [each.object for each in found if each.predicate == predicate]  # type: ignore[misc]

    def selected(self, selector: Node) -> Sequence[Node]:
        """Return the passages that a selector selects."""
        return self._by_object.get((OA.hasSelector, selector), ())

    def summed(self, checksum: Node) -> Sequence[Node]:
        """Return the source documents that have a checksum."""
        return self._by_object.get((SPDX.checksum, checksum), ())

    def profiles(self) -> Sequence[Node]:
        """Return the nodes that are typed as profiles."""
        return self._by_object.get((RDF.type, MGI.Profile), ())
