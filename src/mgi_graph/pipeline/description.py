"""Describe profiles with what people and methods say of their findings, graph by graph."""

from collections.abc import Iterator, Sequence

from pyoxigraph import NamedNode, Quad, Triple

from mgi_graph.model import Located, Profile, Thing
from mgi_graph.pipeline.curation.loading import Curated
from mgi_graph.pipeline.graphs import SUGGESTIONS_GRAPH, THINGS_GRAPH, put_in_graph
from mgi_graph.rdf.assignments import describe_assignments
from mgi_graph.rdf.claims import describe_claims
from mgi_graph.rdf.iris import mint_finding, mint_graph, mint_thing
from mgi_graph.rdf.mentions import describe_mentions
from mgi_graph.rdf.profiles import describe_profile
from mgi_graph.rdf.things import describe_thing


def describe_profiles(
    named: Sequence[tuple[str, Profile]], curated: Curated, known: frozenset[NamedNode]
) -> Iterator[Quad]:
    """Describe each profile in its own graph, and the things that they name in another.

    What is only suggested goes into the graph of suggestions, and so does a thing that
    nothing else names. ``known`` holds what the
    vocabularies describe already. A quad may come more than once.
    """
    decided: set[str] = set()
    suggested: set[str] = set()
    for name, profile in named:
        graph = mint_graph(name)
        yield from put_in_graph(describe_profile(name, profile, known=known), graph)
        for finding in profile.findings:
            located = curated.findings.get(mint_finding(name, finding).value)
            if located is not None:
                decided |= located.part(suggested=False).things
                suggested |= located.part(suggested=True).things
                yield from _describe_reviewed(name, located, curated, graph)
    for slug, thing in sorted(curated.things.items()):
        if slug in decided:
            yield from _describe_thing(thing, THINGS_GRAPH, known)
        elif slug in suggested:
            yield from _describe_thing(thing, SUGGESTIONS_GRAPH, known)


def _describe_reviewed(
    name: str, located: Located, curated: Curated, graph: NamedNode
) -> Iterator[Quad]:
    decided, suggested = located.part(suggested=False), located.part(suggested=True)
    yield from put_in_graph(_describe_located(name, decided, curated), graph)
    yield from put_in_graph(_describe_located(name, suggested, curated), SUGGESTIONS_GRAPH)


def _describe_located(name: str, located: Located, curated: Curated) -> Iterator[Triple]:
    yield from describe_assignments(name, located)
    yield from describe_mentions(name, located, curated.things)
    yield from describe_claims(name, located, curated.things)


def _describe_thing(thing: Thing, graph: NamedNode, known: frozenset[NamedNode]) -> Iterator[Quad]:
    if mint_thing(thing) not in known:
        yield from put_in_graph(describe_thing(thing), graph)
