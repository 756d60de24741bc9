"""The background: 64 real wines that explanations compare a wine with.

They stand for all training wines, so that a contribution says how far a measurement moves the score
from what wines usually get. The same rows serve every version, so that their explanations compare.
"""

from __future__ import annotations

import numpy as np

from provador_training.data import Floats, Ints, Wines

ROWS = 64
DRAWS = 20_000
SEED = 0
SCORE_UNIT = 0.002
"""A mean score off by this, in grades, counts as much as a mean off by one standard error of it."""
OWN_METHOD = (
    f"Of {DRAWS:,} random draws of {ROWS} distinct training wines the one whose mean scores, and"
    " whose measurements' means and standard deviations, are nearest to those of all training"
    " wines."
)
METHOD = f"{OWN_METHOD[:-1]}; the same for every version."


def background_rows(wines: Wines, scores: Floats) -> Ints:
    """The rows int64 [64] of distinct wines, ascending; `scores` float64 [N, versions] is theirs.

    Each draw is judged by the worst of its measurements' differences of mean and of standard
    deviation, in standard errors of a mean of 64, plus the worst difference of a mean score.
    """
    measurements = wines.measurements
    distinct = np.sort(np.unique(measurements, axis=0, return_index=True)[1])
    scaled = (measurements - measurements.mean(axis=0)) / measurements.std(axis=0)
    off = (scores - scores.mean(axis=0)) / SCORE_UNIT
    random = np.random.default_rng(SEED)
    best, least = distinct[:ROWS], np.inf
    for _ in range(DRAWS):
        drawn = random.choice(distinct, ROWS, replace=False, shuffle=False)
        own = scaled[drawn]
        centre = np.abs(own.mean(axis=0)).max()
        spread = np.abs(own.std(axis=0) - 1).max()
        judged = float(ROWS**0.5 * (centre + spread) + np.abs(off[drawn].mean(axis=0)).max())
        if judged < least:
            best, least = np.sort(drawn), judged
    return best
