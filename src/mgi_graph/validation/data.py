"""Hold what is validated, or what it refers to, in the forms in which engines ask for it."""

import re
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from mgi_graph.rdf.terms import MGI, OA, RDF, SPDX
from mgi_graph.validation.graphs import RdflibTriple, to_triples
from mgi_graph.validation.report import Node

INVERTED = (OA.hasSelector, SPDX.checksum)
"""The properties that are followed from their values."""

_BLANK_NODE = re.compile(r'^_:([^ "<>]+) | _:([^ "<>]+) \.$', re.MULTILINE)


class Data(ABC):
    """Give quads in one form or another; each is made when it is first asked for, and kept."""

    @property
    @abstractmethod
    def quads(self) -> Sequence[Quad]:
        """Return the quads."""

    @cached_property
    def subjects(self) -> AbstractSet[Node]:
        """Return the nodes that are described."""
        return frozenset(cast("Node", quad.subject) for quad in self.quads)

    @cached_property
    def triples(self) -> list[RdflibTriple]:
        """Return the triples as pySHACL wants them."""
        return to_triples(self.quads)

    @cached_property
    def text(self) -> str:
        """Return the triples as N-Triples, without their named graphs.

        Raises :class:`MgiGraphError` where a triple term stands, as :attr:`triples` does.
        """
        return self.refuse_triple_terms(_write_lines(self.quads))

    def refuse_triple_terms(self, text: str) -> str:
        """Return the text of this data, unless it has a triple term."""
        if "<<(" in text:
            # The mark can stand in a literal; this finds the triple term, where there is one.
            to_triples(self.quads)
        return text

    @cached_property
    def blank_nodes(self) -> AbstractSet[str]:
        """Return the names of the blank nodes."""
        if "_:" not in self.text:
            return frozenset()
        return {subject or object_ for subject, object_ in _BLANK_NODE.findall(self.text)}

    def describes(self, node: Node) -> bool:
        """Tell whether anything is said of a node."""
        return node in self.subjects

    def find_typed(self, nodes: AbstractSet[Node]) -> set[Node]:
        """Return which of some nodes are given a class, one that has a name."""
        return {
            cast("Node", quad.subject)
            for quad in self.quads
            if quad.predicate == RDF.type
            and quad.subject in nodes
            and isinstance(quad.object, NamedNode)
        }

    def about(self, node: Node) -> Sequence[Quad]:
        """Return what is said of a node."""
        return self._by_subject.get(node, ())

    @cached_property
    def _by_subject(self) -> Mapping[object, Sequence[Quad]]:
        index: dict[object, list[Quad]] = defaultdict(list)
        for quad in self.quads:
            index[quad.subject].append(quad)
        return index

    def referring(self, property_: NamedNode, node: Node) -> Sequence[Node]:
        """Return what has a node as a value of one of the :data:`INVERTED` properties."""
        return self._by_object.get((property_, node), ())

    @cached_property
    def _by_object(self) -> Mapping[tuple[NamedNode, object], Sequence[Node]]:
        index: dict[tuple[NamedNode, object], list[Node]] = defaultdict(list)
        for quad in self.list_inverted():
            index[quad.predicate, quad.object].append(cast("Node", quad.subject))
        return index

    def list_inverted(self) -> Iterable[Quad]:
        """Return the quads of the :data:`INVERTED` properties, whatever their graphs."""
        return (quad for quad in self.quads if quad.predicate in INVERTED)

    @cached_property
    def profiles(self) -> Sequence[Node]:
        """Return the nodes that are typed as profiles."""
        return [
            cast("Node", quad.subject)
            for quad in self.quads
            if quad.predicate == RDF.type and quad.object == MGI.Profile
        ]

    def without(self, subjects: AbstractSet[Node]) -> "Data":
        """Return the data without what it says of ``subjects``."""
        if self.subjects.isdisjoint(subjects):
            return self
        return Quads(tuple(quad for quad in self.quads if quad.subject not in subjects))


@dataclass(frozen=True, eq=False)
class Quads(Data):
    """Hold quads as they are given."""

    given: tuple[Quad, ...]

    @property
    def quads(self) -> Sequence[Quad]:
        """Return the quads."""
        return self.given


@dataclass(frozen=True, eq=False)
class Joined(Data):
    """Hold data of two origins, each of which keeps its forms when the other one changes."""

    first: Data
    second: Data

    @cached_property
    def quads(self) -> Sequence[Quad]:
        """Return the quads of both."""
        return (*self.first.quads, *self.second.quads)

    @cached_property
    def subjects(self) -> AbstractSet[Node]:
        """Return the nodes that either describes."""
        return self.first.subjects | self.second.subjects

    @cached_property
    def triples(self) -> list[RdflibTriple]:
        """Return the triples as pySHACL wants them."""
        return self.first.triples + self.second.triples

    @cached_property
    def text(self) -> str:
        """Return the triples as N-Triples."""
        return self.first.text + self.second.text

    @cached_property
    def blank_nodes(self) -> AbstractSet[str]:
        """Return the names of the blank nodes."""
        return self.first.blank_nodes | self.second.blank_nodes

    def about(self, node: Node) -> Sequence[Quad]:
        """Return what either says of a node."""
        return (*self.first.about(node), *self.second.about(node))

    def referring(self, property_: NamedNode, node: Node) -> Sequence[Node]:
        """Return what has a node as a value of one of the inverted properties."""
        return (*self.first.referring(property_, node), *self.second.referring(property_, node))

    def without(self, subjects: AbstractSet[Node]) -> Data:
        """Return the data without what it says of ``subjects``."""
        return Joined(self.first.without(subjects), self.second.without(subjects))


def _write_lines(quads: Iterable[Quad]) -> str:
    text = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
    return "" if text is None else text.decode()
