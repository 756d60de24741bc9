"""The repository's folders: consistent with their manifests, and right by their own answers."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from conftest import REPOSITORY
from leaves import run

from provador_training.answers import scores_of_answers
from provador_training.conformal import SCORES
from provador_training.data import RED_SHA256, Floats, Wines
from provador_training.features import FEATURES
from provador_training.golden import EXPLAINED
from provador_training.intervals import interval_scores
from provador_training.manifest import signature_holds
from provador_training.metrics import median_grade, rounded_grade
from provador_training.onnx_export import INPUT
from provador_training.preparation import prepare
from provador_training.shapley import contributions
from provador_training.versions import VERSIONS, Version

FOLDERS = {
    "model": REPOSITORY / "models" / "red-wine-quality",
    "parameters": REPOSITORY / "parameters" / "red-wine-quality",
}
MEGABYTES_8 = 8_000_000


def read(kind: str, version: Version, name: str) -> Any:
    return json.loads((FOLDERS[kind] / version.name / name).read_text("utf-8"))


def file_of(version: Version, key: str) -> Path:
    kind, name = key.split("/")
    return FOLDERS[kind] / version.name / name


def served_scores(version: Version, measurements: Floats) -> Floats:
    """ONNX Runtime's scores float64 [N] of measurements float64 [N, 11], by the committed model."""
    model = file_of(version, "model/model.onnx").read_bytes()
    answer = run(model, prepare(measurements, version.preparation)).astype(np.float64)
    grades = np.array(read("parameters", version, "output.json")["grades"])
    return scores_of_answers(version, answer, grades)


@pytest.fixture(params=VERSIONS, ids=lambda version: f"version {version.name}")
def version(request: pytest.FixtureRequest) -> Version:
    chosen: Version = request.param
    return chosen


def test_every_file_has_the_manifests_hash_and_none_is_left_over(version: Version) -> None:
    manifest = read("model", version, "manifest.json")
    for key, digest in manifest["files"].items():
        assert hashlib.sha256(file_of(version, key).read_bytes()).hexdigest() == digest, key
    found = {
        f"{kind}/{p.name}" for kind, f in FOLDERS.items() for p in (f / version.name).iterdir()
    }
    assert found == {*manifest["files"], "model/manifest.json"}
    assert list(manifest["files"]) == sorted(manifest["files"])


def test_the_manifest_is_signed_and_describes_the_version(version: Version) -> None:
    content = file_of(version, "model/manifest.json").read_bytes()
    manifest = json.loads(content)
    assert list(manifest)[-1] == "sha256"
    assert content.count(b'"sha256"') == 1
    assert signature_holds(content, manifest["sha256"])
    assert manifest["version"] == version.name
    assert manifest["algorithm"] == version.algorithm
    assert manifest["data"]["dataSha256"] == RED_SHA256


def test_both_protocols_were_measured_in_full(version: Version) -> None:
    metrics = read("model", version, "manifest.json")["metrics"]
    assert [entry["protocol"] for entry in metrics] == ["GROUPED", "PAPER"]
    for entry in metrics:
        assert (entry["repetitions"], entry["folds"], entry["rows"]) == (20, 5, 1599)


def test_parameters_are_those_of_the_code(version: Version) -> None:
    assert read("parameters", version, "preprocessing.json") == version.preparation
    table = read("parameters", version, "features.json")["features"]
    for entry, feature in zip(table, FEATURES, strict=True):
        assert (entry["name"], entry["field"]) == (feature.name, feature.field)
        accepted = entry["accepted"]
        assert (accepted["min"], accepted["max"]) == (feature.accepted_min, feature.accepted_max)


def test_the_feature_table_knows_every_training_value(version: Version, red: Wines) -> None:
    table = read("parameters", version, "features.json")["features"]
    for entry, values in zip(table, red.measurements.T, strict=True):
        training = entry["training"]
        assert training["values"] == sorted(set(values.tolist()))
        assert training["atMost"] == [int(np.sum(values <= v)) for v in training["values"]]
        assert training["standardDeviation"] == pytest.approx(values.std(), rel=1e-12)
        assert (training["min"], training["max"]) == (values.min(), values.max())


def test_intervals_are_calibrated_on_every_row(version: Version) -> None:
    interval = read("parameters", version, "calibration.json")["interval"]
    assert interval["score"] == SCORES[version.kind]
    scores = interval["scores"]
    assert len(scores) == 1599
    assert scores == sorted(scores)
    assert scores == [round(score, 9) for score in scores]
    assert min(scores) == 0


