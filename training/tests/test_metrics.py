"""Metrics against numbers worked out by hand and against scikit-learn's formulas."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score
from sklearn.metrics import log_loss as sklearn_log_loss

from provador_training import metrics

GRADES = np.array([3, 4, 5])
TRUTH = np.array([3, 5, 4, 5])
PROBABILITIES = np.array([[0.5, 0.3, 0.2], [0.1, 0.2, 0.7], [0.2, 0.2, 0.6], [0.0, 0.5, 0.5]])


def test_median_is_the_smallest_grade_that_reaches_one_half() -> None:
    assert metrics.median_grade(PROBABILITIES, GRADES).tolist() == [3, 5, 5, 4]


def test_median_forgives_the_last_digit_of_a_half() -> None:
    short = np.array([[0.5 - 1e-7, 0.5 + 1e-7, 0.0], [0.5 - 1e-5, 0.5 + 1e-5, 0.0]])
    assert metrics.median_grade(short, GRADES).tolist() == [3, 4]


def test_median_of_a_distribution_that_sums_to_too_little_is_the_last_grade() -> None:
    assert metrics.median_grade(np.array([[0.1, 0.1, 0.2]]), GRADES).tolist() == [5]


def test_expected_grade() -> None:
    assert metrics.expected_grade(PROBABILITIES, GRADES) == pytest.approx([3.7, 4.6, 4.4, 4.5])


def test_a_score_is_rounded_half_up_and_clamped() -> None:
    scores = np.array([4.5, 5.499999, -2.0, 11.7])
    assert metrics.rounded_grade(scores, np.arange(11)).tolist() == [5, 5, 0, 10]


def test_mean_absolute_deviation_and_shares() -> None:
    score = np.array([3.25, 4.0, 4.5, 5.0])
    assert metrics.mean_absolute_deviation(score, TRUTH) == pytest.approx((0.25 + 1 + 0.5) / 4)
    shares = [metrics.share_within(score, TRUTH, t) for t in (0.25, 0.5, 1.0)]
    assert shares == [0.5, 0.75, 1.0]


def test_kappa_by_hand() -> None:
    # Agreement 3/4; chance: (1/4 · 1/4) + (1/4 · 1/4) + (2/4 · 2/4) over 3, 4 and 5 is 3/8.
    predicted = np.array([3, 5, 5, 4])
    assert metrics.kappa(predicted, TRUTH) == pytest.approx((2 / 4 - 3 / 8) / (1 - 3 / 8))


def test_kappa_is_scikit_learns() -> None:
    random = np.random.default_rng(3)
    truth, predicted = random.integers(3, 9, 500), random.integers(3, 9, 500)
    expected = cohen_kappa_score(truth, predicted)
    assert metrics.kappa(predicted, truth) == pytest.approx(expected)
    assert metrics.kappa(truth, truth) == 1
    assert metrics.kappa(np.full(4, 5), np.full(4, 5)) == 1


def test_ranked_probability_score_by_hand() -> None:
    # Cumulative (0.5, 0.8, 1) against (1, 1, 1), and (0.1, 0.3, 1) against (0, 0, 1).
    expected = np.mean([0.5**2 + 0.2**2, 0.1**2 + 0.3**2])
    got = metrics.ranked_probability_score(PROBABILITIES[:2], TRUTH[:2], GRADES)
    assert got == pytest.approx(expected)


def test_a_certain_answer_costs_the_grades_it_is_off() -> None:
    certain = np.array([[1.0, 0.0, 0.0]])
    costs = [
        metrics.ranked_probability_score(certain, np.array([truth]), GRADES) for truth in GRADES
    ]
    assert costs == [0, 1, 2]


def test_log_loss_is_scikit_learns_and_clips_zero() -> None:
    expected = sklearn_log_loss(TRUTH, PROBABILITIES, labels=GRADES)
    assert metrics.log_loss(PROBABILITIES, TRUTH, GRADES) == pytest.approx(expected)
    impossible = metrics.log_loss(np.array([[0.0, 1.0, 0.0]]), np.array([3]), GRADES)
    assert impossible == pytest.approx(-np.log(2.220446049250313e-16))


def test_calibration_by_hand() -> None:
    # "6 or more" is stated 0.15, 0.15, 0.95, 1.0 and happens once among the first two wines.
    grades = np.array([5, 6])
    stated = np.array([0.15, 0.15, 0.95, 1.0])
    probabilities = np.column_stack([1 - stated, stated])
    truth = np.array([5, 6, 6, 6])
    error = metrics.expected_calibration_error(probabilities, truth, grades)
    assert error == pytest.approx((2 * 0.35 + 2 * 0.025) / 4)
    bins = metrics.reliability(probabilities, truth, grades)
    assert [entry["count"] for entry in bins] == [0, 2, 0, 0, 0, 0, 0, 0, 0, 2]
    assert (bins[1]["meanPredicted"], bins[1]["observed"]) == (0.15, 0.5)
    assert (bins[9]["meanPredicted"], bins[9]["observed"]) == (0.975, 1.0)
    assert bins[0]["observed"] is None


def test_a_score_has_no_figures_of_a_distribution() -> None:
    figures = metrics.score_figures(np.array([3.4, 5.6, 4.0, 4.9]), TRUTH, np.arange(11))
    assert figures["withinQuarter"] == 0.5
    assert figures["kappa"] == pytest.approx(metrics.kappa(np.array([3, 6, 4, 5]), TRUTH))
    assert figures["logLoss"] is None
