"""The measured sections of the model card, as lines of Markdown."""

from __future__ import annotations

import numpy as np

from provador_training.card_text import PAPER_BEST, counted, decimals, percent, table
from provador_training.data import Floats, Wines
from provador_training.evaluation import Evaluation, grades_of, scores_of
from provador_training.folds import PROTOCOLS, REPORTED_SEEDS, wine_of_row
from provador_training.metrics import CALIBRATION_BINS, GOOD_GRADE, Figures, score_figures
from provador_training.old_model import PREPARATION, OldModel
from provador_training.parameters import pooled_reliability
from provador_training.preparation import prepare_exactly
from provador_training.versions import VERSION_1, VERSIONS, Version

FIGURES_HEAD = ["red wine", "MAD", "within 0.25, %", "within 0.5, %", "within 1.0, %", "kappa, %"]
PROTOCOL_NAMES = {"GROUPED": "grouped", "PAPER": "paper's"}


def data_section(wines: Wines) -> list[str]:
    """The data, its repeats, and how often a plain fold meets a wine it has learnt."""
    rows = len(wines.quality)
    return [
        "## Data",
        "",
        f"The red wines of UCI Wine Quality (CC BY 4.0): {counted(rows, 'row')} of eleven"
        " measurements and a grade.",
        "",
        *grade_counts(wines),
        "",
        f"**The repeated rows.** {repeated_rows(wines)} rows repeat the measurements and the grade"
        f" of an earlier row. In plain shuffled folds {percent(_met_again(wines))} % of the test"
        " rows are wines that the training rows hold too, so that a model which remembers is paid"
        " for it; most published figures for this file, the paper's among them, are measured this"
        " way. Folds grouped by identical measurements keep a wine on one side, and decide here."
        " Both are reported; the difference between them is what the repeats are worth to a model.",
        "",
    ]


def grade_counts(wines: Wines) -> list[str]:
    """How many rows have each grade, as a table."""
    return table(
        ["grade", "rows"], [(str(g), f"{np.sum(wines.quality == g):,}") for g in wines.grades]
    )


def repeated_rows(wines: Wines) -> int:
    """How many rows repeat the measurements and the grade of an earlier one."""
    whole = np.column_stack([wines.measurements, wines.quality])
    return len(whole) - len(np.unique(whole, axis=0))


def _met_again(wines: Wines) -> float:
    wine = wine_of_row(wines.measurements)
    shares = [
        np.isin(wine[test], wine[train]).sum() / len(wine)
        for seed in REPORTED_SEEDS
        for train, test in PROTOCOLS["PAPER"](wines.measurements, seed)
    ]
    return float(np.sum(shares) / len(REPORTED_SEEDS))


def quality_section(
    version: Version,
    evaluations: dict[str, list[Evaluation]],
    unscaled: list[Evaluation],
    wines: Wines,
) -> list[str]:
    """Every version's figures under both protocols, beside the paper's."""
    own = evaluations[version.name]
    lines = [
        "## Quality",
        "",
        f"{len(own[0].predictions)} repetitions of 5 folds a protocol, seeded; the same folds for"
        " all. MAD: mean absolute deviation. The estimate is the median grade for version 2, the"
        " score for version 1 (as in the paper, whose models are regressions); kappa is Cohen's,"
        " unweighted, of the median grade or the rounded score.",
        "",
    ]
    rows = [PAPER_BEST]
    for entry in VERSIONS:
        rows += [
            (
                f"version {entry.name}, {PROTOCOL_NAMES[e.protocol]} protocol",
                *five_figures(e.figures),
            )
            for e in evaluations[entry.name]
        ]
    rows += [
        (
            f"version 1's learner on unscaled columns, {PROTOCOL_NAMES[e.protocol]}",
            *five_figures(e.figures),
        )
        for e in unscaled
    ]
    formula = score_figures(_formula(wines), wines.quality, VERSION_1.grades(wines.grades))
    rows.append(("version 1's formula on all rows, no folds", *five_figures(formula)))
    lines += [*table(FIGURES_HEAD, rows), ""]
    lines += [
        "Version 1 is refitted inside each fold (an elastic net on its prepared columns), as a"
        " fixed formula cannot be held out from the rows that shaped it; the last line is the"
        " formula itself. On unscaled columns the same learner also uses sulfur dioxide and does"
        " better: figures given for the old API's model are often these, but it served the"
        " formula.",
        "",
    ]
    if version.kind == "distribution":
        lines += [*distribution_table(own), ""]
    return lines


