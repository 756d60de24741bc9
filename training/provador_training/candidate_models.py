"""Learners that compete with the grade forest, behind one interface.

Each answers with float64 [N, G] over all grades, also those that its training fold lacks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from provador_training.data import Floats, Ints, Singles
from provador_training.learner import Learner
from provador_training.onnx_export import INPUT
from provador_training.scikit_model import ScikitModel


class LightGbmClassifier(ScikitModel):
    """LightGBM, which onnxmltools exports."""

    def to_onnx(self) -> bytes:
        """The boosted trees with their softmax."""
        from onnxmltools import convert_lightgbm
        from onnxmltools.convert.common.data_types import FloatTensorType

        columns = self.estimator.n_features_in_
        model = convert_lightgbm(
            self.estimator, initial_types=[(INPUT, FloatTensorType([None, columns]))], zipmap=False
        )
        del model.graph.output[0]
        content: bytes = model.SerializeToString()
        return content


class CumulativeLogistic:
    """An ordinal model: one logistic regression a threshold (Frank and Hall, ECML 2001)."""

    def __init__(self, grades: Ints) -> None:
        self.grades = grades

    def fit(self, rows: Singles, quality: Ints) -> CumulativeLogistic:
        """Fits P(grade <= g) for every grade g but the last."""
        self.steps = [
            make_pipeline(StandardScaler(), LogisticRegression(C=1.0, max_iter=500)).fit(
                rows, quality <= grade
            )
            for grade in self.grades[:-1]
        ]
        return self

    def predict(self, rows: Singles) -> Floats:
        """Differences of the cumulative probabilities, made monotone."""
        cumulative = np.column_stack([step.predict_proba(rows)[:, 1] for step in self.steps])
        edge = np.zeros((len(rows), 1))
        monotone = np.maximum.accumulate(cumulative, axis=1)
        return np.diff(np.hstack([edge, monotone, edge + 1]), axis=1)


class Blend:
    """A weighted mean of learners' distributions."""

    def __init__(self, parts: Sequence[Learner], weights: Sequence[float]) -> None:
        self.parts = parts
        self.weights = weights

    def fit(self, rows: Singles, quality: Ints) -> Blend:
        """Fits every part to the same rows."""
        for part in self.parts:
            part.fit(rows, quality)
        return self

    def predict(self, rows: Singles) -> Floats:
        """The weighted mean float64 [N, G]."""
        pairs = zip(self.parts, self.weights, strict=True)
        mean: Floats = np.sum([weight * part.predict(rows) for part, weight in pairs], axis=0)
        return mean


class Sharpened:
    """A learner whose cumulative probabilities C become C + s C (1 - C) (2 C - 1).

    The cubic keeps 0, 1/2 and 1 in place, so the median stays; but a sum over trees it is no more,
    so that Shapley values of the trees would no longer explain the answer exactly.
    """

    def __init__(self, learner: Learner, strength: float) -> None:
        self.learner = learner
        self.strength = strength

    def fit(self, rows: Singles, quality: Ints) -> Sharpened:
        """Fits the learner; the strength is a constant."""
        self.learner.fit(rows, quality)
        return self

    def predict(self, rows: Singles) -> Floats:
        """Sharpened distributions float64 [N, G]."""
        c = np.cumsum(self.learner.predict(rows), axis=1)
        return np.diff(c + self.strength * c * (1 - c) * (2 * c - 1), axis=1, prepend=0)


Create = Callable[[Ints, int], Learner]
