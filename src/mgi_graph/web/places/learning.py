"""Set the gaps of a place beside what other places have well developed, or name as gaps too.

What belongs together is what the canned queries ``peer-learning`` and ``shared-gaps`` answer, so
that pages and API say the same; a test holds them to each other. The queries themselves take
several times as long.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import NamedNode

from mgi_graph.namespaces import ID
from mgi_graph.rdf.terms import MGI
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import select
from mgi_graph.web.pages.cards import (
    FOR_DEVELOPMENT,
    STATUSES,
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
    its lists. ``peers`` is cut into those shown and those to be opened; ``total`` is how many
    there are with those that were not read.
    """

    gap: Card
    peers: tuple[Peer, ...]
    own: tuple[Card, ...] = ()
    total: int = 0

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
        return max(0, self.total - len(self.shown) - len(self.folded))


@dataclass(frozen=True, slots=True)
class Lessons:
    """Hold the gaps of a place by whether others have a practice.

    ``without`` are those for which no other place has one, ``unlinked`` those of which
    that cannot be said, since they are linked to no indicator.
    """

    met: tuple[Meeting, ...]
    without: tuple[Meeting, ...]
    unlinked: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Others:
    """Hold what other places say on the indicators of a place's gaps.

    ``findings`` are the IRIs of all their findings by the gap and their status, ``cards``
    those of them that can be shown.
    """

    findings: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    cards: tuple[Card, ...] = ()

    def beside(self, gap: Card, status: str) -> frozenset[str]:
        """Return the IRIs of the findings of a status that share an indicator with ``gap``."""
        return self.findings.get((gap.iri, status), frozenset())


def read_with_others(
    store: DatasetStore, place: str, profile: str, reader: Reader
) -> tuple[tuple[Card, ...], Others]:
    """Return the findings of a place's profile, and what others say on the indicators of its gaps.

    The cards of both are read at once, since what stands on them is largely the same. Of those
    of others beside a gap, no more are read than the page shows, in the order of their IRIs.
    """
    findings = _find_others(store, place, profile)
    chosen = {iri for each in findings.values() for iri in sorted(each)[: OPEN + MOST]}
    values = " ".join(str(NamedNode(iri)) for iri in sorted(chosen))
    pattern = (
        f"{{ ?finding {MGI.reportedIn} {NamedNode(profile)} }} UNION "
        f"{{ VALUES ?finding {{ {values} }} }}"
    )
    cards = read_cards(store, pattern, reader)
    own = tuple(card for card in cards if card.iri not in chosen)
    return own, Others(findings, tuple(card for card in cards if card.iri in chosen))


def _find_others(
    store: DatasetStore, place: str, profile: str
) -> dict[tuple[str, str], frozenset[str]]:
    """Return the findings of other places by the gap that they share an indicator with."""
    statuses = " ".join(map(str, STATUSES))
    rows = select(
        store,
        f"""SELECT ?gap ?status ?finding WHERE {{
          {{ SELECT DISTINCT ?gap ?indicator WHERE {{
            ?gap {MGI.reportedIn} {NamedNode(profile)} ; a {MGI.AreaForDevelopment} ;
              {MGI.addresses} ?indicator . }} }}
          ?finding {MGI.addresses} ?indicator ; {MGI.reportedIn} ?theirs .
          ?theirs {MGI.assesses} ?other . FILTER(?other != {NamedNode(place)})
          VALUES ?status {{ {statuses} }} ?finding a ?status .
        }}""",
    )
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for gap, status, finding in rows:
        if (
            isinstance(gap, NamedNode)
            and isinstance(status, NamedNode)
            and isinstance(finding, NamedNode)
        ):
            found[gap.value, STATUSES[status]].add(finding.value)
    return {key: frozenset(each) for key, each in found.items()}


def find_meetings(cards: Sequence[Card], others: Others) -> tuple[Lessons, tuple[Meeting, ...]]:
    """Return what ``others`` have for the gaps among ``cards``, the findings of a place.

    Second come the gaps that others name too.
    """
    gaps = [card for card in cards if card.status == FOR_DEVELOPMENT]
    practices = [card for card in cards if card.status == WELL_DEVELOPED]
    meetings = [_meet_practices(gap, others, practices) for gap in gaps if gap.indicators]
    lessons = Lessons(
        met=tuple(each for each in meetings if each.peers),
        without=tuple(each for each in meetings if not each.peers),
        unlinked=tuple(gap for gap in gaps if not gap.indicators),
    )
    shared = [_meet(gap, others, FOR_DEVELOPMENT) for gap in gaps]
    return lessons, tuple(each for each in shared if each.peers)


def _meet_practices(gap: Card, others: Others, practices: Iterable[Card]) -> Meeting:
    """Set the practices of others beside ``gap``, and the place's own among ``practices``."""
    own = tuple(each for each in practices if share_indicators(gap, each))
    profiles = frozenset(map(_name_profile, others.beside(gap, FOR_DEVELOPMENT)))
    return _meet(gap, others, WELL_DEVELOPED, own=own, with_gap=profiles)


def _meet(
    gap: Card,
    others: Others,
    status: str,
    *,
    own: tuple[Card, ...] = (),
    with_gap: Collection[str] = (),
) -> Meeting:
    """Set beside ``gap`` what others say on it; ``with_gap`` are profiles that name a gap too."""
    findings = others.beside(gap, status)
    peers = tuple(
        Peer(card, share_indicators(gap, card), profile_of(card) in with_gap)
        for card in others.cards
        if card.iri in findings
    )
    return Meeting(gap, peers[: OPEN + MOST], own, len(findings))


def profile_of(card: Card) -> str:
    """Return the name of the profile that a finding is reported in, as its IRI has it."""
    return _name_profile(card.iri)


def _name_profile(finding: str) -> str:
    return finding.removeprefix(f"{ID}finding/").partition("/")[0]


def share_indicators(one: Card, other: Card) -> tuple[IndicatorLink, ...]:
    """Return the indicators that two findings address, suggested where one link is."""
    theirs = {link.indicator.iri: link for link in other.indicators}
    return tuple(
        IndicatorLink(link.indicator, link.suggested or theirs[link.indicator.iri].suggested)
        for link in one.indicators
        if link.indicator.iri in theirs
    )
