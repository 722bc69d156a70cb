"""Keep the books of a build: which blocks are written, where, and what they sum up to."""

import hashlib
import json
import mmap
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from pathlib import Path
from types import TracebackType

import numpy as np

from mgi_graph.model import Profile
from mgi_graph.pipeline.building.copying import Copier
from mgi_graph.pipeline.building.files import Countdown, DatasetWriter, Piece
from mgi_graph.pipeline.building.index import INDEX, LINES, BlockRecord, Index, IndexWriter, Place
from mgi_graph.pipeline.building.making import Made, unpack_share
from mgi_graph.pipeline.building.merging import SharePlace
from mgi_graph.pipeline.building.places import count_places, split_places
from mgi_graph.pipeline.building.sharing import read_share
from mgi_graph.pipeline.building.spool import Stretch
from mgi_graph.pipeline.building.sums import Counted, Sums
from mgi_graph.pipeline.parts import Share
from mgi_graph.rdf.blocks import COMMON, BlockName, Owner, name_block
from mgi_graph.rdf.iris import mint_profile
from mgi_graph.rdf.segments import FILES, SEPARATORS
from mgi_graph.rdf.tally import Classes, Hashes, read_classes_of
from mgi_graph.validation import ValidationResult


class Ledger(AbstractContextManager["Ledger"]):
    """Write blocks in their order into the files of a folder, and remember them."""

    def __init__(self, folder: Path, index: Index, old: Index | None) -> None:
        """Begin the files; ``old`` is the index of the earlier dataset."""
        self.folder = folder
        self.index = index
        self.converted = 0
        self._old = old
        self._copied: set[BlockName] = set()
        self._sums = Sums()
        self._made: dict[str, Classes] = {}
        self._last_read = (COMMON, b"")
        self._objects: list[Hashes] = []
        self._open = ExitStack()
        self._old_bytes = _map(old, self._open)
        self._stretches = IndexWriter(folder / INDEX)
        self._open.callback(self._stretches.close)
        self._files = DatasetWriter(folder)
        self._open.callback(self._files.stop)
        self._copier = None if old is None else Copier(old, self._files)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the files, whole or not."""
        self._objects.clear()
        self._open.close()

    def has(self, name: BlockName, digest: str) -> bool:
        """Tell whether the earlier dataset has the very block."""
        record = None if self._old is None else self._old.blocks.get(name)
        return record is not None and record.digest == digest

    def copy(self, name: BlockName) -> None:
        """Append a block of the earlier dataset."""
        old, copier = self._old, self._copier
        if old is None or copier is None:
            raise AssertionError("only blocks of an earlier dataset are copied")
        record = old.blocks[name]
        copier.copy(name)
        for _, digest in record.shares:
            if digest not in self._stretches.shares:
                self._stretches.add_share(digest, self._read_old(old.shares[digest]))
        objects = self._read_old(record.objects)
        self._objects.append(np.frombuffer(objects, dtype="<u8"))
        counted = self._stretches.add(self._read_old(record.counted))
        self.index.blocks[name] = replace(
            record, counted=counted, objects=self._stretches.add(objects)
        )
        self._copied.add(name)

    def add(self, made: Made, record: BlockRecord, spool: "SpooledBlocks") -> None:
        """Append a block that was made; ``record`` says what of it is not in the block itself."""
        for share in made.shares:
            self._stretches.add_share(share.digest, share.content)
        sums, placed = split_places(made.sums)
        self._sums.add(sums)
        self._objects.append(np.frombuffer(made.objects, dtype="<u8"))
        counted = self._stretches.add(made.counted)
        self.index.blocks[made.name] = replace(
            record,
            written=made.written,
            counted=counted,
            objects=self._stretches.add(made.objects),
            results=made.results,
            shares=tuple((share.block, share.digest) for share in made.shares),
            unsettled=made.unsettled,
            abroad=made.abroad,
            placed=placed,
        )
        self._append(made, spool)
        self.converted += made.name.owner is Owner.PROFILE

    def gather_shares(self) -> dict[BlockName, list[tuple[str, str]]]:
        """Return the shares of each block by their digests, in order, with their profiles."""
        self._stretches.flush()
        found: dict[BlockName, list[tuple[str, str]]] = defaultdict(list)
        for name, record in self.index.blocks.items():
            for block, digest in record.shares:
                found[block].append((digest, name.name))
        return found

    def place_shares(
        self, shares: Iterable[tuple[str, str]], profiles: Mapping[str, Profile]
    ) -> tuple[SharePlace, ...]:
        """Say where shares lie, equal ones once, in the order of the last profile that has each."""
        first: dict[str, str] = {}
        last: dict[str, None] = {}
        for digest, profile in shares:
            first.setdefault(digest, profile)
            last.pop(digest, None)
            last[digest] = None
        path = str(self.folder / INDEX)
        return tuple(
            SharePlace(
                Stretch(path, *self._stretches.shares[digest]),
                digest,
                first[digest],
                min(source.name for source in profiles[first[digest]].sources),
            )
            for digest in last
        )

    def sum_up(self) -> Sums:
        """Return the sums of all blocks so far, as each counted for itself."""
        old = self._old
        if old is None:
            return self._sums
        if 2 * len(self._copied) < len(old.blocks):
            for name in self._copied:
                self._add(old.blocks[name], 1)
            return self._sums
        self._sums.add(old.sums)
        for name, record in old.blocks.items():
            if name not in self._copied:
                self._add(record, -1)
        return self._sums

    def _add(self, record: BlockRecord, sign: int) -> None:
        sums, _ = split_places(Counted.unpack(self._read_old(record.counted)).sums)
        self._sums.add(sums, sign)

    def count_places(self) -> Counter[tuple[str, ...]]:
        """Return in how many places there is something, cell by cell."""
        return count_places(record.placed for record in self.index.blocks.values())

    def find_classes(self, node: str) -> Classes:
        """Return the classes of a node of another block than the common one."""
        settled = self.index.settled
        if node not in settled:
            name = name_block(node[1:-1])
            known = self._made
            if self._old is not None and name in self._copied:
                known = self._old.settled
            found = known.get(node)
            settled[node] = self._read_classes(name, node) if found is None else found
        return settled[node]

    def _read_classes(self, name: BlockName, node: str) -> Classes:
        if not self.index.offsets:
            self._flush()
            self._files.wait()
            self.index.locate()
        if name != self._last_read[0]:
            # Nodes come in no order, but mostly several of one block.
            self._last_read = (name, self.index.read_lines(name))
        return read_classes_of(node.encode(), self._last_read[1])

    def list_copied_results(self) -> list[ValidationResult]:
        """Return what the validation of the blocks that are copied found."""
        return [each for name in self._copied for each in self.index.blocks[name].results]

    def gather_objects(self) -> Hashes:
        """Return the hashes of the objects of each block so far, in no order."""
        return np.concatenate([*self._objects, np.empty(0, dtype="<u8")])

    def read_counted(self, names: Iterable[BlockName]) -> Iterator[Counted]:
        """Give what blocks counted."""
        self._stretches.flush()
        with (self.folder / INDEX).open("rb") as file:
            for name in names:
                offset, length = self.index.blocks[name].counted
                file.seek(offset)
                yield Counted.unpack(file.read(length))

    def read_shares(self, block: BlockName) -> Iterator[Share]:
        """Give the shares of a block, equal ones once, in the order of the last that has each."""
        digests = [digest for digest, _ in self.gather_shares().get(block, ())]
        path = str(self.folder / INDEX)
        for digest in reversed(dict.fromkeys(reversed(digests))):
            content = Stretch(path, *self._stretches.shares[digest]).read()
            yield read_share(unpack_share(content))

    def append_last(self, made: Made, spool: "SpooledBlocks") -> None:
        """Append the block that is made anew by every build, and is in no index."""
        self._append(made, spool)

    def _flush(self) -> None:
        if self._copier is not None:
            self._copier.flush()

    def _append(self, made: Made, spool: "SpooledBlocks") -> None:
        self._flush()
        pieces = spool.take(made)
        if made.name.owner is Owner.PROFILE:
            # Profiles refer to one another, and what is read here is soon removed.
            node = str(mint_profile(made.name.name))
            self._made[node] = read_classes_of(node.encode(), pieces[FILES.index(LINES)].read())
        self._files.append_new(pieces, spool.done)

    def finish(self) -> dict[str, str]:
        """Close all files, and return the SHA-256 of those of the dataset."""
        digests = self._files.finish()
        self._stretches.finish(self.index, self.index.blocks.values())
        return digests

    def _read_old(self, place: Place) -> bytes:
        offset, length = place
        return self._old_bytes[offset : offset + length]


def _map(index: Index | None, stack: ExitStack) -> mmap.mmap | bytes:
    if index is None:
        return b""
    file = stack.enter_context(index.path.open("rb"))
    return stack.enter_context(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


class SpooledBlocks:
    """Find the segments of one block after the other in the file of a task.

    The file is removed when all of them are copied.
    """

    def __init__(self, spool: str, sections: Sequence[int], blocks: int) -> None:
        """Take the file, the lengths of its sections, and how many blocks it has."""
        self._path = Path(spool)
        self._positions = [sum(sections[:number]) for number in range(len(sections))]
        self._begun = [False for _ in sections]
        self.done: Callable[[], None] = Countdown(
            blocks * len(sections), lambda: self._path.unlink()
        ).count

    def take(self, made: Made) -> list[Piece]:
        """Return where the segments of the next block lie."""
        pieces = []
        for number, length in enumerate(made.written.lengths):
            if length and self._begun[number]:
                self._positions[number] += len(SEPARATORS[FILES[number]])
            pieces.append(Piece(self._path, self._positions[number], length))
            self._positions[number] += length
            self._begun[number] = self._begun[number] or bool(length)
        return pieces


def digest_shares(made_by: str, places: Sequence[SharePlace]) -> str:
    """Digest all that a block of shares is made from."""
    content = [made_by, [[each.digest, each.profile, each.source] for each in places]]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()
