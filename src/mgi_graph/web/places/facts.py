"""Read what is known of places: their kind, their country, and the profiles that assess them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from pyoxigraph import Literal, NamedNode

from mgi_graph.namespaces import ID
from mgi_graph.rdf.terms import DCTERMS, MGI, PROV, SKOS
from mgi_graph.results import Term
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import list_values, select
from mgi_graph.web.linked_data.neighbours import find_labels
from mgi_graph.web.pages.cards import show_page
from mgi_graph.web.pages.months import name_month
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.views import Labels, Shown, collect_labels, sort_key

PLACES: Final = f"{ID}place/"
CITY: Final = "city"
COUNTRY: Final = "country"
REGION: Final = "region"
_KINDS: Final = {MGI.City: CITY, MGI.Region: REGION, MGI.Country: COUNTRY}
_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST: Final = 100


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """Hold a profile as pages show it; ``issued`` is its month as ``2022-09``, ``month`` in words.

    ``name`` is the last part of its IRI, as in the names of its files.
    """

    iri: str
    name: str
    title: Shown
    issued: str
    month: str
    languages: tuple[str, ...]
    sources: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """Hold a place with its profiles, the newest first; ``kind`` is empty where it is not known."""

    iri: str
    slug: str
    shown: Shown
    kind: str
    country: Shown | None
    profiles: tuple[ProfileFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class DomainFacts:
    """Hold a domain with its official number."""

    iri: str
    number: int
    shown: Shown


@dataclass(slots=True)
class _Gathered:
    """Collect what the rows of one profile say."""

    place: str
    issued: str = ""
    languages: set[str] = field(default_factory=set)
    sources: set[NamedNode] = field(default_factory=set)


def place_of(slug: str) -> NamedNode | None:
    """Return the place that an address names, ``None`` for what cannot be the slug of one.

    >>> place_of("col-medellin").value, place_of("../col")
    ('https://w3id.org/mgi-graph/id/place/col-medellin', None)
    """
    if len(slug) > _LONGEST or not _SLUG.fullmatch(slug):
        return None
    return NamedNode(PLACES + slug)


def list_assessed(
    store: DatasetStore, most: int, *, offset: int = 0, country: str | None = None
) -> list[NamedNode]:
    """Return some of the places that profiles assess, in the order of their IRIs.

    An IRI of ours begins with the code of the country, so that the places of one follow
    each other. Where ``country`` is given, only its places are returned.
    """
    within = "" if country is None else f"?place {MGI.inCountry} {NamedNode(country)} . "
    rows = select(
        store,
        f"SELECT DISTINCT ?place WHERE {{ {within}?profile {MGI.assesses} ?place }} "
        f"ORDER BY ?place LIMIT {most} OFFSET {offset}",
    )
    return [place for (place,) in rows if isinstance(place, NamedNode)]


def read_places(
    store: DatasetStore, places: Iterable[NamedNode], reader: Reader
) -> tuple[PlaceFacts, ...]:
    """Return the places among ``places``, assessed or only named, in alphabetical order."""
    named = name_places(store, places, reader)
    profiles = _read_profiles(store, (NamedNode(place.iri) for place in named), reader)
    return tuple(replace(place, profiles=profiles.get(place.iri, ())) for place in named)


def name_places(
    store: DatasetStore, places: Iterable[NamedNode], reader: Reader
) -> tuple[PlaceFacts, ...]:
    """Return the places among ``places`` without their profiles, in alphabetical order."""
    kinds: dict[NamedNode, str] = {}
    countries: dict[NamedNode, NamedNode] = {}
    for values in list_values(each for each in places if each.value.startswith(PLACES)):
        for place, class_, country in select(store, _describe_places(values)):
            if isinstance(place, NamedNode) and isinstance(class_, NamedNode):
                kinds[place] = _KINDS.get(class_) or kinds.get(place, "")
                if isinstance(country, NamedNode):
                    countries[place] = country
    labels = collect_labels(find_labels(store, {*kinds, *countries.values()}))
    found = [
        PlaceFacts(
            iri=place.value,
            slug=place.value.removeprefix(PLACES),
            shown=show_page(place, reader, labels),
            kind=kind,
            country=show_page(countries[place], reader, labels) if place in countries else None,
        )
        for place, kind in kinds.items()
    ]
    return tuple(sorted(found, key=lambda each: sort_key(each.shown)))


def _describe_places(values: str) -> str:
    classes = " ".join(map(str, (MGI.Place, *_KINDS)))
    return f"""SELECT ?place ?class ?country WHERE {{
        VALUES ?place {{ {values} }} VALUES ?class {{ {classes} }}
        ?place a ?class . OPTIONAL {{ ?place {MGI.inCountry} ?country }}
        }} ORDER BY ?place ?class ?country"""


def _read_profiles(
    store: DatasetStore, places: Iterable[NamedNode], reader: Reader
) -> dict[str, tuple[ProfileFacts, ...]]:
    gathered: dict[NamedNode, _Gathered] = {}
    for values in list_values(places):
        for row in select(store, _describe_profiles(values)):
            _gather(row, gathered)
    things = {*gathered, *(source for each in gathered.values() for source in each.sources)}
    labels = collect_labels(find_labels(store, things))
    found: dict[str, list[ProfileFacts]] = defaultdict(list)
    for profile, facts in gathered.items():
        found[facts.place].append(_show_profile(profile, facts, labels, reader))
    return {place: tuple(sorted(its, key=_age, reverse=True)) for place, its in found.items()}


def _describe_profiles(values: str) -> str:
    return f"""SELECT ?place ?profile ?issued ?language ?source WHERE {{
        VALUES ?place {{ {values} }}
        ?profile {MGI.assesses} ?place .
        OPTIONAL {{ ?profile {DCTERMS.issued} ?issued }}
        OPTIONAL {{ ?profile {DCTERMS.language} ?language }}
        OPTIONAL {{ ?profile {PROV.wasDerivedFrom} ?source }} }}"""


def _gather(row: tuple[Term | None, ...], gathered: dict[NamedNode, _Gathered]) -> None:
    place, profile, issued, language, source = row
    if not isinstance(place, NamedNode) or not isinstance(profile, NamedNode):
        return
    facts = gathered.setdefault(profile, _Gathered(place.value))
    if isinstance(issued, Literal):
        facts.issued = max(facts.issued, issued.value)
    if isinstance(language, Literal):
        facts.languages.add(language.value)
    if isinstance(source, NamedNode):
        facts.sources.add(source)


def _show_profile(
    profile: NamedNode, facts: _Gathered, labels: Labels, reader: Reader
) -> ProfileFacts:
    sources = (show_page(each, reader, labels) for each in facts.sources)
    return ProfileFacts(
        iri=profile.value,
        name=profile.value.removeprefix(f"{ID}profile/"),
        title=show_page(profile, reader, labels),
        issued=facts.issued,
        month=name_month(facts.issued, reader.language),
        languages=tuple(sorted(facts.languages)),
        sources=tuple(sorted(sources, key=sort_key)),
    )


def _age(profile: ProfileFacts) -> tuple[str, str]:
    return profile.issued, profile.iri


def read_domains(store: DatasetStore, reader: Reader) -> tuple[DomainFacts, ...]:
    """Return the domains in their official order."""
    rows = select(
        store,
        f"SELECT DISTINCT ?domain ?number WHERE {{ ?domain a {MGI.Domain} ; "
        f"{SKOS.notation} ?number }}",
    )
    numbers = {
        domain: int(number.value)
        for domain, number in rows
        if isinstance(domain, NamedNode) and isinstance(number, Literal) and number.value.isdigit()
    }
    labels = collect_labels(find_labels(store, numbers))
    found = [
        DomainFacts(domain.value, number, show_page(domain, reader, labels))
        for domain, number in numbers.items()
    ]
    return tuple(sorted(found, key=lambda each: (each.number, each.iri)))
