"""Put shares of blocks together in a process of a build, and make the blocks."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pyoxigraph import NamedNode, Quad

from mgi_graph.pipeline.background import read_background
from mgi_graph.pipeline.building.making import (
    Batch,
    BatchWriter,
    get_validator,
    join_known,
    list_quads,
    unpack_share,
)
from mgi_graph.pipeline.building.sharing import (
    divide_constant,
    list_classes,
    merge_shares,
    read_share,
)
from mgi_graph.pipeline.building.spool import Stretch
from mgi_graph.pipeline.graphs import THINGS_GRAPH, put_in_graph
from mgi_graph.pipeline.parts import Said, Share
from mgi_graph.rdf.blocks import Block, BlockName, name_block
from mgi_graph.rdf.iris import mint_graph
from mgi_graph.rdf.tally import Classes
from mgi_graph.rdf.terms import RDF
from mgi_graph.validation import Location, Quads, ValidationResult


@dataclass(frozen=True, slots=True)
class SharePlace:
    """Say where a share lies, compressed, its digest, and which profile has it first.

    ``source`` is the file's name of that profile's first source.
    """

    stretch: Stretch
    digest: str
    profile: str
    source: str


@dataclass(frozen=True, slots=True)
class MergeTask:
    """Hold the blocks to make, each with its shares in the order of the profiles."""

    blocks: tuple[tuple[BlockName, tuple[SharePlace, ...]], ...]
    spool: str


def merge(task: MergeTask) -> Batch:
    """Make the blocks of what several profiles name."""
    writer = BatchWriter(task.spool)
    quads: list[Quad] = []
    beside: set[Quad] = set()
    for name, places in task.blocks:
        shares = [read_share(unpack_share(each.stretch.read())) for each in places]
        block = merge_shares(shares, divide_common().get(name, ()))
        writer.add(
            name,
            block,
            _know(name, shares),
            Counter(),
            unsettled=list(_find_unsettled(name, shares, block)),
        )
        quads += _list_validated(block, shares, places)
        beside.update(_list_context(name, shares))
    results = get_validator().find_results(Quads(tuple(quads)), beside=beside)
    origins = {
        mint_graph(place.profile): Location(place.source)
        for _, places in task.blocks
        for place in places
    }
    return writer.finish(_locate(each, origins) for each in results)


@cache
def divide_common() -> Mapping[BlockName, Sequence[Quad]]:
    """Return what every dataset has, block by block."""
    return divide_constant(read_background().constant)


def _know(name: BlockName, shares: Iterable[Share]) -> dict[NamedNode, set[NamedNode]]:
    """Return the classes of nodes of other blocks, as far as the shares tell."""
    known: dict[NamedNode, set[NamedNode]] = {}
    for share in shares:
        for node, classes in list_classes(share).items():
            if name_block(node.value) != name:
                known.setdefault(node, set()).update(classes)
    return known


def _find_unsettled(
    name: BlockName, shares: Iterable[Share], block: Block
) -> Iterable[tuple[str, Classes]]:
    """Find the nodes of a block that have more classes than some profile knows of."""
    final: dict[NamedNode, set[NamedNode]] = {}
    for layer in block:
        for triple in layer.triples:
            subject, predicate, object_ = triple
            if (
                predicate == RDF.type
                and isinstance(subject, NamedNode)
                and isinstance(object_, NamedNode)
            ):
                final.setdefault(subject, set()).add(object_)
    found: dict[str, Classes] = {}
    for share in shares:
        for node, classes in list_classes(share).items():
            if name_block(node.value) == name:
                settled = join_known(node, final.get(node, ()))
                if join_known(node, classes) != settled:
                    found[str(node)] = settled
    return sorted(found.items())


def _list_validated(
    block: Block, shares: Sequence[Share], places: Sequence[SharePlace]
) -> Iterable[Quad]:
    """Return the quads of a block, what profiles state in the graphs of those that do."""
    yield from list_quads(block)
    for share, place in zip(shares, places, strict=True):
        yield from put_in_graph(share.get(Said.STATED, ()), mint_graph(place.profile))


def _locate(result: ValidationResult, origins: Mapping[NamedNode, Location]) -> ValidationResult:
    """Say in which source a node is described, if a profile's graph describes it."""
    if result.source is not None or result.graph is None:
        return result
    return replace(result, source=origins.get(result.graph))


def _list_context(name: BlockName, shares: Iterable[Share]) -> Iterable[Quad]:
    """Return what stands behind the block: who refers to it, and what it refers to."""
    for share in shares:
        for triple in share.get(Said.CONTEXT, ()):
            subject = triple.subject
            # What the block describes itself is among its own quads.
            if not (isinstance(subject, NamedNode) and name_block(subject.value) == name):
                yield from put_in_graph([triple], THINGS_GRAPH)
