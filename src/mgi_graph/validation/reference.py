"""Hold data against the shapes with pySHACL, the reference."""

from dataclasses import dataclass

import rdflib

from mgi_graph.validation.aiming import AimedShapes, aim_shapes
from mgi_graph.validation.batch import Batch
from mgi_graph.validation.engine import run_shacl
from mgi_graph.validation.graphs import add_triples, to_rdflib, write_plainly
from mgi_graph.validation.results import RawResult


@dataclass(frozen=True, eq=False)
class ReferenceRunner:
    """Run pySHACL over one batch after the other."""

    aimed: AimedShapes

    @classmethod
    def of(cls, shapes: rdflib.Graph) -> "ReferenceRunner":
        """Prepare shapes for pySHACL."""
        return cls(aim_shapes(shapes))

    def run(self, batch: Batch) -> set[RawResult]:
        """Return the results."""
        data = write_plainly(rdflib.Graph(bind_namespaces="none"))
        add_triples(data, batch.background.triples)
        add_triples(data, batch.data.triples)
        elsewhere = frozenset(
            to_rdflib(node) for node in batch.background.subjects - batch.data.subjects
        )
        self.aimed.mark(data, elsewhere)
        return run_shacl(data, self.aimed.graph)
