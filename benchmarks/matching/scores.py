"""Count what was right among trials, with the intervals that such counts leave open."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from benchmarks.matching.trials import Trial

BINS: Final = ((0.0, 0.3), (0.3, 0.5), (0.5, 0.6), (0.6, 0.75), (0.75, 0.85), (0.85, 0.95))
"""Confidences from the first number up to the second; the greatest possible one is by itself."""

_Held = TypeVar("_Held")

_NEAR_NORMAL: Final = 1.96
SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Count:
    """Hold how many of how many."""

    hits: int
    all: int

    def __str__(self) -> str:
        """Write the share with its 95 % interval.

        >>> str(Count(90, 100)), str(Count(0, 0))
        ('.900 (.83–.94)', '–')
        """
        if not self.all:
            return "–"
        low, high = self.interval
        return f"{_share(self.share, 3)} ({_share(low, 2)}–{_share(high, 2)})"

    @property
    def share(self) -> float:
        """Return the hits' share of all, 0 where there are none."""
        return self.hits / self.all if self.all else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Return Wilson's 95 % interval (1927).

        >>> [round(each, 3) for each in Count(0, 10).interval]
        [0.0, 0.278]
        """
        share, size, z = self.share, self.all, _NEAR_NORMAL
        centre = share + z * z / (2 * size)
        half = z * math.sqrt(share * (1 - share) / size + z * z / (4 * size * size))
        scale = 1 + z * z / size
        return max(0.0, (centre - half) / scale), min(1.0, (centre + half) / scale)

    def show_share(self) -> str:
        """Write the share alone.

        >>> Count(1, 3).show_share()
        '.333'
        """
        return _share(self.share, 3) if self.all else "–"


def _share(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".removeprefix("0")


@dataclass(frozen=True, slots=True)
class Scores:
    """Hold the counts of some trials.

    ``first`` counts sentences whose first proposal is right, ``given`` the same of those
    that are not left open; ``links`` counts the person's indicators that stand among the
    three, ``any`` the sentences of which one does; ``nothing`` counts sentences about
    nothing in the scheme that are left open, which the other numbers leave out.
    """

    first: Count
    given: Count
    abstained: Count
    links: Count
    any: Count
    nothing: Count

    @classmethod
    def of(cls, trials: Sequence[Trial]) -> "Scores":
        """Count trials."""
        real = [each for each in trials if each.sentence.indicators]
        given = [each for each in real if each.given]
        nothing = [each for each in trials if not each.sentence.indicators]
        ranks = [[each.rank(slug) for slug in each.sentence.indicators] for each in real]
        every = [rank for held in ranks for rank in held]
        return cls(
            first=_count(real, lambda each: each.is_right),
            given=_count(given, lambda each: each.is_right),
            abstained=_count(real, lambda each: not each.given),
            links=_count(every, lambda rank: rank <= SHOWN),
            any=_count(ranks, lambda held: min(held) <= SHOWN),
            nothing=_count(nothing, lambda each: not each.given),
        )


def _count(held: Sequence[_Held], test: Callable[[_Held], bool]) -> Count:
    return Count(sum(map(test, held)), len(held))


def count_confidences(trials: Sequence[Trial]) -> list[Count]:
    """Count how many of those said to be so sure were right: each of ``BINS``, then the top."""
    counts = [
        _count([each for each in trials if low <= each.sure < high], lambda each: each.is_right)
        for low, high in BINS
    ]
    top = [each for each in trials if each.sure >= BINS[-1][1]]
    return [*counts, _count(top, lambda each: each.is_right)]


def measure_calibration(trials: Sequence[Trial]) -> float:
    """Return the mean distance of what was said from what was right, over the bins (ECE)."""
    edges = [*BINS, (BINS[-1][1], math.inf)]
    error = 0.0
    for low, high in edges:
        held = [each for each in trials if low <= each.sure < high]
        error += abs(math.fsum(each.sure - each.is_right for each in held))
    return error / len(trials)


def is_missed(trial: Trial) -> bool:
    """Say whether the first proposal is wrong, or one of the person's indicators is not shown."""
    wanted = trial.sentence.indicators
    if not wanted:
        return trial.given
    return not trial.is_right or any(trial.rank(slug) > SHOWN for slug in wanted)
