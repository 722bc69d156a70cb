"""Write the files of a dataset from its graphs, block by block, without holding the dataset."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Final

from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from mgi_graph.rdf.blocks import COMMON, BlockName, Owner, divide, name_block, name_profile_graph
from mgi_graph.rdf.segments import FILES, HEADS, SEPARATORS, TAILS, write_segments
from mgi_graph.transfer.canonical_graphs import CanonicalGraph

_HELD: Final = 250_000


def write_dataset_files(graphs: Iterable[CanonicalGraph], out: Path, folder: Path) -> None:
    """Write the four files of the dataset of these graphs into ``out``, byte for byte as a build.

    ``folder`` takes files on their way. Memory is bounded by the largest block.
    """
    blocks = _Blocks(folder)
    for graph in graphs:
        name = NamedNode(graph.name)
        for quad in parse(path=str(graph.path), format=RdfFormat.N_TRIPLES):
            blocks.add(Quad(quad.subject, quad.predicate, quad.object, name))
    with ExitStack() as streams:
        files = {
            name: streams.enter_context((out / name).open("wb", buffering=1 << 20))
            for name in FILES
        }
        _write(blocks, files)


def _write(blocks: "_Blocks", files: Mapping[str, IO[bytes]]) -> None:
    begun: set[str] = set()
    for name, out in files.items():
        out.write(HEADS[name])
    for block, path in blocks.finish():
        quads = parse(path=str(path), format=RdfFormat.N_QUADS)
        for name, segment in write_segments(divide(quads)[block]).items():
            if segment:
                files[name].write(SEPARATORS[name] if name in begun else b"")
                files[name].write(segment)
                begun.add(name)
        path.unlink()
    for name, out in files.items():
        out.write(TAILS[name])


class _Blocks:
    """Gather quads by the blocks that need them, in files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[BlockName, list[Quad]] = defaultdict(list)
        self._paths: dict[BlockName, Path] = {}
        self._number = 0

    def add(self, quad: Quad) -> None:
        for block in _find_blocks(quad):
            self._held[block].append(quad)
            self._number += 1
        if self._number >= _HELD:
            self._write()

    def finish(self) -> Sequence[tuple[BlockName, Path]]:
        self._write()
        return sorted(self._paths.items())

    def _write(self) -> None:
        for block, quads in self._held.items():
            path = self._paths.setdefault(block, self._folder / f"block-{len(self._paths)}.nq")
            with path.open("ab") as out:
                serialize(quads, out, format=RdfFormat.N_QUADS)
        self._held.clear()
        self._number = 0


def _find_blocks(quad: Quad) -> set[BlockName]:
    """Return the block of the subject, and that of the profile in whose graph the quad is."""
    subject, graph = quad.subject, quad.graph_name
    found = {name_block(subject.value) if isinstance(subject, NamedNode) else COMMON}
    profile = name_profile_graph(graph) if isinstance(graph, NamedNode) else None
    if profile is not None:
        found.add(BlockName(Owner.PROFILE, profile))
    return found
