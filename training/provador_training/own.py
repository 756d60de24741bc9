"""A version of one's own: `python -m provador_training.own MODEL.py`, a file that sets `OWN`."""

from __future__ import annotations

import argparse
import runpy
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from provador_training.answers import answers_of, scores_of_answers
from provador_training.background import OWN_METHOD, background_rows
from provador_training.data import RED, RED_SHA256, DataError, Source, Wines, load
from provador_training.evaluation import evaluate
from provador_training.folds import PROTOCOLS, REPORTED_SEEDS
from provador_training.golden import golden, golden_wines
from provador_training.intervals import evaluate_intervals, interval_scores
from provador_training.learner import ModelError
from provador_training.manifest import Files
from provador_training.own_card import OwnEvidence, own_card
from provador_training.own_version import OwnVersion, fitted
from provador_training.parameters import parameter_files
from provador_training.parity import largest_difference, own_tolerance
from provador_training.train import REPOSITORY, model_files, write
from provador_training.versions import Version

EXPLAINED = 1
"""Golden rows with contributions: each takes 131,072 answers of whatever estimator it is."""


def main() -> None:
    """Fits, measures and writes the version that a file describes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="the file that sets OWN = OwnVersion(...)")
    parser.add_argument("--data", type=Path, help="wines in UCI's form; UCI's red ones without it")
    parser.add_argument("--out", type=Path, default=REPOSITORY, help="below it, both folders")
    parser.add_argument("--repetitions", type=int, default=len(REPORTED_SEEDS))
    parser.add_argument("--jobs", type=int, default=2, help="processes; never changes the result")
    options = parser.parse_args()
    try:
        own = read_own(options.model)
        wines = wines_of(own.source, options.data)
        files, version = own_files(own, wines, REPORTED_SEEDS[: options.repetitions], options.jobs)
    except (ModelError, DataError) as error:
        sys.exit(str(error))
    write(files, version, options.out)


def read_own(path: Path) -> OwnVersion:
    """What a Python file sets as `OWN`; the file is executed."""
    if not path.is_file():
        raise ModelError(f"{path}: no such file")
    own = runpy.run_path(str(path)).get("OWN")
    if not isinstance(own, OwnVersion):
        raise ModelError(f"{path}: expected OWN = OwnVersion(...), got {own!r}")
    return own


def wines_of(source: Source, path: Path | None) -> Wines:
    """The wines of a file; without one, or where the source says so, UCI's red ones."""
    if source == RED or path is None:
        try:
            return load(path)
        except DataError as error:
            hint = "; for other wines, say whose in OwnVersion(source=Source(...))"
            raise DataError(f"{error}{hint if path else ''}") from error
    wines = load(path, sha256=None)
    if wines.sha256 == RED_SHA256:
        raise DataError(f"{path}: these are UCI's red wines, not {source.name}")
    return replace(wines, source=source)


def own_files(
    own: OwnVersion, wines: Wines, seeds: Sequence[int], jobs: int
) -> tuple[Files, Version]:
    """Every file of the version, and the version.

    Raises:
        ModelError: no version can be made of it; says what was expected and what came.
    """
    made = fitted(own, wines)
    measured, served, model = made.measured, made.served, made.model
    onnx = model.to_onnx()
    # Before anything slow. The golden wines go to the edges of what is accepted.
    seen = largest_difference(served, model, onnx, wines.measurements)
    asked = largest_difference(served, model, onnx, golden_wines(wines))
    evaluations = [evaluate(measured, wines, protocol, seeds, jobs) for protocol in PROTOCOLS]
    answers = answers_of(served, model, wines.measurements)
    scores = scores_of_answers(served, answers, served.grades(wines.grades))
    chosen = background_rows(wines, scores[:, None])
    background = wines.measurements[chosen]
    intervals = evaluate_intervals(measured, wines, seeds, jobs)
    evidence = OwnEvidence(wines, evaluations, intervals, scores, chosen, max(seen, asked))
    tolerance = own_tolerance(asked)
    parameters = parameter_files(
        served,
        model,
        wines,
        evaluations[0],
        interval_scores(measured, wines),
        background,
        golden(served, model, wines, background, tolerance, EXPLAINED),
        OWN_METHOD,
    )
    card = own_card(served, evidence)
    return model_files(served, onnx, card, wines, evaluations, parameters), served


if __name__ == "__main__":
    main()
