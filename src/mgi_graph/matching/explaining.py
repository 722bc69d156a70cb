"""Say why an indicator is proposed: the words that speak for it, and similar linked findings."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mgi_graph.matching.lexicon import name_words
from mgi_graph.matching.model import Candidate, TextKind, UnlinkedFinding
from mgi_graph.matching.signals import Learnt
from mgi_graph.matching.words import read_words

_MOST_WORDS: Final = 5
_MOST_SIMILAR: Final = 2
_LABELS: Final = frozenset({TextKind.PREF_LABEL, TextKind.ALT_LABEL})


def explain(
    learnt: Learnt,
    finding: UnlinkedFinding,
    index: int,
    share: float,
    likeness: NDArray[np.float64] | None,
) -> Candidate:
    """Return the indicator at ``index`` as a candidate with its reasons.

    ``likeness`` holds the cosine of the finding with each linked finding, or ``None``
    where no encoder is at hand: then words alone are given.
    """
    return Candidate(
        learnt.indicators[index].slug,
        share,
        tuple(name_words(learnt.lexicon, finding.text, finding.language, index, _MOST_WORDS)),
        _nearest_label(learnt, finding, index),
        () if likeness is None else _similar(learnt, index, likeness),
    )


def _nearest_label(learnt: Learnt, finding: UnlinkedFinding, index: int) -> str:
    """Return the label whose words the finding has for the most part, or nothing."""
    held = {lemma for lemma, _ in read_words(finding.text, finding.language)}
    best, most = "", 0.0
    for text in learnt.indicators[index].texts:
        if text.kind in _LABELS and text.language == finding.language:
            lemmas = {lemma for lemma, _ in read_words(text.text, text.language)}
            shared = _weigh(learnt, lemmas & held, index)
            covered = shared * shared / (_weigh(learnt, lemmas, index) or 1.0)
            if covered > most:
                best, most = text.text, covered
    return best


def _weigh(learnt: Learnt, lemmas: set[str], index: int) -> float:
    weights = learnt.lexicon.weights
    return sum(weights.get(lemma, {}).get(index, 0.0) for lemma in sorted(lemmas))


def _similar(learnt: Learnt, index: int, likeness: NDArray[np.float64]) -> tuple[str, ...]:
    slug = learnt.indicators[index].slug
    with_it = [row for row, each in enumerate(learnt.linked) if slug in each.indicators]
    ordered = sorted(with_it, key=lambda row: (-likeness[row], row))[:_MOST_SIMILAR]
    return tuple(learnt.linked[row].iri for row in ordered)


def compare_linked(
    learnt: Learnt, findings: Sequence[UnlinkedFinding]
) -> NDArray[np.float64] | None:
    """Return the cosine of each finding (rows) with each linked one, by the first encoder."""
    if not learnt.encoders or not learnt.linked:
        return None
    encode = next(iter(learnt.encoders.values()))
    ours = encode([each.text for each in findings]).astype(np.float64)
    theirs = encode([each.text for each in learnt.linked]).astype(np.float64)
    return ours @ theirs.T
