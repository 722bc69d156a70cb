"""Hold what is validated at once, and tell it from what stands behind it."""

from dataclasses import dataclass

from mgi_graph.validation.data import Data
from mgi_graph.validation.report import Node


@dataclass(frozen=True, eq=False)
class Batch:
    """Hold the data to validate and what it refers to."""

    data: Data
    background: Data

    @classmethod
    def before(cls, background: Data, data: Data) -> "Batch":
        """Return ``data`` with a background that says nothing of the nodes that it types."""
        return cls(data, background.without(data.find_typed(background.subjects)))

    def is_elsewhere(self, node: Node) -> bool:
        """Tell whether the background alone describes a node, which is then not reported on."""
        return node in self.background.subjects and not self.data.describes(node)