def test_interval_scores_are_those_of_the_code(version: Version, red: Wines) -> None:
    scores = read("parameters", version, "calibration.json")["interval"]["scores"]
    assert scores == interval_scores(version, red).tolist()


def test_the_background_is_of_real_wines_and_gets_the_training_wines_mean_score(
    version: Version, red: Wines
) -> None:
    background = read("parameters", version, "background.json")
    rows = [tuple(row) for row in background["rows"]]
    assert len(rows) == len(set(rows)) == 64
    assert set(rows) <= {tuple(row) for row in red.measurements.tolist()}
    assert background["method"].endswith(".")
    mean = served_scores(version, red.measurements).mean()
    assert abs(served_scores(version, np.array(rows)).mean() - mean) < 0.002


def test_golden_contributions_add_up_and_are_those_of_onnx_runtime(version: Version) -> None:
    golden = read("parameters", version, "golden.json")
    background = np.array(read("parameters", version, "background.json")["rows"])
    tolerance = golden["tolerance"]["contribution"]
    assert golden["baseline"] == pytest.approx(
        served_scores(version, background).mean(), abs=tolerance
    )
    assert all(len(row["contributions"]) == 11 for row in golden["rows"][:EXPLAINED])
    assert all(row["contributions"] is None for row in golden["rows"][EXPLAINED:])
    for row in golden["rows"][:EXPLAINED]:
        total = golden["baseline"] + sum(row["contributions"])
        assert total == pytest.approx(row["score"], abs=1e-9)
    row = golden["rows"][1]
    found = contributions(
        np.array(row["measurements"]), background, lambda asked: served_scores(version, asked)
    )
    assert np.abs(found - row["contributions"]).max() <= tolerance


def test_onnx_runtime_gives_the_golden_answers(version: Version) -> None:
    golden = read("parameters", version, "golden.json")
    output = read("parameters", version, "output.json")
    rows, grades = golden["rows"], np.array(output["grades"])
    assert len(rows) >= 20
    measurements = np.array([row["measurements"] for row in rows])
    model = file_of(version, "model/model.onnx").read_bytes()
    answer = run(model, prepare(measurements, version.preparation)).astype(np.float64)
    scores = np.array([row["score"] for row in rows])
    if output["kind"] == "distribution":
        expected = np.array([row["probabilities"] for row in rows])
        assert np.abs(answer - expected).max() <= golden["tolerance"]["probability"]
        quality, answered = median_grade(answer, grades), answer @ grades
    else:
        quality, answered = rounded_grade(answer[:, 0], grades), answer[:, 0]
    assert np.abs(answered - scores).max() <= golden["tolerance"]["score"]
    assert quality.tolist() == [row["quality"] for row in rows]


def test_the_model_file_takes_the_prepared_columns_and_is_small(version: Version) -> None:
    content = file_of(version, "model/model.onnx").read_bytes()
    assert len(content) <= MEGABYTES_8
    graph = onnx.load_from_string(content).graph
    shape = graph.input[0].type.tensor_type.shape.dim
    assert (graph.input[0].name, shape[1].dim_value) == (INPUT, len(version.preparation["columns"]))
    assert [value.name for value in graph.output] == [version.tensor]


def test_the_old_apis_first_wine_keeps_its_score() -> None:
    version = VERSIONS[0]
    first = read("parameters", version, "golden.json")["rows"][0]
    assert first["score"] == 5.519192907894131
    model = file_of(version, "model/model.onnx").read_bytes()
    rows = prepare(np.array([first["measurements"]]), version.preparation)
    assert run(model, rows)[0, 0] == pytest.approx(5.519192907894131, abs=1e-5)


def test_the_cards_show_the_manifests_figures(version: Version) -> None:
    card = file_of(version, "model/MODEL_CARD.md").read_text("utf-8")
    assert card.startswith("---\n"), "YAML front matter"
    for entry in read("model", version, "manifest.json")["metrics"]:
        assert f"{entry['meanAbsoluteDeviation']:.3f}" in card
        assert f"{100 * entry['withinHalf']:.1f}" in card
    for name in ("confusion.svg", "reliability.svg", "predicted-against-true.svg"):
        if file_of(version, f"model/{name}").exists():
            assert name in card
