"""Whether the ONNX file answers as scikit-learn does, before anybody is asked to trust it."""

from __future__ import annotations

import numpy as np

from provador_training.answers import answers_of
from provador_training.data import Floats
from provador_training.golden import TOLERANCE, Tolerance
from provador_training.learner import ModelError
from provador_training.onnx_cost import session
from provador_training.onnx_export import INPUT
from provador_training.preparation import prepare
from provador_training.versions import Published, Version

LIMIT = 1e-4
"""What float32 may cost an answer, as a share of it where it is above 1."""


def largest_difference(
    version: Version, model: Published, onnx: bytes, measurements: Floats
) -> float:
    """The most by which ONNX Runtime's answers differ from scikit-learn's.

    Raises:
        ModelError: a wine's differ by more than float32 explains.
    """
    expected = answers_of(version, model, measurements)
    try:
        (got,) = session(onnx).run(None, {INPUT: prepare(measurements, version.preparation)})
    # ONNX Runtime's errors have no class of their own in common.
    except Exception as error:
        raise ModelError(f"estimator: ONNX Runtime cannot run it: {error}") from error
    if got.shape != expected.shape:
        raise ModelError(f"estimator: expected answers {expected.shape}, ONNX gives {got.shape}")
    difference = np.abs(got - expected).max(axis=1)
    off = difference > LIMIT * np.maximum(1, np.abs(expected).max(axis=1))
    if off.any():
        worst = int(np.argmax(difference))
        raise ModelError(
            f"estimator: as ONNX it answers otherwise than scikit-learn for {off.sum()} of"
            f" {len(off)} wines, by {difference[worst]:g} for the wine"
            f" {measurements[worst].tolist()}"
        )
    return float(difference.max())


def own_tolerance(difference: float) -> Tolerance:
    """What the gateway may be off at the golden rows: twice what ONNX Runtime was here."""
    return {name: max(usual, 2 * difference) for name, usual in TOLERANCE.items()}
