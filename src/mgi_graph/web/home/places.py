"""Read the places that profiles assess, with their countries and where they are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Final

from pyoxigraph import Literal, NamedNode

from mgi_graph.namespaces import ID, PREFIXES
from mgi_graph.rdf.terms import MGI
from mgi_graph.results import Term
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import select
from mgi_graph.web.linked_data.neighbours import find_labels
from mgi_graph.web.pages.cards import show_page
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.views import Shown, collect_labels, sort_key

MOST_PLACES: Final = 200
"""How many places the home page shows; all are on the list of places."""

_LATITUDE: Final = NamedNode(PREFIXES["geo"] + "lat")
_LONGITUDE: Final = NamedNode(PREFIXES["geo"] + "long")
_PLACES: Final = ID + "place/"


@dataclass(frozen=True, slots=True)
class HomePlace:
    """Hold an assessed place; ``point`` is its latitude and longitude where they are known.

    ``slug`` is what stands for it in addresses, empty for an IRI that is not one of ours.
    """

    place: Shown
    country: Shown | None
    point: tuple[float, float] | None
    slug: str


def read_home_places(store: DatasetStore, reader: Reader) -> tuple[tuple[HomePlace, ...], bool]:
    """Return the assessed places in alphabetical order, and whether there are more."""
    rows = select(
        store,
        f"""SELECT DISTINCT ?place ?country ?latitude ?longitude WHERE {{
          {{ SELECT DISTINCT ?place {{ ?profile {MGI.assesses} ?place }}
             ORDER BY ?place LIMIT {MOST_PLACES + 1} }}
          OPTIONAL {{ ?place {MGI.inCountry} ?country }}
          OPTIONAL {{ ?place {_LATITUDE} ?latitude ; {_LONGITUDE} ?longitude }}
        }} ORDER BY ?place ?country ?latitude ?longitude""",
    )
    named = {term for row in rows for term in row[:2] if isinstance(term, NamedNode)}
    labels = collect_labels(find_labels(store, named))
    found: dict[NamedNode, HomePlace] = {}
    for place, country, latitude, longitude in rows:
        if isinstance(place, NamedNode) and place not in found:
            shown = show_page(place, reader, labels)
            own = show_page(country, reader, labels) if isinstance(country, NamedNode) else None
            slug = place.value.removeprefix(_PLACES) if place.value.startswith(_PLACES) else ""
            found[place] = HomePlace(shown, own, _point(latitude, longitude), slug)
    listed = list(found.values())[:MOST_PLACES]
    return tuple(sorted(listed, key=lambda each: sort_key(each.place))), len(found) > MOST_PLACES


def _point(latitude: Term | None, longitude: Term | None) -> tuple[float, float] | None:
    """Return a point, ``None`` for numbers that name none on Earth."""
    if not isinstance(latitude, Literal) or not isinstance(longitude, Literal):
        return None
    try:
        point = float(latitude.value), float(longitude.value)
    except ValueError:
        return None
    is_point = all(map(isfinite, point)) and abs(point[0]) <= 90 and abs(point[1]) <= 180
    return point if is_point else None


def group_by_country(places: Sequence[HomePlace]) -> list[tuple[Shown, list[HomePlace]]]:
    """Return each country with its places, in alphabetical order; a country is its own."""
    groups: dict[Shown, list[HomePlace]] = defaultdict(list)
    for each in places:
        groups[each.country or each.place].append(each)
    ordered = sorted(groups.items(), key=lambda item: sort_key(item[0]))
    return [(country, list(group)) for country, group in ordered]
