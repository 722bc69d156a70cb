"""Hold what is validated at once, and tell it from what stands behind it."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import cast

from pyoxigraph import Quad

from mgi_graph.rdf.terms import RDF
from mgi_graph.validation.background import Background
from mgi_graph.validation.report import Node


@dataclass(frozen=True, eq=False)
class Batch:
    """Hold quads, the nodes that they describe, and what they refer to."""

    quads: tuple[Quad, ...]
    described: AbstractSet[Node]
    background: Background

    @classmethod
    def before(cls, background: Background, quads: tuple[Quad, ...]) -> "Batch":
        """Return ``quads`` with a background that says nothing of the nodes that they type."""
        described = cast("set[Node]", {quad.subject for quad in quads})
        shared = described & background.subjects
        if not shared:
            return cls(quads, described, background)
        replaced = {
            quad.subject for quad in quads if quad.predicate == RDF.type and quad.subject in shared
        }
        return cls(quads, described, background.without(cast("set[Node]", replaced)))

    def is_elsewhere(self, node: Node) -> bool:
        """Tell whether the background alone describes a node, which is then not reported on."""
        return node in self.background.subjects and node not in self.described
