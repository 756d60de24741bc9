"""The grade forest: its distributions, smoothing and determinism."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import made_up_measurements

from provador_training.data import Wines
from provador_training.grade_forest import (
    GRID,
    ForestSettings,
    GradeForest,
    shrunk,
    smoothstep,
    to_grid,
)
from provador_training.preparation import RAW, prepare

PLAIN = ForestSettings(trees=10, shrinkage=0.0, prior_weight=0.0, smoothstep=False)


def grown(settings: ForestSettings, wines: Wines, seed: int = 0) -> GradeForest:
    rows = prepare(wines.measurements, RAW)
    return GradeForest(settings, wines.grades, seed).fit(rows, wines.quality)


def test_without_smoothing_it_is_scikit_learns_forest(wines: Wines) -> None:
    forest = grown(PLAIN, wines)
    rows = prepare(made_up_measurements(200, 5), RAW)
    cumulative = np.cumsum(forest.predict(rows), axis=1)[:, :-1]
    # Weights are rounded to the grid, half of which each tree may be off.
    assert cumulative == pytest.approx(forest.ensemble.predict(rows), abs=10 * GRID / 2)


def test_answers_are_distributions_without_zeros(wines: Wines) -> None:
    forest = grown(ForestSettings(trees=10), wines)
    answers = forest.predict(prepare(made_up_measurements(500, 6), RAW))
    assert answers.shape == (500, 6)
    assert (answers > 0).all()
    assert (answers.sum(axis=1) == 1).all(), "exactly, as all weights are on the grid"


def test_a_grade_that_a_fold_lacks_keeps_its_column(wines: Wines) -> None:
    seen = wines.quality != 4
    rows = prepare(wines.measurements, RAW)
    forest = GradeForest(PLAIN, wines.grades, 0).fit(rows[seen], wines.quality[seen])
    answers = forest.predict(rows)
    assert answers.shape[1] == 6
    assert (answers[:, 1] == 0).all()


def test_shrinkage_by_hand() -> None:
    class Tree:
        """A root with 6 wines, a leaf, and an inner node of 3 wines with two leaves."""

        children_left = np.array([1, -1, 3, -1, -1])
        children_right = np.array([2, -1, 4, -1, -1])
        weighted_n_node_samples = np.array([6.0, 3.0, 3.0, 1.0, 2.0])

    values = np.array([[0.5], [0.2], [0.8], [1.0], [0.7]])
    inner = 0.5 + 0.3 / (1 + 2 / 6)
    expected = [
        0.5,
        0.5 - 0.3 / (1 + 2 / 6),
        inner,
        inner + 0.2 / (1 + 2 / 3),
        inner - 0.1 / (1 + 2 / 3),
    ]
    assert shrunk(Tree, values, 2.0).ravel() == pytest.approx(expected)
    assert shrunk(Tree, values, 0.0) == pytest.approx(values)


def test_smoothstep_keeps_its_fixed_points_and_the_order() -> None:
    cumulative = np.linspace(0, 1, 1001)
    sharp = smoothstep(cumulative)
    assert sharp[[0, 500, 1000]] == pytest.approx([0, 0.5, 1])
    assert (np.diff(sharp) > 0).all()
    assert (np.abs(sharp - 0.5) >= np.abs(cumulative - 0.5) - 1e-12).all()


def test_float32_adds_leaf_weights_without_rounding(wines: Wines) -> None:
    forest = grown(ForestSettings(trees=30), wines)
    rows = prepare(made_up_measurements(300, 8), RAW)
    parts = [w[t.apply(rows)] for t, w in zip(forest.trees, forest.leaf_weights, strict=True)]
    exact = np.sum(parts, axis=0)
    forwards = backwards = np.float32(0)
    for part in parts:
        forwards = forwards + part.astype(np.float32)
    for part in reversed(parts):
        backwards = backwards + part.astype(np.float32)
    assert np.array_equal(forwards, exact)
    assert np.array_equal(backwards, exact)
    assert exact.max() <= 1


def test_a_small_weight_that_says_nothing_is_left_out() -> None:
    assert to_grid(np.array([0.4 * GRID, 0.6 * GRID, -0.4 * GRID])).tolist() == [0, GRID, 0]


def test_the_seed_decides(wines: Wines) -> None:
    settings = ForestSettings(trees=5)
    assert grown(settings, wines, 1).to_onnx() == grown(settings, wines, 1).to_onnx()
    assert grown(settings, wines, 1).to_onnx() != grown(settings, wines, 2).to_onnx()
