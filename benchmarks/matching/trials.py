"""Try the matching methods on findings and sentences that they have not learnt from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.matching.data import CITIES, Sentence, read_city, read_sentences
from benchmarks.matching.fitting import Batch, fit_method
from mgi_graph.assets import MATCHING_DIR
from mgi_graph.matching import Indicator, read_scheme
from mgi_graph.matching.discriminant import Moments
from mgi_graph.matching.encoders import Encode, EncoderName, load_encoder
from mgi_graph.matching.kept import find_moments
from mgi_graph.matching.matcher import DECIMALS, MOST_SURE
from mgi_graph.matching.parameters import MethodParameters, Parameters
from mgi_graph.matching.ranking import calibrate, describe_best, order_shares, share_out
from mgi_graph.matching.signals import Learnt, featurise, learn_signals

_FOLDS: Final = 5


@dataclass(frozen=True, slots=True)
class Trial:
    """Hold what a method proposed for a sentence.

    ``order`` holds the slugs of all indicators, the best first; ``sure`` is the
    confidence that is shown, and ``given`` says whether it reaches the floor.
    """

    sentence: Sentence
    order: tuple[str, ...]
    sure: float
    given: bool

    @property
    def is_right(self) -> bool:
        """Say whether the first proposal is one of the person's indicators."""
        return self.order[0] in self.sentence.indicators

    def rank(self, slug: str) -> int:
        """Return the rank of an indicator, from 1."""
        return self.order.index(slug) + 1


@dataclass(frozen=True, slots=True)
class Laboratory:
    """Hold the findings and sentences, and keep what was learnt from which cities."""

    indicators: tuple[Indicator, ...]
    parameters: Parameters
    encoders: Mapping[EncoderName, Encode]
    moments: Mapping[EncoderName, Moments]
    cities: Mapping[str, Sequence[Sentence]]
    tuning: Sequence[Sentence]
    held_back: Sequence[Sentence]
    new: Sequence[Sentence]
    learnt: dict[frozenset[str], Learnt] = field(default_factory=dict)

    def batch(self, sentences: Sequence[Sentence], cities: Sequence[str]) -> Batch:
        """Score sentences by what the findings of ``cities`` teach."""
        learnt = self._learn(frozenset(cities))
        slugs = [each.slug for each in learnt.indicators]
        right = np.array([[slug in each.indicators for slug in slugs] for each in sentences])
        signals = featurise(learnt, [each.finding for each in sentences])
        return Batch(tuple(sentences), tuple(slugs), signals, right)

    def groups(self, cities: Sequence[str]) -> list[Batch]:
        """Return each of ``cities`` as the others of them teach it."""
        return [
            self.batch(self.cities[city], [other for other in cities if other != city])
            for city in cities
        ]

    def folds(self, sentences: Sequence[Sentence], cities: Sequence[str]) -> list[Batch]:
        """Return sentences in parts of which each is held out in turn."""
        return self.batch(sentences, cities).fold(_FOLDS)

    def _learn(self, cities: frozenset[str]) -> Learnt:
        if cities not in self.learnt:
            linked = [each.linked for city in sorted(cities) for each in self.cities[city]]
            self.learnt[cities] = learn_signals(
                self.indicators, linked, self.encoders, self.moments, self.parameters
            )
        return self.learnt[cities]


def prepare(parameters: Parameters, *, keep_in: Path | None = None) -> Laboratory:
    """Read everything and load the encoders.

    Moments of the scheme that do not fit are made anew, and kept in ``keep_in``.
    """
    indicators = read_scheme()
    encoders = {name: load_encoder(name) for name in EncoderName}
    moments = {
        name: find_moments(
            indicators, name, encode, parameters.discriminant, MATCHING_DIR, keep_in, notice=print
        )
        for name, encode in encoders.items()
    }
    cities = {name: read_city(name) for name in CITIES}
    tuning, held_back, new = (read_sentences(name) for name in ("tuning", "held-back", "new"))
    return Laboratory(indicators, parameters, encoders, moments, cities, tuning, held_back, new)


def fit_all(laboratory: Laboratory, name: str) -> MethodParameters:
    """Fit a method to all but the new sentences, as it is shipped."""
    return _fit(laboratory, name, tuple(CITIES), [laboratory.tuning, laboratory.held_back])


def try_cities(laboratory: Laboratory, name: str) -> dict[str, list[Trial]]:
    """Try each city with weights, calibration and examples from all but its own findings."""
    found = {}
    for city in CITIES:
        rest = tuple(each for each in CITIES if each != city)
        method = _fit(laboratory, name, rest, [laboratory.tuning, laboratory.held_back])
        found[city] = apply(laboratory.batch(laboratory.cities[city], rest), method)
    return found


def try_pairs(laboratory: Laboratory, name: str) -> dict[tuple[str, str], list[Trial]]:
    """Try each city with the linked findings of one other; none is meant by an empty name."""
    found = {}
    for city in CITIES:
        rest = tuple(each for each in CITIES if each != city)
        method = _fit(laboratory, name, rest, [laboratory.tuning, laboratory.held_back])
        for other in ("", *rest):
            taught = [other] if other else []
            found[other, city] = apply(laboratory.batch(laboratory.cities[city], taught), method)
    return found


def try_tuning(laboratory: Laboratory, name: str) -> list[Trial]:
    """Try a fifth of the tuning sentences at a time, fitted to all the others."""
    cities = tuple(CITIES)
    parts = laboratory.folds(laboratory.tuning, cities)
    always = laboratory.groups(cities) + laboratory.folds(laboratory.held_back, cities)
    found = []
    for held_out, part in enumerate(parts):
        others = [each for number, each in enumerate(parts) if number != held_out]
        found += apply(part, fit_method(name, always + others))
    return found


def try_held_back(laboratory: Laboratory, name: str) -> list[Trial]:
    """Try the sentences that were held back once, fitted to the cities and the tuning sentences."""
    method = _fit(laboratory, name, tuple(CITIES), [laboratory.tuning])
    return apply(laboratory.batch(laboratory.held_back, tuple(CITIES)), method)


def try_new(laboratory: Laboratory, name: str) -> list[Trial]:
    """Try the new sentences with the method as it is shipped."""
    method = laboratory.parameters.methods[name]
    return apply(laboratory.batch(laboratory.new, tuple(CITIES)), method)


def apply(batch: Batch, method: MethodParameters) -> list[Trial]:
    """Propose as a matcher does, but all indicators in their order and no reasons."""
    signals = batch.see(method.encoders)
    shares = share_out(signals.weighable, method.weights)
    measures = describe_best(shares, signals.strengths)
    confidences = calibrate(measures, method.calibration).tolist()
    found = []
    for sentence, order, confidence in zip(
        batch.sentences, order_shares(shares).tolist(), confidences, strict=True
    ):
        sure = min(round(confidence, DECIMALS), MOST_SURE)
        ordered = tuple(batch.slugs[at] for at in order)
        found.append(Trial(sentence, ordered, sure, given=sure >= method.floor))
    return found


def _fit(
    laboratory: Laboratory,
    name: str,
    cities: tuple[str, ...],
    sentences: Sequence[Sequence[Sentence]],
) -> MethodParameters:
    groups = laboratory.groups(cities)
    for each in sentences:
        groups += laboratory.folds(each, cities)
    return fit_method(name, groups)
