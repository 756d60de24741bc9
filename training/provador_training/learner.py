"""What a model must be so that it can be evaluated: it learns from prepared rows and answers."""

from __future__ import annotations

from typing import Any, Protocol

from provador_training.data import Floats, Ints, Singles
from provador_training.preparation import Description


class ModelError(Exception):
    """A model, or its wines, of which no version can be made; says what is missing."""


class Learner(Protocol):
    """A model of grades."""

    def fit(self, rows: Singles, quality: Ints) -> Any:
        """Learns from prepared rows float32 [N, k] and grades int64 [N], and returns itself."""

    def predict(self, rows: Any) -> Floats:
        """Probabilities float64 [N, G], or scores float64 [N, 1], of prepared rows [N, k]."""


class Recipe(Protocol):
    """A preparation and the learner that follows it."""

    @property
    def preparation(self) -> Description:
        """The description that `prepare` executes."""

    @property
    def create(self) -> Any:
        """`create(grades, seed)` gives the untrained learner."""
