"""Show the assessed places by country, all in alphabetical order."""

from collections import defaultdict
from dataclasses import dataclass, field

from mgi_graph.store import DatasetStore
from mgi_graph.web.pages.rendering import Reader, render
from mgi_graph.web.pages.views import Shown
from mgi_graph.web.places.facts import COUNTRY, PlaceFacts, read_assessed, sort_key
from mgi_graph.workers.tasks import Answer


@dataclass(frozen=True, slots=True)
class ListPlaces:
    """List every place that a profile assesses, under its country."""

    reader: Reader = field(default_factory=Reader)

    def run(self, store: DatasetStore) -> Answer:
        """Return the page."""
        places = read_assessed(store, self.reader)
        context = {"countries": group_by_country(places), "count": len(places)}
        return Answer(render("places/places.html", self.reader, context), "text/html")


def group_by_country(
    places: tuple[PlaceFacts, ...],
) -> list[tuple[Shown | None, list[PlaceFacts]]]:
    """Return the places of each country, a country's own profile first, then in their order.

    Those whose country is not known come last, under ``None``.
    """
    countries: dict[str, Shown] = {}
    grouped: dict[str, list[PlaceFacts]] = defaultdict(list)
    for place in places:
        country = place.country or (place.shown if place.kind == COUNTRY else None)
        iri = "" if country is None else country.iri
        if country is not None:
            countries[iri] = country
        grouped[iri].append(place)
    ordered = sorted(countries.values(), key=sort_key)
    found: list[tuple[Shown | None, list[PlaceFacts]]] = [
        (country, sorted(grouped[country.iri], key=lambda place: place.kind != COUNTRY))
        for country in ordered
    ]
    return found + ([(None, grouped[""])] if "" in grouped else [])
