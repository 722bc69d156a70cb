"""Show the assessed places by country, all in alphabetical order."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal

from mgi_graph.rdf.terms import MGI
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import select
from mgi_graph.web.pages.rendering import Reader, render
from mgi_graph.web.pages.views import Shown, sort_key
from mgi_graph.web.places.facts import COUNTRY, PlaceFacts, list_assessed, read_places
from mgi_graph.workers.tasks import Answer

PAGE_LENGTH: Final = 200
"""How many places stand on one page of the list."""


@dataclass(frozen=True, slots=True)
class ListPlaces:
    """List the places that profiles assess, under their countries, page by page.

    ``page`` counts from 1. The answer's facts have ``pages``, the number of the last; one
    behind it is empty.
    """

    reader: Reader = field(default_factory=Reader)
    page: int = 1

    def run(self, store: DatasetStore) -> Answer:
        """Return the page."""
        pattern = (
            f"SELECT (COUNT(DISTINCT ?place) AS ?n) WHERE {{ ?profile {MGI.assesses} ?place }}"
        )
        ((number,),) = select(store, pattern)
        count = int(number.value) if isinstance(number, Literal) else 0
        last = max(1, -(-count // PAGE_LENGTH))
        if self.page > last:
            return Answer(b"", "text/html", facts={"pages": last})
        listed = list_assessed(store, PAGE_LENGTH, offset=PAGE_LENGTH * (self.page - 1))
        places = read_places(store, listed, self.reader)
        context = {
            "countries": group_by_country(places),
            "count": count,
            "page": self.page,
            "last": last,
        }
        page = render("places/places.html", self.reader, context)
        return Answer(page, "text/html", facts={"pages": last})


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
