"""Hold a dataset in the nursery, and hand it to workers: as memory, or as files."""

import hashlib
import os
from collections.abc import Mapping
from typing import Protocol

from mgi_graph.errors import MgiGraphError, StoreError
from mgi_graph.store import DatasetStore, EngineStore, OxigraphStore
from mgi_graph.store.engine import prepare_parts
from mgi_graph.store.on_disk import HeldDiskStore
from mgi_graph.store.oxigraph import StoreCounts
from mgi_graph.store.remote import RemoteStore
from mgi_graph.store.sending import HttpSender
from mgi_graph.workers.messenger import start_messenger
from mgi_graph.workers.sandbox import Sandbox, enter_sandbox, enter_sandbox_with_files

_READ_SIZE = 65536
_PROBE = "ASK { ?s ?p ?o }"


class Holding(Protocol):
    """Hold a dataset for workers that are forked later."""

    storage: str
    """Where it is: ``memory``, ``disk`` or ``engine``."""

    digest: str
    """The SHA-256 of its file, or what an engine says of it."""

    counts: StoreCounts
    store: DatasetStore | None
    """The store, where a process that holds it can still fork."""

    def enter(self, memory: int) -> tuple[DatasetStore, Sandbox]:
        """Confine this process, a worker, and give it the store; see :func:`enter_sandbox`."""
        ...


class HeldInMemory:
    """Hold a store in memory, which workers share until they write."""

    storage: str = "memory"

    def __init__(self, store: OxigraphStore, digest: str) -> None:
        """Count what is in the store."""
        self.store: DatasetStore | None = store
        self.digest = digest
        self.counts = StoreCounts(store.count_triples(), store.graphs)
        self._shared = store

    def enter(self, memory: int) -> tuple[DatasetStore, Sandbox]:
        """Confine this process; it can open no file."""
        return self._shared, enter_sandbox(memory)


class HeldOnDisk:
    """Hold the files of a store; each worker opens it, as the engine's threads forbid forking."""

    storage: str = "disk"

    def __init__(self, held: HeldDiskStore) -> None:
        """Try to open the store, in a process that ends.

        Raises :class:`~mgi_graph.errors.StoreError` where that fails.
        """
        self.store: DatasetStore | None = None
        self.digest = held.facts.digest
        self.counts = held.facts.counts
        self._held = held
        _try_opening(held)

    def enter(self, memory: int) -> tuple[DatasetStore, Sandbox]:
        """Confine this process; it can read the files of the store and no others."""
        return enter_sandbox_with_files(memory, self._held.folders, self._held.open)


class HeldByEngine:
    """Hold an engine's address; each worker asks through a messenger of its own."""

    storage: str = "engine"

    def __init__(self, endpoint: str, seconds: float) -> None:
        """Find out what the engine is and what it holds.

        Raises :class:`~mgi_graph.errors.StoreError` where it does not answer, or holds nothing.
        """
        self._sender = HttpSender(endpoint)
        self._engine = EngineStore(RemoteStore(endpoint, timeout=seconds, sender=self._sender))
        graphs = self._engine.graphs
        if not graphs:
            msg = f"{endpoint}: it holds no named graph; push a dataset first: mgi-graph push"
            raise StoreError(msg)
        self.version = self._engine.read_version()
        self.why = self._engine.facts.why
        self.counts = StoreCounts(self._engine.count_triples(), graphs)
        self.digest = self.version or _digest(graphs)
        prepare_parts()
        self.store: DatasetStore | None = self._engine

    def enter(self, memory: int) -> tuple[DatasetStore, Sandbox]:
        """Confine this process; it can open nothing, and its messenger sends for it."""
        own = HttpSender(self._sender.endpoint, self._sender.credentials)
        self._engine.remote.send_by(start_messenger(own), "the engine")
        self._sender.forget()
        return self._engine, enter_sandbox(memory)


def _digest(graphs: Mapping[str, int]) -> str:
    """Digest what is known of a dataset of which an engine has no record."""
    lines = "".join(f"{count} {name}\n" for name, count in sorted(graphs.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


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
