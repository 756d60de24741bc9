"""Intervals on nested folds: nothing of a test wine reaches its model or its limits."""

from __future__ import annotations

import numpy as np
import pytest

from provador_training.card_intervals import interval_section
from provador_training.conformal import CANDIDATES, SCORES
from provador_training.data import Wines
from provador_training.equal_coverage import LEVELS
from provador_training.evaluation import held_out_predictions
from provador_training.folds import CALIBRATION_SEED, REPORTED_SEEDS, SELECTION_SEEDS
from provador_training.intervals import (
    CONFIDENCES,
    evaluate_intervals,
    interval_scores,
    nested_folds,
)
from provador_training.score_choice import CHOICE_SEEDS, choice_section, measure_choice
from provador_training.versions import VERSION_1, VERSION_2, VERSIONS, Version


@pytest.fixture(params=VERSIONS, ids=lambda version: f"version {version.name}")
def version(request: pytest.FixtureRequest) -> Version:
    chosen: Version = request.param
    return chosen


def test_the_calibration_is_of_training_rows_and_its_own_folds(wines: Wines) -> None:
    tested = []
    for fold in nested_folds(VERSION_1, wines, 5):
        tested.append(fold.test)
        assert not set(fold.train) & set(fold.test)
        part = Wines(wines.measurements[fold.train], wines.quality[fold.train], "")
        alone = held_out_predictions(VERSION_1, part, "GROUPED", CALIBRATION_SEED)
        assert np.array_equal(fold.calibration, alone)
    assert sorted(np.concatenate(tested)) == list(range(len(wines.quality)))


def test_an_outer_part_without_a_grade_keeps_its_column(wines: Wines) -> None:
    # A grade that only one wine has is in no training part of the fold that tests it.
    quality = wines.quality.copy()
    quality[quality == 8] = 7
    quality[100] = 8
    rare = Wines(wines.measurements, quality, "")
    for fold in nested_folds(VERSION_2, rare, 5):
        assert fold.calibration.shape[1] == fold.answers.shape[1] == 6


def test_an_evaluation_says_what_each_interval_held(version: Version, wines: Wines) -> None:
    held = evaluate_intervals(version, wines, [0, 1], jobs=1)
    grades = version.grades(wines.grades)
    assert held.inside.shape == (len(CONFIDENCES), 2, len(wines.quality), len(grades))
    own = np.searchsorted(grades, held.quality)
    assert np.take_along_axis(held.inside, own[None, :, :, None], axis=3).all()
    assert (np.diff(held.widths(), axis=0) >= 0).all()
    for confidence, hits in zip(CONFIDENCES, held.hits(), strict=True):
        # 300 wines, twice: a standard error of about two points.
        assert hits.mean() >= confidence - 0.05


def test_the_calibration_of_a_version_has_a_score_of_every_row(
    version: Version, wines: Wines
) -> None:
    scores = interval_scores(version, wines)
    assert scores.shape == (len(wines.quality),)
    assert (np.diff(scores) >= 0).all()
    assert np.array_equal(scores, interval_scores(version, wines))


def test_the_card_shows_what_was_held(wines: Wines) -> None:
    held = evaluate_intervals(VERSION_2, wines, [0], jobs=1)
    text = "\n".join(interval_section(VERSION_2, wines, held))
    for hits in held.hits():
        assert f"| {100 * hits.mean():.1f} |" in text
    for words in ("does not promise", "answered grade", "true grade", "alcohol above"):
        assert words in text


def test_the_card_says_whether_the_chosen_score_is_the_narrowest(wines: Wines) -> None:
    measured = measure_choice(VERSION_2, wines, [0, 1], jobs=1)
    chosen = CANDIDATES.index(SCORES["distribution"])
    measured[:, chosen, :, 1] = measured[:, :, :, 1].min(axis=1) - 0.01
    measured[:, :, :, 0] = LEVELS
    assert "its intervals are the narrowest" in "\n".join(choice_section(measured))
    measured[:, chosen, :, 1] += 1
    text = "\n".join(choice_section(measured))
    assert "its intervals are not the narrowest" in text
    for name in CANDIDATES:
        assert f"| `{name}` |" in text


def test_no_reported_seed_calibrates_or_chooses() -> None:
    assert set(CHOICE_SEEDS) <= set(SELECTION_SEEDS)
    assert CALIBRATION_SEED not in {*REPORTED_SEEDS, *SELECTION_SEEDS}
