"""Wines of which no version can be made, by what the gateway asks of one."""

from __future__ import annotations

import numpy as np

from provador_training.background import ROWS
from provador_training.data import Wines
from provador_training.features import FEATURES, FIELDS
from provador_training.learner import ModelError

FREE, TOTAL = FIELDS.index("freeSulfurDioxide"), FIELDS.index("totalSulfurDioxide")


def check_wines(wines: Wines) -> None:
    """Possible wines, enough of them, and no measurement that is the same in all.

    Raises:
        ModelError: names the measurement and the line of the file.
    """
    for feature, values in zip(FEATURES, wines.measurements.T, strict=True):
        low, high = feature.accepted_min, feature.accepted_max
        # Not the other way round: NaN is neither above nor below.
        strange = np.flatnonzero(~((values >= low) & (values <= high)))
        if len(strange):
            raise ModelError(
                f"wines: expected {feature.column} from {low:g} to {high:g}, got"
                f" {values[strange[0]]:g} in line {strange[0] + 2}"
            )
        if values.min() == values.max():
            raise ModelError(f"wines: {feature.column} is {values[0]:g} in every wine")
    above = np.flatnonzero(wines.measurements[:, FREE] > wines.measurements[:, TOTAL])
    if len(above):
        raise ModelError(f"wines: more free than total sulfur dioxide in line {above[0] + 2}")
    distinct = len(np.unique(wines.measurements, axis=0))
    if distinct < 2 * ROWS:
        raise ModelError(f"wines: expected {2 * ROWS} different ones or more, got {distinct}")
