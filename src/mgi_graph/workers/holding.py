"""Hold a dataset in the nursery, and hand it to workers: as memory, or as files."""

import os
from typing import Protocol

from mgi_graph.errors import MgiGraphError, StoreError
from mgi_graph.store import OxigraphStore
from mgi_graph.store.on_disk import HeldDiskStore
from mgi_graph.store.oxigraph import StoreCounts
from mgi_graph.workers.sandbox import Sandbox, enter_sandbox, enter_sandbox_with_files

_READ_SIZE = 65536
_PROBE = "ASK { ?s ?p ?o }"


class Holding(Protocol):
    """Hold a dataset for workers that are forked later."""

    storage: str
    """Where it is: ``memory`` or ``disk``."""

    digest: str
    """The SHA-256 of its file."""

    counts: StoreCounts
    store: OxigraphStore | None
    """The store, where a process that holds it can still fork."""

    def enter(self, memory: int) -> tuple[OxigraphStore, Sandbox]:
        """Confine this process, a worker, and give it the store; see :func:`enter_sandbox`."""
        ...


class HeldInMemory:
    """Hold a store in memory, which workers share until they write."""

    storage: str = "memory"

    def __init__(self, store: OxigraphStore, digest: str) -> None:
        """Count what is in the store."""
        self.store: OxigraphStore | None = store
        self.digest = digest
        self.counts = StoreCounts(store.count_triples(), store.graphs)
        self._shared = store

    def enter(self, memory: int) -> tuple[OxigraphStore, Sandbox]:
        """Confine this process; it can open no file."""
        return self._shared, enter_sandbox(memory)


class HeldOnDisk:
    """Hold the files of a store; each worker opens it, as the engine's threads forbid forking."""

    storage: str = "disk"

    def __init__(self, held: HeldDiskStore) -> None:
        """Try to open the store, in a process that ends.

        Raises :class:`~mgi_graph.errors.StoreError` where that fails.
        """
        self.store: OxigraphStore | None = None
        self.digest = held.facts.digest
        self.counts = held.facts.counts
        self._held = held
        _try_opening(held)

    def enter(self, memory: int) -> tuple[OxigraphStore, Sandbox]:
        """Confine this process; it can read the files of the store and no others."""
        return enter_sandbox_with_files(memory, self._held.folders, self._held.open)


def _try_opening(held: HeldDiskStore) -> None:
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        _report_opening(held, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        problem = stream.read(_READ_SIZE).decode(errors="replace")
    _, status = os.waitpid(process, 0)
    if problem:
        raise StoreError(problem)
    if status:
        code = os.waitstatus_to_exitcode(status)
        msg = f"{held.directory}: the engine died when it opened the store (exit code {code})"
        raise StoreError(msg)


def _report_opening(held: HeldDiskStore, writing: int) -> None:
    """Open the store in this process, tell what is wrong if something is, and end."""
    code = 1
    try:
        os.write(writing, _find_problem(held).encode())
        code = 0
    finally:
        os._exit(code)


def _find_problem(held: HeldDiskStore) -> str:
    try:
        held.open().query(_PROBE)
    except MgiGraphError as err:
        return str(err)
    return ""
