"""Write a dataset to disk once, so that services can answer from it without loading it.

It is made beside its place and put there whole, by one step. As a program,
``python -m mgi_graph.store.disk_writer DATA DIRECTORY``, it is a process that can be
killed at any moment and takes the memory that the making needs with it.
"""

import hashlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from io import BufferedReader
from itertools import chain, islice
from pathlib import Path
from types import MappingProxyType
from typing import IO, Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, parse
from pyoxigraph import Store as PyoxigraphStore

from mgi_graph.errors import MgiGraphError, OutputError
from mgi_graph.store.on_disk import FACTS_FILE, STORE_FOLDER, DiskFacts, is_disk_store, read_facts
from mgi_graph.store.oxigraph import StoreCounts
from mgi_graph.store.rdf_files import (
    BYTE_ORDER_MARK,
    digest_file,
    explain_parse_error,
    find_file,
    format_of,
    refuse_growing_entities,
    unreadable,
)

ENGINE: Final = f"oxigraph-{version('pyoxigraph')}"
"""The engine whose files a store holds; another version may not read them."""

CANNOT_WRITE: Final = 3
"""The program's exit code where the place cannot be written; 2 is for all other mistakes."""

_BUFFER: Final = 1 << 20
_BATCH: Final = 1_000_000
"""How many quads the engine is given at once, which bounds its memory."""

_COUNT: Final = "SELECT ?graph (COUNT(*) AS ?number) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
_NOTES: Final = ("LOCK", "LOG")


def write_disk_store(data: Path, directory: Path) -> None:
    """Write the dataset at ``data`` as a store on disk, ``directory``.

    Where it stands there already it is kept; while another process makes it, that one
    is waited for. Memory is bounded: by the engine, whatever the size of the dataset. Raises
    :class:`~mgi_graph.errors.StoreError` and :class:`~mgi_graph.errors.VocabularyError`
    for data that cannot be read, and :class:`~mgi_graph.errors.OutputError` for a place
    that cannot be written or holds something else.
    """
    file = find_file(data)
    format_of(file)
    # What makes a path absolute also ends it in a name, which "." has not.
    directory = Path(os.path.realpath(directory))
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        with _claim(directory.parent / f".{directory.name}.making") as staging:
            if _is_there(file, directory):
                shutil.rmtree(staging)
                return
            facts = _fill(file, staging / STORE_FOLDER)
            (staging / FACTS_FILE).write_text(facts.to_json(), "ascii")
            _save(staging)
            staging.rename(directory)
            _save_folder(directory.parent)
    except OSError as err:
        raise OutputError(
            f"{directory}: the store cannot be written there: {err.strerror or err}; "
            "make room, or choose another place"
        ) from err


def _is_there(file: Path, directory: Path) -> bool:
    """Say whether the store stands at its place; refuse a place that holds something else."""
    if not directory.exists() or (directory.is_dir() and not any(directory.iterdir())):
        return False
    if is_disk_store(directory) and read_facts(directory).digest == digest_file(file):
        return True
    raise OutputError(
        f"{directory}: holds something else already; choose an empty or a new directory"
    )


@contextmanager
def _claim(staging: Path) -> Iterator[Path]:
    """Give ``staging``, empty and locked; take over what a dead process left there."""
    handle = _lock(staging)
    try:
        for left in staging.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        yield staging
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    finally:
        os.close(handle)


def _lock(staging: Path) -> int:
    try:
        import fcntl
    except ImportError:  # Windows has no fcntl: processes there are not kept apart
        fcntl = None  # type: ignore[assignment]
    while True:
        staging.mkdir(exist_ok=True)
        handle = os.open(staging, os.O_RDONLY)
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX)
        # Whoever held the lock before may have put the directory in its place, or removed it.
        if _is_same(handle, staging):
            return handle
        os.close(handle)


def _is_same(handle: int, staging: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), staging.stat())
    except FileNotFoundError:
        return False


