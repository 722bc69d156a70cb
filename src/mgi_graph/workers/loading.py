"""Load a dataset for a nursery: choose where it is to be, and have its store made if need be."""

import select
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from io import BufferedReader
from pathlib import Path
from typing import Final, TypeAlias, cast

from mgi_graph.errors import OutputError, StoreError
from mgi_graph.store import digest_dataset, open_dataset
from mgi_graph.store.disk_choice import plan_disk_store, remove_older_stores
from mgi_graph.store.disk_writer import CANNOT_WRITE
from mgi_graph.store.on_disk import HeldDiskStore
from mgi_graph.workers.holding import HeldByEngine, HeldInMemory, HeldOnDisk, Holding
from mgi_graph.workers.observing import Advice
from mgi_graph.workers.sandbox import die_with_parent

_READ_SIZE: Final = 65536

Advise: TypeAlias = Callable[[Advice, str], None]
"""What tells the operator something about the dataset, in a sentence."""


def load_dataset(
    data: Path,
    disk_from: int | None,
    cache: Path | None,
    *,
    advise: Advise,
    service: socket.socket,
) -> Holding:
    """Hold the dataset at ``data``, on disk where its file has at least ``disk_from`` bytes.

    Stores are kept in ``cache``; where none can be written, the dataset is held in
    memory, and that is said. When ``service`` closes while a store is made, this process
    ends. Raises :class:`~mgi_graph.errors.MgiGraphError` where there is nothing to hold.
    """
    try:
        plan = plan_disk_store(data, disk_from, cache)
        if plan is not None and not plan.is_made:
            advise("notice", f"the dataset is written to disk, once: {plan.directory}")
            _make(data, plan.directory, service)
            with suppress(OSError, OutputError):
                remove_older_stores(plan.directory.parent, plan.directory)
    except OutputError as err:
        advise("warning", f"{err}; until then the dataset is held in memory")
        plan = None
    if plan is None:
        return HeldInMemory(open_dataset(data), digest_dataset(data))
    return HeldOnDisk(HeldDiskStore(plan.directory))


def reach_engine(endpoint: str, seconds: float, advise: Advise) -> Holding:
    """Hold what an engine has; say how it is asked where that is not as it comes.

    Raises :class:`~mgi_graph.errors.MgiGraphError` where it cannot be asked.
    """
    holding = HeldByEngine(endpoint, seconds)
    if holding.why:
        advise(
            "notice",
            f"the engine is asked for triples, and queries are evaluated here: {holding.why}",
        )
    if holding.version is None:
        advise(
            "warning",
            "the engine has no record of a finished push, so that new data is not noticed by "
            "itself; send SIGHUP after each change",
        )
    return holding


def _make(data: Path, directory: Path, service: socket.socket) -> None:
    """Have a store made by a process of its own, which takes its memory with it when it ends."""
    command = (sys.executable, "-m", "mgi_graph.store.disk_writer", str(data), str(directory))
    with subprocess.Popen(  # noqa: S603 (this interpreter, our own module)
        command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=die_with_parent
    ) as process:
        try:
            words = _follow(cast("BufferedReader", process.stderr), service)
        except BaseException:
            process.kill()
            raise
    if process.returncode == CANNOT_WRITE:
        raise OutputError(words)
    if process.returncode:
        died = f"the process that writes {directory} ended with {process.returncode}; "
        raise StoreError(words if process.returncode > 0 else f"{died}{words or 'try again'}")


def _follow(words: BufferedReader, service: socket.socket) -> str:
    """Return what a process says until it ends; end with the service."""
    said = b""
    while True:
        readable, _, _ = select.select([words.fileno(), service.fileno()], [], [])
        if service.fileno() in readable:
            # Nothing is commanded before the dataset is there.
            raise SystemExit
        part = words.read1(_READ_SIZE)
        if not part:
            return said.decode(errors="replace").strip()
        said += part
