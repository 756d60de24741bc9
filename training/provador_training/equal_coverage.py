"""Widths of intervals at equal coverage, as wider ones that hold more do not compare.

Each way is measured at many confidences, and its width read off between them where it holds as many
true grades as another.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from provador_training.data import Floats, Ints

LEVELS = (
    0.55,
    0.6,
    0.65,
    0.7,
    0.75,
    0.78,
    0.8,
    0.82,
    0.85,
    0.88,
    0.9,
    0.92,
    0.94,
    0.95,
    0.96,
    0.97,
)
"""The confidences at which a way is measured."""
COMPARED = (0.8, 0.9, 0.95)
"""The coverages at which widths are compared."""

Sets = NDArray[np.bool_]
"""For each level, wine and grade, whether it is in the set: bool [levels, N, G]."""


def held_and_width(sets: Sets, own: Ints) -> Floats:
    """How many sets hold the true grade, and how many grades they have, float64 [levels, 2].

    `own` is the column of each wine's true grade, int64 [N].
    """
    held = sets[:, np.arange(len(own)), own].sum(axis=1)
    return np.stack([held, sets.sum(axis=(1, 2))], axis=1).astype(np.float64)


def width_at(measured: Floats, coverage: float) -> float:
    """The mean width at a coverage, between measured pairs float64 [levels, 2]."""
    return float(np.interp(coverage, measured[:, 0], measured[:, 1]))


def widths_compared(measured: Floats) -> Floats:
    """Widths at the coverages of `COMPARED`: float64 [repetitions, ways, levels, 2] to [.., 3]."""
    return np.array(
        [
            [[width_at(way, coverage) for coverage in COMPARED] for way in repetition]
            for repetition in measured
        ]
    )


def signed(differences: Floats) -> str:
    """A mean difference and its standard error over repetitions."""
    count = len(differences)
    error = float(differences.std(ddof=1)) / count**0.5 if count > 1 else 0.0
    return f"{differences.mean():+.4f} ± {error:.4f}"
