"""Count the nodes that shapes target, without an engine (SHACL, section 2.1.3)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad, Triple

from mgi_graph.rdf.terms import OWL, RDF, RDFS, SH
from mgi_graph.validation.batch import Batch
from mgi_graph.validation.data import Data
from mgi_graph.validation.report import Node

_CLASSES = frozenset({OWL.Class, RDFS.Class})


class _Ends(NamedTuple):
    """Tell which ends of a triple are targets by its property."""

    instance: bool = False
    """The subject, where the object is a target class."""
    subject: bool = False
    object: bool = False
    subclass: bool = False
    """Neither, but the classes that count change by it."""


@dataclass(frozen=True, eq=False)
class Targets:
    """Hold what makes a node of the data a target of any shape."""

    classes: frozenset[Node]
    ends: Mapping[NamedNode, _Ends]

    @classmethod
    def of(cls, shapes: Iterable[Triple]) -> "Targets":
        """Read the targets of all shapes; the nodes that shapes name themselves do not count.

        >>> pets = NamedNode("http://example.org/Pet")
        >>> Targets.of([Triple(NamedNode("http://example.org/s"), SH.targetClass, pets)]).classes
        frozenset({<NamedNode value=http://example.org/Pet>})
        """
        classes: set[Node] = set()
        ends: dict[NamedNode, _Ends] = defaultdict(
            _Ends, {RDF.type: _Ends(instance=True), RDFS.subClassOf: _Ends(subclass=True)}
        )
        for triple in shapes:
            shape, predicate, value = triple.subject, triple.predicate, triple.object
            if predicate == SH.targetClass and isinstance(value, NamedNode):
                classes.add(value)
            elif predicate == RDF.type and value in _CLASSES and isinstance(shape, NamedNode):
                classes.add(shape)
            elif predicate == SH.targetSubjectsOf and isinstance(value, NamedNode):
                ends[value] = ends[value]._replace(subject=True)
            elif predicate == SH.targetObjectsOf and isinstance(value, NamedNode):
                ends[value] = ends[value]._replace(object=True)
        return cls(frozenset(classes), dict(ends))

    def with_subclasses(self, quads: Iterable[Quad]) -> "Targets":
        """Return the same targets with the subclasses that some quads name."""
        below: dict[object, list[Node]] = defaultdict(list)
        for quad in quads:
            if quad.predicate == RDFS.subClassOf:
                below[quad.object].append(quad.subject)  # type: ignore[arg-type]
        classes, waiting = set(self.classes), list(self.classes)
        while waiting:
            new = [each for each in below[waiting.pop()] if each not in classes]
            classes.update(new)
            waiting += new
        return Targets(frozenset(classes), self.ends)

    def find(self, quads: Iterable[Quad]) -> tuple[set[Node], bool]:
        """Return the targets in some quads, and whether the quads name subclasses.

        Going through the quads is most of what counting costs, so that it is done once.
        """
        ends, classes = self.ends, self.classes
        found: set[Node] = set()
        has_subclasses = False
        for quad in quads:
            end = ends.get(quad.predicate)
            if end is None:
                continue
            instance, subject, object_, subclass = end
            if subject or (instance and quad.object in classes):
                found.add(quad.subject)  # type: ignore[arg-type]
            if object_:
                found.add(quad.object)  # type: ignore[arg-type]
            has_subclasses |= subclass
        return found, has_subclasses


class TargetCounter:
    """Count the targets in one batch after the other before the same background."""

    def __init__(self, shapes: Iterable[Triple], background: Data) -> None:
        """Find the targets in the background, and the subclasses that it names."""
        self._background = background
        self._targets = Targets.of(shapes)
        self._known = self._targets.with_subclasses(background.quads)
        self._behind = frozenset(self._known.find(background.quads)[0])

    def count(self, batch: Batch) -> int:
        """Count the targets, without those that the background alone describes."""
        behind = self._behind
        found, has_subclasses = self._known.find(batch.data.quads)
        if has_subclasses or batch.background is not self._background:
            everything = tuple(chain(batch.data.quads, batch.background.quads))
            known = self._targets.with_subclasses(everything)
            behind = frozenset(known.find(batch.background.quads)[0])
            found, _ = known.find(batch.data.quads)
        return len((found | behind) - (batch.background.subjects - batch.data.subjects))
