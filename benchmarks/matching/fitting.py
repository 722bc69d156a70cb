"""Fit a matching method: the weights of its signals, and the calibration of its confidence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.matching.data import Sentence
from mgi_graph.matching.encoders import EncoderName
from mgi_graph.matching.parameters import MethodParameters, encoders_of
from mgi_graph.matching.ranking import Calibration, describe_best, share_out
from mgi_graph.matching.signals import Signals

FLOOR: Final = 0.6
"""The confidence below which a finding is left open; chosen, not fitted."""

_RIDGE: Final = 0.3
_CALIBRATION_RIDGE: Final = 1.0
_FIRST_GUESS: Final = 0.3
_LEAST: Final = 1e-300


@dataclass(frozen=True, slots=True)
class Batch:
    """Hold sentences with the signals of both encoders; ``right`` is sentences x indicators."""

    sentences: tuple[Sentence, ...]
    slugs: tuple[str, ...]
    signals: Signals
    right: NDArray[np.bool_]

    def take(self, rows: Sequence[int]) -> "Batch":
        """Return some of the sentences."""
        at = list(rows)
        signals = Signals(
            tuple(each[at] for each in self.signals.meaning),
            self.signals.words[at],
            self.signals.domain[at],
        )
        sentences = tuple(self.sentences[row] for row in at)
        return Batch(sentences, self.slugs, signals, self.right[at])

    def fold(self, count: int) -> list["Batch"]:
        """Deal the sentences out into ``count`` parts."""
        size = len(self.sentences)
        return [self.take(range(part, size, count)) for part in range(count)]

    def see(self, encoders: Sequence[EncoderName]) -> Signals:
        """Return the signals that a method with these encoders has."""
        held = zip(EncoderName, self.signals.meaning, strict=True)
        return replace(self.signals, meaning=tuple(each for name, each in held if name in encoders))


def fit_method(name: str, groups: Sequence[Batch]) -> MethodParameters:
    """Fit the weights to all groups, and the calibration to each by the weights of the others."""
    encoders = encoders_of(name)
    measures, right = [], []
    for held_out, group in enumerate(groups):
        others = [each for number, each in enumerate(groups) if number != held_out]
        found, best = measure(group, encoders, fit_weights(others, encoders))
        measures.append(found)
        right.append(group.right[np.arange(len(best)), best])
    return MethodParameters(
        name,
        encoders,
        tuple(round(each, 4) for each in fit_weights(groups, encoders)),
        fit_calibration(np.vstack(measures), np.concatenate(right)),
        FLOOR,
    )


def measure(
    batch: Batch, encoders: Sequence[EncoderName], weights: Sequence[float]
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Return what the calibration reads of each sentence, and its best indicator."""
    signals = batch.see(encoders)
    shares = share_out(signals.weighable, weights)
    return describe_best(shares, signals.strengths), shares.argmax(axis=1)


def fit_weights(groups: Sequence[Batch], encoders: Sequence[EncoderName]) -> list[float]:
    """Fit a conditional logit with a ridge; the right indicators of a sentence share its weight."""
    features, targets = [], []
    for group in groups:
        rows = group.right.any(axis=1)
        features.append(np.stack(group.see(encoders).weighable, axis=-1)[rows])
        targets.append(group.right[rows] / group.right[rows].sum(axis=1, keepdims=True))
    seen, wanted = np.concatenate(features), np.concatenate(targets)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total = seen @ weights
        power = np.exp(total - total.max(axis=1, keepdims=True))
        shares = power / power.sum(axis=1, keepdims=True)
        cost = -(wanted * np.log(shares + _LEAST)).sum() + _RIDGE / 2 * weights @ weights
        slope = np.einsum("ij,ijk->k", shares - wanted, seen) + _RIDGE * weights
        return float(cost), slope

    start = np.full(seen.shape[-1], _FIRST_GUESS)
    fitted: list[float] = minimize(loss, start, jac=True, method="L-BFGS-B").x.tolist()
    return fitted


def fit_calibration(measures: NDArray[np.float64], right: NDArray[np.bool_]) -> Calibration:
    """Fit a logistic regression with a ridge on the standardised measures (Platt 1999)."""
    mean, deviation = measures.mean(axis=0), measures.std(axis=0)
    seen = np.column_stack([(measures - mean) / deviation, np.ones(len(measures))])
    wanted = right.astype(np.float64)

    def loss(slopes: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        logit = seen @ slopes
        ridge = np.append(_CALIBRATION_RIDGE * slopes[:-1], 0.0)
        cost = (np.logaddexp(0, logit) - wanted * logit).sum() + ridge @ slopes / 2
        chance = 0.5 * (1 + np.tanh(0.5 * logit))
        return float(cost), seen.T @ (chance - wanted) + ridge

    fitted = minimize(loss, np.zeros(seen.shape[1]), jac=True, method="L-BFGS-B").x
    slopes = fitted[:-1] / deviation
    intercept = float(fitted[-1] - slopes @ mean)
    return Calibration(tuple(round(each, 5) for each in slopes.tolist()), round(intercept, 4))
