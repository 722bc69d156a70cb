"""Divide a dataset into blocks, so that what is said of one profile stands together.

A triple belongs to the block of its subject: what stands under a profile's name to that
profile, a body, an instrument, a programme, a network, an event, a place or a period to
those whose slugs begin with the same two words, all else to one common block. So each
triple of the union of the graphs is in one block, and blocks are written one after
the other. The same quads have the same blocks, whoever holds them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from enum import IntEnum
from functools import lru_cache
from typing import Final, NamedTuple

from pyoxigraph import NamedNode, Quad, Triple

from mgi_graph.namespaces import ID
from mgi_graph.rdf.cube import CUBES

_OF_A_PROFILE: Final = frozenset(
    {"assignment", "claim", "finding", "mention", "passage", "profile", "source"}
)
_NAMED_BY_PROFILES: Final = frozenset(
    {"agent", "event", "instrument", "network", "period", "place", "programme"}
)
_COMMON_GRAPHS: Final = frozenset(
    {
        "catalogue",
        "inferred",
        "ontology",
        "queries",
        "statistics",
        "suggestions",
        "things",
        "vocabularies",
    }
)
_WORDS_OF_A_STEM: Final = 2
_GRAPHS: Final = f"{ID}graph/"


class Owner(IntEnum):
    """Say whose a block is; blocks are written in this order."""

    PROFILE = 0
    STEM = 1
    ALL = 2


class BlockName(NamedTuple):
    """Name a block; they sort as they are written."""

    owner: Owner
    name: str


COMMON: Final = BlockName(Owner.ALL, "")
"""The block of what belongs to no profile and to no place or thing."""


def name_block(subject: str) -> BlockName:
    """Return the block that a subject's IRI belongs to.

    >>> name_block(f"{ID}finding/col-medellin-2022/partnerships/well-developed/1").name
    'col-medellin-2022'
    >>> name_block(f"{ID}agent/bra-manaus-compremi").name
    'bra-manaus'
    >>> name_block(f"{ID}cube/coverage/col-medellin-2022/partnerships/well-developed").name
    'col-medellin-2022'
    >>> name_block(f"{ID}indicator/ethical-recruitment") == COMMON
    True
    """
    if not subject.startswith(ID):
        return COMMON
    kind, *path = subject[len(ID) :].split("/")
    if kind in _OF_A_PROFILE:
        return _name(Owner.PROFILE, path[0] if path else "")
    if kind in _NAMED_BY_PROFILES:
        words = path[0].split("-") if path else []
        return _name(Owner.STEM, "-".join(words[:_WORDS_OF_A_STEM]))
    if kind == "cube":
        return _name_block_of_cell(path or [""])
    return COMMON


@lru_cache(maxsize=1024)
def _name(owner: Owner, name: str) -> BlockName:
    """Return the name of a block, mostly one that was asked for a moment ago."""
    return BlockName(owner, name)


def _name_block_of_cell(path: list[str]) -> BlockName:
    """Return the block of an observation of a cube, one profile's where the cube tells them apart.

    Behind the cube's name stand the values of its dimensions, or the word for its structure.
    """
    name, *values = path
    dimensions = CUBES.get(name, ())
    if "profile" in dimensions and len(values) == len(dimensions) and values[0] != "structure":
        return _name(Owner.PROFILE, values[dimensions.index("profile")])
    return COMMON


def name_profile_graph(graph: NamedNode) -> str | None:
    """Return the name of the profile whose graph this is, ``None`` for the other graphs."""
    name = graph.value.removeprefix(_GRAPHS)
    return None if name in _COMMON_GRAPHS or name == graph.value else name


class Layer(NamedTuple):
    """Hold triples of one block that are written alike.

    ``graph`` is the named graph that they are written in, ``None`` where another block
    writes it; ``in_union`` tells whether their subjects belong to this block, which then
    writes them into the files that keep no graphs apart. A profile's graph is in the
    profile's block, whatever its subjects are.
    """

    graph: NamedNode | None
    in_union: bool
    triples: AbstractSet[Triple]


Block = Sequence[Layer]
"""What is written of one profile, of one stem or of all."""


def divide(quads: Iterable[Quad]) -> dict[BlockName, Block]:
    """Divide quads of named graphs into blocks, in the order in which they are written."""
    found: dict[BlockName, dict[tuple[NamedNode | None, bool], set[Triple]]] = defaultdict(
        lambda: defaultdict(set)
    )
    for quad in quads:
        subject, graph = quad.subject, quad.graph_name
        owner = name_block(subject.value) if isinstance(subject, NamedNode) else COMMON
        named = graph if isinstance(graph, NamedNode) else None
        profile = None if named is None else name_profile_graph(named)
        holder = owner if profile is None else BlockName(Owner.PROFILE, profile)
        found[holder][named, holder == owner].add(quad.triple)
        if holder != owner:
            found[owner][None, True].add(quad.triple)
    return {
        name: [Layer(graph, in_union, triples) for (graph, in_union), triples in layers.items()]
        for name, layers in sorted(found.items())
    }
