"""Keep, beside a dataset, what its blocks were made from and where they lie in its files.

The next build copies the blocks that would come out the same. The index is one file: what
is read for single blocks, one stretch after the other, then a directory of it in JSON,
whose length stands at the end. Nothing in it is run, only read.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final

from mgi_graph.pipeline.building.making import Written
from mgi_graph.pipeline.building.places import Cell, Placed
from mgi_graph.pipeline.building.results import ResultTable
from mgi_graph.pipeline.building.spool import Stretch
from mgi_graph.pipeline.building.sums import Sums
from mgi_graph.pipeline.output import read_checksums
from mgi_graph.rdf.blocks import BlockName, Owner
from mgi_graph.rdf.segments import FILES, HEADS, SEPARATORS
from mgi_graph.rdf.tally import Classes, Reference
from mgi_graph.validation import ValidationResult

INDEX: Final = "mgi.index"
"""The name of the file in a dataset's folder."""

LINES: Final = "mgi.nt"
"""The file of the dataset that has a triple on each line."""

_FORMAT: Final = 2
_END: Final = b"mgi-graph index\n"
_LENGTH_BYTES: Final = 8

Place = tuple[int, int]
"""Offset and length of a stretch of the index."""


@dataclass(frozen=True, slots=True)
class BlockRecord:
    """Hold what is known of one block.

    ``digest`` is that of all that it is made from; ``counted`` and ``objects`` lie in the
    index; ``shares`` are other blocks with the digests of the shares of them. ``placed`` are
    the cells of cubes that count places. ``linked`` and ``methods`` are of the suggestions,
    ``held_back`` of the things that are to be confirmed.
    """

    name: BlockName
    digest: str
    written: Written
    counted: Place
    objects: Place
    results: tuple[ValidationResult, ...] = ()
    shares: tuple[tuple[BlockName, str], ...] = ()
    unsettled: tuple[tuple[str, Classes], ...] = ()
    abroad: tuple[tuple[Reference, int], ...] = ()
    placed: Placed = field(default_factory=dict)
    linked: int | None = None
    methods: tuple[str, ...] = ()
    held_back: tuple[str, ...] = ()


@dataclass
class Index:
    """Hold the directory of an index; ``sources`` and ``curations`` are as JSON has them.

    ``told`` is what was found out about the background, by the digest of the canned queries;
    ``settled`` are the classes of nodes that other blocks refer to.
    ``numbers`` say which block is the how-manieth, ``offsets`` where the segments of each begin,
    file by file.
    """

    path: Path
    made_by: str
    blocks: dict[BlockName, BlockRecord] = field(default_factory=dict)
    shares: dict[str, Place] = field(default_factory=dict)
    sources: dict[str, Any] = field(default_factory=dict)
    curations: dict[str, Any] = field(default_factory=dict)
    sums: Sums = field(default_factory=Sums)
    told: dict[str, str] = field(default_factory=dict)
    settled: dict[str, Classes] = field(default_factory=dict)
    numbers: dict[BlockName, int] = field(default_factory=dict)
    offsets: list[list[int]] = field(default_factory=list)

    def locate(self) -> None:
        """Find where the segments begin, in the order of the blocks."""
        self.numbers = {name: number for number, name in enumerate(self.blocks)}
        self.offsets = [
            _locate(
                (record.written.lengths[file] for record in self.blocks.values()),
                len(HEADS[name]),
                len(SEPARATORS[name]),
            )
            for file, name in enumerate(FILES)
        ]

    def read_lines(self, name: BlockName) -> bytes:
        """Return the lines of a block in N-Triples, of no block none."""
        if name not in self.numbers:
            return b""
        file = FILES.index(LINES)
        length = self.blocks[name].written.lengths[file]
        offset = self.offsets[file][self.numbers[name]]
        return Stretch(str(self.path.with_name(LINES)), offset, length).read()


def _locate(lengths: Iterable[int], head: int, separator: int) -> list[int]:
    """Return where segments begin behind the head; an empty one has no separator.

    >>> _locate([3, 0, 2], 1, 2)
    [1, 4, 6]
    """
    found: list[int] = []
    position, begun = head, False
    for length in lengths:
        if length and begun:
            position += separator
        found.append(position)
        position += length
        begun = begun or bool(length)
    return found


def read_index(folder: Path, made_by: str) -> Index | None:
    """Read the index of a dataset.

    ``None`` where there is none, where it is not what the list of checksums says, or where
    another software or vocabulary made it: then everything is made anew.
    """
    path = folder / INDEX
    try:
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != read_checksums(folder)[INDEX]:
                return None
            described = _read_directory(file)
        if described is None or described["format"] != _FORMAT or described["by"] != made_by:
            return None
        index = _read_index(path, described)
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        # Whatever it holds, it is not what a build wrote, and a build can do without.
        return None
    index.locate()
    return index


