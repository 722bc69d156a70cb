"""Say which profile labels a place or a body that several profiles speak of.

A title may call a place a city and a later one a district, and introductions may spell a
university with an accent or without: one of them counts, the first in the order of names.
"""

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode

from mgi_graph.model import Profile
from mgi_graph.rdf.iris import mint_agent, mint_place


def find_labelled(
    spoken_of: Iterable[tuple[str, Iterable[NamedNode]]],
) -> Mapping[str, frozenset[NamedNode]]:
    """Return, for each profile, what it speaks of and an earlier one labels.

    ``spoken_of`` are the profiles in the order of their names.
    """
    first: dict[NamedNode, str] = {}
    return {
        name: frozenset(node for node in nodes if first.setdefault(node, name) != name)
        for name, nodes in spoken_of
    }


def list_spoken_of(profile: Profile, bodies: Iterable[str]) -> list[NamedNode]:
    """Return the place and the bodies, by their slugs, that a profile describes."""
    return [mint_place(profile.place), *map(mint_agent, bodies)]
