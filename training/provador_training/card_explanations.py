"""The model card's section on explanations and the wines that they compare with."""

from __future__ import annotations

import numpy as np

from provador_training.background import METHOD
from provador_training.card_text import table
from provador_training.data import Floats, Ints, Wines
from provador_training.features import FEATURES


def explanation_section(
    wines: Wines, scores: Floats, background: Ints, method: str = METHOD
) -> list[str]:
    """How the background was chosen and how near it is to all training wines.

    `scores` are the model's of the training wines, float64 [N], `background` rows of them.
    """
    everything, chosen = float(scores.mean()), float(scores[background].mean())
    measurements = wines.measurements
    own = measurements[background]
    rows = [
        (
            f"{feature.column}, {feature.unit}",
            *(f"{value:.4g}" for value in pair),
        )
        for feature, pair in zip(
            FEATURES,
            np.column_stack(
                [measurements.mean(0), own.mean(0), measurements.std(0), own.std(0)]
            ).tolist(),
            strict=True,
        )
    ]
    head = ["measurement", "mean of all", "of the background", "spread of all", "of the background"]
    return [
        "## Explanations",
        "",
        "A contribution is the Shapley value of one measurement for the score, against the"
        f" {len(background)} wines of `background.json`: what the wine's measurement in place of"
        " theirs changes on average. The contributions of a wine add up to its score less the"
        " background's mean score. `golden.json` holds some that were computed by the definition,"
        " over all 2,048 sets of measurements.",
        "",
        f"The background: {method[0].lower()}{method[1:]} Its mean score is {chosen:.4f}, that of"
        f" all training wines {everything:.4f}; {abs(chosen - everything):.4f} apart.",
        "",
        *table(head, rows),
        "",
        "A contribution says what moves this model's score, not what makes a wine better.",
        "",
    ]
