"""What cannot become a version is refused, in words that say what was expected and what came."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import made_up_measurements
from sklearn.cluster import KMeans
from sklearn.ensemble import (
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.linear_model import LinearRegression, PoissonRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, MinMaxScaler, RobustScaler, StandardScaler
from sklearn.svm import LinearSVC
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from provador_training.data import RED, DataError, Source, Wines, parse
from provador_training.features import COLUMNS
from provador_training.learner import ModelError
from provador_training.own import read_own, wines_of
from provador_training.own_version import OwnVersion, fitted
from provador_training.parity import largest_difference
from provador_training.preparation import RAW, prepare_exactly
from provador_training.scalers import split_off_scalers
from provador_training.scikit_onnx import line_of


def refusal(estimator: Any, wines: Wines, name: str = "mine") -> str:
    with pytest.raises(ModelError) as caught:
        fitted(OwnVersion(name, "", estimator), wines).model.to_onnx()
    return str(caught.value)


def test_what_is_no_estimator(wines: Wines) -> None:
    assert refusal(RandomForestRegressor, wines) == (
        "estimator: expected an object, got the class: write RandomForestRegressor()"
    )
    assert refusal(KMeans(), wines) == (
        "estimator: expected a regressor or a classifier, got KMeans"
    )
    assert refusal(LinearSVC(), wines) == (
        "estimator: LinearSVC gives no probabilities (predict_proba): put it into a"
        " CalibratedClassifierCV, or take a regressor"
    )


def test_one_that_was_fitted_to_something_else(wines: Wines) -> None:
    four = DecisionTreeRegressor().fit(wines.measurements[:, :4], wines.quality)
    assert refusal(four, wines) == (
        "estimator: DecisionTreeRegressor was fitted to 4 columns, but the preparation gives 11;"
        " name its columns in the preparation"
    )
    stars = DecisionTreeClassifier().fit(wines.measurements, wines.quality * 10)
    assert "was fitted to the class np.int64(30), expected grades from 0 to 10" in refusal(
        stars, wines
    )


def test_names(wines: Wines) -> None:
    assert refusal(LinearRegression(), wines, "a/b") == (
        "name: expected letters, digits, '.', '_' and '-', a letter or digit first, got 'a/b'"
    )
    assert refusal(LinearRegression(), wines, "2") == (
        "name: '2' is one of this repository's own, 1, 2"
    )


def test_what_cannot_be_fitted_or_written(wines: Wines) -> None:
    assert "cannot be fitted to 300 wines of 11 columns: " in refusal(
        LinearRegression(tol="small"), wines
    )
    squared = make_pipeline(FunctionTransformer(np.square), LinearRegression())
    assert refusal(squared, wines).startswith("estimator: Pipeline cannot be written as ONNX: ")


def test_wines(wines: Wines) -> None:
    def changed(column: int, value: float) -> Wines:
        measurements = wines.measurements.copy()
        measurements[5, column] = value
        return replace(wines, measurements=measurements)

    line = LinearRegression()
    assert refusal(line, changed(8, 9.5)) == "wines: expected pH from 2.5 to 4.5, got 9.5 in line 7"
    assert "expected pH from 2.5 to 4.5, got nan in line 7" in refusal(line, changed(8, np.nan))
    assert refusal(line, changed(6, 0)) == "wines: more free than total sulfur dioxide in line 7"
    same = wines.measurements.copy()
    same[:, 0] = 7
    assert refusal(line, replace(wines, measurements=same)) == (
        "wines: fixed acidity is 7 in every wine"
    )
    few = Wines(wines.measurements[:100], wines.quality[:100], wines.sha256)
    assert refusal(line, few) == "wines: expected 128 different ones or more, got 100"
    gap = replace(wines, quality=np.where(wines.quality == 5, 6, wines.quality))
    assert refusal(RandomForestClassifier(), gap) == (
        "wines: a classifier needs wines of two grades or more, and of each between the lowest and"
        " the highest, got 3, 4, 6, 7, 8: take a regressor"
    )
    header = "fixed acidity;volatile acidity;citric acid;residual sugar;chlorides;"
    header += "free sulfur dioxide;total sulfur dioxide;density;pH;sulphates;alcohol;quality\n"
    with pytest.raises(DataError, match="whole numbers from 0 to 10, got 11 in line 2"):
        parse(f"{header}7;1;0;2;0.1;11;34;1;3.5;0.6;9;11\n".encode())


def test_an_onnx_file_that_answers_otherwise(wines: Wines) -> None:
    made = fitted(OwnVersion("mine", "", DecisionTreeRegressor()), wines)
    other = fitted(OwnVersion("other", "", LinearRegression()), wines)
    with pytest.raises(
        ModelError, match=r"answers otherwise than scikit-learn for \d+ of 300 wines"
    ):
        largest_difference(made.served, made.model, other.model.to_onnx(), wines.measurements)


def test_files(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"model\.py: no such file"):
        read_own(tmp_path / "model.py")
    (tmp_path / "model.py").write_text("OWN = 3\n", "utf-8")
    with pytest.raises(ModelError, match=r"expected OWN = OwnVersion\(\.\.\.\), got 3"):
        read_own(tmp_path / "model.py")


def test_whose_wines(wines: Wines, tmp_path: Path) -> None:
    cellar = Source("Our cellar", "https://example.org", "private")
    rows = [*map(str, wines.measurements[0].tolist()), "5"]
    path = tmp_path / "cellar.csv"
    path.write_text(";".join([*COLUMNS, "quality"]) + "\n" + ";".join(rows) + "\n", "utf-8")
    assert wines_of(cellar, path).source == cellar
    with pytest.raises(DataError, match="say whose in OwnVersion"):
        wines_of(RED, path)


@pytest.mark.parametrize("scaler", [StandardScaler(), RobustScaler(), MinMaxScaler((-1, 1))])
def test_leading_scalers_become_preparation(wines: Wines, scaler: Any) -> None:
    pipeline = make_pipeline(scaler, "passthrough", MinMaxScaler(), LinearRegression())
    description, rest = split_off_scalers(pipeline, wines.measurements, RAW)
    assert isinstance(rest, LinearRegression)
    expected = pipeline.fit(wines.measurements, wines.quality)[:-1].transform(wines.measurements)
    assert prepare_exactly(wines.measurements, description) == pytest.approx(expected, abs=1e-12)
    clipped = make_pipeline(MinMaxScaler(clip=True), LinearRegression())
    assert split_off_scalers(clipped, wines.measurements, RAW)[0] == RAW


def test_coefficients_behind_a_link_are_no_line(wines: Wines) -> None:
    rows = wines.measurements
    assert line_of(LinearRegression().fit(rows, wines.quality), rows) is not None
    assert line_of(PoissonRegressor(max_iter=20).fit(rows, wines.quality), rows) is None


@pytest.mark.parametrize(
    "estimator",
    [
        HistGradientBoostingRegressor(max_iter=10),
        HistGradientBoostingClassifier(max_iter=10),
        make_pipeline(StandardScaler(), HistGradientBoostingClassifier(max_iter=5)),
    ],
)
def test_boosted_trees_answer_as_scikit_learn_does(wines: Wines, estimator: Any) -> None:
    made = fitted(OwnVersion("mine", "", estimator), wines)
    onnx = made.model.to_onnx()
    assert largest_difference(made.served, made.model, onnx, wines.measurements) < 1e-5
    asked = made_up_measurements(500, 4)
    assert largest_difference(made.served, made.model, onnx, asked) < 1e-5
