"""Turn one profile into its part of a dataset, without looking at any other profile.

A part has a block of its own, of what stands under the profile's name, and a share of the
blocks that it has in common with others: bodies, instruments, places, periods. Nothing
that follows needs the triples of two profiles (a test holds the ontology to that), so that
the parts of a dataset can be made one by one, in any process, and their union is the dataset.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pyoxigraph import NamedNode, Triple

from mgi_graph.model import Located, Profile, Thing
from mgi_graph.pipeline.background import Background
from mgi_graph.pipeline.description import Described, describe
from mgi_graph.pipeline.graphs import INFERRED_GRAPH, STATISTICS_GRAPH, SUGGESTIONS_GRAPH
from mgi_graph.rdf.blocks import Block, BlockName, Layer, Owner, name_block
from mgi_graph.rdf.cube import Cells, count_cells, describe_cells, is_of_one_profile
from mgi_graph.rdf.iris import mint_graph, mint_iri, mint_profile
from mgi_graph.rdf.terms import MGI, RDF
from mgi_graph.reasoning import Chaining

SOMEBODY: Final = mint_iri("somebody")
"""What stands, in a share, for whoever refers to a node; see :attr:`Said.CONTEXT`."""


class Said(StrEnum):
    """Tell how a profile comes to say something of a node that is not its own."""

    STATED = "stated"
    """In the profile's own graph."""
    DESCRIBED = "described"
    """In the graph of things."""
    INFERRED = "inferred"
    """It follows from these."""
    SUGGESTED = "suggested"
    """Nobody has confirmed it."""
    PROPOSED = "proposed"
    """It describes something that only suggestions name."""
    FURTHER = "further"
    """It follows only with these two."""
    CONTEXT = "context"
    """It is not said of the node, but needed to validate it: who refers to it, by which
    property, and the classes of what it refers to."""


Share = Mapping[Said, frozenset[Triple]]
"""What a profile says of the nodes of one block that is not its own."""


@dataclass(frozen=True)
class Part:
    """Hold what one profile brings to a dataset.

    ``block`` is its own, ``shares`` are of other blocks, ``cells`` of the cubes that do not
    tell profiles apart.
    """

    name: str
    block: Block
    shares: Mapping[BlockName, Share]
    cells: Cells


@dataclass(frozen=True)
class Subject:
    """Hold a profile with all that its part is made from, but the background."""

    name: str
    profile: Profile
    findings: Mapping[str, Located]
    things: Mapping[str, Thing]
    successors: tuple[str, ...] = ()
    """The names of the profiles that it precedes."""
    labelled: frozenset[NamedNode] = frozenset()
    """The places and bodies that another profile labels."""


def make_part(subject: Subject, background: Background) -> Part:
    """Describe a profile, infer what follows, and count it."""
    described = describe(
        subject.name,
        subject.profile,
        subject.findings,
        subject.things,
        background.described,
        subject.labelled,
    )
    said = _infer(described, _precede(subject), background)
    cells = count_cells(described.profile | said[Said.SUGGESTED] | said[Said.FURTHER])
    observations = describe_cells(
        {cube: counts for cube, counts in cells.items() if is_of_one_profile(cube)}
    )
    own, shares = _divide(subject.name, said)
    return Part(
        subject.name,
        _make_block(subject.name, own, said[Said.STATED], frozenset(observations)),
        shares,
        {cube: counts for cube, counts in cells.items() if not is_of_one_profile(cube)},
    )


def _precede(subject: Subject) -> frozenset[Triple]:
    """Say which profiles this one precedes, as the rule mgi-precedes does."""
    own = mint_profile(subject.name)
    return frozenset(Triple(own, MGI.precedes, mint_profile(each)) for each in subject.successors)


def _infer(
    described: Described, precedes: frozenset[Triple], background: Background
) -> dict[Said, frozenset[Triple]]:
    """Return all that is said, each triple where the union of the graphs first has it."""
    chaining = Chaining(background.axioms)
    common = background.known
    stated = described.profile | described.things
    inferred = frozenset(chaining.close(stated | precedes) | precedes) - common
    said = {
        Said.STATED: described.profile,
        Said.DESCRIBED: described.things,
        Said.INFERRED: inferred,
        Said.SUGGESTED: described.suggested,
        Said.PROPOSED: described.proposed,
        Said.FURTHER: frozenset(),
    }
    if described.suggested or described.proposed:
        suggested = described.suggested | described.proposed
        further = chaining.close(suggested)
        said[Said.FURTHER] = frozenset(further) - stated - inferred - common
    return said


def _divide(
    name: str, said: Mapping[Said, frozenset[Triple]]
) -> tuple[dict[Said, frozenset[Triple]], dict[BlockName, Share]]:
    """Tell what a profile says of itself from its shares of other blocks."""
    own = BlockName(Owner.PROFILE, name)
    blocks = _Blocks()
    mine: dict[Said, frozenset[Triple]] = {}
    shares: dict[BlockName, dict[Said, set[Triple]]] = defaultdict(lambda: defaultdict(set))
    for kind, triples in said.items():
        foreign: set[Triple] = set()
        for triple in triples:
            object_, block = triple.object, blocks[triple.subject]
            if block != own:
                foreign.add(triple)
                if block.owner is not Owner.PROFILE:
                    shares[block][kind].add(triple)
            if isinstance(object_, NamedNode):
                leads_to, predicate = blocks[object_], triple.predicate
                if leads_to.owner is Owner.STEM and leads_to != block and predicate != RDF.type:
                    shares[leads_to][Said.CONTEXT].add(Triple(SOMEBODY, predicate, object_))
        mine[kind] = triples - foreign
    _add_classes_of_objects(shares, blocks)
    return mine, {
        block: {kind: frozenset(triples) for kind, triples in share.items()}
        for block, share in shares.items()
    }


class _Blocks(dict[object, BlockName]):
    """Remember the block of each node."""

    def __missing__(self, node: object) -> BlockName:
        self[node] = found = name_block(node.value if isinstance(node, NamedNode) else "")
        return found


def _add_classes_of_objects(
    shares: Mapping[BlockName, dict[Said, set[Triple]]], blocks: _Blocks
) -> None:
    classes: dict[object, set[Triple]] = defaultdict(set)
    for share in shares.values():
        for triple in _list_said(share):
            if triple.predicate == RDF.type:
                classes[triple.subject].add(triple)
    for block, share in shares.items():
        for triple in list(_list_said(share)):
            if triple.object in classes and blocks[triple.object] != block:
                share[Said.CONTEXT] |= classes[triple.object]


def _list_said(share: Mapping[Said, Iterable[Triple]]) -> Iterator[Triple]:
    """Give what is said in a share of its own nodes."""
    for kind, triples in share.items():
        if kind is not Said.CONTEXT:
            yield from triples


def _make_block(
    name: str,
    own: Mapping[Said, frozenset[Triple]],
    stated: frozenset[Triple],
    observations: frozenset[Triple],
) -> Block:
    graph = mint_graph(name)
    layers = (
        Layer(graph, True, own[Said.STATED]),
        Layer(graph, False, stated - own[Said.STATED]),
        Layer(INFERRED_GRAPH, True, own[Said.INFERRED]),
        Layer(SUGGESTIONS_GRAPH, True, own[Said.SUGGESTED] | own[Said.FURTHER]),
        Layer(STATISTICS_GRAPH, True, observations),
    )
    return [layer for layer in layers if layer.triples]
