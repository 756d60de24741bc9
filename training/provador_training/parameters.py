"""The parameter files that travel with a model: feature table, calibration, background and more."""

from __future__ import annotations

import statistics
from typing import Any

import numpy as np

from provador_training.background import METHOD
from provador_training.conformal import SCORES
from provador_training.data import Floats, Wines
from provador_training.evaluation import Evaluation
from provador_training.features import FEATURES
from provador_training.json_files import to_json
from provador_training.manifest import Files
from provador_training.metrics import reliability
from provador_training.versions import Published, Version


def parameter_files(
    version: Version,
    model: Published,
    wines: Wines,
    grouped: Evaluation,
    interval_scores: Floats,
    background: Floats,
    golden_rows: dict[str, Any],
    method: str = METHOD,
) -> Files:
    """All files of the version's parameters folder.

    `interval_scores` is ascending float64 [N], `background` float64 [64, 11], which were chosen by
    `method`.
    """
    contents = {
        "features": feature_table(wines),
        "preprocessing": version.preparation,
        "output": {
            "kind": version.kind,
            "tensor": version.tensor,
            "grades": version.grades(wines.grades).tolist(),
        },
        "calibration": {
            **model.calibration(),
            "reliability": pooled_reliability(version, grouped),
            "interval": {"score": SCORES[version.kind], "scores": interval_scores.tolist()},
        },
        "background": {"rows": background.tolist(), "method": method},
        "golden": golden_rows,
    }
    return {f"parameters/{name}.json": to_json(content) for name, content in contents.items()}


def pooled_reliability(version: Version, evaluation: Evaluation) -> list[dict[str, Any]]:
    """The reliability table over all repetitions' held-out wines; none for a bare score."""
    if version.kind != "distribution":
        return []
    repetitions, rows, grades = evaluation.predictions.shape
    return reliability(
        evaluation.predictions.reshape(repetitions * rows, grades),
        np.tile(evaluation.truth, repetitions),
        evaluation.grades,
    )


def training_values(measurements: Floats, index: int) -> dict[str, Any]:
    """How one feature is distributed over all rows of the training data.

    `standardDeviation` is the population's (ddof 0), exact, so that no machine rounds another way.
    `atMost` counts the rows that have each of the distinct `values` or less.
    """
    values = measurements[:, index]
    distinct, counts = np.unique(values, return_counts=True)
    return {
        "min": float(values.min()),
        "median": float(np.median(values)),
        "max": float(values.max()),
        "standardDeviation": statistics.pstdev(values.tolist()),
        "values": distinct.tolist(),
        "atMost": np.cumsum(counts).tolist(),
    }


def feature_table(wines: Wines) -> dict[str, Any]:
    """The content of `features.json`."""
    return {
        "features": [
            {
                "name": feature.name,
                "field": feature.field,
                "column": feature.column,
                "unit": feature.unit,
                "description": feature.description,
                "accepted": {
                    "min": feature.accepted_min,
                    "max": feature.accepted_max,
                    "source": feature.source,
                },
                "training": training_values(wines.measurements, index),
            }
            for index, feature in enumerate(FEATURES)
        ]
    }
