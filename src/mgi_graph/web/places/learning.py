"""Set the gaps of a place beside what other places have well developed, or name as gaps too.

What belongs together is what the canned queries ``peer-learning`` and ``shared-gaps`` answer, so
that pages and API say the same; a test holds them to each other. The queries themselves take
several times as long.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from mgi_graph.namespaces import ID
from mgi_graph.rdf.terms import MGI
from mgi_graph.store import DatasetStore
from mgi_graph.web.pages.cards import (
    FOR_DEVELOPMENT,
    WELL_DEVELOPED,
    Card,
    IndicatorLink,
    read_cards,
)
from mgi_graph.web.pages.rendering import Reader

OPEN: Final = 6
"""How many findings of others stand beside a gap at once; more can be opened."""

MOST: Final = 40
"""How many can be opened; more are on the page of the indicator."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Hold another place's finding beside a gap, and the indicators that both address.

    ``also_gap`` says that the same profile names a gap on the matter too.
    """

    card: Card
    indicators: tuple[IndicatorLink, ...]
    also_gap: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """Hold a gap with what others say on the same indicators.

    ``own`` are the place's own well-developed areas on them: the indicator is on both of
    its lists. ``peers`` is cut into those shown, those to be opened, and how many are left out.
    """

    gap: Card
    peers: tuple[Peer, ...]
    own: tuple[Card, ...] = ()

    @property
    def shown(self) -> tuple[Peer, ...]:
        """Return the first of the others' findings."""
        return self.peers[:OPEN]

    @property
    def folded(self) -> tuple[Peer, ...]:
        """Return those that can be opened."""
        return self.peers[OPEN : OPEN + MOST]

    @property
    def left_out(self) -> int:
        """Return how many more there are."""
        return max(0, len(self.peers) - OPEN - MOST)


@dataclass(frozen=True, slots=True)
class Lessons:
    """Hold the gaps of a place by whether others have a practice.

    ``without`` are those for which no other place has one, ``unlinked`` those of which
    that cannot be said, since they are linked to no indicator.
    """

    met: tuple[Meeting, ...]
    without: tuple[Meeting, ...]
    unlinked: tuple[Card, ...]


def read_with_others(
    store: DatasetStore, place: str, profile: str, reader: Reader
) -> tuple[tuple[Card, ...], tuple[Card, ...]]:
    """Return the findings of a place's profile, and those of others on the indicators of its gaps.

    They are read at once, since what is shown beside them is largely the same.
    """
    own = f"?finding {MGI.reportedIn} {NamedNode(profile)} ."
    others = (
        f"{{ SELECT DISTINCT ?indicator WHERE {{ ?gap {MGI.reportedIn} {NamedNode(profile)} ; "
        f"a {MGI.AreaForDevelopment} ; {MGI.addresses} ?indicator }} }} "
        f"?finding {MGI.addresses} ?indicator ; {MGI.reportedIn}/{MGI.assesses} ?other . "
        f"FILTER(?other != {NamedNode(place)})"
    )
    cards = read_cards(store, f"{{ {own} }} UNION {{ {others} }}", reader)
    name = profile.removeprefix(f"{ID}profile/")
    return (
        tuple(card for card in cards if profile_of(card) == name),
        tuple(card for card in cards if profile_of(card) != name),
    )


def find_meetings(
    cards: Sequence[Card], others: Sequence[Card]
) -> tuple[Lessons, tuple[Meeting, ...]]:
    """Return what ``others`` have for the gaps among ``cards``, the findings of a place.

    Second come the gaps that others name too.
    """
    gaps = [card for card in cards if card.status == FOR_DEVELOPMENT]
    practices = [card for card in cards if card.status == WELL_DEVELOPED]
    theirs = [card for card in others if card.status == WELL_DEVELOPED]
    missed = [card for card in others if card.status == FOR_DEVELOPMENT]
    meetings = [_meet(gap, theirs, missed, practices) for gap in gaps if gap.indicators]
    lessons = Lessons(
        met=tuple(each for each in meetings if each.peers),
        without=tuple(each for each in meetings if not each.peers),
        unlinked=tuple(gap for gap in gaps if not gap.indicators),
    )
    shared = [_meet(gap, missed, (), ()) for gap in gaps]
    return lessons, tuple(each for each in shared if each.peers)


def _meet(
    gap: Card, theirs: Iterable[Card], missed: Sequence[Card], practices: Iterable[Card]
) -> Meeting:
    """Set beside ``gap`` those of ``theirs`` that share an indicator with it.

    ``missed`` are the gaps of the others, ``practices`` what the place itself has.
    """
    own = tuple(each for each in practices if share_indicators(gap, each))
    profiles = {profile_of(card) for card in missed if share_indicators(gap, card)}
    peers = (
        Peer(card, share_indicators(gap, card), profile_of(card) in profiles) for card in theirs
    )
    return Meeting(gap, tuple(each for each in peers if each.indicators), own)


def profile_of(card: Card) -> str:
    """Return the name of the profile that a finding is reported in, as its IRI has it."""
    return card.iri.removeprefix(f"{ID}finding/").partition("/")[0]


def share_indicators(one: Card, other: Card) -> tuple[IndicatorLink, ...]:
    """Return the indicators that two findings address, suggested where one link is."""
    theirs = {link.indicator.iri: link for link in other.indicators}
    return tuple(
        IndicatorLink(link.indicator, link.suggested or theirs[link.indicator.iri].suggested)
        for link in one.indicators
        if link.indicator.iri in theirs
    )
