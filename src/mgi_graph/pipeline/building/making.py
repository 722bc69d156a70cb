"""Make blocks in a process of a build: describe, infer, validate, count and write them."""

import hashlib
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from mgi_graph.pipeline.background import read_background
from mgi_graph.pipeline.building.sums import Counted, Sums
from mgi_graph.pipeline.graphs import (
    CATALOGUE_GRAPH,
    INFERRED_GRAPH,
    QUERIES_GRAPH,
    STATISTICS_GRAPH,
    SUGGESTIONS_GRAPH,
    put_in_graph,
)
from mgi_graph.rdf.blocks import Block, BlockName, Owner, name_block
from mgi_graph.rdf.segments import FILES, SEPARATORS, Segments, sort_block, write_ordered
from mgi_graph.rdf.tally import Classes, Reference, join_classes, tally_block
from mgi_graph.validation import ValidationResult, Validator, WrittenBlock, WrittenData

ASSERTED = "asserted"
"""The word for quads that are neither suggested nor inferred nor on the dataset itself."""

_PARTS: Mapping[NamedNode, str] = {
    SUGGESTIONS_GRAPH: "suggested",
    INFERRED_GRAPH: "inferred",
    QUERIES_GRAPH: "itself",
    STATISTICS_GRAPH: "itself",
    CATALOGUE_GRAPH: "itself",
}
_LEVEL = 1


@dataclass(frozen=True, slots=True)
class Written:
    """Hold what became of one block in each file: length and CRC-32 of its segment."""

    lengths: tuple[int, ...]
    checks: tuple[int, ...]


@dataclass(frozen=True)
class MadeShare:
    """Hold a profile's share of another block, compressed, under its digest."""

    block: BlockName
    digest: str
    content: bytes


@dataclass(frozen=True)
class Made:
    """Hold all of a block that a build keeps, but the segments themselves.

    ``unsettled`` are nodes whose classes not all profiles that name them know of; ``abroad``
    are references to what belongs to other profiles, of which a profile knows no classes.
    """

    name: BlockName
    written: Written
    counted: bytes
    sums: Sums
    objects: bytes
    results: tuple[ValidationResult, ...]
    shares: tuple[MadeShare, ...] = ()
    unsettled: tuple[tuple[str, Classes], ...] = ()
    abroad: tuple[tuple[Reference, int], ...] = ()


@dataclass(frozen=True)
class Batch:
    """Hold the blocks of one task, and where their segments lie in a file of its own.

    ``sections`` are the lengths of what belongs to each file, one after the other.
    """

    blocks: tuple[Made, ...]
    spool: str
    sections: tuple[int, ...]


@cache
def get_validator() -> Validator:
    """Return the validator over the background, prepared once a process."""
    background = read_background()
    return Validator(
        (
            *background.ontology,
            *background.vocabularies,
            *put_in_graph(background.inferred, INFERRED_GRAPH),
        )
    )


class BatchWriter:
    """Write blocks into the spool file of a task."""

    def __init__(self, spool: str) -> None:
        """Take the path of the file."""
        self.spool = spool
        self.made: list[Made] = []
        self._segments: list[Segments] = []
        self._written: list[WrittenBlock] = []

    def add(
        self,
        name: BlockName,
        block: Block,
        known: Mapping[NamedNode, Iterable[NamedNode]],
        cells: Counter[tuple[str, ...]],
        shares: Sequence[MadeShare] = (),
        unsettled: Sequence[tuple[str, Classes]] = (),
    ) -> None:
        """Sort, count and write one block; ``known`` are classes of nodes of other blocks."""
        background = read_background().classes
        more = {str(node).encode(): join_known(node, classes) for node, classes in known.items()}
        classes = background | more
        ordered = sort_block(block)
        segments = write_ordered(ordered)
        counts = tally_block(ordered.lines, classes)
        self._written.append(WrittenBlock(block, ordered.lines, counts.classes.keys()))
        sums = Sums(counts.tally, cells, count_quads(block))
        counted = Counted(
            sums,
            {
                reference: (number, classes.get(reference.object.encode(), ""))
                for reference, number in counts.references.items()
            },
        )
        self._segments.append(segments)
        self.made.append(
            Made(
                name,
                check(segments),
                counted.pack(),
                sums,
                counts.objects.tobytes(),
                (),
                tuple(shares),
                tuple(unsettled),
                tuple(
                    (reference, number)
                    for reference, (number, _) in sorted(counted.references.items())
                    if name_block(reference.object[1:-1]).owner is Owner.PROFILE
                ),
            )
        )

    @property
    def data(self) -> WrittenData:
        """Return what was written, to be validated."""
        return WrittenData(self._written)

    def finish(self, results: Iterable[ValidationResult]) -> Batch:
        """Write the file; each result goes to the block of its focus node."""
        by_block: dict[BlockName, list[ValidationResult]] = {}
        for result in results:
            by_block.setdefault(_find_block(result, self.made), []).append(result)
        sections = [
            SEPARATORS[name].join(each[name] for each in self._segments if each[name])
            for name in FILES
        ]
        with Path(self.spool).open("wb") as file:
            file.writelines(sections)
        blocks = [replace(made, results=tuple(by_block.get(made.name, ()))) for made in self.made]
        return Batch(tuple(blocks), self.spool, tuple(map(len, sections)))


def join_known(node: NamedNode, classes: Iterable[NamedNode]) -> Classes:
    """Return the classes of a node that a block knows of, with those that all know of."""
    common = read_background().classes.get(str(node).encode(), "")
    return join_classes([*common.split(), *map(str, classes)])


def check(segments: Segments) -> Written:
    """Return the lengths and checksums of segments."""
    return Written(
        tuple(len(segments[name]) for name in FILES),
        tuple(zlib.crc32(segments[name]) for name in FILES),
    )


def count_quads(block: Block) -> Counter[str]:
    """Count the quads of a block by their part of the dataset."""
    counts: Counter[str] = Counter()
    for layer in block:
        if layer.graph is not None:
            counts[_PARTS.get(layer.graph, ASSERTED)] += len(layer.triples)
    return counts


def list_quads(block: Block, unnamed: NamedNode | None = None) -> Iterator[Quad]:
    """Give the quads of a block that its union has, those of no graph here in ``unnamed``."""
    for layer in block:
        graph = layer.graph or unnamed
        if layer.in_union and graph is not None:
            yield from put_in_graph(layer.triples, graph)


def pack_share(block: BlockName, content: bytes) -> MadeShare:
    """Compress a share."""
    digest = hashlib.sha256(content).hexdigest()
    return MadeShare(block, digest, zlib.compress(content, _LEVEL))


def unpack_share(content: bytes) -> bytes:
    """Return what :func:`pack_share` compressed."""
    return zlib.decompress(content)


def _find_block(result: ValidationResult, made: Sequence[Made]) -> BlockName:
    focus = result.focus
    name = name_block(focus.value) if isinstance(focus, NamedNode) else made[0].name
    return name if any(each.name == name for each in made) else made[0].name
