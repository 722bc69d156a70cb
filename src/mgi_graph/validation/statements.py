"""Look up what stands with a node of the data, all named graphs taken together."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from pyoxigraph import NamedNode, Quad

from mgi_graph.rdf.terms import MGI, RDF
from mgi_graph.validation.background import Background, index_subjects
from mgi_graph.validation.report import Node


@dataclass(frozen=True)
class Statements:
    """Answer from quads and what stands behind them, whose index is made once."""

    quads: Sequence[Quad]
    background: Background

    @cached_property
    def _by_subject(self) -> Mapping[object, list[Quad]]:
        return index_subjects(self.quads)

    @cached_property
    def _by_object(self) -> dict[NamedNode, Mapping[object, list[Quad]]]:
        return {}

    def about(self, node: Node) -> Sequence[Quad]:
        """Return what the quads say of a node, not what the background says."""
        return self._by_subject.get(node, ())

    def objects(self, subject: Node, predicate: NamedNode) -> list[Node]:
        """Return the values of a property of a node."""
        found = chain(self.about(subject), self.background.by_subject.get(subject, ()))
        return [each.object for each in found if each.predicate == predicate]  # type: ignore[misc]

    def subjects(self, predicate: NamedNode, object_: Node) -> list[Node]:
        """Return the nodes whose property has a value; the first question costs the most."""
        if predicate not in self._by_object:
            index: dict[object, list[Quad]] = defaultdict(list)
            for quad in chain(self.quads, self.background.quads):
                if quad.predicate == predicate:
                    index[quad.object].append(quad)
            self._by_object[predicate] = index
        found = self._by_object[predicate].get(object_, ())
        return [each.subject for each in found]  # type: ignore[misc]

    def profiles(self) -> Iterator[Node]:
        """Yield the nodes that are typed as profiles."""
        yield from self.subjects(RDF.type, MGI.Profile)
