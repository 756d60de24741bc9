"""Both protocols: every row is tested once, and the grouped one keeps wines together."""

from __future__ import annotations

import numpy as np
import pytest

from provador_training.data import Wines
from provador_training.folds import (
    PROTOCOLS,
    REPORTED_SEEDS,
    SELECTION_SEEDS,
    grouped_folds,
    paper_folds,
    wine_of_row,
)


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_every_row_is_tested_once_and_never_while_trained_on(protocol: str, wines: Wines) -> None:
    folds = list(PROTOCOLS[protocol](wines.measurements, 4))
    assert len(folds) == 5
    tested = np.concatenate([test for _, test in folds])
    assert sorted(tested) == list(range(len(wines.quality)))
    for train, test in folds:
        assert not set(train) & set(test)
        assert len(train) + len(test) == len(wines.quality)


def test_grouped_folds_have_no_identical_wine_on_both_sides(wines: Wines) -> None:
    for seed in range(5):
        for train, test in grouped_folds(wines.measurements, seed):
            learnt = {row.tobytes() for row in wines.measurements[train]}
            assert not learnt & {row.tobytes() for row in wines.measurements[test]}


def test_grouped_folds_of_the_uci_file(red: Wines) -> None:
    wine = wine_of_row(red.measurements)
    assert wine.max() + 1 == 1359
    for train, test in grouped_folds(red.measurements, 0):
        assert not np.intersect1d(wine[train], wine[test]).size
        assert len(np.unique(wine[test])) in (271, 272)


def test_plain_folds_do_have_identical_wines_on_both_sides(red: Wines) -> None:
    wine = wine_of_row(red.measurements)
    train, test = next(paper_folds(red.measurements, 0))
    assert np.isin(wine[test], wine[train]).mean() > 0.15


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_seed_decides_the_folds(protocol: str, wines: Wines) -> None:
    def tests(seed: int) -> list[list[int]]:
        return [test.tolist() for _, test in PROTOCOLS[protocol](wines.measurements, seed)]

    assert tests(1) == tests(1)
    assert tests(1) != tests(2)


def test_choices_and_reports_never_share_a_seed() -> None:
    assert not set(REPORTED_SEEDS) & set(SELECTION_SEEDS)
    assert len(REPORTED_SEEDS) == 20
