"""Hold what the data refers to, prepared once for all the data that stands before it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Quad, RdfFormat, serialize

from mgi_graph.validation.graphs import RdflibTriple, to_triples
from mgi_graph.validation.report import Node


@dataclass(frozen=True, eq=False)
class Background:
    """Hold the quads that only describe what others refer to."""

    quads: tuple[Quad, ...]

    @cached_property
    def subjects(self) -> frozenset[object]:
        """Return the nodes that are described."""
        return frozenset(quad.subject for quad in self.quads)

    @cached_property
    def names(self) -> frozenset[str]:
        """Return the nodes that are described, as N-Triples writes them."""
        return frozenset(map(str, self.subjects))

    @cached_property
    def triples(self) -> list[RdflibTriple]:
        """Return the triples as pySHACL wants them."""
        return to_triples(self.quads)

    @cached_property
    def text(self) -> str:
        """Return the triples as the fast engine wants them."""
        return write_lines(self.quads)

    def joined(self, quads: tuple[Quad, ...]) -> "Background":
        """Return the background with more that stands behind one batch alone."""
        return _Joined((*self.quads, *quads), self, Background(quads)) if quads else self

    @cached_property
    def by_subject(self) -> Mapping[object, list[Quad]]:
        """Return the quads by the nodes that they describe."""
        return index_subjects(self.quads)

    def without(self, subjects: AbstractSet[Node]) -> "Background":
        """Return the background without what it says of ``subjects``."""
        if not subjects:
            return self
        return Background(tuple(quad for quad in self.quads if quad.subject not in subjects))


@dataclass(frozen=True, eq=False)
class _Joined(Background):
    """Hold two backgrounds, each prepared by itself."""

    first: Background
    second: Background

    @cached_property
    def subjects(self) -> frozenset[object]:
        """Return the nodes that are described."""
        return self.first.subjects | self.second.subjects

    @cached_property
    def names(self) -> frozenset[str]:
        """Return the nodes that are described, as N-Triples writes them."""
        return self.first.names | self.second.names

    @cached_property
    def triples(self) -> list[RdflibTriple]:
        """Return the triples as pySHACL wants them."""
        return self.first.triples + self.second.triples

    @cached_property
    def text(self) -> str:
        """Return the triples as the fast engine wants them."""
        return self.first.text + self.second.text


def write_lines(quads: tuple[Quad, ...]) -> str:
    """Write quads as N-Triples, without their named graphs.

    Raises :class:`MgiGraphError` where a triple term stands, as pySHACL does.
    """
    text = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
    lines = "" if text is None else text.decode()
    if "<<(" in lines:
        # The mark can stand in a literal; this finds the triple term, where there is one.
        to_triples(quads)
    return lines


def index_subjects(quads: Iterable[Quad]) -> Mapping[object, list[Quad]]:
    """Return quads by their subjects."""
    index: dict[object, list[Quad]] = defaultdict(list)
    for quad in quads:
        index[quad.subject].append(quad)
    return index
