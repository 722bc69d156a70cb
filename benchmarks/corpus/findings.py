"""Choose what the findings of a profile say, whatever the language they are written in."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from typing import TypeVar

from benchmarks.corpus.bodies import Body, Cast
from benchmarks.corpus.frames import BACK, FRAMES, IN_PARTS, SECONDS, TAILS, Frame
from benchmarks.corpus.places import Assignment
from benchmarks.corpus.words.tables import read_table
from mgi_graph.model import DomainSlug, PlaceKind, Status

_FEWEST, _MEAN, _SPREAD, _MOST = 10, 35, 13, 70
_STOCK = 0.006
"""Share of findings that say what findings elsewhere say, word for word."""

_BARE = "bare"
_STOCK_FRAMES = {
    status: next(each for each in frames if each.name in {"services", "none"})
    for status, frames in FRAMES.items()
}
_INSTRUMENT_FRAMES = frozenset({"plan-year", "plan-period", "adopted"})

_Choice = TypeVar("_Choice")


@dataclass(frozen=True, slots=True)
class PlannedFinding:
    """Hold what a finding says: a topic in a frame, with a tail and a second sentence.

    ``stock`` says that its words are chosen without chance, so that they come again.
    """

    domain: DomainSlug
    status: Status
    position: int
    topic: str
    frame: Frame
    tail: str
    second: str
    group: str
    slots: dict[str, str | Body]
    stock: bool

    @property
    def indicators(self) -> tuple[str, ...]:
        """Return the indicators that it addresses."""
        further = TAILS[self.tail][0]
        return (self.topic, further) if further and further != self.topic else (self.topic,)

    @property
    def groups(self) -> tuple[str, ...]:
        """Return the population groups that it says it is for."""
        return (self.group,) if self.tail == "group" else ()


def plan_findings(
    assignment: Assignment, named: Cast, chance: random.Random
) -> list[PlannedFinding]:
    """Choose the findings of a profile, in the official order of domains and lists."""
    return [
        _plan(assignment, named, chance, (domain, status, position), topic)
        for domain, status, length in _lengths(chance)
        for position, topic in enumerate(_topics(domain, length, chance), start=1)
    ]


def _lengths(chance: random.Random) -> Iterator[tuple[DomainSlug, Status, int]]:
    """Yield the lists of a profile; some profiles leave out a domain, or a list of one."""
    total = min(max(round(chance.gauss(_MEAN, _SPREAD)), _FEWEST), _MOST)
    lists = [(domain, status) for domain in DomainSlug for status in Status]
    if chance.random() < 0.15:
        left_out = chance.choice(list(DomainSlug))
        lists = [each for each in lists if each[0] is not left_out]
    if chance.random() < 0.2:
        lists.remove(chance.choice(lists))
    lengths = dict.fromkeys(lists[:total], 1)
    likely = [1.5 if status is Status.WELL_DEVELOPED else 1.0 for _, status in lists]
    for each in chance.choices(lists, likely, k=max(total - len(lists), 0)):
        lengths[each] = lengths.get(each, 0) + 1
    return ((domain, status, length) for (domain, status), length in lengths.items())


def _topics(domain: DomainSlug, length: int, chance: random.Random) -> Sequence[str]:
    """Choose different indicators of a domain, the common ones more often."""
    known = _known_topics(domain)
    order = sorted(known, key=lambda topic: -(chance.random() ** known[topic]))
    return [order[at % len(order)] for at in range(length)]


@cache
def _known_topics(domain: DomainSlug) -> dict[str, float]:
    """Return the exponent by which chance ranks each indicator (Efraimidis and Spirakis)."""
    topics = read_table("topics_en")[domain.value]
    return {topic: 1 + rank / 4 for rank, topic in enumerate(topics)}


def _plan(
    assignment: Assignment,
    named: Cast,
    chance: random.Random,
    key: tuple[DomainSlug, Status, int],
    topic: str,
) -> PlannedFinding:
    domain, status, position = key
    stock = chance.random() < _STOCK
    frame = _choose(_frames(domain, status, assignment.place.kind), chance)
    tail = _choose(_TAILS, chance)
    second = chance.choice(SECONDS[status]) if chance.random() < 0.22 else ""
    if frame.name in _INSTRUMENT_FRAMES and chance.random() < 0.3:
        second = BACK
    if stock:
        frame, topic = _STOCK_FRAMES[status], next(iter(_known_topics(domain)))
    if stock or frame.name == IN_PARTS:
        tail = second = ""
    elif frame.name == _BARE and not tail:
        tail = _choose(_TAILS, chance)
    group = chance.choice(_groups())
    slots = _slots(assignment, named, chance)
    return PlannedFinding(domain, status, position, topic, frame, tail, second, group, slots, stock)


def _slots(assignment: Assignment, named: Cast, chance: random.Random) -> dict[str, str | Body]:
    """Choose what stands in the slots; two units or two plans are never the same."""
    slots: dict[str, str | Body] = {}
    for slot, bodies in named.by_slot.items():
        at = int(chance.random() * len(bodies))
        slots[slot] = bodies[at]
        if slot in {"unit", "plan"}:
            slots[f"{slot}2"] = bodies[(at + 1) % len(bodies)]
    issued = assignment.issued.year
    year = issued - int(chance.random() * 8)
    first = issued - int(chance.random() * 4)
    slots["year"], slots["from"] = str(year), str(first)
    slots["to"] = str(first + 3 + int(chance.random() * 9))
    slots["number"] = str(12 + int(chance.random() ** 3 * 8000))
    return slots


_Weighted = tuple[tuple[_Choice, ...], tuple[float, ...]]


def _weigh(choices: Sequence[_Choice], weights: Sequence[float]) -> "_Weighted[_Choice]":
    return tuple(choices), tuple(accumulate(weights))


def _choose(weighted: "_Weighted[_Choice]", chance: random.Random) -> _Choice:
    choices, sums = weighted
    return chance.choices(choices, cum_weights=sums)[0]


_TAILS = _weigh(tuple(TAILS), [weight for _, weight in TAILS.values()])


@cache
def _frames(domain: DomainSlug, status: Status, kind: PlaceKind) -> "_Weighted[Frame]":
    frames = [
        each
        for each in FRAMES[status]
        if each.domain is None or (each.domain is domain and kind is not PlaceKind.COUNTRY)
    ]
    return _weigh(frames, [each.weight for each in frames])


@lru_cache(maxsize=1)
def _groups() -> tuple[str, ...]:
    return tuple(read_table("sentences")["groups"])
