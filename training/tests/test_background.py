"""The background: distinct real wines that stand for all."""

from __future__ import annotations

import numpy as np

from provador_training.background import ROWS, background_rows
from provador_training.card_explanations import explanation_section
from provador_training.data import Wines


def made_up_scores(wines: Wines) -> np.ndarray:
    alcohol = wines.measurements[:, -1]
    return np.column_stack([4 + alcohol / 8, wines.quality.astype(np.float64)])


def test_the_rows_are_distinct_wines(wines: Wines) -> None:
    rows = background_rows(wines, made_up_scores(wines))
    assert rows.shape == (ROWS,)
    assert (np.diff(rows) > 0).all()
    assert len(np.unique(wines.measurements[rows], axis=0)) == ROWS


def test_the_scores_and_measurements_are_near_those_of_all(wines: Wines) -> None:
    scores = made_up_scores(wines)
    rows = background_rows(wines, scores)
    assert np.abs(scores[rows].mean(axis=0) - scores.mean(axis=0)).max() < 0.02
    measurements = wines.measurements
    own = measurements[rows]
    off = np.abs(own.mean(axis=0) - measurements.mean(axis=0)) / measurements.std(axis=0)
    assert off.max() < 0.25
    assert np.abs(own.std(axis=0) / measurements.std(axis=0) - 1).max() < 0.25


def test_the_choice_is_the_same_every_time(wines: Wines) -> None:
    scores = made_up_scores(wines)
    assert np.array_equal(background_rows(wines, scores), background_rows(wines, scores))


def test_the_card_states_both_means(wines: Wines) -> None:
    scores = made_up_scores(wines)[:, 0]
    rows = np.arange(ROWS)
    text = "\n".join(explanation_section(wines, scores, rows))
    assert f"{scores.mean():.4f}" in text
    assert f"{scores[rows].mean():.4f}" in text
