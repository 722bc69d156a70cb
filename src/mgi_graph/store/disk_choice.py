"""Choose whether a dataset is answered from memory or from disk, and keep stores on disk.

Small ones are held in memory, which is fastest. A store on disk is made once from a
large one and kept under the digest of its file, so that it is never stale.
"""

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mgi_graph.errors import OutputError, StoreError
from mgi_graph.store.disk_writer import ENGINE, write_disk_store
from mgi_graph.store.on_disk import (
    FORMAT,
    check_disk_store,
    is_disk_store,
    open_disk_store,
    read_facts,
)
from mgi_graph.store.opening import open_dataset
from mgi_graph.store.oxigraph import OxigraphStore
from mgi_graph.store.rdf_files import find_digest, find_file, format_of, unreadable

DISK_FROM: Final = 256 << 20
"""From how many bytes of its file on a dataset is answered from disk, unless told otherwise."""

_DIGEST_LENGTH = 32


@dataclass(frozen=True, slots=True)
class DiskPlan:
    """Say where the store on disk of a dataset is, and whether it has yet to be made."""

    directory: Path
    is_made: bool


def plan_disk_store(data: Path, disk_from: int | None, cache: Path | None) -> DiskPlan | None:
    """Return where to answer ``data`` from, ``None`` for memory.

    A store on disk is itself; anything else goes to disk where its file has at least
    ``disk_from`` bytes. Stores are kept in ``cache``; one there that is not whole is
    removed. Raises :class:`~mgi_graph.errors.StoreError` for data that cannot be read, and
    :class:`~mgi_graph.errors.OutputError` where there is no place to keep a store.
    """
    if is_disk_store(data):
        return DiskPlan(data, is_made=True)
    file = find_file(data)
    if disk_from is None or _size_of(file) < disk_from:
        return None
    if cache is None:
        raise OutputError(f"{file}: there is no directory to keep its store in; set XDG_CACHE_HOME")
    format_of(file)
    digest = find_digest(file)
    directory = cache / f"{digest[:_DIGEST_LENGTH]}-{FORMAT}-{ENGINE}"
    return DiskPlan(directory, _is_whole(directory, digest))


def open_from_best_place(
    data: Path, disk_from: int | None, cache: Path | None, advise: Callable[[str], None]
) -> OxigraphStore:
    """Open a dataset from memory or from disk, as :func:`plan_disk_store` has it.

    A store that has yet to be made is made, and ``advise`` is told so in a sentence; where it
    cannot be, the dataset is read into memory, and that is told. Raises what
    :func:`~mgi_graph.store.opening.open_dataset` raises.
    """
    try:
        plan = plan_disk_store(data, disk_from, cache)
        if plan is not None and not plan.is_made:
            advise(f"the dataset is written to disk, once, to be opened at once: {plan.directory}")
            write_disk_store(data, plan.directory)
            with suppress(OSError, OutputError):
                remove_older_stores(plan.directory.parent, plan.directory)
    except OutputError as err:
        advise(f"{err}; until then the dataset is read into memory each time")
        plan = None
    return open_dataset(data) if plan is None else open_disk_store(plan.directory)


def remove_older_stores(cache: Path, newest: Path) -> None:
    """Remove the stores made of the same file as the one at ``newest`` when it was another.

    A service that still answers from one goes on; see
    :class:`~mgi_graph.store.on_disk.HeldDiskStore`.
    """
    source = read_facts(newest).source
    for other in cache.iterdir():
        if other == newest or other.name.startswith(".") or not is_disk_store(other):
            continue
        try:
            is_older = read_facts(other).source == source
        except StoreError:
            is_older = True
        if is_older:
            _remove(other)


def _size_of(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError as err:
        raise unreadable(file, err) from err


def _is_whole(directory: Path, digest: str) -> bool:
    if not directory.exists():
        return False
    try:
        is_right = check_disk_store(directory).digest == digest
    except StoreError:
        is_right = False
    if not is_right:
        _remove(directory)
    return is_right


def _remove(directory: Path) -> None:
    """Remove a store so that no half of it is ever found under its name."""
    aside = directory.with_name(f".{directory.name}.removed")
    shutil.rmtree(aside, ignore_errors=True)
    try:
        directory.rename(aside)
    except OSError as err:
        reason = err.strerror or err
        raise OutputError(f"{directory}: cannot be removed: {reason}; remove it by hand") from err
    shutil.rmtree(aside, ignore_errors=True)
