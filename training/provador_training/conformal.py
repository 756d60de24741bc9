"""Conformal intervals: runs of neighbouring grades around the answer that hold the true grade.

Every grade of every wine gets a nonconformity score, which is 0 for the wine's `quality` and never
falls on the way from it to either side. An interval takes the grades up to a limit, so that it is
one run, holds `quality`, and grows with the limit. The limit for a confidence is a quantile of the
scores that true grades got from models which had not seen their wines (Vovk, Gammerman and Shafer,
Algorithmic Learning in a Random World, 2005; "massBefore" is that of Romano, Sesia and Candes,
NeurIPS 2020, without their random numbers, grown as a run; "leastProbability" that of Sadinle, Lei
and Wasserman, JASA 2019, made to rise on the way from the median).
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from provador_training.data import Floats, Ints
from provador_training.metrics import median_grade, rounded_grade

SLACK = 1e-9
"""A score may exceed the limit by this: limits are written with nine decimals."""
DECIMALS = {"distance": 3}
"""Decimals to which calibration scores are rounded *up*, `FULL` of them to the nearest.

The wines of one alcohol content have nearly the same score of a line, so that distances come in
crowds, which a model of a few wines more or less moves as one past a limit that lies among them.
Rounded up, the limit takes the rest of a crowd in.
"""
FULL = 9
SCORES = {"distribution": "massAndRarity", "score": "distance"}
"""The nonconformity score of each kind of answer, chosen on `SELECTION_SEEDS`."""
CANDIDATES = ("massAndRarity", "massBefore", "leastProbability")
"""The scores that a distribution could have had."""

Nonconformity = Callable[[Floats, Ints], Floats]
"""Answers float64 [N, G] (or [N, 1]) and grades int64 [G] to the grades' scores float64 [N, G]."""


def mass_before(probabilities: Floats, grades: Ints) -> Floats:
    """The probability that the run around the median held before it took the grade in.

    The run starts as the median grade alone, whose score is 0, and takes in the more probable of
    its two neighbours, the lower one of equals, until it holds all grades.
    """
    wine = np.arange(len(probabilities))
    lowest = np.searchsorted(grades, median_grade(probabilities, grades))
    highest = lowest.copy()
    mass: Floats = probabilities[wine, lowest]
    scores = np.zeros(probabilities.shape)
    outside = np.full((len(wine), 1), -1.0)
    # One column more at either end, so that a run at the edge finds no grade worth taking there.
    around = np.hstack([outside, probabilities, outside])
    for _ in range(len(grades) - 1):
        downwards = around[wine, lowest] >= around[wine, highest + 2]
        lowest, highest = lowest - downwards, highest + ~downwards
        taken = np.where(downwards, lowest, highest)
        scores[wine, taken] = mass
        mass = mass + probabilities[wine, taken]
    return scores


def least_probability(probabilities: Floats, grades: Ints) -> Floats:
    """1 - the least probability of all grades from the median to the grade; 0 for the median."""
    median = np.searchsorted(grades, median_grade(probabilities, grades))[:, None]
    column = np.arange(len(grades))
    upwards = np.where(column >= median, probabilities, np.inf)
    downwards = np.where(column <= median, probabilities, np.inf)
    least = np.where(
        column >= median,
        np.minimum.accumulate(upwards, axis=1),
        np.minimum.accumulate(downwards[:, ::-1], axis=1)[:, ::-1],
    )
    return np.where(column == median, 0.0, 1 - least)


def mass_and_rarity(probabilities: Floats, grades: Ints) -> Floats:
    """The mean of the two scores above: the second sees a rare grade that the first takes early."""
    both = mass_before(probabilities, grades) + least_probability(probabilities, grades)
    mean: Floats = both / 2
    return mean


def distance(scores: Floats, grades: Ints) -> Floats:
    """How far the grade is from a bare score float64 [N, 1]; 0 for the rounded score."""
    quality = rounded_grade(scores[:, 0], grades)[:, None]
    return np.where(grades == quality, 0.0, np.abs(grades - scores))


NONCONFORMITY: dict[str, Nonconformity] = {
    "massAndRarity": mass_and_rarity,
    "massBefore": mass_before,
    "leastProbability": least_probability,
    "distance": distance,
}


def calibration_scores(name: str, answers: Floats, truth: Ints, grades: Ints) -> Floats:
    """The true grades' scores, ascending float64 [N], of answers by models that had not seen them.

    Rounded as `calibration.json` holds them.
    """
    scores = NONCONFORMITY[name](answers, grades)
    own = scores[np.arange(len(truth)), np.searchsorted(grades, truth)]
    ascending: Floats = np.sort(own).round(FULL)
    if name in DECIMALS:
        unit = 10.0 ** DECIMALS[name]
        # Rounded before, so that dust above a multiple does not cost a whole step.
        ascending = np.ceil((ascending * unit).round(FULL - DECIMALS[name])) / unit
    return ascending


def limit(ascending: Floats, confidence: float) -> float:
    """The k-th smallest of N scores, k = ceil((N + 1) * confidence).

    Then the score of a further wine is at most the limit with at least that probability, if it is
    drawn like the N (is exchangeable with them).
    """
    rank = math.ceil((len(ascending) + 1) * confidence)
    if not 1 <= rank <= len(ascending):
        raise ValueError(f"{len(ascending)} scores support no confidence of {confidence}")
    return float(ascending[rank - 1])


def covered(
    name: str, answers: Floats, grades: Ints, ascending: Floats, confidence: float
) -> NDArray[np.bool_]:
    """Which grades the intervals hold, [N, G]: in each row one run that holds the quality."""
    scores = NONCONFORMITY[name](answers, grades)
    inside: NDArray[np.bool_] = scores <= limit(ascending, confidence) + SLACK
    return inside
