"""Copy blocks out of the files of an earlier dataset, those that stand side by side at once."""

import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from mgi_graph.pipeline.building.files import Check, DatasetWriter, Piece
from mgi_graph.pipeline.building.index import BlockRecord, Index
from mgi_graph.rdf.blocks import BlockName
from mgi_graph.rdf.segments import FILES, SEPARATORS


class Copier:
    """Copy blocks, each when it is known that the next one stands elsewhere."""

    def __init__(self, old: Index, files: DatasetWriter) -> None:
        """Take the index of the earlier dataset, and the new files."""
        self._old = old
        self._files = files
        self._waiting: list[BlockName] = []

    def copy(self, name: BlockName) -> None:
        """Append a block, now or with those behind it."""
        numbers = self._old.numbers
        if self._waiting and numbers[name] != numbers[self._waiting[-1]] + 1:
            self.flush()
        self._waiting.append(name)

    def flush(self) -> None:
        """Append what waits."""
        if self._waiting:
            first = self._old.numbers[self._waiting[0]]
            records = [self._old.blocks[name] for name in self._waiting]
            self._files.append_copies(self._find(first, records))
            self._waiting.clear()

    def _find(self, first: int, records: Sequence[BlockRecord]) -> Iterator[Piece]:
        """Give the place of blocks in each file."""
        for file, name in enumerate(FILES):
            path = self._old.path.with_name(name)
            offsets = self._old.offsets[file][first : first + len(records)]
            yield _join(path, list(_list_checks(file, offsets, records)), SEPARATORS[name])


def _list_checks(
    file: int, offsets: Sequence[int], records: Sequence[BlockRecord]
) -> Iterator[Check]:
    for offset, record in zip(offsets, records, strict=True):
        length = record.written.lengths[file]
        if length:
            yield Check(offset, length, record.written.checks[file])


def _join(path: Path, checks: list[Check], separator: bytes) -> Piece:
    """Return the place of segments from the first to the last, with what stands between them.

    >>> _join(Path("a"), [Check(5, 2, 0), Check(8, 2, 0)], b",").checks[0].length
    3
    """
    if not checks:
        return Piece(path, 0, 0)
    if separator:
        checks[:-1] = [
            Check(offset, length + len(separator), zlib.crc32(separator, crc))
            for offset, length, crc in checks[:-1]
        ]
    start, last = checks[0].offset, checks[-1]
    return Piece(path, start, last.offset + last.length - start, checks)
