"""The feature table's account of the training data."""

from __future__ import annotations

import numpy as np
import pytest

from provador_training.data import Wines
from provador_training.parameters import feature_table, training_values


def test_by_hand() -> None:
    values = training_values(np.array([[2.0], [1.0], [2.0], [5.0]]), 0)
    assert values == {
        "min": 1.0,
        "median": 2.0,
        "max": 5.0,
        "standardDeviation": 1.5,
        "values": [1.0, 2.0, 5.0],
        "atMost": [1, 3, 4],
    }


def test_every_row_counts(wines: Wines) -> None:
    for index, entry in enumerate(feature_table(wines)["features"]):
        training, own = entry["training"], wines.measurements[:, index]
        assert training["atMost"][-1] == len(own)
        assert training["values"][0] == training["min"]
        assert training["values"][-1] == training["max"]
        assert training["standardDeviation"] == pytest.approx(own.std(), rel=1e-12)
        middle = training["values"][len(training["values"]) // 2]
        assert training["atMost"][training["values"].index(middle)] == np.sum(own <= middle)
