"""Weigh the signals together: shares among the indicators, and a calibrated confidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from mgi_graph.matching.model import Indicator, LinkedFinding

Scores: TypeAlias = NDArray[np.float64]
"""Findings x indicators."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Turn what is known of a best candidate into the probability that it is right (Platt 1999).

    ``slopes`` belong to the columns of :func:`describe_best`.
    """

    slopes: tuple[float, ...]
    intercept: float


def standardise(scores: Scores) -> Scores:
    """Give each row mean 0 and deviation 1, so that scores of different kinds can be added.

    A row of equal scores, which says nothing, becomes zeros.

    >>> standardise(np.array([[1.0, 3.0], [2.0, 2.0]])).tolist()
    [[-1.0, 1.0], [0.0, 0.0]]
    """
    deviation = scores.std(axis=1, keepdims=True)
    centred = scores - scores.mean(axis=1, keepdims=True)
    standard: Scores = np.divide(
        centred, deviation, out=np.zeros_like(centred), where=deviation > 0
    )
    return standard


def prefer_domain(
    domains: Sequence[str], indicators: Sequence[Indicator], linked: Sequence[LinkedFinding]
) -> Scores:
    """Return 1 where an indicator is of the finding's domain, elsewhere how often it strays.

    An indicator strays as often as linked findings of other domains have it: with none
    known 0, with all of ``n`` known ``n / (n + 1)``.
    """
    strays, known = np.zeros(len(indicators)), np.zeros(len(indicators))
    position = {each.slug: index for index, each in enumerate(indicators)}
    for finding in linked:
        for slug in finding.indicators:
            index = position[slug]
            known[index] += 1
            strays[index] += indicators[index].domain != finding.domain
    away = strays / (known + 1)
    home = np.array([[each.domain == domain for each in indicators] for domain in domains])
    preference: Scores = np.where(home, 1.0, away[None, :])
    return preference


def share_out(signals: Sequence[Scores], weights: Sequence[float]) -> Scores:
    """Return each indicator's share of 1, row by row: a softmax of the weighted signals."""
    total = sum(
        (weight * signal for weight, signal in zip(weights, signals, strict=True)),
        np.zeros_like(signals[0]),
    )
    power = np.exp(total - total.max(axis=1, keepdims=True))
    shares: Scores = power / power.sum(axis=1, keepdims=True)
    return shares


def order_shares(shares: Scores) -> NDArray[np.intp]:
    """Return the columns of each row from the greatest share down, ties by position."""
    return np.argsort(-shares, axis=1, kind="stable")


def describe_best(shares: Scores, strengths: Sequence[Scores]) -> Scores:
    """Return what the calibration reads of each finding, one column a measure.

    First the log odds of the best share: how far it stands from its rivals. Then, for each
    of ``strengths`` (findings x indicators, not standardised), the best score: whether the
    finding is near to anything in the scheme at all.
    """
    best = np.clip(shares.max(axis=1), 1e-9, 1 - 1e-9)
    return np.column_stack([np.log(best / (1 - best)), *(each.max(axis=1) for each in strengths)])


def calibrate(measures: Scores, calibration: Calibration) -> NDArray[np.float64]:
    """Return the probability that the best candidate of each row is right."""
    logit = measures @ np.array(calibration.slopes) + calibration.intercept
    # The logistic function, written so that no power overflows.
    result: NDArray[np.float64] = 0.5 * (1 + np.tanh(0.5 * logit))
    return result
