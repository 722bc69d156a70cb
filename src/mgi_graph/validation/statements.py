"""Keep of the data what tells where it was read from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import NamedNode, Quad

from mgi_graph.rdf.terms import DCTERMS, MGI, OA, PROV, RDF, SCHEMA, SPDX
from mgi_graph.validation.report import Node

_PROPERTIES = frozenset(
    {
        DCTERMS.language,
        MGI.hasFinding,
        MGI.line,
        MGI.reportedIn,
        OA.hasSelector,
        OA.hasSource,
        PROV.wasDerivedFrom,
        PROV.wasQuotedFrom,
        SCHEMA.name,
        SPDX.checksum,
    }
)
_CLASSES = frozenset({MGI.Profile, MGI.SourceDocument})


class Statements:
    """Answer what stands with a property, both ways round, all named graphs taken together."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        """Go through ``quads`` once, and keep those that lead to a source text."""
        self._objects: dict[tuple[object, NamedNode], list[Node]] = defaultdict(list)
        self._subjects: dict[tuple[object, NamedNode], list[Node]] = defaultdict(list)
        for quad in quads:
            predicate = quad.predicate
            if predicate in _PROPERTIES or (predicate == RDF.type and quad.object in _CLASSES):
                subject, object_ = quad.subject, quad.object
                self._objects[subject, predicate].append(object_)  # type: ignore[arg-type]
                self._subjects[object_, predicate].append(subject)  # type: ignore[arg-type]

    def objects(self, subject: Node, predicate: NamedNode) -> Sequence[Node]:
        """Return the values of a property of a node."""
        return self._objects.get((subject, predicate), ())

    def subjects(self, predicate: NamedNode, object_: Node) -> Sequence[Node]:
        """Return the nodes whose property has a value."""
        return self._subjects.get((object_, predicate), ())

    def profiles(self) -> Iterator[Node]:
        """Yield the nodes that are typed as profiles."""
        yield from self.subjects(RDF.type, MGI.Profile)
