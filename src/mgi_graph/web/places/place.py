"""Show a place: its profile, what others can teach it, its findings, and what they name."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import NamedNode

from mgi_graph.rdf.terms import MGI
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import select
from mgi_graph.web.downloads.subsets import FORMATS, Subset
from mgi_graph.web.linked_data.citing import cite_dataset
from mgi_graph.web.linked_data.neighbours import find_labels
from mgi_graph.web.linked_data.similar import FindSimilar
from mgi_graph.web.pages.addresses import name_thing, page_of
from mgi_graph.web.pages.cards import (
    FOR_DEVELOPMENT,
    WELL_DEVELOPED,
    Card,
    read_cards,
    show_page,
)
from mgi_graph.web.pages.rendering import Reader, render
from mgi_graph.web.pages.views import Shown, collect_labels, sort_key
from mgi_graph.web.pages.wheel import Segment, Wheel, draw_wheel
from mgi_graph.web.places.facts import (
    COUNTRY,
    DomainFacts,
    PlaceFacts,
    ProfileFacts,
    list_assessed,
    name_places,
    place_of,
    read_domains,
    read_places,
)
from mgi_graph.web.places.learning import find_meetings, read_with_others
from mgi_graph.web.places.named import read_named
from mgi_graph.workers.tasks import Answer

_DESCRIBED: Final = ("ttl", "jsonld", "rdf", "nt")
"""The formats of a profile's file that the page offers."""

MOST_NEIGHBOURS: Final = 120
"""How many other places the page offers to compare with."""

MOST_WITHIN: Final = 200
"""How many places of a country stand on its page."""


@dataclass(frozen=True, slots=True)
class DomainPart:
    """Hold the findings of a profile in one domain, each list as the source orders it."""

    domain: DomainFacts
    well_developed: tuple[Card, ...]
    for_development: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class ShowPlace:
    """Make the page of the place that ``slug`` names, assessed or only named.

    The answer's facts have ``known``, 0 where no place has that name: then the page says
    so, with the places most like it.
    """

    slug: str
    reader: Reader = field(default_factory=Reader)

    def run(self, store: DatasetStore) -> Answer:
        """Return the page."""
        iri = place_of(self.slug)
        found = read_places(store, [] if iri is None else [iri], self.reader)
        if not found:
            return self._miss(store)
        (place,) = found
        within = self._within(store, place) if place.kind == COUNTRY else ()
        context: dict[str, object] = {
            "place": place,
            "within": within[:MOST_WITHIN],
            "most_within": MOST_WITHIN if len(within) > MOST_WITHIN else 0,
        }
        if place.profiles:
            context |= self._assessed(store, place)
            page = render("places/place.html", self.reader, context)
        else:
            context["belonging"] = _read_belonging(store, place, self.reader)
            page = render("places/named.html", self.reader, context)
        return Answer(page, "text/html", facts={"known": 1})

    def _miss(self, store: DatasetStore) -> Answer:
        similar = FindSimilar(name_thing("place", self.slug), self.reader).run(store)
        suggestions = [
            Shown(each["label"], page_of(each["iri"], self.reader))
            for each in json.loads(similar.body)["suggestions"]
        ]
        context = {"slug": self.slug[:100], "suggestions": suggestions}
        page = render("places/unknown.html", self.reader, context)
        return Answer(page, "text/html", facts={"known": 0})

    def _within(self, store: DatasetStore, country: PlaceFacts) -> tuple[PlaceFacts, ...]:
        """Return the places of a country, those assessed first, one more than are shown."""
        rows = select(
            store,
            f"""SELECT DISTINCT ?place ?assessed WHERE {{
              ?place {MGI.inCountry} {NamedNode(country.iri)} .
              BIND(EXISTS {{ ?profile {MGI.assesses} ?place }} AS ?assessed)
            }} ORDER BY DESC(?assessed) ?place LIMIT {MOST_WITHIN + 1}""",
        )
        places = [place for place, _ in rows if isinstance(place, NamedNode)]
        return read_places(store, places, self.reader)

    def _assessed(self, store: DatasetStore, place: PlaceFacts) -> dict[str, object]:
        newest, *earlier = place.profiles
        domains = read_domains(store, self.reader)
        cards, others = read_with_others(store, place.iri, newest.iri, self.reader)
        parts = part_by_domain(domains, cards)
        lessons, shared = find_meetings(cards, others)
        neighbours = self._neighbours(store, place)
        return {
            "newest": newest,
            "earlier": [
                (profile, part_by_domain(domains, _read_findings(store, profile, self.reader)))
                for profile in earlier
            ],
            "drawn": _draw(parts),
            "lessons": lessons,
            "shared": shared,
            "parts": parts,
            "named": read_named(store, newest.iri, cards, self.reader),
            "others": [
                (each, self._compare(place, each))
                for each in name_places(store, neighbours[:MOST_NEIGHBOURS], self.reader)
            ],
            "most_others": MOST_NEIGHBOURS if len(neighbours) > MOST_NEIGHBOURS else 0,
            "files": _list_files(newest, self.reader),
            "citation": _cite(store, newest, self.reader),
        }

    @staticmethod
    def _neighbours(store: DatasetStore, place: PlaceFacts) -> list[NamedNode]:
        """Return other assessed places, those of the same country first, one more than are shown.

        The place itself may be among those read: so there is one more again.
        """
        country = place.iri if place.country is None else place.country.iri
        near = list_assessed(store, MOST_NEIGHBOURS + 2, country=country)
        far = list_assessed(store, MOST_NEIGHBOURS + 2)
        return [each for each in dict.fromkeys([*near, *far]) if each.value != place.iri]

    def _compare(self, one: PlaceFacts, other: PlaceFacts) -> str:
        first, second = sorted((one.slug, other.slug))
        return f"{self.reader.home}/compare?place={first}&place={second}"


