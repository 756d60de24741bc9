"""Own versions, from scikit-learn's estimators to what the gateway answers over HTTP."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import REPOSITORY, made_up_measurements, needs_gateway, uci_file
from sklearn.base import clone
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.linear_model import LinearRegression
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from provador_training.data import Floats, Wines
from provador_training.features import FIELDS
from provador_training.metrics import median_grade, rounded_grade
from provador_training.own import own_files
from provador_training.own_version import OwnVersion
from provador_training.train import write

# The commands of docs/your-own-model.md; what they leave open is added.
FOLDER = "../own"
MAKE = "make -C training own MODEL=training/template/plain_forest.py OUT=../own REPETITIONS=1"
SERVE = "MODELS_DIR=../own/models PARAMETERS_DIR=../own/parameters npm start"
SCRIPT = Path("test") / "parity" / "own-version.mjs"
BATCH = """
query ($wines: [WineInput!]!) { predictBatch(wines: $wines) { rejected { index } predictions {
  quality score probabilities { grade probability } interval(confidence: 0.9) { low high }
  warnings { feature } model { version } } } }
"""
ONE = """
query ($wine: WineInput!) { predict(wine: $wine) {
  score explanation { baseline contributions { feature contribution } }
  sensitivity(feature: ALCOHOL, steps: 3) { score } whatIf(changes: { alcohol: 12 }) { score }
  improvement(targetQuality: 6, adjustable: [ALCOHOL, SULPHATES]) { prediction { quality } } } }
