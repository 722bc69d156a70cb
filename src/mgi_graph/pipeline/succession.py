"""Find which profile precedes which."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from mgi_graph.model import Profile, YearMonth
from mgi_graph.rdf.iris import place_slug


def find_successors(named: Iterable[tuple[str, Profile]]) -> Mapping[str, tuple[str, ...]]:
    """Return the next later profile of the same place for each profile that has one.

    It is what the rule ``mgi-precedes`` derives: where two profiles of a place share the
    soonest later month, both follow.
    """
    by_place: dict[str, dict[YearMonth, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, profile in named:
        by_place[place_slug(profile.place)][profile.issued].append(name)
    found: dict[str, tuple[str, ...]] = {}
    for months in by_place.values():
        for month, later in pairwise(sorted(months)):
            found.update({name: tuple(sorted(months[later])) for name in months[month]})
    return found
