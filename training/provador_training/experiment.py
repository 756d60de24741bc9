"""Compares the candidates on the selection seeds: `python -m provador_training.experiment`.

Writes `experiment.json` and `EXPERIMENT.md`. The seeds are not those of the reported figures, so
that the choice made here does not flatter them.
"""

from __future__ import annotations

import argparse
import json
import logging
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from joblib import Parallel, delayed

from provador_training.candidates import Candidate, candidates
from provador_training.data import Wines, load
from provador_training.evaluation import held_out_predictions, mean_figures, standard_errors
from provador_training.experiment_table import experiment_page
from provador_training.folds import FOLDS, PROTOCOLS, SELECTION_SEEDS
from provador_training.json_files import to_json
from provador_training.metrics import Figures, distribution_figures
from provador_training.onnx_cost import microseconds_a_wine
from provador_training.preparation import prepare

TRAINING = Path(__file__).resolve().parents[1]


def main() -> None:
    """Runs every candidate and writes the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="the UCI file; downloaded from UCI without it")
    parser.add_argument("--out", type=Path, default=TRAINING, help="where the table is written")
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2, help="processes; never changes the figures")
    parser.add_argument("--only", default="", help="regular expression of the names to run")
    options = parser.parse_args()
    wines = load(options.data)
    seeds = SELECTION_SEEDS[: options.repetitions]
    chosen = [candidate for candidate in candidates() if re.search(options.only, candidate.name)]
    jobs = [(c, p, s) for c in chosen for p in PROTOCOLS for s in seeds]
    measured = Parallel(n_jobs=options.jobs, verbose=1)(
        delayed(one_repetition)(candidate, wines, protocol, seed)
        for candidate, protocol, seed in jobs
    )
    lines = kept_lines(options.out / "experiment.json", seeds)
    for candidate in chosen:
        line: dict[str, Any] = {"name": candidate.name}
        for protocol in PROTOCOLS:
            pairs = zip(jobs, measured, strict=True)
            own = [figures for (c, p, _), figures in pairs if c is candidate and p == protocol]
            line[protocol] = summary(own)
        line["onnx"] = onnx_facts(candidate, wines)
        print(line, flush=True)
        lines[candidate.name] = line
    ordered = [lines[candidate.name] for candidate in candidates() if candidate.name in lines]
    result = {"seeds": list(seeds), "folds": FOLDS, "candidates": ordered}
    (options.out / "experiment.json").write_bytes(to_json(result))
    (options.out / "EXPERIMENT.md").write_bytes(experiment_page(result).encode())


def kept_lines(path: Path, seeds: Sequence[int]) -> dict[str, dict[str, Any]]:
    """The lines of an earlier run with the same seeds, by candidate; `--only` renews some."""
    if not path.exists():
        return {}
    earlier = json.loads(path.read_text("utf-8"))
    same = earlier["seeds"] == list(seeds)
    return {line["name"]: line for line in earlier["candidates"]} if same else {}


def one_repetition(candidate: Candidate, wines: Wines, protocol: str, seed: int) -> Figures:
    """The figures of one repetition of one candidate."""
    answer = held_out_predictions(candidate, wines, protocol, seed)
    return distribution_figures(answer, wines.quality, wines.grades)


def summary(repetitions: list[Figures]) -> dict[str, float | None]:
    """Mean figures, and the standard errors of the two that decide."""
    means, errors = mean_figures(repetitions), standard_errors(repetitions)
    decisive = ("meanAbsoluteDeviation", "rankedProbabilityScore")
    both = {**means, **{f"{name}StandardError": errors[name] for name in decisive}}
    return {name: None if value is None else round(value, 6) for name, value in both.items()}


def onnx_facts(candidate: Candidate, wines: Wines) -> dict[str, Any] | None:
    """File size and cost of the candidate trained on all wines; None if it is not exported."""
    rows = prepare(wines.measurements, candidate.preparation)
    learner: Any = candidate.create(wines.grades, 0).fit(rows, wines.quality)
    if not hasattr(learner, "to_onnx"):
        return None
    try:
        content: bytes = learner.to_onnx()
        return {"bytes": len(content), "microsecondsAWine": microseconds_a_wine(content, rows)}
    except Exception:
        # A converter's gap is a fact about the candidate, not a reason to lose the other lines.
        logging.exception("%s is not exported", candidate.name)
        return None


if __name__ == "__main__":
    main()