def _fill(file: Path, folder: Path) -> DiskFacts:
    """Write the engine's files; the engine is closed when this returns."""
    engine = PyoxigraphStore(str(folder))
    digest = _load(file, engine)
    engine.optimize()
    engine.flush()
    counts = _count(engine)
    del engine
    return DiskFacts(str(file.absolute()), digest, ENGINE, counts, _list_files(folder))


def _load(file: Path, engine: PyoxigraphStore) -> str:
    """Load a file, its graphs and their merge, and return the digest of the very bytes loaded."""
    source = _Source(file)
    try:
        refuse_growing_entities(file)
        with source.open():
            quads = _merge(parse(source, format_of(file)))  # type: ignore[arg-type]
            while first := next(quads, None):
                engine.bulk_extend(chain([first], islice(quads, _BATCH - 1)))
    except SyntaxError as err:
        raise explain_parse_error(file, err) from err
    except OSError as err:
        if source.failure is not None:
            raise unreadable(file, source.failure) from err
        raise
    return source.digest.hexdigest()


def _merge(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Give each quad in its graph and in the default graph, which keeps each triple once.

    The file is read once only: a second time, blank nodes would be other ones.
    """
    for quad in quads:
        yield quad
        if not isinstance(quad.graph_name, DefaultGraph):
            yield Quad(quad.subject, quad.predicate, quad.object)


def _count(engine: PyoxigraphStore) -> StoreCounts:
    """Count what the engine holds, where a triple that a file gives twice is there once."""
    graphs: dict[str, int] = {}
    named = 0
    for solution in engine.query(_COUNT):  # type: ignore[union-attr]
        graph, number = solution["graph"], int(solution["number"].value)
        named += number
        if isinstance(graph, NamedNode):
            graphs[graph.value] = number
    return StoreCounts(len(engine) - named, MappingProxyType(dict(sorted(graphs.items()))))


class _Source:
    """Read a file in order, digesting what is read, without a byte order mark."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._stream: IO[bytes] | None = None
        self.digest = hashlib.sha256()
        self.failure: OSError | None = None

    @contextmanager
    def open(self) -> Iterator[None]:
        try:
            stream = BufferedReader(self._file.open("rb", buffering=0), _BUFFER)
        except OSError as err:
            self.failure = err
            raise
        with stream:
            if stream.peek(len(BYTE_ORDER_MARK)).startswith(BYTE_ORDER_MARK):
                stream.read(len(BYTE_ORDER_MARK))
            self._stream = stream
            yield

    def read(self, size: int = -1) -> bytes:
        if self._stream is None:
            raise AssertionError("read before the file was opened")
        try:
            content = self._stream.read(size)
        except OSError as err:
            self.failure = err
            raise
        self.digest.update(content)
        return content


def _list_files(folder: Path) -> dict[str, int]:
    """Return the sizes of the engine's files, without its notes of what it did."""
    for path in folder.iterdir():
        if path.name.startswith(_NOTES):
            path.unlink()
    return {path.name: path.stat().st_size for path in sorted(folder.iterdir())}


def _save(staging: Path) -> None:
    """Have everything on the disk itself before the store takes its place."""
    for path in (*(staging / STORE_FOLDER).iterdir(), staging / FACTS_FILE):
        with path.open("rb") as stream:
            os.fsync(stream.fileno())
    _save_folder(staging / STORE_FOLDER)
    _save_folder(staging)


def _save_folder(folder: Path) -> None:
    if hasattr(os, "O_DIRECTORY"):  # Windows cannot open a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def main() -> int:
    """Write the store that the arguments name; return the exit code."""
    data, directory = map(Path, sys.argv[1:])
    try:
        write_disk_store(data, directory)
    except MgiGraphError as err:
        sys.stderr.write(f"{err}\n")
        return CANNOT_WRITE if isinstance(err, OutputError) else 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
