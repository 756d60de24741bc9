"""Version 1: the old API's model, kept as the baseline exactly as it was served."""

from __future__ import annotations

import numpy as np
from sklearn.linear_model import ElasticNet

from provador_training.data import Floats, Ints, Singles
from provador_training.features import FIELDS
from provador_training.onnx_export import linear_model
from provador_training.preparation import Description

INTERCEPT = 4.344849155080528
ALCOHOL_COEFFICIENT = 0.12493018646953222
ALCOHOL = FIELDS.index("alcohol")

# The scalers that the old API stored. It forgot the log1p when serving, which did no harm because
# the coefficient is 0; here it stands where it belongs.
PREPARATION: Description = {
    "steps": [
        {
            "op": "minMax",
            "inputs": ["freeSulfurDioxide"],
            "output": "scaledFreeSulfurDioxide",
            "min": 1,
            "max": 72,
        },
        {
            "op": "log1p",
            "inputs": ["totalSulfurDioxide"],
            "output": "logTotalSulfurDioxide",
        },
        {
            "op": "minMax",
            "inputs": ["logTotalSulfurDioxide"],
            "output": "scaledTotalSulfurDioxide",
            "min": 1.9459101490553132,
            "max": 5.66988092298052,
        },
    ],
    "columns": [
        {
            "freeSulfurDioxide": "scaledFreeSulfurDioxide",
            "totalSulfurDioxide": "scaledTotalSulfurDioxide",
        }.get(field, field)
        for field in FIELDS
    ],
}


class OldModel:
    """A linear score over the eleven prepared columns; untrained it holds the old API's numbers."""

    def __init__(self) -> None:
        self.intercept = INTERCEPT
        self.coefficients: Floats = np.zeros(len(FIELDS))
        self.coefficients[ALCOHOL] = ALCOHOL_COEFFICIENT

    def fit(self, rows: Singles | Floats, quality: Ints) -> OldModel:
        """Refits as the old API did, on prepared [N, 11]; only evaluation does this."""
        net = ElasticNet(alpha=0.5, l1_ratio=0.5).fit(rows.astype(np.float64), quality)
        self.intercept, self.coefficients = float(net.intercept_), net.coef_
        return self

    def predict(self, rows: Singles | Floats) -> Floats:
        """The score float64 [N, 1] of prepared rows [N, 11]."""
        return (self.intercept + rows.astype(np.float64) @ self.coefficients)[:, None]

    def to_onnx(self) -> bytes:
        """The model as ONNX with the output `score` float32 [N, 1]."""
        return linear_model(self.coefficients, self.intercept, "score")

    def calibration(self) -> dict[str, object]:
        """Nothing: a bare score has no probabilities to calibrate."""
        return {"method": "none", "appliedIn": None}
