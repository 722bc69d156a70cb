"""Write the files of a dataset from segments: new ones, and those of an earlier build.

Each file has a thread of its own, which copies, checks and digests at once: the
interpreter's lock is free meanwhile. No file is ever held in memory.
"""

import hashlib
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from queue import Queue
from threading import Event, Lock, Thread
from typing import NamedTuple

from mgi_graph.rdf.segments import FILES, HEADS, SEPARATORS, TAILS

_WAITING = 8
_CHUNK = 1 << 18


class DamagedError(Exception):
    """Say that a file of the earlier dataset is not what its build wrote."""


class Check(NamedTuple):
    """Name a stretch of a file by its offset, with the CRC-32 that it must have."""

    offset: int
    length: int
    crc: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Name a stretch of a file to copy; ``checks`` are stretches of it, in their order."""

    path: Path
    offset: int
    length: int
    checks: Sequence[Check] = ()

    def read(self) -> bytes:
        """Return what stands there."""
        with self.path.open("rb") as file:
            file.seek(self.offset)
            return file.read(self.length)


@dataclass(frozen=True, slots=True)
class Run:
    """Hold what is appended to one file at once; ``done`` is called when it is copied."""

    piece: Piece | None
    done: Callable[[], object] | None = None


class _Checker:
    """Hold what is read of a file against the checks of it."""

    def __init__(self, piece: Piece) -> None:
        self._path = piece.path
        self._position = piece.offset
        self._checks = iter(piece.checks)
        self._next = next(self._checks, None)
        self._crc = 0

    def read(self, content: memoryview) -> None:
        """Take the next bytes of the file."""
        start, self._position = self._position, self._position + len(content)
        while self._next is not None and self._next.offset < self._position:
            offset, end = self._next.offset, self._next.offset + self._next.length
            part = content[max(offset - start, 0) : end - start]
            self._crc = zlib.crc32(part, self._crc)
            if end > self._position:
                return
            if self._crc != self._next.crc:
                raise DamagedError(self._path)
            self._crc = 0
            self._next = next(self._checks, None)


class FileWriter:
    """Append runs to one file, in a thread."""

    def __init__(self, path: Path) -> None:
        """Begin the file with its head."""
        self.name = path.name
        self.size = 0
        self._path = path
        self._separator = SEPARATORS[path.name]
        self._digest = hashlib.sha256()
        self._buffer = bytearray(_CHUNK)
        self._runs: Queue[Run | None] = Queue(_WAITING)
        self._error: BaseException | None = None
        self._failed = Event()
        self._thread = Thread(target=self._work, name=f"write {path.name}", daemon=True)
        self._thread.start()

    def append(self, run: Run) -> None:
        """Append a run when those before it are written; raises what went wrong so far."""
        self._raise()
        self._runs.put(run)

    def wait(self) -> None:
        """Wait until all that was appended is written; raises what went wrong."""
        written = Event()
        self._runs.put(Run(None, written.set))
        while not written.wait(0.1) and not self._failed.is_set():
            pass
        self._raise()

    def finish(self) -> str:
        """Write the tail and return the SHA-256 of the file."""
        self.stop()
        self._raise()
        return self._digest.hexdigest()

    def stop(self) -> None:
        """Let the thread end with what it was given."""
        if self._thread.is_alive():
            self._runs.put(None)
            self._thread.join()

    def _raise(self) -> None:
        if self._failed.is_set() and self._error is not None:
            raise self._error

    def _work(self) -> None:
        try:
            with self._path.open("wb", buffering=0) as file:
                self._write(file, HEADS[self.name])
                self._append_all(file)
                self._write(file, TAILS[self.name])
        except BaseException as err:  # noqa: BLE001 (it is raised again where the build waits)
            self._error = err
            self._failed.set()
            while self._runs.get() is not None:
                pass

    def _append_all(self, file: FileIO) -> None:
        begun = False
        opened: dict[Path, FileIO] = {}
        try:
            while (run := self._runs.get()) is not None:
                if run.piece is not None and run.piece.length:
                    if begun:
                        self._write(file, self._separator)
                    self._copy(file, run.piece, opened)
                    begun = True
                if run.done is not None:
                    # What is done with may be removed, which not every system does to open files.
                    _close(opened)
                    run.done()
        finally:
            _close(opened)

    def _copy(self, file: FileIO, piece: Piece, opened: dict[Path, FileIO]) -> None:
        source = opened.get(piece.path)
        if source is None:
            _close(opened)
            source = opened[piece.path] = piece.path.open("rb", buffering=0)
        source.seek(piece.offset)
        checker = _Checker(piece)
        left = piece.length
        while left:
            with memoryview(self._buffer)[: min(left, _CHUNK)] as chunk:
                read = source.readinto(chunk)
                if not read:
                    raise DamagedError(piece.path)
                with chunk[:read] as content:
                    checker.read(content)
                    self._write(file, content)
            left -= read

    def _write(self, file: FileIO, content: bytes | memoryview) -> None:
        rest = memoryview(content)
        while rest:
            rest = rest[file.write(rest) :]
        self._digest.update(content)
        self.size += len(content)


def _close(opened: dict[Path, FileIO]) -> None:
    for each in opened.values():
        each.close()
    opened.clear()


class DatasetWriter:
    """Write all files of the dataset."""

    def __init__(self, folder: Path) -> None:
        """Begin the files."""
        self._writers = [FileWriter(folder / name) for name in FILES]

    def append_new(self, pieces: Sequence[Piece], done: Callable[[], object]) -> None:
        """Append a piece to each file; ``done`` is called for each that is copied."""
        for writer, piece in zip(self._writers, pieces, strict=True):
            writer.append(Run(piece, done))

    def append_copies(self, pieces: Iterable[Piece]) -> None:
        """Append a piece of an earlier file to each file."""
        for writer, piece in zip(self._writers, pieces, strict=True):
            writer.append(Run(piece))

    def wait(self) -> None:
        """Wait until all that was appended is written; raises what went wrong."""
        for writer in self._writers:
            writer.wait()

    def finish(self) -> dict[str, str]:
        """Close the files and return the SHA-256 of each."""
        return {writer.name: writer.finish() for writer in self._writers}

    def stop(self) -> None:
        """Close the files as they are."""
        for writer in self._writers:
            writer.stop()


class Countdown:
    """Call back when something was done so often, in whichever thread does it last."""

    def __init__(self, number: int, done: Callable[[], object]) -> None:
        """Take how often, and what to call then."""
        self._left = number
        self._done = done
        self._lock = Lock()

    def count(self) -> None:
        """Count one."""
        with self._lock:
            self._left -= 1
            last = self._left == 0
        if last:
            self._done()
