"""Open a dataset that was written to disk once, read-only and shared by any number of processes.

Its directory holds ``store/``, which is Oxigraph's own (RocksDB), and ``facts.json``:
what it was made from, how much is in it, and the size of each file, so that one
that was cut short or changed is recognised before it answers anything.
"""

import json
import os
import shutil
import weakref
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from types import MappingProxyType
from typing import Any, Final

from pyoxigraph import Store as PyoxigraphStore

from mgi_graph.errors import StoreError
from mgi_graph.store.oxigraph import OxigraphStore, StoreCounts

FACTS_FILE: Final = "facts.json"
"""The file that says what a store on disk is; it is written last."""

STORE_FOLDER: Final = "store"
"""The folder of the engine's own files."""

FORMAT: Final = 1
"""The version of the layout; another one is not read."""

_ADVICE: Final = "remove the directory and make it again from its source"
_DESCRIPTORS: Final = Path("/proc/self/fd")
_SPARE_DESCRIPTORS: Final = 256


@dataclass(frozen=True, slots=True)
class DiskFacts:
    """Tell what a store on disk is.

    ``source`` is the file that it was made from and ``digest`` that file's SHA-256;
    ``engine`` wrote it; ``files`` has the size of each of the engine's files in bytes.
    """

    source: str
    digest: str
    engine: str
    counts: StoreCounts
    files: Mapping[str, int]

    def to_json(self) -> str:
        """Return the text of the facts' file."""
        facts = {
            "format": FORMAT,
            "engine": self.engine,
            "source": self.source,
            "digest": self.digest,
            "triples": self.counts.triples,
            "graphs": dict(self.counts.graphs),
            "files": dict(self.files),
        }
        return json.dumps(facts, indent=1) + "\n"

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> "DiskFacts":
        """Return the facts that the file holds; raises ``KeyError`` and ``TypeError``."""
        counts = StoreCounts(int(found["triples"]), MappingProxyType(dict(found["graphs"])))
        files = {str(name): int(size) for name, size in found["files"].items()}
        return cls(found["source"], found["digest"], found["engine"], counts, files)


def is_disk_store(path: Path) -> bool:
    """Say whether a path is meant to be a store on disk, whole or not."""
    try:
        return (path / FACTS_FILE).is_file() or (path / STORE_FOLDER / "CURRENT").is_file()
    except OSError:
        return False


def read_facts(directory: Path) -> DiskFacts:
    """Return the facts of a store on disk.

    Raises :class:`~mgi_graph.errors.StoreError` where they are missing or of another
    version.
    """
    try:
        return _parse_facts(directory, (directory / FACTS_FILE).read_bytes())
    except OSError as err:
        raise _not_whole(directory, f"its {FACTS_FILE} cannot be read: {err.strerror}") from err


def open_disk_store(directory: Path) -> OxigraphStore:
    """Open a store on disk for reading.

    Raises :class:`~mgi_graph.errors.StoreError` where it is not whole, was changed or
    was made by another version.
    """
    return _open_engine(directory, directory / STORE_FOLDER, check_disk_store(directory).counts)


def check_disk_store(directory: Path) -> DiskFacts:
    """Return the facts of a store on disk whose files are all there and as long as they were.

    Raises :class:`~mgi_graph.errors.StoreError` for any other.
    """
    facts = read_facts(directory)
    for name, size in facts.files.items():
        try:
            found = (directory / STORE_FOLDER / name).stat().st_size
        except OSError as err:
            raise _not_whole(directory, f"{name} cannot be read: {err.strerror}") from err
        _check_size(directory, name, found, size)
    return facts


class HeldDiskStore:
    """Keep a store on disk readable for this process and its children, whatever becomes of it.

    The engine opens its files by name, and some of them late; a directory that is
    replaced or removed would then be read half from one dataset and half from another, or
    not at all. So all files are opened here, and the engine is given a folder of
    links to them.
    """

    def __init__(self, directory: Path) -> None:
        """Open all files of the store at ``directory``.

        Raises :class:`~mgi_graph.errors.StoreError` as :func:`open_disk_store` does.
        """
        self.directory = directory
        self._held: list[int] = []
        self._links = Path(mkdtemp(prefix="mgi-graph-store-"))
        weakref.finalize(self, shutil.rmtree, self._links, ignore_errors=True)
        weakref.finalize(self, _close_all, self._held)
        try:
            place = self._hold(directory)
            with os.fdopen(os.open(FACTS_FILE, os.O_RDONLY, dir_fd=place), "rb") as stream:
                self.facts = _parse_facts(directory, stream.read())
            folder = self._hold(STORE_FOLDER, place)
            _allow_descriptors(len(self.facts.files))
            for name, size in self.facts.files.items():
                self._link(name, size, folder)
            self.folders = (folder, self._hold(self._links))
            """Descriptors of all folders that the engine reads in."""
        except OSError as err:
            named = err.filename or directory
            raise _not_whole(directory, f"{named} cannot be read: {err.strerror}") from err

    def open(self) -> OxigraphStore:
        """Open the store; a process that has done so cannot safely fork any more.

        Raises :class:`~mgi_graph.errors.StoreError`.
        """
        return _open_engine(self.directory, self._links, self.facts.counts)

    def _hold(self, path: Path | str, folder: int | None = None) -> int:
        self._held.append(os.open(path, os.O_RDONLY, dir_fd=folder))
        return self._held[-1]

    def _link(self, name: str, size: int, folder: int) -> None:
        descriptor = self._hold(name, folder)
        _check_size(self.directory, name, os.fstat(descriptor).st_size, size)
        target = _DESCRIPTORS / str(descriptor)
        if not target.exists():
            # Elsewhere than on Linux a store that is removed can be read no more.
            target = self.directory.absolute() / STORE_FOLDER / name
        (self._links / name).symlink_to(target)


def _close_all(descriptors: list[int]) -> None:
    for each in descriptors:
        os.close(each)


def _parse_facts(directory: Path, content: bytes) -> DiskFacts:
    try:
        found = json.loads(content)
        version = found["format"]
        if version == FORMAT:
            return DiskFacts.from_json(found)
    except (ValueError, KeyError, TypeError, AttributeError) as err:
        raise _not_whole(directory, f"its {FACTS_FILE} is not one that mgi-graph wrote") from err
    msg = (
        f"{directory}: was made by another version of mgi-graph: its layout is {version!r}, "
        f"expected {FORMAT}; {_ADVICE}"
    )
    raise StoreError(msg)


def _check_size(directory: Path, name: str, found: int, expected: int) -> None:
    if found != expected:
        raise _not_whole(
            directory, f"{name} has {found:,} bytes, and had {expected:,} when it was made"
        )


def _open_engine(directory: Path, folder: Path, counts: StoreCounts) -> OxigraphStore:
    try:
        return OxigraphStore(PyoxigraphStore.read_only(str(folder)), counts)
    except (OSError, RuntimeError, ValueError) as err:
        raise _not_whole(directory, f"the engine cannot open it: {err}") from err


def _not_whole(directory: Path, problem: str) -> StoreError:
    return StoreError(f"{directory}: not a whole store on disk: {problem}; {_ADVICE}")


def _allow_descriptors(count: int) -> None:
    """Let this process open so many files beside its others, as far as the system allows."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        # The engine opens each file once more.
        needed = 2 * count + _SPARE_DESCRIPTORS
        if soft != resource.RLIM_INFINITY and soft < needed:
            allowed = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
            resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, allowed), hard))
