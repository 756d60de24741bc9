"""Golden rows: wines with the answers that Python computed, which the gateway must reproduce.

The first of them also hold their explanation: the Shapley value of every measurement.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from provador_training.answers import answers_of, grades_of_answers, scores_of_answers
from provador_training.data import Floats, Wines
from provador_training.features import FEATURES, FIELDS
from provador_training.shapley import baseline, contributions
from provador_training.versions import Published, Version

WINES_A_GRADE = 3
EXPLAINED = 12
"""So many rows, the first ones, hold contributions: each takes 131,072 answers of the model."""
Tolerance = dict[str, float]
TOLERANCE: Tolerance = {"probability": 1e-6, "score": 1e-5, "contribution": 1e-5}
LEAST_ROWS = 20
"""The gateway takes no fewer."""
FREE = FIELDS.index("freeSulfurDioxide")
TOTAL = FIELDS.index("totalSulfurDioxide")


def golden(
    version: Version,
    model: Published,
    wines: Wines,
    background: Floats,
    tolerance: Tolerance = TOLERANCE,
    explained: int = EXPLAINED,
) -> dict[str, Any]:
    """The content of `golden.json`: the same wines for every version, with its answers."""
    measurements = golden_wines(wines)
    grades = version.grades(wines.grades)
    answers = answers_of(version, model, measurements)
    scores = scores_of_answers(version, answers, grades)
    qualities = grades_of_answers(version, answers, grades)

    def score(asked: Floats) -> Floats:
        return scores_of_answers(version, answers_of(version, model, asked), grades)

    shares: list[Any] = [
        contributions(wine, background, score).tolist() for wine in measurements[:explained]
    ]
    shares += [None] * (len(measurements) - explained)
    rows = [
        {
            "measurements": measurements[i].tolist(),
            "probabilities": answers[i].tolist() if version.kind == "distribution" else None,
            "score": float(scores[i]),
            "quality": int(qualities[i]),
            "contributions": shares[i],
        }
        for i in range(len(measurements))
    ]
    return {"tolerance": tolerance, "baseline": baseline(background, score), "rows": rows}


def golden_wines(wines: Wines) -> Floats:
    """The file's first wine, wines of every grade, and corners; float64 [M, 11]."""
    chosen = [0]
    for grade in wines.grades:
        rows = np.flatnonzero(wines.quality == grade)
        spread = rows[np.linspace(0, len(rows) - 1, WINES_A_GRADE).astype(np.int64)]
        chosen.extend(int(row) for row in spread if len(rows) and row not in chosen)
    corners = corner_wines(wines.measurements)
    others = np.setdiff1d(np.arange(len(wines.quality)), chosen)
    missing = max(0, LEAST_ROWS - len(chosen) - len(corners))
    chosen.extend(others[np.linspace(0, len(others) - 1, missing).astype(np.int64)].tolist())
    return np.vstack([wines.measurements[chosen], corners])


def corner_wines(measurements: Floats) -> Floats:
    """Made-up wines at the edges of what is accepted and of what was seen, float64 [6, 11]."""
    lowest = np.array([feature.accepted_min for feature in FEATURES], dtype=np.float64)
    highest = np.array([feature.accepted_max for feature in FEATURES], dtype=np.float64)
    median = np.median(measurements, axis=0)
    all_free, none_free = median.copy(), median.copy()
    all_free[FREE] = all_free[TOTAL]
    none_free[FREE] = none_free[TOTAL] = 0
    seen_low, seen_high = measurements.min(axis=0), measurements.max(axis=0)
    return np.array([lowest, highest, seen_low, seen_high, all_free, none_free])
