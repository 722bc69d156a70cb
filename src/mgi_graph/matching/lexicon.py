"""Compare words: score indicators for a finding by the words they share (BM25)."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mgi_graph.matching.model import Indicator, LinkedFinding, TextKind
from mgi_graph.matching.words import read_words


@dataclass(frozen=True, slots=True)
class LexiconSettings:
    """Set how much a word counts by where it stands, and BM25's two constants.

    ``saturation`` is BM25's k1, ``length_norm`` its b (Robertson and Zaragoza 2009, 3.3).
    """

    kind_weights: Mapping[TextKind, float]
    linked_weight: float
    saturation: float
    length_norm: float


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Hold for each lemma its weight for each indicator that has it, by the indicator's index."""

    size: int
    weights: Mapping[str, Mapping[int, float]]


def build_lexicon(
    indicators: Sequence[Indicator],
    linked: Sequence[LinkedFinding],
    settings: LexiconSettings,
) -> Lexicon:
    """Read the words of every indicator, in all languages, and of its linked findings.

    All languages go into one document, for the four share many lemmas once accents are
    folded, and a language in which the scheme says little borrows from its neighbours.
    """
    counts: list[Counter[str]] = [Counter() for _ in indicators]
    position = {each.slug: index for index, each in enumerate(indicators)}
    for count, indicator in zip(counts, indicators, strict=True):
        for text in indicator.texts:
            _add(count, text.text, text.language, settings.kind_weights.get(text.kind, 0.0))
    for finding in linked:
        share = settings.linked_weight / len(finding.indicators)
        for slug in finding.indicators:
            _add(counts[position[slug]], finding.text, finding.language, share)
    return _weigh(counts, settings)


def _add(count: Counter[str], text: str, language: str, weight: float) -> None:
    if weight > 0:
        for lemma, _ in read_words(text, language):
            count[lemma] += weight  # type: ignore[assignment]  # typeshed has whole counts only


def _weigh(counts: Sequence[Counter[str]], settings: LexiconSettings) -> Lexicon:
    k1, b = settings.saturation, settings.length_norm
    lengths = [math.fsum(count.values()) for count in counts]
    mean = math.fsum(lengths) / len(lengths) or 1.0
    frequency = Counter(lemma for count in counts for lemma in count)
    weights: dict[str, dict[int, float]] = {}
    for index, count in enumerate(counts):
        for lemma, times in count.items():
            rarity = math.log(1 + (len(counts) - frequency[lemma] + 0.5) / (frequency[lemma] + 0.5))
            norm = k1 * (1 - b + b * lengths[index] / mean)
            weights.setdefault(lemma, {})[index] = rarity * times * (k1 + 1) / (times + norm)
    return Lexicon(len(counts), weights)


def score_words(lexicon: Lexicon, text: str, language: str) -> NDArray[np.float64]:
    """Return BM25 of ``text`` for each indicator, each lemma counted once."""
    scores = np.zeros(lexicon.size)
    for lemma in sorted({lemma for lemma, _ in read_words(text, language)}):
        for index, weight in lexicon.weights.get(lemma, {}).items():
            scores[index] += weight
    return scores


def name_words(lexicon: Lexicon, text: str, language: str, index: int, most: int) -> list[str]:
    """Return the words of ``text`` that speak most for one indicator rather than for the others.

    A word speaks for it by its weight there less its mean weight over all indicators.
    """
    found: dict[str, tuple[float, str]] = {}
    for lemma, word in read_words(text, language):
        weights = lexicon.weights.get(lemma, {})
        gain = weights.get(index, 0.0) - math.fsum(weights.values()) / lexicon.size
        if gain > 0:
            found.setdefault(lemma, (gain, word))
    ordered = sorted(found.values(), key=lambda each: -each[0])
    return [word for _, word in ordered[:most]]
