"""The two protocols' folds, and the seeds on which choices and reports are made.

Paper: 5 shuffled folds over all rows (Cortez et al. 2009), so that a wine listed twice can be
learnt in training and met again in the test. Grouped: wines with identical measurements stay
together, so that no wine is on both sides; this protocol decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from sklearn.model_selection import KFold

from provador_training.data import Floats, Ints

Fold = tuple[Ints, Ints]
"""Training rows and test rows."""

FOLDS = 5
REPORTED_SEEDS = tuple(range(2000, 2020))
"""One repetition each; every published figure comes from these and no choice was made on them."""
SELECTION_SEEDS = tuple(range(1000, 1020))
"""Every choice (features, model, sizes, calibration) is made on repetitions with these seeds.

Seeds 0 to 19 were the reported ones once. The last choice, between three forests that differ in
how their leaves are smoothed, was made with their figures in sight, which makes them selection too.
"""
CALIBRATION_SEED = 3000
"""The repetition whose held-out answers give the conformal scores, also inside nested folds."""


def paper_folds(measurements: Floats, seed: int) -> Iterator[Fold]:
    """Folds over all rows of float64 [N, 11], repeated wines included."""
    yield from KFold(FOLDS, shuffle=True, random_state=seed).split(measurements)


def wine_of_row(measurements: Floats) -> Ints:
    """For each row of float64 [N, 11], int64 [N], the number of its distinct wine."""
    return np.unique(measurements, axis=0, return_inverse=True)[1].reshape(-1)


def grouped_folds(measurements: Floats, seed: int) -> Iterator[Fold]:
    """Folds over distinct wines, shuffled and dealt into equal parts."""
    wine = wine_of_row(measurements)
    order = np.random.default_rng(seed).permutation(wine.max() + 1)
    for part in np.array_split(order, FOLDS):
        test = np.isin(wine, part)
        yield np.flatnonzero(~test), np.flatnonzero(test)


PROTOCOLS: dict[str, Callable[[Floats, int], Iterator[Fold]]] = {
    "GROUPED": grouped_folds,
    "PAPER": paper_folds,
}
