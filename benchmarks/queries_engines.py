"""Open a dataset in each engine that queries are measured on, and say what that took."""

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.tables import Spread, show_number
from mgi_graph.store import EngineStore, OxigraphStore, Store, open_dataset
from mgi_graph.store.disk_writer import write_disk_store
from mgi_graph.store.on_disk import STORE_FOLDER, is_disk_store, read_facts
from mgi_graph.store.rdf_files import find_file
from tests.engines.finding import find_virtuoso
from tests.engines.servers import Engine, start_oxigraph, start_virtuoso

MOST_IN_MEMORY = 1 << 30
"""Bytes of a dataset from which on it is not held in memory: it takes about ten times as much."""

OPENINGS = 5
SERVERS = ("oxigraph", "virtuoso")


@dataclass(frozen=True, slots=True)
class Opened:
    """Hold an engine's name, what opens it in the process that asks, and what was seen of it.

    ``open`` is ``None`` where the dataset was not opened there, for the reason in ``facts``.
    """

    name: str
    facts: tuple[str, ...]
    open: Callable[[], Store] | None = None
    has_own_processor_time: bool = True


def open_memory(dataset: Path) -> Opened:
    """Load a dataset into memory, if it is not too large; processes inherit it by ``fork``."""
    if is_disk_store(dataset):
        return Opened("in memory", ("Not measured: it was given as a store on disk.",))
    size = find_file(dataset).stat().st_size
    if size > MOST_IN_MEMORY:
        return Opened("in memory", (f"Not measured: {_megabytes(size)} of text is too much.",))
    start = time.perf_counter()
    held: OxigraphStore = open_dataset(dataset)
    seconds = time.perf_counter() - start
    facts = (f"{_count(held)}; loaded from {_megabytes(size)} in {show_number(seconds)} s.",)
    return Opened("in memory", facts, lambda: held)


def open_disk(dataset: Path, folder: Path) -> Opened:
    """Write a dataset to disk, unless it is there, and open it a few times."""
    place, made = dataset, "made before"
    if not is_disk_store(dataset):
        place = folder / "store"
        size = find_file(dataset).stat().st_size
        start = time.perf_counter()
        write_disk_store(dataset, place)
        seconds = time.perf_counter() - start
        made = f"made from {_megabytes(size)} in {show_number(seconds)} s"
    files = read_facts(place).files
    opening = Spread.of(_time_opening(place) for _ in range(OPENINGS))
    size = sum((place / STORE_FOLDER / name).stat().st_size for name in files)
    counts = f"{read_facts(place).counts.triples:,} triples"
    facts = f"{counts}; {made}; {_megabytes(size)} on disk; opened in {opening} ms."
    return Opened("on disk", (facts,), lambda: open_dataset(place))


@contextmanager
def open_server(name: str, dataset: Path, cap: int) -> Iterator[Opened]:
    """Start a server, push the dataset into it, and end it with the block."""
    if name == "virtuoso" and find_virtuoso() is None:
        yield Opened(name, ("Not measured: virtuoso-t is not here.",))
        return
    starting = start_virtuoso(max_seconds=cap) if name == "virtuoso" else start_oxigraph()
    with starting as engine:
        start = time.perf_counter()
        _push(engine, dataset)
        seconds = show_number(time.perf_counter() - start)
        facts = (f"`mgi-graph push` took {seconds} s. Times hold the way there and back.",)
        url = engine.query
        opening = partial(EngineStore.of, url, timeout=cap)
        yield Opened(f"in a server, {name}", facts, opening, has_own_processor_time=False)


def _push(engine: Engine, dataset: Path) -> None:
    command = [sys.executable, "-m", "mgi_graph", "push", "--endpoint", engine.query]
    command += ["--graph-store", engine.graph_store, "--update", engine.update]
    command += ["--timeout", "600", "--data", str(dataset)]
    given = {"MGI_GRAPH_USER": engine.user, "MGI_GRAPH_PASSWORD": engine.password}
    known = {key: value for key, value in given.items() if value is not None}
    ended = subprocess.run(  # noqa: S603 (a command of ours)
        command, env={**os.environ, **known}, capture_output=True, text=True, check=False
    )
    if ended.returncode:
        raise SystemExit(f"{dataset} could not be pushed into {engine.name}: {ended.stderr}")


def _time_opening(place: Path) -> float:
    """Return the milliseconds that it takes a process to open a store, counted within it."""
    receiver, sender = multiprocessing.Pipe(duplex=False)

    def work() -> None:
        start = time.perf_counter()
        open_dataset(place)
        sender.send((time.perf_counter() - start) * 1000)

    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    sender.close()
    milliseconds: float = receiver.recv()
    process.join()
    return milliseconds


def _count(store: OxigraphStore) -> str:
    return f"{store.count_triples():,} triples"


def _megabytes(size: int) -> str:
    return f"{show_number(size / 1e6)} MB"