"""


def served(own: OwnVersion, wines: Wines, folder: Path, requests: list[Any]) -> list[Any]:
    """The gateway's answers, once the version has been made of the wines."""
    files, version = own_files(own, wines, [0], jobs=2)
    write(files, version, folder)
    paths = [folder / name for name in ("requests.json", "answers.json")]
    paths[0].write_text(json.dumps(requests), "utf-8")
    command = ["node", SCRIPT, folder, *paths]
    done = subprocess.run(
        [str(part) for part in command], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    answers: list[Any] = json.loads(paths[1].read_text("utf-8"))
    return answers


@contextmanager
def started(command: str) -> Iterator[str]:
    """The address of GraphQL of a gateway that a shell command starts."""
    process = subprocess.Popen(
        ["sh", "-c", command],
        cwd=REPOSITORY,
        env={**os.environ, "PORT": "0"},
        stdout=subprocess.PIPE,
        text=True,
        # A group of its own, which gets the signal whole.
        start_new_session=True,
    )
    assert process.stdout is not None
    found = (re.search(r'"url":"([^"]+)"', line) for line in process.stdout)
    url = next(match.group(1) for match in found if match)
    try:
        yield url
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate()


def ask(url: str, request: Any) -> Any:
    content = json.dumps(request).encode()
    headers = {"content-type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(url, content, headers)) as response:
        return json.load(response)


def as_input(wine: Floats) -> dict[str, float]:
    return dict(zip(FIELDS, wine.tolist(), strict=True))


def in_scikit_learn(estimator: Any, wines: Wines, asked: Floats) -> tuple[Floats, Floats]:
    """Scores, and probabilities or the scores again, as somebody's notebook would compute them."""
    seeded = clone(estimator)
    unset = {n: 0 for n, v in seeded.get_params().items() if n.endswith("random_state") and not v}
    seeded.set_params(**unset)
    # What is served is float32: a scaler in front scales before that.
    is_pipeline = hasattr(seeded, "steps")
    given = [x if is_pipeline else x.astype(np.float32) for x in (wines.measurements, asked)]
    seeded.fit(given[0], wines.quality)
    if not hasattr(seeded, "predict_proba"):
        scores = seeded.predict(given[1])
        return scores, scores[:, None]
    probabilities = seeded.predict_proba(given[1])
    return probabilities @ seeded.classes_, probabilities


ESTIMATORS = {
    "random forest regressor": RandomForestRegressor(),
    "random forest classifier": RandomForestClassifier(),
    "scaled forest": make_pipeline(StandardScaler(), RandomForestClassifier(20)),
    "line": make_pipeline(StandardScaler(), LinearRegression()),
    "network": make_pipeline(StandardScaler(), MLPClassifier((8,), max_iter=30)),
}


@pytest.mark.filterwarnings("ignore:Stochastic Optimizer")
@pytest.mark.parametrize("name", ESTIMATORS)
def test_the_gateway_answers_as_scikit_learn_does(name: str, wines: Wines, tmp_path: Path) -> None:
    needs_gateway()
    estimator = ESTIMATORS[name]
    asked = np.vstack([wines.measurements[:100], made_up_measurements(100, 12)])
    requests = [
        {"query": BATCH, "variables": {"wines": [as_input(wine) for wine in asked]}},
        {"query": ONE, "variables": {"wine": as_input(asked[0])}},
    ]
    own = OwnVersion(name="mine", description=f"A {name}.", estimator=estimator)
    batch, one = served(own, wines, tmp_path, requests)

    predictions = batch["data"]["predictBatch"]["predictions"]
    assert batch["data"]["predictBatch"]["rejected"] == []
    scores, answers = in_scikit_learn(estimator, wines, asked)
    assert [p["score"] for p in predictions] == pytest.approx(scores, abs=1e-5)
    if hasattr(estimator, "predict_proba"):
        got = [[p["probability"] for p in entry["probabilities"]] for entry in predictions]
        assert np.array(got) == pytest.approx(answers, abs=1e-5)
        grades = median_grade(answers, wines.grades)
    else:
        assert {p["probabilities"] for p in predictions} == {None}
        grades = rounded_grade(answers[:, 0], np.arange(11))
    assert [p["quality"] for p in predictions] == grades.tolist()
    for entry in predictions:
        assert entry["model"] == {"version": "mine"}
        assert entry["interval"]["low"] <= entry["quality"] <= entry["interval"]["high"]
    assert predictions[0]["warnings"] == []
    seen = (wines.measurements.min(axis=0), wines.measurements.max(axis=0))
    outside = ((asked < seen[0]) | (asked > seen[1])).sum(axis=1)
    assert [len(p["warnings"]) for p in predictions] == outside.tolist()

    assert "errors" not in one
    answer = one["data"]["predict"]
    shares = [entry["contribution"] for entry in answer["explanation"]["contributions"]]
    assert answer["explanation"]["baseline"] + sum(shares) == pytest.approx(scores[0], abs=1e-5)
    golden = json.loads((tmp_path / "parameters/red-wine-quality/mine/golden.json").read_text())
    assert golden["rows"][0]["measurements"] == asked[0].tolist()
    assert shares == pytest.approx(golden["rows"][0]["contributions"], abs=1e-5)
    assert len(answer["sensitivity"]) == 3
    # By its trees or its line; what is neither is asked for all sets of measurements.
    assert (one["extensions"]["cost"] > 2**11 * 64) == (name == "network")


def test_the_guide_makes_and_serves_a_plain_forest(red: Wines, tmp_path: Path) -> None:
    needs_gateway()
    asked = red.measurements
    data = f"DATA={uci_file('winequality-red.csv')}"
    made = subprocess.run(
        ["sh", "-c", f"{MAKE.replace(FOLDER, str(tmp_path))} {data}"], cwd=REPOSITORY, check=False
    )
    assert made.returncode == 0
    with started(SERVE.replace(FOLDER, str(tmp_path))) as url:
        request = {"query": BATCH, "variables": {"wines": [as_input(wine) for wine in asked]}}
        batch = ask(url, request)
    scores, _ = in_scikit_learn(RandomForestRegressor(), red, asked)
    predictions = batch["data"]["predictBatch"]["predictions"]
    assert [p["score"] for p in predictions] == pytest.approx(scores, abs=1e-6)
    assert [p["quality"] for p in predictions] == rounded_grade(scores, np.arange(11)).tolist()
    inside = [
        p["interval"]["low"] <= grade <= p["interval"]["high"]
        for p, grade in zip(predictions, red.quality.tolist(), strict=True)
    ]
    # It has learnt these wines, so that its intervals hold more of them than they promise.
    assert np.mean(inside) > 0.9
