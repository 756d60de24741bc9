"""Quality of predictions, in the conventions of the manifest and the model card.

Probabilities are float64 [N, G] over `grades` int64 [G] in ascending order; truth is int64 [N].
Shares are fractions of 1.
"""

from __future__ import annotations

import numpy as np

from provador_training.data import Floats, Ints

MEDIAN_SLACK = 1e-6
"""So that float32 sums of exactly one half count as one half, in Python as in the gateway."""
LOG_FLOOR = float(np.finfo(np.float64).eps)
"""Where log loss clips a probability, as scikit-learn's `log_loss` does for float64."""
CALIBRATION_BINS = 10
GOOD_GRADE = 6
"""Calibration is measured on the event "this grade or more"."""

Figures = dict[str, float | None]


def median_grade(probabilities: Floats, grades: Ints) -> Ints:
    """The smallest grade whose cumulative probability reaches one half, int64 [N]."""
    reached = np.cumsum(probabilities, axis=1) >= 0.5 - MEDIAN_SLACK
    reached[:, -1] = True
    grade: Ints = grades[np.argmax(reached, axis=1)]
    return grade


def expected_grade(probabilities: Floats, grades: Ints) -> Floats:
    """The mean of each distribution, float64 [N]."""
    return probabilities @ grades


def rounded_grade(score: Floats, grades: Ints) -> Ints:
    """A score rounded half up and clamped to the grades, int64 [N]."""
    return np.clip(np.floor(score + 0.5).astype(np.int64), grades[0], grades[-1])


def mean_absolute_deviation(predicted: Floats | Ints, truth: Ints) -> float:
    """MAD of Cortez et al. 2009: the mean of |truth - predicted|."""
    return float(np.mean(np.abs(predicted - truth)))


def share_within(predicted: Floats | Ints, truth: Ints, tolerance: float) -> float:
    """The share of wines with |truth - predicted| <= tolerance (the paper's REC curve)."""
    return float(np.mean(np.abs(predicted - truth) <= tolerance))


def kappa(predicted: Ints, truth: Ints) -> float:
    """Cohen's kappa, unweighted (Cohen 1960): agreement beyond chance, 1 when all agree."""
    seen = np.union1d(predicted, truth)
    agreement = float(np.mean(predicted == truth))
    chance = float(sum(np.mean(predicted == g) * np.mean(truth == g) for g in seen))
    return 1.0 if chance == 1 else (agreement - chance) / (1 - chance)


def ranked_probability_score(probabilities: Floats, truth: Ints, grades: Ints) -> float:
    """Mean over wines of the *sum* over grades of squared cumulative differences (Epstein 1969).

    Some authors divide by G - 1; this one does not, so that one grade off with certainty costs 1.
    """
    observed = truth[:, None] <= grades
    difference = np.cumsum(probabilities, axis=1) - observed
    return float(np.mean(np.sum(difference**2, axis=1)))


def log_loss(probabilities: Floats, truth: Ints, grades: Ints) -> float:
    """Mean of -ln(the probability of the true grade), clipped to [LOG_FLOOR, 1]."""
    given = probabilities[np.arange(len(truth)), np.searchsorted(grades, truth)]
    return float(-np.mean(np.log(np.clip(given, LOG_FLOOR, 1))))


def reliability(probabilities: Floats, truth: Ints, grades: Ints) -> list[dict[str, float | None]]:
    """The reliability diagram of "grade 6 or more": ten bins of equal width.

    Each bin holds its edges, the mean probability stated, the share observed and how many wines.
    """
    stated = np.clip(probabilities[:, grades >= GOOD_GRADE].sum(axis=1), 0, 1)
    happened = truth >= GOOD_GRADE
    bin_of = np.minimum((stated * CALIBRATION_BINS).astype(np.int64), CALIBRATION_BINS - 1)
    bins: list[dict[str, float | None]] = []
    for index in range(CALIBRATION_BINS):
        inside = bin_of == index
        count = int(inside.sum())
        bins.append(
            {
                "lower": index / CALIBRATION_BINS,
                "upper": (index + 1) / CALIBRATION_BINS,
                "meanPredicted": round(float(stated[inside].mean()), 6) if count else None,
                "observed": round(float(happened[inside].mean()), 6) if count else None,
                "count": count,
            }
        )
    return bins


def expected_calibration_error(probabilities: Floats, truth: Ints, grades: Ints) -> float:
    """Mean over wines of their bin's |stated - observed| (Naeini et al. 2015), "6 or more"."""
    stated = np.clip(probabilities[:, grades >= GOOD_GRADE].sum(axis=1), 0, 1)
    bin_of = np.minimum((stated * CALIBRATION_BINS).astype(np.int64), CALIBRATION_BINS - 1)
    gaps = np.bincount(bin_of, weights=stated - (truth >= GOOD_GRADE), minlength=CALIBRATION_BINS)
    return float(np.abs(gaps).sum() / len(truth))


def distribution_figures(probabilities: Floats, truth: Ints, grades: Ints) -> Figures:
    """All figures of a distribution; its grade is the median."""
    predicted = median_grade(probabilities, grades)
    return {
        **_shared_figures(predicted, predicted, truth),
        "rankedProbabilityScore": ranked_probability_score(probabilities, truth, grades),
        "logLoss": log_loss(probabilities, truth, grades),
        "expectedCalibrationError": expected_calibration_error(probabilities, truth, grades),
    }


def score_figures(score: Floats, truth: Ints, grades: Ints) -> Figures:
    """All figures of a bare score float64 [N]: shares by the score, kappa by its rounding."""
    return {
        **_shared_figures(score, rounded_grade(score, grades), truth),
        "rankedProbabilityScore": None,
        "logLoss": None,
        "expectedCalibrationError": None,
    }


def _shared_figures(estimate: Floats | Ints, grade: Ints, truth: Ints) -> Figures:
    return {
        "meanAbsoluteDeviation": mean_absolute_deviation(estimate, truth),
        "withinQuarter": share_within(estimate, truth, 0.25),
        "withinHalf": share_within(estimate, truth, 0.5),
        "withinOne": share_within(estimate, truth, 1.0),
        "kappa": kappa(grade, truth),
    }
