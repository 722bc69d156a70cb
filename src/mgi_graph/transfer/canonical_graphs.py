"""Take a dataset apart into its named graphs, each as sorted canonical N-Triples.

The digest of a graph is the SHA-256 of these lines. They lie in files, so that memory is
bounded by a number of triples and not by the dataset.
"""

import hashlib
import heapq
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from mgi_graph.errors import MgiGraphError, StoreError
from mgi_graph.rdf.serialisation import DATASET_FORMATS, name_blank_nodes
from mgi_graph.store.rdf_files import explain_parse_error, find_file, format_of, unreadable

_HELD: Final = 250_000
"""How many triples are held at once; they take some 250 MB."""

_BUFFER: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class CanonicalGraph:
    """Name a graph and the file that holds its triples, sorted, each once.

    ``blank`` tells whether there are blank nodes among them.
    """

    name: str
    path: Path
    triples: int
    digest: str
    blank: bool = False

    def lines(self) -> Iterator[bytes]:
        """Yield its triples, a line each."""
        with self.path.open("rb", buffering=_BUFFER) as stream:
            yield from stream

    def rewritten(self, lines: Iterable[bytes], folder: Path) -> "CanonicalGraph":
        """Return the graph of other lines, in any order, under the same name."""
        runs = []
        for number, held in enumerate(_in_pieces(lines)):
            run = folder / f"rewritten-{number}.nt"
            run.write_bytes(b"".join(sorted(set(held))))
            runs.append(run)
        path = folder / "rewritten.nt"
        _merge_files(runs, path)
        return CanonicalGraph(self.name, path, _count_lines(path), digest_file(path), self.blank)


def split_dataset(data: Path, folder: Path) -> list[CanonicalGraph]:
    """Write each named graph of a dataset into a file of ``folder``; return them by name.

    Raises :class:`~mgi_graph.errors.MgiGraphError` for a file that cannot be read, and where
    triples stand in no named graph.
    """
    file = find_file(data)
    if format_of(file) not in DATASET_FORMATS:
        msg = f"{file}: has no named graphs; expected a built dataset, its mgi.trig or N-Quads"
        raise StoreError(msg)
    gathering = Gathering(folder)
    try:
        for quad in read_quads(file):
            gathering.add(quad)
        return gathering.finish()
    except UntransferableError as err:
        msg = f"{file}: {err}"
        raise StoreError(msg) from err


def read_quads(file: Path) -> Iterator[Quad]:
    """Yield the quads of a file; raises :class:`~mgi_graph.errors.MgiGraphError`."""
    try:
        yield from parse(path=str(file), format=format_of(file))
    except SyntaxError as err:
        raise explain_parse_error(file, err) from err
    except OSError as err:
        raise unreadable(file, err) from err


class UntransferableError(MgiGraphError):
    """Report what would not be the same after its way into an engine and back."""


class Gathering:
    """Gather quads in any order; give them back by graph, sorted."""

    def __init__(self, folder: Path) -> None:
        """Write into ``folder``."""
        self._folder = folder
        self._held: dict[str, list[Triple]] = defaultdict(list)
        self._blank: dict[str, list[Quad]] = defaultdict(list)
        self._runs: dict[str, list[Path]] = defaultdict(list)
        self._number = 0
        self._numbers = itertools.count()

    def add(self, quad: Quad) -> None:
        """Take a quad; raises :class:`UntransferableError` for one of the default graph."""
        graph = quad.graph_name
        if not isinstance(graph, NamedNode):
            msg = f"a triple stands in no named graph: {quad.triple}"
            raise UntransferableError(msg)
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            self._blank[graph.value].append(quad)
            return
        self._held[graph.value].append(quad.triple)
        self._number += 1
        if self._number >= _HELD:
            self._write_runs()

    def finish(self) -> list[CanonicalGraph]:
        """Return the graphs in the order of their names.

        Raises :class:`UntransferableError` where two have blank nodes: an engine takes one graph
        at a time, and would not know that a node of both is the same.
        """
        if len(self._blank) > 1:
            first, second, *_ = sorted(self._blank)
            msg = f"blank nodes stand in two graphs, <{first}> and <{second}>; give them IRIs"
            raise UntransferableError(msg)
        for graph, quads in self._blank.items():
            self._held[graph].extend(quad.triple for quad in name_blank_nodes(quads))
        self._write_runs()
        return [self._merge(graph, runs) for graph, runs in sorted(self._runs.items())]

    def _write_runs(self) -> None:
        for graph, triples in self._held.items():
            path = self._new_file()
            path.write_bytes(b"".join(sort_lines(triples)))
            self._runs[graph].append(path)
        self._held.clear()
        self._number = 0

    def _merge(self, graph: str, runs: list[Path]) -> CanonicalGraph:
        path = runs[0]
        if len(runs) > 1:
            path = self._new_file()
            _merge_files(runs, path)
            for run in runs:
                run.unlink()
        blank = graph in self._blank
        return CanonicalGraph(graph, path, _count_lines(path), digest_file(path), blank)

    def _new_file(self) -> Path:
        return self._folder / f"{next(self._numbers)}.nt"


def sort_lines(triples: Iterable[Triple]) -> list[bytes]:
    r"""Return triples as lines of canonical N-Triples, sorted, each once.

    >>> a = NamedNode("urn:a")
    >>> sort_lines([Triple(a, a, a), Triple(a, a, a)])
    [b'<urn:a> <urn:a> <urn:a> .\n']
    """
    written = serialize(triples, format=RdfFormat.N_TRIPLES)
    if written is None:
        raise AssertionError("serialize returns bytes where it is given no output")
    return sorted(set(written.splitlines(keepends=True)))


def digest_file(path: Path) -> str:
    """Return the digest of a graph from the file of its sorted lines."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def digest_lines(lines: Iterable[bytes]) -> str:
    """Return the digest of a graph from its sorted lines.

    >>> digest_lines([])[:8]
    'e3b0c442'
    """
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line)
    return digest.hexdigest()


def _count_lines(path: Path) -> int:
    with path.open("rb", buffering=_BUFFER) as stream:
        return sum(1 for _ in stream)


def _in_pieces(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    remaining = iter(lines)
    while held := list(itertools.islice(remaining, _HELD)):
        yield held


def _merge_files(runs: Iterable[Path], path: Path) -> None:
    streams = [run.open("rb", buffering=_BUFFER) for run in runs]
    try:
        with path.open("wb", buffering=_BUFFER) as out:
            for line, _ in itertools.groupby(heapq.merge(*streams)):
                out.write(line)
    finally:
        for stream in streams:
            stream.close()
