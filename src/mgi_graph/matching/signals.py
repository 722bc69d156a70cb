"""Make the signals that a ranking weighs: meaning, words and domain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mgi_graph.matching.discriminant import (
    Discriminant,
    Moments,
    fit_discriminant,
    score_vectors,
    sum_moments,
)
from mgi_graph.matching.encoders import Encode, EncoderName
from mgi_graph.matching.lexicon import Lexicon, build_lexicon, score_words
from mgi_graph.matching.model import Indicator, LinkedFinding, UnlinkedFinding
from mgi_graph.matching.parameters import DiscriminantSettings, Parameters
from mgi_graph.matching.ranking import Scores, prefer_domain, standardise


@dataclass(frozen=True, slots=True)
class Learnt:
    """Hold all that was learnt from the scheme and the linked findings."""

    indicators: tuple[Indicator, ...]
    linked: tuple[LinkedFinding, ...]
    lexicon: Lexicon
    encoders: Mapping[EncoderName, Encode]
    discriminants: Mapping[EncoderName, Discriminant]


@dataclass(frozen=True, slots=True)
class Signals:
    """Hold scores, findings x indicators: the first two as measured, ``domain`` 0 to 1."""

    meaning: tuple[Scores, ...]
    words: Scores
    domain: Scores

    @property
    def weighable(self) -> tuple[Scores, ...]:
        """Return the signals in the order of a method's weights, on one scale."""
        return (*map(standardise, self.meaning), standardise(self.words), self.domain)

    @property
    def strengths(self) -> tuple[Scores, ...]:
        """Return the scores that tell a finding of the scheme from one of another matter."""
        return self.meaning or (self.words,)


def sum_scheme(
    indicators: Sequence[Indicator], encode: Encode, settings: DiscriminantSettings
) -> Moments:
    """Sum up the scheme's texts; the result depends on nothing else and can be kept."""
    examples = [
        (text.text, index, weight)
        for index, indicator in enumerate(indicators)
        for text in indicator.texts
        if (weight := settings.kind_weights[text.kind]) > 0
    ]
    vectors = encode([text for text, _, _ in examples])
    classes, weights = [each for _, each, _ in examples], [each for _, _, each in examples]
    return sum_moments(vectors, classes, weights, len(indicators))


def sum_linked(
    indicators: Sequence[Indicator],
    linked: Sequence[LinkedFinding],
    encode: Encode,
    settings: DiscriminantSettings,
) -> Moments:
    """Sum up the linked findings; one with two indicators counts half for each."""
    position = {each.slug: index for index, each in enumerate(indicators)}
    vectors = encode([each.text for each in linked])
    links = [(row, slug) for row, each in enumerate(linked) for slug in each.indicators]
    return sum_moments(
        vectors[[row for row, _ in links]],
        [position[slug] for _, slug in links],
        [settings.linked_weight / len(linked[row].indicators) for row, _ in links],
        len(indicators),
    )


def learn_signals(
    indicators: Sequence[Indicator],
    linked: Sequence[LinkedFinding],
    encoders: Mapping[EncoderName, Encode],
    scheme: Mapping[EncoderName, Moments],
    parameters: Parameters,
) -> Learnt:
    """Learn from the scheme, whose moments are ``scheme``, and from findings that people linked."""
    settings, discriminants = parameters.discriminant, {}
    for name, encode in encoders.items():
        moments = scheme[name]
        if linked:
            moments += sum_linked(indicators, linked, encode, settings)
        discriminants[name] = fit_discriminant(moments, settings.shrinkage[name])
    lexicon = build_lexicon(indicators, linked, parameters.lexicon)
    return Learnt(tuple(indicators), tuple(linked), lexicon, encoders, discriminants)


def featurise(learnt: Learnt, findings: Sequence[UnlinkedFinding]) -> Signals:
    """Score every indicator for every finding, by each encoder, by words and by domain."""
    texts = [each.text for each in findings]
    meaning = tuple(
        score_vectors(discriminant, learnt.encoders[name](texts))
        for name, discriminant in learnt.discriminants.items()
    )
    words = np.array([score_words(learnt.lexicon, each.text, each.language) for each in findings])
    domain = prefer_domain([each.domain for each in findings], learnt.indicators, learnt.linked)
    return Signals(meaning, words, domain)
