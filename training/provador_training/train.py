"""From the UCI file to both data folders of all versions: `python -m provador_training.train`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from provador_training.answers import answers_of, scores_of_answers
from provador_training.background import background_rows
from provador_training.card import Evidence, card
from provador_training.data import Floats, Wines, load
from provador_training.evaluation import Evaluation, evaluate
from provador_training.folds import PROTOCOLS, REPORTED_SEEDS
from provador_training.golden import golden
from provador_training.intervals import evaluate_intervals, interval_scores
from provador_training.manifest import Files, manifest
from provador_training.parameters import parameter_files
from provador_training.plots import plots
from provador_training.preparation import RAW, prepare
from provador_training.score_choice import CHOICE_SEEDS, measure_choice
from provador_training.versions import VERSION_1, VERSION_2, VERSIONS, Published, Version

REPOSITORY = Path(__file__).resolve().parents[2]
EXPERIMENT = REPOSITORY / "training" / "experiment.json"
FOLDERS = {"model": "models", "parameters": "parameters"}


def main() -> None:
    """Trains, evaluates and writes every version, or those named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="the UCI file; downloaded from UCI without it")
    parser.add_argument(
        "--out", type=Path, default=REPOSITORY, help="where the folders are written"
    )
    parser.add_argument("--repetitions", type=int, default=len(REPORTED_SEEDS))
    parser.add_argument("--jobs", type=int, default=2, help="processes; never changes the result")
    options = parser.parse_args()
    experiment = json.loads(EXPERIMENT.read_text("utf-8")) if EXPERIMENT.exists() else None
    seeds = REPORTED_SEEDS[: options.repetitions]
    evidence = measure(load(options.data), seeds, options.jobs, experiment)
    for version in VERSIONS:
        write(version_files(version, evidence), version, options.out)


def measure(
    wines: Wines, seeds: Sequence[int], jobs: int, experiment: dict[str, Any] | None
) -> Evidence:
    """Evaluates every version, and version 1's learner on unscaled columns, on the same folds."""

    def both_protocols(version: Version) -> list[Evaluation]:
        return [evaluate(version, wines, protocol, seeds, jobs) for protocol in PROTOCOLS]

    evaluations = {version.name: both_protocols(version) for version in VERSIONS}
    unscaled = both_protocols(replace(VERSION_1, preparation=RAW))
    intervals = {v.name: evaluate_intervals(v, wines, seeds, jobs) for v in VERSIONS}
    tried = CHOICE_SEEDS[: len(seeds)]
    choice = measure_choice(VERSION_2, wines, tried, jobs)
    models = {version.name: trained(version, wines) for version in VERSIONS}
    scores = {v.name: training_scores(v, models[v.name], wines) for v in VERSIONS}
    background = background_rows(wines, np.column_stack(list(scores.values())))
    return Evidence(
        wines, evaluations, unscaled, experiment, intervals, choice, models, scores, background
    )


def training_scores(version: Version, model: Published, wines: Wines) -> Floats:
    """The published model's scores of its training wines, float64 [N]."""
    answers = answers_of(version, model, wines.measurements)
    return scores_of_answers(version, answers, version.grades(wines.grades))


def trained(version: Version, wines: Wines) -> Published:
    """The version's published model: trained on all wines, or the formula that it is."""
    model = version.create(wines.grades, version.seed)
    if not version.trains:
        return model
    model.fit(prepare(wines.measurements, version.preparation), wines.quality)
    return model


def version_files(version: Version, evidence: Evidence) -> Files:
    """Every file of a version, the manifest among them."""
    wines, own = evidence.wines, evidence.evaluations[version.name]
    model = evidence.models[version.name]
    background = wines.measurements[evidence.background]
    parameters = parameter_files(
        version,
        model,
        wines,
        own[0],
        interval_scores(version, wines),
        background,
        golden(version, model, wines, background),
    )
    return model_files(version, model.to_onnx(), card(version, evidence), wines, own, parameters)


def model_files(
    version: Version,
    onnx: bytes,
    model_card: bytes,
    wines: Wines,
    evaluations: list[Evaluation],
    parameters: Files,
) -> Files:
    """The files of the parameters' folder with those of the model's, manifest and all."""
    files: Files = {
        "model/model.onnx": onnx,
        "model/MODEL_CARD.md": model_card,
        **{f"model/{name}": content for name, content in plots(version, evaluations[0]).items()},
        **parameters,
    }
    return {**files, "model/manifest.json": manifest(version, wines, evaluations, files)}


def write(files: Files, version: Version, out: Path) -> None:
    """Writes the files of one version below `out`."""
    for name, content in files.items():
        kind, file = name.split("/")
        folder = out / FOLDERS[kind] / "red-wine-quality" / version.name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(content)
        print(f"{folder / file}: {len(content):,} bytes")


if __name__ == "__main__":
    main()
