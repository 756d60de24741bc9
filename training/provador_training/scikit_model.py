"""Any scikit-learn regressor or classifier as a model of grades."""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.base import clone, is_classifier

from provador_training.data import Floats, Ints, Singles
from provador_training.scikit_onnx import estimator_model


def kind_of(estimator: Any) -> str:
    """What an estimator answers with: a "distribution" over grades, or a "score"."""
    return "distribution" if is_classifier(estimator) else "score"


class ScikitModel:
    """A fresh copy of `estimator`; a classifier answers over all `grades`, also unlearnt ones."""

    def __init__(self, estimator: Any, grades: Ints) -> None:
        self.estimator = clone(estimator)
        self.grades = grades
        self.kind = kind_of(estimator)

    def fit(self, rows: Singles, quality: Ints) -> ScikitModel:
        """Learns from prepared rows float32 [N, k]."""
        # The model is served float32, so that it learns from what those numbers are; in float64,
        # as some estimators would otherwise compute in float32 as well.
        self.rows: Floats = rows.astype(np.float64)
        self.estimator.fit(self.rows, quality)
        return self

    def predict(self, rows: Singles | Floats) -> Floats:
        """Grade probabilities float64 [N, G], or scores float64 [N, 1]."""
        if self.kind == "score":
            scores: Floats = np.asarray(self.estimator.predict(rows.astype(np.float64)))
            return scores.reshape(len(rows), -1)
        probabilities = np.zeros((len(rows), len(self.grades)))
        columns = np.searchsorted(self.grades, self.estimator.classes_)
        probabilities[:, columns] = self.estimator.predict_proba(rows.astype(np.float64))
        total: Floats = probabilities.sum(axis=1, keepdims=True)
        return probabilities / total

    def to_onnx(self) -> bytes:
        """The model as ONNX with the output `probabilities` or `score`."""
        output = "probabilities" if self.kind == "distribution" else "score"
        return estimator_model(self.estimator, output, self.rows)

    def calibration(self) -> dict[str, Any]:
        """Nothing: the estimator's answers are served as they are."""
        return {"method": "none", "appliedIn": None}
