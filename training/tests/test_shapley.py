"""Shapley values by their definition: worked examples and the axioms."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from provador_training.data import Floats
from provador_training.shapley import baseline, contributions

RANDOM = np.random.default_rng(3)
WINE = RANDOM.random(5)
BACKGROUND = RANDOM.random((7, 5))


def bent(rows: Floats) -> Floats:
    """A score with products and a step, which ignores its last column."""
    return rows[:, 0] * rows[:, 1] + np.where(rows[:, 2] > 0.5, rows[:, 3], 0)


def by_orders(wine: Floats, background: Floats) -> Floats:
    """The mean gain of each player over all orders of joining."""
    total = np.zeros(len(wine))
    orders = list(itertools.permutations(range(len(wine))))
    for order in orders:
        rows = background.copy()
        for player in order:
            before = bent(rows).mean()
            rows[:, player] = wine[player]
            total[player] += bent(rows).mean() - before
    return total / len(orders)


def test_they_are_the_mean_gains_over_all_orders() -> None:
    assert contributions(WINE, BACKGROUND, bent) == pytest.approx(
        by_orders(WINE, BACKGROUND), abs=1e-11
    )


def test_they_add_up_to_the_score_less_the_baseline() -> None:
    total = contributions(WINE, BACKGROUND, bent).sum() + baseline(BACKGROUND, bent)
    assert total == pytest.approx(bent(WINE[None])[0], abs=1e-10)


def test_a_measurement_that_changes_nothing_gets_nothing() -> None:
    assert contributions(WINE, BACKGROUND, bent)[4] == 0


def test_a_linear_score_is_shared_by_its_terms() -> None:
    weights = np.array([1.0, -2.0, 0.5, 0.0, 3.0])
    expected = weights * (WINE - BACKGROUND.mean(axis=0))
    found = contributions(WINE, BACKGROUND, lambda rows: rows @ weights)
    assert found == pytest.approx(expected, abs=1e-11)
