"""Look up what stands with a node of the data, all named graphs taken together."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from mgi_graph.rdf.terms import OA, SPDX
from mgi_graph.validation.data import Data
from mgi_graph.validation.report import Node


@dataclass(frozen=True)
class Statements:
    """Answer from data and what stands behind it."""

    data: Data
    background: Data

    def about(self, node: Node) -> Sequence[Quad]:
        """Return what the data says of a node, not what the background says."""
        return self.data.about(node)

    def objects(self, subject: Node, predicate: NamedNode) -> list[Node]:
        """Return the values of a property of a node."""
        found = (*self.data.about(subject), *self.background.about(subject))
        return [each.object for each in found if each.predicate == predicate]  # type: ignore[misc]

    def selected(self, selector: Node) -> Sequence[Node]:
        """Return the passages that a selector selects."""
        return self._referring(OA.hasSelector, selector)

    def summed(self, checksum: Node) -> Sequence[Node]:
        """Return the source documents that have a checksum."""
        return self._referring(SPDX.checksum, checksum)

    def _referring(self, property_: NamedNode, node: Node) -> Sequence[Node]:
        behind = self.background.referring(property_, node)
        return (*self.data.referring(property_, node), *behind)

    def profiles(self) -> Sequence[Node]:
        """Return the nodes that are typed as profiles."""
        return (*self.data.profiles, *self.background.profiles)
