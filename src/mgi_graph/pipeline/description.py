"""Describe a profile with what people and methods say of its findings, graph by graph."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, Triple

from mgi_graph.model import Located, Profile, Thing
from mgi_graph.rdf.assignments import describe_assignments
from mgi_graph.rdf.claims import describe_claims
from mgi_graph.rdf.iris import mint_finding, mint_thing
from mgi_graph.rdf.mentions import describe_mentions
from mgi_graph.rdf.profiles import describe_profile
from mgi_graph.rdf.terms import MGI, SKOS
from mgi_graph.rdf.things import describe_period, describe_thing

_LABELS = frozenset({SKOS.prefLabel, MGI.legalForm})
"""What is said of a place or a body once, though titles and introductions spell it differently."""


@dataclass(frozen=True, slots=True)
class Described:
    """Hold what is said of one profile.

    ``profile`` is for its own graph; ``things`` describe what it names. What nobody has
    confirmed is apart: ``suggested`` is said of the findings, ``proposed`` describes what
    only suggestions name.
    """

    profile: frozenset[Triple]
    things: frozenset[Triple]
    suggested: frozenset[Triple]
    proposed: frozenset[Triple]


def describe(
    name: str,
    profile: Profile,
    findings: Mapping[str, Located],
    things: Mapping[str, Thing],
    known: frozenset[NamedNode],
    labelled: frozenset[NamedNode] = frozenset(),
) -> Described:
    """Describe the profile called ``name``, and the things that its findings name.

    ``findings`` are by their IRIs, ``things`` by their slugs; there may be those of other
    profiles among them. ``known`` holds what the vocabularies describe already, ``labelled``
    what another profile labels.
    """
    decided, suggested = _Named(), _Named()
    said, proposed = set(describe_profile(name, profile, known=known)), set[Triple]()
    if labelled:
        said -= {each for each in said if _is_label(each, labelled)}
    for finding in profile.findings:
        located = findings.get(mint_finding(name, finding).value)
        if located is not None:
            for part, named, triples in (
                (located.part(suggested=False), decided, said),
                (located.part(suggested=True), suggested, proposed),
            ):
                named.add(part)
                triples.update(_describe_located(name, part, things))
    return Described(
        frozenset(said),
        frozenset(decided.describe(things, known)),
        frozenset(proposed),
        frozenset(suggested.without(decided).describe(things, known)),
    )


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

    def describe(
        self, things: Mapping[str, Thing], known: frozenset[NamedNode]
    ) -> Iterator[Triple]:
        for slug in self.things:
            thing = things.get(slug)
            if thing is not None and mint_thing(thing) not in known:
                yield from describe_thing(thing)
        for first, last in self.periods:
            yield from describe_period(first, last)


def _is_label(triple: Triple, labelled: frozenset[NamedNode]) -> bool:
    return triple.predicate in _LABELS and triple.subject in labelled


def _describe_located(name: str, located: Located, things: Mapping[str, Thing]) -> Iterator[Triple]:
    yield from describe_assignments(name, located)
    yield from describe_mentions(name, located, things)
    yield from describe_claims(name, located, things)
