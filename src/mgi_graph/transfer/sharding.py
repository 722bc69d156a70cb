"""Cut a dataset into compressed N-Quads for bulk loaders, with a list of them in VoID.

The record that a push would leave in the engine is among the quads, so that a later push
into an engine that was filled by a bulk loader sends only what has changed since.
"""

import gzip
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from mgi_graph.namespaces import PREFIXES
from mgi_graph.rdf.catalogue import DATASET
from mgi_graph.transfer.canonical_graphs import CanonicalGraph, sort_lines, split_dataset
from mgi_graph.transfer.kept_files import keep_files
from mgi_graph.transfer.record import RECORD_GRAPH, GraphRecord, Record, digest_dataset
from mgi_graph.transfer.working import working_folder

QUADS_IN_A_SHARD: Final = 1_000_000

VOID_FILE: Final = "void.ttl"
"""The file that lists the others."""

_COMPRESSION: Final = 6
_END: Final = b" .\n"
_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/application/"


@dataclass(frozen=True, slots=True)
class Shard:
    """Name a file, with its number of quads, its size and its SHA-256."""

    name: str
    quads: int
    size: int
    sha256: str


def shard_dataset(data: Path, out: Path, quads_in_a_shard: int = QUADS_IN_A_SHARD) -> list[Shard]:
    """Write the dataset at ``data`` into files of the folder ``out``, each of so many quads.

    A graph with blank nodes is not cut, for they are the same only within one file; such a file may
    be larger. Raises :class:`~mgi_graph.errors.MgiGraphError`.
    """
    with working_folder() as folder:
        graphs = split_dataset(data, folder)
        files, _ = keep_files(data, folder)
        everything = graphs if files is None else [*graphs, files]
        shards = _Shards(out, quads_in_a_shard)
        with shards.closed():
            for graph in everything:
                shards.write(graph)
            shards.write_lines(RECORD_GRAPH, _describe(everything))
    (out / VOID_FILE).write_bytes(_write_void(shards.written, graphs).encode())
    return shards.written


def _describe(graphs: list[CanonicalGraph]) -> list[bytes]:
    records = {
        each.name: GraphRecord(each.name, each.digest, each.triples, examined=False)
        for each in graphs
    }
    record = Record(records, digest_dataset(records.values()), exists=True)
    return sort_lines(record.describe())


class _Shards:
    """Write quads, a file after the other."""

    def __init__(self, out: Path, most: int) -> None:
        self._out = out
        self._most = most
        self._stream: gzip.GzipFile | None = None
        self._raw: IO[bytes] | None = None
        self._quads = 0
        self.written: list[Shard] = []

    def write(self, graph: CanonicalGraph) -> None:
        if graph.blank and self._quads and self._quads + graph.triples > self._most:
            self._finish()
        self.write_lines(graph.name, graph.lines(), cut=not graph.blank)

    def write_lines(
        self, graph: str, lines: Iterator[bytes] | list[bytes], *, cut: bool = True
    ) -> None:
        end = f" <{graph}> .\n".encode()
        for line in lines:
            if cut and self._quads >= self._most:
                self._finish()
            self._open().write(line[: -len(_END)] + end)
            self._quads += 1

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Finish the last file at the end; leave none open where the block raises."""
        try:
            yield
            self._finish()
        finally:
            for stream in (self._stream, self._raw):
                if stream is not None:
                    stream.close()

    def _open(self) -> gzip.GzipFile:
        if self._stream is None:
            self._raw = self._path().open("wb")
            # Neither a name nor a time, so that the same dataset gives the same bytes.
            self._stream = gzip.GzipFile("", "wb", _COMPRESSION, self._raw, mtime=0)
        return self._stream

    def _path(self) -> Path:
        return self._out / f"mgi-{len(self.written) + 1:05}.nq.gz"

    def _finish(self) -> None:
        if self._stream is None or self._raw is None:
            return
        path = self._path()
        self._stream.close()
        self._raw.close()
        self._stream = self._raw = None
        with path.open("rb") as written:
            digest = hashlib.file_digest(written, "sha256").hexdigest()
        self.written.append(Shard(path.name, self._quads, path.stat().st_size, digest))
        self._quads = 0


def _write_void(shards: list[Shard], graphs: list[CanonicalGraph]) -> str:
    """Describe the files by relative names (VoID, section 3.3; DCAT 3, section 6.8)."""
    names = ("dcat", "dcterms", "spdx", "void", "xsd")
    prefixes = "".join(f"@prefix {each}: <{PREFIXES[each]}> .\n" for each in names)
    dumps = ",\n        ".join(f"<{each.name}>" for each in shards)
    described = "".join(_describe_shard(each) for each in shards)
    return f"""\
{prefixes}
{DATASET} a void:Dataset, dcat:Dataset ;
    dcterms:extent "{sum(each.triples for each in graphs)} quads in {len(graphs)} graphs"@en ;
    void:feature <http://www.w3.org/ns/formats/N-Quads> ;
    void:dataDump {dumps} ;
    dcat:distribution {dumps} .
{described}"""


def _describe_shard(shard: Shard) -> str:
    return f"""
<{shard.name}> a dcat:Distribution ;
    dcterms:extent "{shard.quads} quads"@en ;
    dcat:downloadURL <{shard.name}> ;
    dcat:mediaType <{_MEDIA_TYPES}n-quads> ;
    dcat:compressFormat <{_MEDIA_TYPES}gzip> ;
    dcat:byteSize "{shard.size}"^^xsd:nonNegativeInteger ;
    spdx:checksum <{shard.name}#checksum> .
<{shard.name}#checksum> a spdx:Checksum ;
    spdx:algorithm spdx:checksumAlgorithm_sha256 ;
    spdx:checksumValue "{shard.sha256}"^^xsd:hexBinary .
"""