def _formula(wines: Wines) -> Floats:
    return OldModel().predict(prepare_exactly(wines.measurements, PREPARATION))[:, 0]


def five_figures(figures: Figures) -> tuple[str, ...]:
    """MAD, the shares within 0.25, 0.5 and 1.0, and kappa, as `FIGURES_HEAD` names them."""
    shares = ("withinQuarter", "withinHalf", "withinOne", "kappa")
    return (
        decimals(figures["meanAbsoluteDeviation"], 3),
        *(percent(figures[name] or 0.0) for name in shares),
    )


DISTRIBUTION_FIGURES = {
    "meanAbsoluteDeviation": "MAD",
    "withinHalf": "within 0.5",
    "rankedProbabilityScore": "RPS",
    "logLoss": "log loss",
    "expectedCalibrationError": "ECE",
}


def distribution_table(evaluations: list[Evaluation]) -> list[str]:
    """A distribution's figures with their standard errors, and what they mean."""
    rows = [
        (
            PROTOCOL_NAMES[e.protocol],
            *(f"{e.figures[n]:.4f} ± {e.errors[n]:.4f}" for n in DISTRIBUTION_FIGURES),
        )
        for e in evaluations
    ]
    return [
        "This version, with standard errors over repetitions (how much another shuffle would change"
        " the mean; the wines stay the same):",
        "",
        *table(["protocol", *DISTRIBUTION_FIGURES.values()], rows),
        "",
        "RPS, the ranked probability score, is the sum over grades of squared cumulative"
        " differences (not divided by their number); log loss is natural, clipped at float64's"
        f" epsilon; ECE, the expected calibration error, uses {CALIBRATION_BINS} equal bins of"
        f' "grade {GOOD_GRADE} or more", a repetition at a time.',
    ]


def grades_section(version: Version, grouped: Evaluation) -> list[str]:
    """How the held-out answers come out for each true grade, with two plots."""
    grades, scores = grades_of(version, grouped), scores_of(version, grouped)
    rows = []
    for grade in np.unique(grouped.truth):
        own = grouped.truth == grade
        off = np.abs(grades[:, own] - grade)
        row = (
            str(grade),
            str(int(own.sum())),
            percent(float(np.mean(off == 0))),
            percent(float(np.mean(off <= 1))),
            f"{scores[:, own].mean():.2f}",
        )
        rows.append(row)
    head = ["true grade", "wines", "graded the same, %", "at most one off, %", "mean score"]
    return [
        "## By grade (grouped protocol)",
        "",
        *table(head, rows),
        "",
        "![Predicted grade for each true grade](confusion.svg)",
        "",
        "![Score for each true grade](predicted-against-true.svg)",
        "",
    ]


def calibration_section(version: Version, grouped: Evaluation) -> list[str]:
    """The reliability table and plot; nothing for a bare score."""
    if version.kind != "distribution":
        return ["## Calibration", "", "None: this version states no probabilities.", ""]
    rows = [
        (
            f"{entry['lower']:.1f}–{entry['upper']:.1f}",
            f"{entry['count'] / len(grouped.predictions):.0f}",
            decimals(entry["meanPredicted"], 3),
            decimals(entry["observed"], 3),
        )
        for entry in pooled_reliability(version, grouped)
    ]
    return [
        "## Calibration (grouped protocol)",
        "",
        f'The event is "grade {GOOD_GRADE} or more", over the held-out wines of all repetitions.',
        "",
        *table(["stated", "wines a repetition", "mean stated", "observed"], rows),
        "",
        "![Reliability](reliability.svg)",
        "",
    ]
