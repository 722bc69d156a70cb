"""Set the gaps of a place beside what other places have well developed, or name as gaps too.

What belongs together is what the canned queries ``peer-learning`` and ``shared-gaps``
answer, so that pages and API say the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from mgi_graph.queries import run_query
from mgi_graph.results import Solutions, Term
from mgi_graph.store import OxigraphStore
from mgi_graph.store.asking import list_values
from mgi_graph.web.api.canned import find_canned
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


def read_lessons(store: OxigraphStore, slug: str, cards: Sequence[Card], reader: Reader) -> Lessons:
    """Return what others have for the gaps among ``cards``, the findings of a place."""
    peers = _read_peers(store, "peer-learning", "practice", slug, reader)
    gaps = [card for card in cards if card.status == FOR_DEVELOPMENT]
    practices = [card for card in cards if card.status == WELL_DEVELOPED]
    meetings = [_meet(gap, peers.get(gap.iri, ()), practices) for gap in gaps if gap.indicators]
    return Lessons(
        met=tuple(each for each in meetings if each.peers),
        without=tuple(each for each in meetings if not each.peers),
        unlinked=tuple(gap for gap in gaps if not gap.indicators),
    )


def read_shared(
    store: OxigraphStore, slug: str, cards: Sequence[Card], reader: Reader
) -> tuple[Meeting, ...]:
    """Return the gaps among ``cards`` that other places name too."""
    peers = _read_peers(store, "shared-gaps", "peerGap", slug, reader)
    return tuple(_meet(card, peers[card.iri], ()) for card in cards if card.iri in peers)


def _meet(gap: Card, found: Iterable[tuple[Card, bool]], practices: Iterable[Card]) -> Meeting:
    own = tuple(each for each in practices if share_indicators(gap, each))
    peers = (Peer(card, share_indicators(gap, card), also) for card, also in found)
    return Meeting(gap, tuple(peers), own)


def share_indicators(one: Card, other: Card) -> tuple[IndicatorLink, ...]:
    """Return the indicators that two findings address, suggested where one link is."""
    theirs = {link.indicator.iri: link for link in other.indicators}
    return tuple(
        IndicatorLink(link.indicator, link.suggested or theirs[link.indicator.iri].suggested)
        for link in one.indicators
        if link.indicator.iri in theirs
    )


def _read_peers(
    store: OxigraphStore, query: str, other: str, slug: str, reader: Reader
) -> dict[str, list[tuple[Card, bool]]]:
    """Return the findings of others that a canned query gives for each gap, as it orders them.

    ``other`` is its variable for them.
    """
    answer = run_query(store, find_canned(query), {"place": slug, "lang": reader.language})
    if not isinstance(answer, Solutions):
        raise TypeError(f"the canned query {query} answers with solutions")
    pairs: dict[tuple[NamedNode, NamedNode], bool] = {}
    for row in answer.rows:
        said: dict[str, Term | None] = dict(zip(answer.variables, row, strict=True))
        gap, peer, also = said["gap"], said[other], said.get("peerHasGapToo")
        if isinstance(gap, NamedNode) and isinstance(peer, NamedNode):
            pairs[gap, peer] = isinstance(also, Literal) and also.value == "true"
    cards = {
        card.iri: card
        for values in list_values(peer for _, peer in pairs)
        for card in read_cards(store, f"VALUES ?finding {{ {values} }}", reader)
    }
    found: dict[str, list[tuple[Card, bool]]] = defaultdict(list)
    for (gap, peer), also_gap in pairs.items():
        if peer.value in cards:
            found[gap.value].append((cards[peer.value], also_gap))
    return dict(found)