def _read_directory(file: BinaryIO) -> Any:  # noqa: ANN401 (JSON)
    size = file.seek(0, 2)
    end = len(_END) + _LENGTH_BYTES
    if size < end:
        return None
    file.seek(size - end)
    length = int.from_bytes(file.read(_LENGTH_BYTES), "big")
    if file.read() != _END or length > size - end:
        return None
    file.seek(size - end - length)
    return json.loads(file.read(length))


def _read_index(path: Path, described: Mapping[str, Any]) -> Index:
    results = ResultTable(described["results"])
    cells = [tuple(cell) for cell in described["cells"]]
    blocks = [_read_block(each, results, cells) for each in described["blocks"]]
    return Index(
        path,
        described["by"],
        {block.name: block for block in blocks},
        {digest: (offset, length) for digest, offset, length in described["shares"]},
        described["sources"],
        described["curations"],
        Sums.read(described["sums"]),
        described["told"],
        {node: classes for classes, nodes in described["settled"].items() for node in nodes},
    )


def _read_block(described: list[Any], results: ResultTable, cells: Sequence[Cell]) -> BlockRecord:
    owner, name, digest, lengths, checks, counted, objects, found, *more = described
    shares, unsettled, abroad, placed, linked, methods, held_back = more
    return BlockRecord(
        BlockName(Owner(owner), name),
        digest,
        Written(tuple(lengths), tuple(checks)),
        (counted[0], counted[1]),
        (objects[0], objects[1]),
        tuple(map(results.read, found)),
        tuple((BlockName(Owner(of), block), share) for of, block, share in shares),
        tuple((node, classes) for node, classes in unsettled),
        tuple((Reference(*reference), number) for *reference, number in abroad),
        {place: tuple(cells[number] for number in numbers) for place, numbers in placed.items()},
        linked,
        tuple(methods),
        tuple(held_back),
    )


class IndexWriter:
    """Write an index, stretch by stretch."""

    def __init__(self, path: Path) -> None:
        """Begin the file."""
        self.path = path
        self.shares: dict[str, Place] = {}
        self._file = path.open("wb")

    def add(self, content: bytes) -> Place:
        """Add a stretch and say where it lies."""
        offset = self._file.tell()
        self._file.write(content)
        return offset, len(content)

    def add_share(self, digest: str, content: bytes) -> None:
        """Add a share, once."""
        if digest not in self.shares:
            self.shares[digest] = self.add(content)

    def flush(self) -> None:
        """Let other processes read what was added."""
        self._file.flush()

    def finish(self, index: Index, blocks: Iterable[BlockRecord]) -> None:
        """Write the directory and close the file."""
        results = ResultTable()
        records = list(blocks)
        cells = sorted({cell for each in records for of in each.placed.values() for cell in of})
        numbers = {cell: number for number, cell in enumerate(cells)}
        described = {
            "format": _FORMAT,
            "by": index.made_by,
            "blocks": [_describe_block(each, results, numbers) for each in records],
            "cells": cells,
            "results": results.described,
            "shares": [[digest, *place] for digest, place in self.shares.items()],
            "sources": index.sources,
            "curations": index.curations,
            "sums": index.sums.describe(),
            "told": index.told,
            "settled": _group(index.settled),
        }
        content = json.dumps(described, separators=(",", ":"), ensure_ascii=False).encode(
            "utf-8", "surrogatepass"
        )
        self._file.write(content + len(content).to_bytes(_LENGTH_BYTES, "big") + _END)
        self.close()

    def close(self) -> None:
        """Close the file as it is."""
        self._file.close()


def _group(settled: Mapping[str, Classes]) -> dict[Classes, list[str]]:
    """Return the nodes of the same classes together."""
    found: dict[Classes, list[str]] = {}
    for node, classes in sorted(settled.items()):
        found.setdefault(classes, []).append(node)
    return found


def _describe_block(
    block: BlockRecord, results: ResultTable, numbers: Mapping[Cell, int]
) -> list[object]:
    return [
        *block.name,
        block.digest,
        block.written.lengths,
        block.written.checks,
        block.counted,
        block.objects,
        [results.describe(each) for each in block.results],
        [[*name, digest] for name, digest in block.shares],
        block.unsettled,
        [[*reference, number] for reference, number in block.abroad],
        {place: [numbers[cell] for cell in cells] for place, cells in block.placed.items()},
        block.linked,
        block.methods,
        block.held_back,
    ]
