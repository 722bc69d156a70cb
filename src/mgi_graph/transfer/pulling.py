"""Bring back from an engine what a push has put there, byte for byte."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat, parse

from mgi_graph.transfer.addresses import Addresses
from mgi_graph.transfer.block_files import write_dataset_files
from mgi_graph.transfer.canonical_graphs import CanonicalGraph
from mgi_graph.transfer.engine import EngineReader, fetch_record
from mgi_graph.transfer.errors import EngineError
from mgi_graph.transfer.exchange import Exchange
from mgi_graph.transfer.kept_files import read_files
from mgi_graph.transfer.reading_back import fetch_graph, undo_alterations
from mgi_graph.transfer.record import FILES_GRAPH, GraphRecord, Record, digest_dataset

Tell = Callable[[str], None]

_WORKING_FOLDER: Final = ".pulling"


@dataclass(frozen=True, slots=True)
class PullReport:
    """Tell what a pull has written: the names of files, and how many graphs and triples."""

    files: tuple[str, ...]
    graphs: int
    triples: int
    digest: str


def pull_dataset(
    addresses: Addresses, exchange: Exchange, out: Path, tell: Tell = lambda _: None
) -> PullReport:
    """Write the files of the dataset that the engine at ``addresses`` has into the folder ``out``.

    The folder is there and empty; what is on its way lies in it too, until the end.
    Each graph is held against the digest that the push has recorded. Raises
    :class:`EngineError` where no push has ended there, where a graph is not what was pushed,
    or where somebody pushes meanwhile.
    """
    with _removed(out / _WORKING_FOLDER) as folder:
        reader = EngineReader.of(exchange, addresses)
        record = _fetch_whole_record(reader, folder)
        graphs = []
        for number, each in enumerate(sorted(record.graphs.values(), key=_name), 1):
            graphs.append(_fetch_graph(reader, each, folder / str(number)))
            tell(f"{number} of {len(record.graphs)}: {each.name}, {each.triples} triples")
        if fetch_record(reader, folder / "record.nt") != record:
            msg = f"{addresses.query}: somebody has pushed meanwhile; pull again"
            raise EngineError(msg)
        kept = [each for each in graphs if each.name == FILES_GRAPH]
        dataset = [each for each in graphs if each.name != FILES_GRAPH]
        write_dataset_files(dataset, out, folder)
        for graph in kept:
            quads = parse(path=str(graph.path), format=RdfFormat.N_TRIPLES)
            for name, content in read_files(quads).items():
                (out / name).write_bytes(content)
    return PullReport(
        tuple(sorted(path.name for path in out.iterdir())),
        len(dataset),
        sum(each.triples for each in dataset),
        digest_dataset(record.graphs.values()),
    )


@contextmanager
def _removed(folder: Path) -> Iterator[Path]:
    """Give a new folder and remove it at the end."""
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _name(record: GraphRecord) -> str:
    return record.name


def _fetch_whole_record(reader: EngineReader, folder: Path) -> Record:
    record = fetch_record(reader, folder / "record.nt")
    if not record.exists:
        msg = (
            f"{reader.query_address}: no push of mgi-graph has recorded anything there; pull takes "
            "back what was pushed (for other data: mgi-graph sparql with a CONSTRUCT query)"
        )
        raise EngineError(msg)
    if record.dataset is None or digest_dataset(record.graphs.values()) != record.dataset:
        msg = (
            f"{reader.query_address}: the last push there is under way or was cut off; wait for it "
            "to end, or push again"
        )
        raise EngineError(msg)
    return record


def _fetch_graph(reader: EngineReader, record: GraphRecord, folder: Path) -> CanonicalGraph:
    """Return a graph as it was pushed.

    Raises :class:`EngineError` where it is another one.
    """
    folder.mkdir()
    fetched = fetch_graph(reader, record.name, folder)
    if fetched is None:
        raise EngineError(_describe_difference(reader, record, 0))
    graph = undo_alterations(fetched, record.alterations, folder)
    if graph.digest != record.digest:
        raise EngineError(_describe_difference(reader, record, fetched.triples))
    return graph


def _describe_difference(reader: EngineReader, record: GraphRecord, counted: int) -> str:
    words = f"{reader.query_address}: the graph {record.name} is not the one that was pushed: "
    if counted != record.kept:
        words += f"it has {counted} triples instead of {record.kept}"
    elif not record.examined:
        words += (
            f"all {counted} triples are there and some literals have another form; it came by a "
            "bulk loader, and mgi-graph push has not looked yet at what the engine alters"
        )
    else:
        words += f"it has {counted} triples as it should, and other ones"
    return f"{words}; push again to have the dataset's own"
