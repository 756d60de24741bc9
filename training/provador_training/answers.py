"""A published model's answers, scores and grades for bare measurements, as the gateway has them."""

from __future__ import annotations

from provador_training.data import Floats, Ints
from provador_training.metrics import expected_grade, median_grade, rounded_grade
from provador_training.preparation import prepare, prepare_exactly
from provador_training.versions import Published, Version


def answers_of(version: Version, model: Published, measurements: Floats) -> Floats:
    """Probabilities float64 [N, G], or scores float64 [N, 1], of measurements float64 [N, 11]."""
    if version.trains:
        return model.predict(prepare(measurements, version.preparation))
    # A formula owes its answer to no float32: the old API's numbers to the last digit.
    return model.predict(prepare_exactly(measurements, version.preparation))


def scores_of_answers(version: Version, answers: Floats, grades: Ints) -> Floats:
    """The scores float64 [N]: the mean of each distribution, or the bare score."""
    if version.kind == "distribution":
        return expected_grade(answers, grades)
    scores: Floats = answers[:, 0]
    return scores


def grades_of_answers(version: Version, answers: Floats, grades: Ints) -> Ints:
    """The grades int64 [N]: the median of each distribution, or the rounded score."""
    if version.kind == "distribution":
        return median_grade(answers, grades)
    return rounded_grade(answers[:, 0], grades)