def _read_findings(store: DatasetStore, profile: ProfileFacts, reader: Reader) -> tuple[Card, ...]:
    return read_cards(store, f"?finding {MGI.reportedIn} {NamedNode(profile.iri)} .", reader)


def part_by_domain(domains: Sequence[DomainFacts], cards: Sequence[Card]) -> list[DomainPart]:
    """Return the findings of each domain; one of which there are none has empty lists."""

    def choose(domain: DomainFacts, status: str) -> tuple[Card, ...]:
        return tuple(
            card for card in cards if card.domain.iri == domain.iri and card.status == status
        )

    return [
        DomainPart(domain, choose(domain, WELL_DEVELOPED), choose(domain, FOR_DEVELOPMENT))
        for domain in domains
    ]


def _draw(parts: Sequence[DomainPart]) -> Wheel:
    return draw_wheel(
        [
            Segment(
                part.domain.number,
                part.domain.shown.text,
                f"#domain-{part.domain.number}",
                len(part.well_developed),
                len(part.for_development),
            )
            for part in parts
        ]
    )


def _read_belonging(store: DatasetStore, place: PlaceFacts, reader: Reader) -> list[Shown]:
    rows = select(
        store, f"SELECT DISTINCT ?thing WHERE {{ ?thing {MGI.belongsTo} {NamedNode(place.iri)} }}"
    )
    things = [thing for (thing,) in rows if isinstance(thing, NamedNode)]
    labels = collect_labels(find_labels(store, things))
    return sorted((show_page(thing, reader, labels) for thing in things), key=sort_key)


def _list_files(profile: ProfileFacts, reader: Reader) -> list[tuple[str, str]]:
    """Return suffix and address of the files of a profile."""
    stem = Subset("profile", profile.name).stem
    return [
        (suffix, f"{reader.root}/downloads/{stem}.{suffix}")
        for suffix in _DESCRIBED
        if suffix in FORMATS
    ]


def _cite(store: DatasetStore, profile: ProfileFacts, reader: Reader) -> tuple[Shown, str]:
    """Return the title of a profile and what stands behind it in a citation."""
    issued = f" ({profile.issued})" if profile.issued else ""
    return profile.title, f"{issued}{cite_dataset(store, reader.language)}. {profile.iri}"
