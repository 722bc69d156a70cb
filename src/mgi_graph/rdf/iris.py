"""Mint every IRI of the data; nothing else in the package does.

The patterns are stable: a finding keeps its IRI when the graph is rebuilt from
the same source. Names of things are slugs under one namespace, and a thing that
belongs to another repeats the other's path before its own.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from pyoxigraph import NamedNode

from mgi_graph.model import (
    Country,
    DomainSlug,
    Finding,
    Language,
    PlaceKind,
    PlaceName,
    Profile,
    Status,
    Thing,
    ThingClass,
)
from mgi_graph.model.names import slugify
from mgi_graph.namespaces import ID
from mgi_graph.rdf.terms import MGI

STATUS_CLASSES = {
    Status.WELL_DEVELOPED: MGI.WellDevelopedArea,
    Status.FOR_DEVELOPMENT: MGI.AreaForDevelopment,
}
"""The class of the findings of each status."""

PLACE_CLASSES = {
    PlaceKind.CITY: MGI.City,
    PlaceKind.REGION: MGI.Region,
    PlaceKind.COUNTRY: MGI.Country,
}
"""The class of each kind of place."""

_THING_PATHS = {
    ThingClass.INSTITUTION: "agent",
    ThingClass.POLICY_INSTRUMENT: "instrument",
    ThingClass.PROGRAMME: "programme",
    ThingClass.NETWORK: "network",
    ThingClass.EVENT: "event",
}


@lru_cache(maxsize=4096)
def mint_iri(*path: str | int) -> NamedNode:
    """Mint the IRI of the thing at ``path`` under the namespace of the data.

    Most of them are minted again and again while one profile is described: those of its
    findings, indicators and things. So the last ones are kept.

    >>> mint_iri("principle", 1)
    <NamedNode value=https://w3id.org/mgi-graph/id/principle/1>
    """
    return NamedNode(ID + "/".join(map(str, path)))


def mint_domain(domain: DomainSlug) -> NamedNode:
    """Mint the IRI of one of the six domains."""
    return mint_iri("domain", domain)


def mint_indicator(slug: str) -> NamedNode:
    """Mint the IRI of the indicator that ``slug`` names."""
    return mint_iri("indicator", slug)


def mint_agent(slug: str) -> NamedNode:
    """Mint the IRI of a body, ``agent/iom`` for one."""
    return mint_iri("agent", slug)


def mint_graph(name: str) -> NamedNode:
    """Mint the name of a named graph of the dataset."""
    return mint_iri("graph", name)


def mint_query(name: str) -> NamedNode:
    """Mint the IRI of a canned query."""
    return mint_iri("query", name)


def mint_country(country: Country) -> NamedNode:
    """Mint the IRI of a country from its ISO 3166-1 alpha-3 code."""
    return mint_iri("place", country.alpha3.lower())


def place_slug(place: PlaceName) -> str:
    """Name a place: its country's code and, unless it is the country, its own name.

    >>> place_slug(PlaceName(PlaceKind.CITY, "Medellín", "", Country("CO", "COL", "170")))
    'col-medellin'
    """
    code = place.country.alpha3.lower()
    return code if place.kind is PlaceKind.COUNTRY else f"{code}-{slugify(place.name)}"


def mint_place(place: PlaceName) -> NamedNode:
    """Mint the IRI of a place."""
    return mint_iri("place", place_slug(place))


def name_profiles(profiles: Iterable[Profile]) -> list[tuple[str, Profile]]:
    """Name each profile by place and year, in the order of the names.

    A second profile of a place in the same year has its month behind the year;
    the first one does not, so that it keeps its name when the second appears.
    """
    by_year: dict[tuple[str, int], list[Profile]] = defaultdict(list)
    for profile in profiles:
        by_year[place_slug(profile.place), profile.issued.year].append(profile)
    named = []
    for (place, year), same_year in by_year.items():
        first, *later = sorted(same_year, key=lambda profile: profile.issued)
        named.append((f"{place}-{year}", first))
        named += [(f"{place}-{profile.issued}", profile) for profile in later]
    return sorted(named, key=lambda pair: pair[0])


def mint_profile(profile: str) -> NamedNode:
    """Mint the IRI of the profile that :func:`name_profiles` named ``profile``."""
    return mint_iri("profile", profile)


def mint_source(profile: str, language: Language) -> NamedNode:
    """Mint the IRI of the source document of a profile in one language."""
    return mint_iri("source", profile, language)


def _finding_path(profile: str, finding: Finding) -> tuple[str, str, str, int]:
    return (profile, finding.domain, finding.status, finding.position)


def mint_finding(profile: str, finding: Finding) -> NamedNode:
    """Mint the IRI of a finding from its place in its profile."""
    return mint_iri("finding", *_finding_path(profile, finding))


def mint_passage(profile: str, finding: Finding, language: Language) -> NamedNode:
    """Mint the IRI of the passage that a finding quotes in one language version."""
    return mint_iri("passage", *_finding_path(profile, finding), language)


def mint_position(passage: NamedNode) -> NamedNode:
    """Mint the IRI of the selector that says where a passage stands in its source."""
    return _mint_part(passage, "position")


def mint_thing(thing: Thing) -> NamedNode:
    """Mint the IRI of something that findings name; an institution is an agent."""
    return mint_iri(_THING_PATHS[thing.thing_class], thing.slug)


def mint_kind(slug: str) -> NamedNode:
    """Mint the IRI of a kind of thing, ``kind/plan`` for one."""
    return mint_iri("kind", slug)


def mint_group(slug: str) -> NamedNode:
    """Mint the IRI of a population group."""
    return mint_iri("group", slug)


def mint_method(name: str) -> NamedNode:
    """Mint the IRI of a method of linking, ``method/use-e5`` for ``use+e5``."""
    return mint_iri("method", slugify(name))


def mint_review(status: str) -> NamedNode:
    """Mint the IRI of a review status."""
    return mint_iri("review", status)


def mint_assignment(profile: str, finding: Finding, indicator: str) -> NamedNode:
    """Mint the IRI of the record that a finding was linked to an indicator."""
    return mint_iri("assignment", *_finding_path(profile, finding), indicator)


def mint_mention(
    profile: str, finding: Finding, language: Language, thing: str, number: int
) -> NamedNode:
    """Mint the IRI of a mention, the ``number``-th of its thing in its statement, from 1."""
    path = (*_finding_path(profile, finding), language, thing)
    return mint_iri("mention", *path) if number == 1 else mint_iri("mention", *path, number)


def mint_claim(profile: str, finding: Finding, *stated: str | int) -> NamedNode:
    """Mint the IRI of a claim from what is stated: subject, predicate and, if any, object."""
    return mint_iri("claim", *_finding_path(profile, finding), *stated)


def mint_claim_passage(claim: NamedNode, language: Language) -> NamedNode:
    """Mint the IRI of the passage that states a claim in one language version."""
    return _mint_part(claim, "passage", language)


def mint_period(first: int, last: int) -> NamedNode:
    """Mint the IRI of the interval from the beginning of a year to the end of another."""
    return mint_iri("period", f"{first}-{last}")


def mint_instant(period: NamedNode, end: str) -> NamedNode:
    """Mint the IRI of one end of a period, its ``beginning`` or its ``end``."""
    return _mint_part(period, end)


def _mint_part(whole: NamedNode, *path: str) -> NamedNode:
    return NamedNode("/".join((whole.value, *path)))
