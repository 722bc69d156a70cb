"""Validate blocks as they were sorted for writing, without making quads of them again."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property

from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse

from mgi_graph.rdf.blocks import Block
from mgi_graph.validation.data import INVERTED, Data
from mgi_graph.validation.report import Node

_SELECTS, _SUMS = (f" {each} ".encode() for each in INVERTED)


@dataclass(frozen=True, eq=False)
class WrittenBlock:
    """Hold the layers of a block and the sorted lines of their union.

    ``typed`` are the subjects that have a class, as in N-Triples.
    """

    block: Block
    lines: Sequence[bytes]
    typed: AbstractSet[bytes]

    def list_quads(self) -> Iterator[Quad]:
        """Give the quads of the layers that the union has."""
        for layer in self.block:
            if layer.in_union:
                graph = layer.graph or DefaultGraph()
                for triple in layer.triples:
                    yield Quad(triple.subject, triple.predicate, triple.object, graph)

    def about(self, subject: bytes) -> Sequence[bytes]:
        """Return the lines of a subject, which stand together."""
        start = subject + b" "
        first = last = bisect_left(self.lines, start)
        while last < len(self.lines) and self.lines[last].startswith(start):
            last += 1
        return self.lines[first:last]

    def read(self, lines: Iterable[bytes]) -> Iterator[Quad]:
        """Read lines of the block, and put their triples into the graphs that have them."""
        for read in parse(b"".join(lines), format=RdfFormat.N_TRIPLES):
            triple = read.triple
            for layer in self.block:
                if layer.in_union and triple in layer.triples:
                    graph = layer.graph or DefaultGraph()
                    yield Quad(read.subject, read.predicate, read.object, graph)


@dataclass(frozen=True, eq=False)
class WrittenData(Data):
    """Hold blocks of which no two describe the same node."""

    blocks: Sequence[WrittenBlock]
    _read: dict[Node, Sequence[Quad]] = field(default_factory=dict)

    @cached_property
    def quads(self) -> Sequence[Quad]:
        """Return the quads."""
        return [quad for each in self.blocks for quad in each.list_quads()]

    @cached_property
    def text(self) -> str:
        """Return the triples as N-Triples, as they are written."""
        text = b"".join([line for each in self.blocks for line in each.lines]).decode()
        return self.refuse_triple_terms(text)

    def describes(self, node: Node) -> bool:
        """Tell whether anything is said of a node."""
        return bool(self.about(node))

    def find_typed(self, nodes: AbstractSet[Node]) -> set[Node]:
        """Return which of some nodes are given a class, one that has a name."""
        typed = frozenset[bytes]().union(*(each.typed for each in self.blocks))
        return {node for node in nodes if str(node).encode() in typed}

    def about(self, node: Node) -> Sequence[Quad]:
        """Return what is said of a node."""
        found = self._read.get(node)
        if found is None:
            subject = str(node).encode()
            found = [quad for each in self.blocks for quad in each.read(each.about(subject))]
            self._read[node] = found
        return found

    def list_inverted(self) -> Iterable[Quad]:
        """Return the triples of the properties that are followed from their values."""
        for each in self.blocks:
            lines = [line for line in each.lines if _SELECTS in line or _SUMS in line]
            read = parse(b"".join(lines), format=RdfFormat.N_TRIPLES)
            yield from (quad for quad in read if quad.predicate in INVERTED)
