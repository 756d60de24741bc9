"""Conformal intervals: nested runs around the answer that hold the true grade as often as asked."""

from __future__ import annotations

import numpy as np
import pytest

from provador_training.answers import grades_of_answers
from provador_training.conformal import (
    CANDIDATES,
    NONCONFORMITY,
    calibration_scores,
    covered,
    distance,
    least_probability,
    limit,
    mass_and_rarity,
    mass_before,
)
from provador_training.data import Floats, Ints
from provador_training.versions import VERSION_1, VERSION_2

GRADES = np.arange(3, 9)
TEN = np.arange(11)
CONFIDENCES = np.linspace(0.05, 0.99, 48)


def answers(name: str, count: int, seed: int) -> tuple[Floats, Ints]:
    """Made-up answers and the grades that they are about."""
    random = np.random.default_rng(seed)
    if name == "distance":
        return random.uniform(-0.4, 10.4, (count, 1)), TEN
    return random.dirichlet(np.full(len(GRADES), 0.4), count), GRADES


def true_grades(name: str, given: Floats, grades: Ints, seed: int) -> Ints:
    """Grades drawn from the distributions themselves, or near the scores."""
    random = np.random.default_rng(seed)
    if name == "distance":
        noise = random.normal(0, 1, len(given))
        return np.clip(np.round(given[:, 0] + noise), 0, 10).astype(np.int64)
    drawn = random.random((len(given), 1)) > np.cumsum(given, axis=1)
    return grades[np.minimum(drawn.sum(axis=1), len(grades) - 1)]


def test_mass_before_by_hand() -> None:
    probabilities = np.array(
        [
            [0.05, 0.1, 0.2, 0.4, 0.2, 0.05],
            [0.7, 0.1, 0.1, 0.05, 0.05, 0.0],
            [0.0, 0.0, 0.0, 0.0, 0.25, 0.75],
        ]
    )
    expected = [
        # From 6: 5 and 7 are equal, so 5 first; then 7, 4, and of the equal ends 3.
        [0.9, 0.8, 0.4, 0.0, 0.6, 0.95],
        [0.0, 0.7, 0.8, 0.9, 0.95, 1.0],
        [1.0, 1.0, 1.0, 1.0, 0.75, 0.0],
    ]
    assert mass_before(probabilities, GRADES) == pytest.approx(np.array(expected))


def test_least_probability_by_hand() -> None:
    probabilities = np.array([[0.05, 0.1, 0.15, 0.25, 0.35, 0.1]])
    # The median is 6, less probable than 7, which it therefore limits.
    expected = [[0.95, 0.9, 0.85, 0.0, 0.75, 0.9]]
    assert least_probability(probabilities, GRADES) == pytest.approx(np.array(expected))


def test_mass_and_rarity_is_their_mean() -> None:
    given, grades = answers("massAndRarity", 100, 9)
    both = mass_before(given, grades) + least_probability(given, grades)
    assert mass_and_rarity(given, grades) == pytest.approx(both / 2)


def test_distances_are_rounded_up_to_thousandths_for_calibration() -> None:
    scores = np.array([[5.2], [5.6], [5.4994], [5.45]])
    ascending = calibration_scores("distance", scores, np.array([6, 5, 6, 5]), TEN)
    # The third is 0.5006; the last is its own quality.
    assert ascending.tolist() == [0.0, 0.501, 0.6, 0.8]


def test_distance_by_hand() -> None:
    scores = np.array([[5.5], [-0.3], [5.2]])
    found = distance(scores, TEN)
    assert found[0, 4:8] == pytest.approx([1.5, 0.5, 0.0, 1.5])
    assert found[1, :2] == pytest.approx([0.0, 1.3])
    assert found[2, 4:7] == pytest.approx([1.2, 0.0, 0.8])


@pytest.mark.parametrize("name", NONCONFORMITY)
def test_scores_rise_from_the_quality_to_both_sides(name: str) -> None:
    given, grades = answers(name, 2000, 1)
    version = VERSION_1 if name == "distance" else VERSION_2
    quality = grades_of_answers(version, given, grades)
    scores = NONCONFORMITY[name](given, grades)
    own = np.searchsorted(grades, quality)
    assert (scores[np.arange(len(own)), own] == 0).all()
    steps = np.diff(scores, axis=1)
    after = np.arange(len(grades) - 1) >= own[:, None]
    assert (steps[after] >= 0).all()
    assert (steps[~after] <= 0).all()


@pytest.mark.parametrize("name", NONCONFORMITY)
def test_intervals_are_nested_runs_that_hold_the_quality(name: str) -> None:
    given, grades = answers(name, 500, 2)
    ascending = calibration_scores(name, given, true_grades(name, given, grades, 3), grades)
    version = VERSION_1 if name == "distance" else VERSION_2
    own = np.searchsorted(grades, grades_of_answers(version, given, grades))
    before = np.zeros((len(given), len(grades)), dtype=bool)
    for confidence in CONFIDENCES:
        inside = covered(name, given, grades, ascending, confidence)
        assert inside[np.arange(len(own)), own].all()
        assert (inside >= before).all()
        assert (np.abs(np.diff(inside, axis=1, prepend=0, append=0)).sum(axis=1) == 2).all()
        before = inside


@pytest.mark.parametrize("name", NONCONFORMITY)
@pytest.mark.parametrize("confidence", [0.5, 0.8, 0.9, 0.95])
def test_coverage_of_fresh_wines(name: str, confidence: float) -> None:
    given, grades = answers(name, 8000, 4)
    truth = true_grades(name, given, grades, 5)
    ascending = calibration_scores(name, given[:4000], truth[:4000], grades)
    inside = covered(name, given[4000:], grades, ascending, confidence)
    share = inside[np.arange(4000), np.searchsorted(grades, truth[4000:])].mean()
    assert share >= confidence - 0.015
    if confidence >= 0.9:
        assert share <= confidence + 0.025


def test_coverage_is_at_least_nominal_over_many_calibrations() -> None:
    # The guarantee is about small samples too: 19 scores, judged over many samples.
    shares = []
    for seed in range(400):
        given, grades = answers("massBefore", 219, seed)
        truth = true_grades("massBefore", given, grades, seed + 1000)
        ascending = calibration_scores("massBefore", given[:19], truth[:19], grades)
        inside = covered("massBefore", given[19:], grades, ascending, 0.9)
        shares.append(inside[np.arange(200), truth[19:] - 3].mean())
    assert np.mean(shares) >= 0.895


def test_the_limit_is_the_exact_quantile() -> None:
    ascending = np.arange(1.0, 20.0)
    assert limit(ascending, 0.9) == 18
    assert limit(ascending, 0.901) == 19
    assert limit(ascending, 0.95) == 19
    assert limit(ascending, 0.05) == 1
    with pytest.raises(ValueError, match="support no confidence"):
        limit(ascending, 0.951)


def test_a_score_at_the_limit_is_inside_once_it_is_rounded() -> None:
    probabilities = np.array([[0.0, 0.0, 1 / 3, 1 / 3, 1 / 3, 0.0]])
    ascending = calibration_scores("massBefore", probabilities, np.array([7]), GRADES)
    assert ascending.tolist() == [0.666666667]
    assert covered("massBefore", probabilities, GRADES, ascending - 6e-10, 0.5)[0, 4]


def test_every_candidate_is_known() -> None:
    assert set(CANDIDATES) < set(NONCONFORMITY)
