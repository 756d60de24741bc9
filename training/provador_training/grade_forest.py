"""The grade forest: extremely randomised trees that estimate a distribution over ordered grades.

Trees are grown on the cumulative targets [grade <= g], one for each grade but the last. Their
squared error is the ranked probability score, so that a split knows that 5 is nearer to 6 than to 8
(Frank and Hall 2001 for cumulative targets, Geurts, Ernst and Wehenkel 2006 for the trees). Each
leaf is then shrunk towards its ancestors (hierarchical shrinkage: Agarwal et al., ICML 2022),
sharpened by a smoothstep, as averaging makes forests too cautious, and mixed with a little of the
training data's grade shares, so that no grade is ever impossible. `refit.py` makes a few trees
answer as many do.

All of that happens inside the leaves: the model is a sum of leaf weights and nothing else, so that
Shapley values of its trees explain its answers exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.ensemble import ExtraTreesRegressor

from provador_training.data import Floats, Ints, Singles
from provador_training.onnx_export import forest_model
from provador_training.refit import refitted

GRID = 2.0**-20
"""Leaf weights are multiples of this.

float32 holds every multiple up to 1, so that it adds them without rounding: the answer does not
depend on the order of the trees, on threads or on who shares the wine's batch, and is Python's to
the last bit. 2^-24 would do, but this one also makes weights zero that say nothing (below one in a
million), which the file leaves out.
"""


@dataclass(frozen=True)
class ForestSettings:
    """How a grade forest grows and is smoothed.

    `shrinkage` is in wines, `prior_weight` a share of 1; 0 turns either off.
    `smoothstep` sharpens each leaf.
    `grown` trees are grown, `trees` of them kept and refitted to answer as all of them do; each
    leaf is pulled to its old value by `pull` rows. 0: all are kept as they have grown.
    A leaf's cumulative probability nearer to 0 or 1 than `certain` becomes 0 or 1, which leaves
    fewer weights to add. `turned` writes the trees so that ONNX Runtime walks them faster.
    """

    trees: int = 100
    grown: int = 0
    pull: float = 30.0
    certain: float = 0.0
    turned: bool = False
    min_samples_leaf: int = 2
    max_features: float = 0.5
    shrinkage: float = 0.5
    prior_weight: float = 0.01
    smoothstep: bool = True


class GradeForest:
    """A forest fitted to prepared rows; `leaf_weights` holds each tree's part of the answer."""

    def __init__(self, settings: ForestSettings, grades: Ints, seed: int) -> None:
        self.settings = settings
        self.grades = grades
        self.seed = seed

    def fit(self, rows: Singles, quality: Ints) -> GradeForest:
        """Grows the trees on float32 [N, k] and grades int64 [N]."""
        # One job: scikit-learn's trees do not depend on it, and callers run folds side by side.
        self.ensemble = ExtraTreesRegressor(
            n_estimators=max(self.settings.grown, self.settings.trees),
            min_samples_leaf=self.settings.min_samples_leaf,
            max_features=self.settings.max_features,
            random_state=self.seed,
        ).fit(rows, (quality[:, None] <= self.grades[:-1]).astype(np.float64))
        self.prior: Floats = (quality[:, None] == self.grades).mean(axis=0)
        grown = [estimator.tree_ for estimator in self.ensemble.estimators_]
        values = [self._smoothed(tree) for tree in grown]
        keep, pull = self.settings.trees, self.settings.pull
        self.trees: list[Any] = grown[:keep]
        if self.settings.grown > keep:
            values = refitted(grown, values, keep, pull, rows, self.seed)
        self.leaf_weights: list[Floats] = [self._weights(value) for value in values]
        # Not ONNX's base_values: ONNX Runtime drops them for a grade to which no leaf of a wine
        # contributes.
        self.leaf_weights[0] = self.leaf_weights[0] + self._base()
        return self

    def predict(self, rows: Singles) -> Floats:
        """Grade probabilities float64 [N, G] of prepared rows float32 [N, k]."""
        parts = zip(self.trees, self.leaf_weights, strict=True)
        answer: Floats = np.sum([weights[tree.apply(rows)] for tree, weights in parts], axis=0)
        return answer

    def leaves(self, rows: Singles) -> Ints:
        """The node, int64 [N, trees], in which each row ends in each tree."""
        return np.column_stack([tree.apply(rows) for tree in self.trees])

    def to_onnx(self) -> bytes:
        """The model as ONNX with the output `probabilities` float32 [N, G]."""
        columns = self.ensemble.n_features_in_
        turned = self.settings.turned
        return forest_model(self.trees, self.leaf_weights, "probabilities", columns, turned)

    def calibration(self) -> dict[str, Any]:
        """How the distribution was smoothed, all of it inside the ONNX file's leaves."""
        return {
            "method": "hierarchical shrinkage, smoothstep of each leaf and prior mixing",
            "appliedIn": "model.onnx",
            "shrinkage": self.settings.shrinkage,
            "smoothstep": self.settings.smoothstep,
            "priorWeight": self.settings.prior_weight,
            "prior": [round(float(share), 6) for share in self.prior],
        }

    def _smoothed(self, tree: Any) -> Floats:
        """Each node's cumulative probabilities, float64 [nodes, G - 1]."""
        cumulative = shrunk(tree, tree.value[:, :, 0], self.settings.shrinkage)
        return smoothstep(cumulative) if self.settings.smoothstep else cumulative

    def _weights(self, cumulative: Floats) -> Floats:
        """Each node's part of the probabilities, float64 [nodes, G]; all have the same sum."""
        certain = np.where(cumulative < self.settings.certain, 0, cumulative)
        certain = np.where(certain > 1 - self.settings.certain, 1, certain)
        edge = np.zeros((len(certain), 1))
        whole = np.hstack([edge, certain, edge + 1])
        share = (1 - self.settings.prior_weight) / self.settings.trees
        # Rounded while cumulative, so that no difference can spoil the sum.
        return np.diff(to_grid(share * whole), axis=1)

    def _base(self) -> Floats:
        """The prior's share, and what rounding has left for a sum of exactly 1; float64 [G]."""
        left = 1 - sum(float(weights[0].sum()) for weights in self.leaf_weights)
        return np.diff(to_grid(left * np.cumsum(self.prior)), prepend=0.0)


def to_grid(weights: Floats) -> Floats:
    """Weights rounded to multiples of GRID."""
    return np.round(weights / GRID) * GRID


def smoothstep(cumulative: Floats) -> Floats:
    """3 C^2 - 2 C^3: away from one half, rising, with 0, 1/2 and 1 where they are."""
    result: Floats = cumulative * cumulative * (3 - 2 * cumulative)
    return result


def shrunk(tree: Any, values: Floats, shrinkage: float) -> Floats:
    """Node values float64 [nodes, ..] pulled towards their ancestors'.

    From the root down, a child adds its difference from its parent divided by
    1 + shrinkage / (the parent's number of wines).
    """
    result = values.copy()
    wines = tree.weighted_n_node_samples
    level = np.array([0])
    while len(level):
        parents = level[tree.children_left[level] >= 0]
        factor = 1 / (1 + shrinkage / wines[parents])[:, None]
        level = np.concatenate([tree.children_left[parents], tree.children_right[parents]])
        parents, factor = np.tile(parents, 2), np.tile(factor, (2, 1))
        difference = values[level] - values[parents]
        result[level] = result[parents] + factor * difference
    return result
