"""Compare meanings: a linear discriminant over sentence vectors, one class an indicator.

Each text of an indicator, and each linked finding with it, is an example of its class.
The classes share one covariance (Fisher's linear discriminant, shrunk towards a sphere:
Ledoit and Wolf 2004), which mutes what all texts have in common: their language, their
length, the word "migrants". Plain cosines do not, and measured worse.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Vectors: TypeAlias = NDArray[np.floating]

_LEAST_SPREAD: Final = 1e-8
"""Keeps the covariance invertible where all examples of each class are the same."""


@dataclass(frozen=True, slots=True)
class Moments:
    """Hold the sums from which a discriminant is made; those of two sets of examples add up.

    ``weights`` is one a class, ``sums`` classes x dimensions, ``products`` (the weighted
    sum of outer products) dimensions x dimensions.
    """

    weights: NDArray[np.float64]
    sums: NDArray[np.float64]
    products: NDArray[np.float64]

    def __add__(self, other: "Moments") -> "Moments":
        """Return the moments of both sets together."""
        return Moments(
            self.weights + other.weights, self.sums + other.sums, self.products + other.products
        )


@dataclass(frozen=True, slots=True)
class Discriminant:
    """Hold a linear score for each class: ``vector @ slopes.T + intercepts``."""

    slopes: NDArray[np.float64]
    intercepts: NDArray[np.float64]


def sum_moments(
    vectors: Vectors, classes: Sequence[int], weights: Sequence[float], size: int
) -> Moments:
    """Sum up examples; ``classes`` holds the class of each vector, ``size`` counts the classes.

    >>> moments = sum_moments(np.eye(2), [0, 1], [1.0, 2.0], 2)
    >>> moments.sums.tolist()
    [[1.0, 0.0], [0.0, 2.0]]
    """
    examples = np.asarray(vectors, dtype=np.float64)
    weight = np.asarray(weights, dtype=np.float64)
    weighted = examples * weight[:, None]
    sums, totals = np.zeros((size, examples.shape[1])), np.zeros(size)
    np.add.at(sums, np.asarray(classes), weighted)
    np.add.at(totals, np.asarray(classes), weight)
    return Moments(totals, sums, weighted.T @ examples)


def fit_discriminant(moments: Moments, shrinkage: float) -> Discriminant:
    """Make the discriminant; ``shrinkage`` from 0 (the covariance as it is) to 1 (a sphere).

    A class without examples is put where the mean of all is.
    """
    empty = moments.weights <= 0
    means = moments.sums / np.where(empty, 1.0, moments.weights)[:, None]
    means[empty] = moments.sums.sum(axis=0) / moments.weights.sum()
    within = (moments.products - moments.sums.T @ means) / moments.weights.sum()
    size = len(within)
    sphere = (np.trace(within) / size + _LEAST_SPREAD) * np.eye(size)
    slopes = np.linalg.solve((1 - shrinkage) * within + shrinkage * sphere, means.T).T
    return Discriminant(slopes, -0.5 * (slopes * means).sum(axis=1))


def score_vectors(discriminant: Discriminant, vectors: Vectors) -> NDArray[np.float64]:
    """Return the score of each vector (rows) for each class (columns)."""
    examples = np.asarray(vectors, dtype=np.float64)
    scores: NDArray[np.float64] = examples @ discriminant.slopes.T + discriminant.intercepts
    return scores
