"""Test how the matching methods are fitted and counted."""

import hashlib
import math

import numpy as np
import pytest

from benchmarks.matching.data import CITIES, SENTENCES_DIR, Sentence, read_city, read_sentences
from benchmarks.matching.fitting import fit_calibration
from benchmarks.matching.misses import list_misses
from benchmarks.matching.scores import (
    Count,
    Scores,
    count_confidences,
    is_missed,
    measure_calibration,
)
from benchmarks.matching.trials import Trial
from mgi_graph.matching import read_scheme
from mgi_graph.matching.ranking import calibrate


def _trial(wanted: str, order: str, sure: float) -> Trial:
    sentence = Sentence("x", "en", "partnerships", "words", tuple(wanted))
    return Trial(sentence, tuple(order), sure, given=sure >= 0.6)


TRIALS = [
    _trial("a", "abcd", 0.95),
    _trial("bd", "abcd", 0.8),
    _trial("c", "cabd", 0.5),
    _trial("", "abcd", 0.3),
    _trial("", "abcd", 0.7),
]


def test_what_is_right_is_counted() -> None:
    """Sentences about nothing count only among those that should be left open."""
    scores = Scores.of(TRIALS)
    assert (scores.first, scores.given) == (Count(2, 3), Count(1, 2))
    assert (scores.abstained, scores.nothing) == (Count(1, 3), Count(1, 2))
    assert (scores.links, scores.any) == (Count(3, 4), Count(3, 3))


def test_confidences_are_counted_in_bins() -> None:
    """The greatest confidence has a bin of its own."""
    found = count_confidences(TRIALS)
    assert [each.all for each in found] == [0, 1, 1, 1, 1, 0, 1]
    assert [each.hits for each in found] == [0, 0, 1, 0, 0, 0, 1]


def test_the_calibration_error_is_the_mean_distance() -> None:
    """|.95 - 1|, .8, |.5 - 1|, .3 and .7, each in a bin of its own, by five."""
    assert measure_calibration(TRIALS) == pytest.approx(2.35 / 5)


def test_every_miss_is_listed() -> None:
    """A miss without an explanation is marked, not hidden."""
    assert [is_missed(each) for each in TRIALS] == [False, True, False, False, True]
    listed = list_misses("some", TRIALS)
    assert listed[0] == "### Some: 2 wrong first, 0 with a further indicator not shown"
    assert all("**unexplained**" in each for each in listed[1:])


def test_the_interval_is_wilsons() -> None:
    """8 of 10: 0.490 to 0.943, as tables of the Wilson score interval have it."""
    low, high = Count(8, 10).interval
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)


def test_calibration_finds_the_chances_that_made_the_data() -> None:
    """Where 20 % of the low and 80 % of the high are right, nearly that is said."""
    measures = np.repeat([[0.0], [1.0]], 500, axis=0)
    right = np.array([True] * 100 + [False] * 400 + [True] * 400 + [False] * 100)
    low, high = calibrate(np.array([[0.0], [1.0]]), fit_calibration(measures, right))
    assert math.isclose(low, 0.2, abs_tol=0.01)
    assert math.isclose(high, 0.8, abs_tol=0.01)


def test_the_new_sentences_are_as_they_were_frozen() -> None:
    """They were written before the fit; a changed one would be another measurement."""
    frozen, name = (SENTENCES_DIR / "sentences.sha256").read_text(encoding="utf-8").split()
    assert hashlib.sha256((SENTENCES_DIR / name).read_bytes()).hexdigest() == frozen


def test_every_sentence_has_indicators_of_the_scheme() -> None:
    """So have the findings of the cities; the names of the sentences are all different."""
    known = {each.slug for each in read_scheme()}
    sentences = [each for name in ("tuning", "held-back", "new") for each in read_sentences(name)]
    findings = [each for city in CITIES for each in read_city(city)]
    assert len(findings) == 105
    assert {each.name for each in sentences if not each.indicators} != set()
    assert len({each.name for each in sentences}) == len(sentences) == 198
    assert all(known.issuperset(each.indicators) for each in [*sentences, *findings])
    assert all(each.indicators for each in findings)
