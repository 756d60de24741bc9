"""The experiment's table in Markdown, for EXPERIMENT.md and the model card's appendix."""

from __future__ import annotations

from typing import Any

HEAD = (
    "| candidate | paper: MAD | ±0.5 | ±1 | kappa | grouped: MAD | ±0.5 | RPS | log loss | ECE"
    " | file, MB | µs a wine at 1 | 10 | 1,000 |"
)


def experiment_page(result: dict[str, Any]) -> str:
    """The whole of EXPERIMENT.md."""
    return "\n".join(
        [
            "# The experiment",
            "",
            "Written by `python -m provador_training.experiment`; do not edit.",
            "",
            *experiment_text(result),
            "",
        ]
    )


def experiment_text(result: dict[str, Any]) -> list[str]:
    """How it was measured, then the table, as lines."""
    seeds = result["seeds"]
    return [
        f"{len(seeds)} repetitions of {result['folds']} folds a protocol, with the selection seeds"
        f" {seeds[0]} to {seeds[-1]}; the figures that the model cards report come from other"
        " seeds. The same folds for every candidate. MAD, ±0.5, ±1 and kappa are of the median"
        " grade; the number after ± is the standard error of the mean over repetitions."
        " Cost: ONNX Runtime, one thread, median, on the machine that ran the experiment beside"
        " whatever else ran there: an order of magnitude. A dash: not exported to ONNX.",
        "",
        "Version 2 was chosen among the candidates whose answer is a sum over trees and nothing"
        " else, which Shapley values of the trees explain exactly. The cubic sharpening and the"
        " blend measure as well or better and are no such sum. Of its sizes the smallest is taken"
        " that is within noise of the largest: a wine costs what its trees cost.",
        "",
        HEAD,
        "|---|" + "---|" * (HEAD.count("|") - 2),
        *[_line(candidate) for candidate in result["candidates"]],
    ]


def _line(candidate: dict[str, Any]) -> str:
    paper, grouped, onnx = candidate["PAPER"], candidate["GROUPED"], candidate["onnx"]
    cells = [
        candidate["name"],
        f"{paper['meanAbsoluteDeviation']:.3f}",
        percent(paper["withinHalf"]),
        percent(paper["withinOne"]),
        percent(paper["kappa"]),
        _with_error(grouped, "meanAbsoluteDeviation", 3),
        percent(grouped["withinHalf"]),
        _with_error(grouped, "rankedProbabilityScore", 4),
        f"{grouped['logLoss']:.3f}",
        f"{grouped['expectedCalibrationError']:.3f}",
        *_cost(onnx),
    ]
    return f"| {' | '.join(cells)} |"


def _with_error(figures: dict[str, float], name: str, digits: int) -> str:
    return f"{figures[name]:.{digits}f} ± {figures[f'{name}StandardError']:.{digits}f}"


def _cost(onnx: dict[str, Any] | None) -> list[str]:
    if onnx is None:
        return ["–", "–", "–", "–"]
    micros = onnx["microsecondsAWine"]
    size = onnx["bytes"] / 1e6
    return [f"{size:.2f}", *(f"{micros[batch]:.1f}" for batch in ("1", "10", "1000"))]


def percent(share: float) -> str:
    """A share as a percentage with one decimal, without the sign."""
    return f"{100 * share:.1f}"
