"""A few refitted trees answer nearly as the many do from which they come."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from conftest import made_up_measurements

from provador_training.data import Wines
from provador_training.grade_forest import ForestSettings, GradeForest
from provador_training.preparation import RAW, prepare
from provador_training.refit import COPIES, distribution, leaf_sums, made_up_rows

MANY = ForestSettings(trees=40)
FEW = ForestSettings(trees=8)
REFITTED = replace(FEW, grown=40, certain=0.01)


def answers(settings: ForestSettings, wines: Wines, rows: np.ndarray) -> np.ndarray:
    known = prepare(wines.measurements, RAW)
    return GradeForest(settings, wines.grades, 0).fit(known, wines.quality).predict(rows)


def test_refitted_trees_are_nearer_to_all_of_them(wines: Wines) -> None:
    known = prepare(wines.measurements, RAW)
    between = made_up_rows(np.unique(known, axis=0), 99)
    goal, few, refitted = (answers(s, wines, between) for s in (MANY, FEW, REFITTED))
    assert np.abs(refitted - goal).mean() < 0.9 * np.abs(few - goal).mean()


def test_refitted_answers_are_distributions(wines: Wines) -> None:
    got = answers(REFITTED, wines, prepare(made_up_measurements(500, 6), RAW))
    assert (got > 0).all()
    assert (got.sum(axis=1) == 1).all()


def test_the_first_trees_are_kept_as_they_have_grown(wines: Wines) -> None:
    known = prepare(wines.measurements, RAW)
    few, refitted = (
        GradeForest(s, wines.grades, 0).fit(known, wines.quality) for s in (FEW, REFITTED)
    )
    assert np.array_equal(few.leaves(known), refitted.leaves(known))


def test_made_up_rows_lie_between_rows_and_the_seed_decides() -> None:
    rows = np.unique(np.random.default_rng(0).random((30, 3)).astype(np.float32), axis=0)
    made_up = made_up_rows(rows, 1)
    assert made_up.shape == (30 * COPIES, 3)
    assert (made_up >= rows.min(axis=0)).all()
    assert (made_up <= rows.max(axis=0)).all()
    assert np.array_equal(made_up, made_up_rows(rows, 1))
    assert not np.array_equal(made_up, made_up_rows(rows, 2))


def test_a_leaf_stays_a_cumulative_distribution() -> None:
    wished = np.array([[-0.2, 0.5, 0.3, 1.4], [0.1, 0.2, 0.3, 0.4]])
    assert np.allclose(distribution(wished), [[0, 0.4, 0.4, 1], [0.1, 0.2, 0.3, 0.4]])


def test_sums_by_leaf() -> None:
    amounts = np.array([[1.0, 10.0], [2.0, 20.0], [4.0, 40.0]])
    assert leaf_sums(amounts, np.array([0, 2, 2])).tolist() == [[1, 10], [0, 0], [6, 60]]
