"""Count which proposals of names, years, periods and groups are what a person found."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from benchmarks.naming.read import GoldMention, Reading, Text
from mgi_graph.matching.naming import NamedMention, Names, propose_for_profile
from mgi_graph.matching.naming import Statement as Proposed


@dataclass(slots=True)
class Score:
    """Count what was found, what was proposed, and what of it is both."""

    right_found: int = 0
    """Of what a person found, how many were proposed."""
    found: int = 0
    right_proposed: int = 0
    """Of what was proposed, how many a person had found."""
    proposed: int = 0

    def add(self, other: "Score") -> None:
        """Add the counts of ``other``."""
        self.right_found += other.right_found
        self.found += other.found
        self.right_proposed += other.right_proposed
        self.proposed += other.proposed


MEASURES = (
    "exact",
    "overlapping",
    "names",
    "classes",
    "same",
    "years",
    "owners",
    "periods",
    "groups",
)


@dataclass(slots=True)
class Result:
    """Hold the scores of some statements by their measure, and every defect in words."""

    scores: dict[str, Score] = field(default_factory=lambda: {each: Score() for each in MEASURES})
    defects: list[tuple[str, str]] = field(default_factory=list)
    """The statement's name, and what is wrong."""

    def add(self, other: "Result") -> None:
        """Add the scores and defects of ``other``."""
        for each in MEASURES:
            self.scores[each].add(other.scores[each])
        self.defects += other.defects


def measure(text: Text) -> dict[str, Result]:
    """Return the results of a text by language; it is read as one profile."""
    statements = [Proposed(each.text, each.language) for each in text.readings]
    names = propose_for_profile(statements, text.known, text.place)
    results: dict[str, Result] = {}
    for reading, found in zip(text.readings, names, strict=True):
        results.setdefault(reading.language, Result()).add(_measure(reading, found))
    pairs = _same(text.readings, names)
    next(iter(results.values())).scores["same"].add(pairs)
    return results


def _measure(reading: Reading, names: Names) -> Result:
    result = Result()
    matched = _mentions(reading, names, result)
    _years(reading, names, matched, result)
    wanted = [(each.first, each.last, each.text) for each in reading.periods]
    _compare(
        result,
        "periods",
        reading,
        wanted,
        ((each.first, each.last, each.text) for each in names.periods),
    )
    _compare(result, "groups", reading, reading.groups, names.groups)
    return result


def _compare(
    result: Result, name: str, reading: Reading, found: Iterable[object], proposed: Iterable[object]
) -> None:
    """Compare two bags of things, and tell each that is in one of them only."""
    wanted, got = Counter(found), Counter(proposed)
    right = (wanted & got).total()
    result.scores[name].add(Score(right, wanted.total(), right, got.total()))
    for what, defects in (("missed", wanted - got), ("wrong", got - wanted)):
        for each in sorted(map(_show, defects.elements())):
            result.defects.append((reading.name, f"{name}: {what} {each}"))


def _show(value: object) -> str:
    return " · ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def find_span(reading: Reading, mention: GoldMention) -> tuple[int, int]:
    """Return where the words of ``mention`` begin and end in the statement."""
    at = -len(mention.text)
    for _ in range(mention.occurrence):
        at = reading.text.index(mention.text, at + len(mention.text) if at >= 0 else 0)
    return at, at + len(mention.text)


def _overlaps(first: tuple[int, int], second: tuple[int, int]) -> bool:
    return first[0] < second[1] and second[0] < first[1]


def _mentions(
    reading: Reading, names: Names, result: Result
) -> list[tuple[GoldMention, NamedMention]]:
    """Score the mentions, and return those that were proposed with exactly their span."""
    gold = {find_span(reading, each): each for each in reading.mentions}
    proposed = {(each.start, each.end): each for each in names.mentions}
    exact = [(gold[span], proposed[span]) for span in gold if span in proposed]
    result.scores["exact"].add(Score(len(exact), len(gold), len(exact), len(proposed)))
    result.scores["overlapping"].add(
        Score(
            sum(any(_overlaps(span, other) for other in proposed) for span in gold),
            len(gold),
            sum(any(_overlaps(span, other) for other in gold) for span in proposed),
            len(proposed),
        )
    )
    own = [each for each, _ in exact if each.is_name]
    result.scores["names"].add(
        Score(len(own), sum(each.is_name for each in gold.values()), len(exact), len(proposed))
    )
    right = sum(each.thing_class == other.thing_class for each, other in exact)
    result.scores["classes"].add(Score(right, len(exact), right, len(exact)))
    result.defects += _defects(reading, gold, proposed)
    return exact


def _defects(
    reading: Reading,
    gold: dict[tuple[int, int], GoldMention],
    proposed: dict[tuple[int, int], NamedMention],
) -> Iterator[tuple[str, str]]:
    for span in sorted(gold.keys() - proposed.keys()):
        back = "" if gold[span].is_name else " (points back, no name)"
        yield reading.name, f"mention: missed “{gold[span].text}”{back}"
    for span in sorted(proposed.keys() - gold.keys()):
        yield reading.name, f"mention: wrong “{proposed[span].text}” ({proposed[span].thing_class})"
    for span in sorted(gold.keys() & proposed.keys()):
        wanted, got = gold[span].thing_class, proposed[span].thing_class
        if wanted != got:
            yield reading.name, f"class: “{gold[span].text}” is {wanted}, not {got}"


def _years(
    reading: Reading,
    names: Names,
    matched: Sequence[tuple[GoldMention, NamedMention]],
    result: Result,
) -> None:
    """Score the years by number, property and words, and then with the thing that they are of."""
    _compare(
        result,
        "years",
        reading,
        ((each.year, each.property, each.text) for each in reading.years),
        ((each.year, each.property.value, each.text) for each in names.years),
    )
    things = {mention.thing_slug: gold.thing for gold, mention in matched}
    wanted = [
        (each.year, each.property, each.text, each.of or "the practice") for each in reading.years
    ]
    got = [
        (
            each.year,
            each.property.value,
            each.text,
            "the practice" if each.of is None else things.get(each.of, each.of),
        )
        for each in names.years
    ]
    _compare(result, "owners", reading, wanted, got)


def _same(readings: Sequence[Reading], names: Sequence[Names]) -> Score:
    """Score the pairs of exactly found mentions that are of one thing."""
    found = [
        (each.thing, mention.thing_slug)
        for reading, proposed in zip(readings, names, strict=True)
        for each, mention in _pairs(reading, proposed)
    ]
    pairs = [(one[0] == two[0], one[1] == two[1]) for one, two in combinations(found, 2)]
    right = sum(gold and got for gold, got in pairs)
    return Score(right, sum(gold for gold, _ in pairs), right, sum(got for _, got in pairs))


def _pairs(reading: Reading, names: Names) -> Iterator[tuple[GoldMention, NamedMention]]:
    proposed = {(each.start, each.end): each for each in names.mentions}
    for each in reading.mentions:
        span = find_span(reading, each)
        if span in proposed:
            yield each, proposed[span]
