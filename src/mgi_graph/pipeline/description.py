"""Describe profiles with what people and methods say of their findings, graph by graph."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, Quad, Triple

from mgi_graph.model import Located, Profile
from mgi_graph.pipeline.curation.loading import Curated
from mgi_graph.pipeline.graphs import SUGGESTIONS_GRAPH, THINGS_GRAPH, put_in_graph
from mgi_graph.rdf.assignments import describe_assignments
from mgi_graph.rdf.claims import describe_claims
from mgi_graph.rdf.iris import mint_finding, mint_graph, mint_thing
from mgi_graph.rdf.mentions import describe_mentions
from mgi_graph.rdf.profiles import describe_profile
from mgi_graph.rdf.things import describe_period, describe_thing


def describe_profiles(
    named: Sequence[tuple[str, Profile]], curated: Curated, known: frozenset[NamedNode]
) -> Iterator[Quad]:
    """Describe each profile in its own graph, and the things that they name in another.

    What is only suggested goes into the graph of suggestions, and so does a thing that
    nothing else names. ``known`` holds what the vocabularies describe already. A quad may
    come more than once.
    """
    decided, suggested = _Named(), _Named()
    for name, profile in named:
        graph = mint_graph(name)
        yield from put_in_graph(describe_profile(name, profile, known=known), graph)
        for finding in profile.findings:
            located = curated.findings.get(mint_finding(name, finding).value)
            if located is not None:
                decided.add(located.part(suggested=False))
                suggested.add(located.part(suggested=True))
                yield from _describe_reviewed(name, located, curated, graph)
    yield from put_in_graph(decided.describe(curated, known), THINGS_GRAPH)
    yield from put_in_graph(suggested.without(decided).describe(curated, known), SUGGESTIONS_GRAPH)


@dataclass(frozen=True)
class _Named:
    """Hold the slugs of the things and places, and the periods, that findings name."""

    things: set[str] = field(default_factory=set)
    periods: set[tuple[int, int]] = field(default_factory=set)

    def add(self, located: Located) -> None:
        self.things.update(located.things)
        self.periods.update((period.first, period.last) for period, _ in located.periods)

    def without(self, other: "_Named") -> "_Named":
        return _Named(self.things - other.things, self.periods - other.periods)

    def describe(self, curated: Curated, known: frozenset[NamedNode]) -> Iterator[Triple]:
        for slug, thing in sorted(curated.things.items()):
            if slug in self.things and mint_thing(thing) not in known:
                yield from describe_thing(thing)
        for first, last in sorted(self.periods):
            yield from describe_period(first, last)


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
