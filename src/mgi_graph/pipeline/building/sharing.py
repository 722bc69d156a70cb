"""Put together what several profiles, and the vocabularies, say of the same nodes."""

from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize

from mgi_graph.pipeline.graphs import INFERRED_GRAPH, SUGGESTIONS_GRAPH, THINGS_GRAPH
from mgi_graph.pipeline.parts import Said, Share
from mgi_graph.rdf.blocks import Block, BlockName, Layer, name_block
from mgi_graph.rdf.iris import mint_iri
from mgi_graph.rdf.terms import RDF


def merge_shares(shares: Sequence[Share], constant: Iterable[Quad]) -> Block:
    """Return the block that profiles have shares of; ``constant`` is what every dataset has.

    What one profile states, another's need not infer, and what anybody confirmed is not
    suggested. Where several profiles propose to describe a thing, the last of ``shares``
    counts.
    """
    given: dict[NamedNode, set[Triple]] = {}
    for quad in constant:
        if isinstance(quad.graph_name, NamedNode):
            given.setdefault(quad.graph_name, set()).add(quad.triple)
    inferred = _unite(shares, Said.INFERRED) | given.pop(INFERRED_GRAPH, set())
    stated, described = _unite(shares, Said.STATED), _unite(shares, Said.DESCRIBED)
    asserted = stated.union(described, *given.values())
    inferred -= asserted
    suggested = _unite(shares, Said.SUGGESTED) | _choose_proposed(shares, described)
    further = _unite(shares, Said.FURTHER) - asserted - inferred - suggested
    layers = [
        Layer(None, True, stated),
        Layer(THINGS_GRAPH, True, described),
        Layer(INFERRED_GRAPH, True, inferred),
        Layer(SUGGESTIONS_GRAPH, True, suggested | further),
        *(Layer(graph, True, triples) for graph, triples in given.items()),
    ]
    return [layer for layer in layers if layer.triples]


def _unite(shares: Iterable[Share], kind: Said) -> set[Triple]:
    return set().union(*(share.get(kind, ()) for share in shares))


def _choose_proposed(shares: Sequence[Share], described: set[Triple]) -> set[Triple]:
    """Return the description of each thing that nobody described and confirmed."""
    confirmed = {each.subject for each in described}
    chosen: dict[object, set[Triple]] = {}
    for share in shares:
        own: dict[object, set[Triple]] = {}
        for triple in share.get(Said.PROPOSED, ()):
            own.setdefault(triple.subject, set()).add(triple)
        chosen |= own
    return set().union(*(of for subject, of in chosen.items() if subject not in confirmed))


def divide_constant(constant: Iterable[Quad]) -> Mapping[BlockName, Sequence[Quad]]:
    """Divide the quads that every dataset has by the block of their subjects."""
    found: dict[BlockName, list[Quad]] = {}
    for quad in constant:
        subject = quad.subject
        block = name_block(subject.value if isinstance(subject, NamedNode) else "")
        found.setdefault(block, []).append(quad)
    return found


def list_context(shares: Iterable[Share]) -> set[Triple]:
    """Return what is not part of the block, but needed to validate it."""
    return _unite(shares, Said.CONTEXT)


def write_share(share: Share) -> bytes:
    """Write a share as N-Quads, sorted, its kinds in the place of graphs.

    The same share gives the same bytes, whichever profile has it.
    """
    quads = (
        Quad(each.subject, each.predicate, each.object, _KINDS[kind])
        for kind, triples in share.items()
        for each in triples
    )
    content = serialize(quads, format=RdfFormat.N_QUADS)
    if content is None:
        raise AssertionError("serialize returns bytes where it is given no output")
    return b"".join(sorted(content.splitlines(keepends=True)))


def read_share(content: bytes) -> Share:
    """Read what :func:`write_share` wrote."""
    found: dict[Said, set[Triple]] = {}
    for quad in parse(content, format=RdfFormat.N_QUADS):
        found.setdefault(_SAID[quad.graph_name], set()).add(quad.triple)
    return {kind: frozenset(triples) for kind, triples in found.items()}


_KINDS: Mapping[Said, NamedNode] = {kind: mint_iri("said", kind.value) for kind in Said}
_SAID: Mapping[object, Said] = {graph: kind for kind, graph in _KINDS.items()}


def list_classes(share: Share) -> dict[NamedNode, set[NamedNode]]:
    """Return the classes that a share gives to each node that it names."""
    found: dict[NamedNode, set[NamedNode]] = {}
    for triples in share.values():
        for subject, predicate, object_ in triples:
            if predicate == RDF.type:
                if isinstance(subject, NamedNode) and isinstance(object_, NamedNode):
                    found.setdefault(subject, set()).add(object_)
            elif isinstance(object_, NamedNode):
                found.setdefault(object_, set())
    return found
