"""The model card of an own version, from the same measured sections as the pipeline's own."""

from __future__ import annotations

from dataclasses import dataclass

from provador_training.background import OWN_METHOD
from provador_training.card_explanations import explanation_section
from provador_training.card_front_matter import front_matter
from provador_training.card_intervals import interval_section
from provador_training.card_sections import (
    FIGURES_HEAD,
    PROTOCOL_NAMES,
    calibration_section,
    distribution_table,
    five_figures,
    grade_counts,
    grades_section,
    repeated_rows,
)
from provador_training.card_text import PAPER_BEST, PAPER_CITATION, counted, table
from provador_training.data import RED, Floats, Ints, Wines
from provador_training.evaluation import Evaluation
from provador_training.intervals import IntervalEvaluation
from provador_training.versions import Version

LIMITS = """\
- **Measurements only.** Aroma, faults such as cork taint, and serving are not in the data.
- **Outside the training ranges** an answer is a guess; the gateway warns.
- **Other wines** than those it has learnt from, of other regions, kinds or tasters, may be graded
  otherwise by a panel.
- **Association, not cause.** What raises the estimate need not improve the wine."""


@dataclass(frozen=True)
class OwnEvidence:
    """What was measured: `scores` of the training wines float64 [N], `background` rows of them.

    `difference` is the most by which ONNX Runtime's answers differ from scikit-learn's.
    """

    wines: Wines
    evaluations: list[Evaluation]
    intervals: IntervalEvaluation
    scores: Floats
    background: Ints
    difference: float


def own_card(version: Version, evidence: OwnEvidence) -> bytes:
    """The bytes of `MODEL_CARD.md`; `version` is the one that is served."""
    wines, grouped = evidence.wines, evidence.evaluations[0]
    lines = [
        *front_matter(version, evidence.evaluations, wines.source),
        "",
        f"# Red wine quality, version {version.name}",
        "",
        version.description,
        "",
        f"Algorithm: `{version.algorithm}`. Written by the training pipeline from measured"
        " results; do not edit.",
        "",
        *_data_section(wines),
        "## Training",
        "",
        f"`{version.algorithm}` of scikit-learn, fitted to all rows. What is served answers as"
        f" scikit-learn does to within {evidence.difference:.1g}.",
        "",
        *_quality_section(version, evidence),
        *grades_section(version, grouped),
        *calibration_section(version, grouped),
        *interval_section(version, wines, evidence.intervals),
        *explanation_section(wines, evidence.scores, evidence.background, OWN_METHOD),
        "## Limits",
        "",
        *LIMITS.split("\n"),
        "",
        "## Sources",
        "",
        f"- Data: [{wines.source.name}]({wines.source.page}), {wines.source.licence}; SHA-256 of"
        f" the file `{wines.sha256}`.",
        *([f"- {PAPER_CITATION}"] if wines.source == RED else []),
        "",
    ]
    return "\n".join(lines).encode()


def _data_section(wines: Wines) -> list[str]:
    return [
        "## Data",
        "",
        f"{wines.source.name} ({wines.source.licence}): {counted(len(wines.quality), 'row')} of"
        f" eleven measurements and a grade; {repeated_rows(wines)} repeat an earlier row.",
        "",
        *grade_counts(wines),
        "",
    ]


def _quality_section(version: Version, evidence: OwnEvidence) -> list[str]:
    evaluations = evidence.evaluations
    rows = [
        (f"version {version.name}, {PROTOCOL_NAMES[e.protocol]} protocol", *five_figures(e.figures))
        for e in evaluations
    ]
    if evidence.wines.source == RED:
        rows = [PAPER_BEST, *rows]
    estimate = "median grade" if version.kind == "distribution" else "score"
    repetitions = counted(len(evaluations[0].predictions), "repetition")
    figures = distribution_table(evaluations) if version.kind == "distribution" else []
    return [
        "## Quality",
        "",
        f"{repetitions} of 5 folds a protocol, seeded. The grouped protocol keeps rows of identical"
        " measurements on one side and is what to expect of new wines; the paper's shuffles all"
        f" rows. MAD: mean absolute deviation. The estimate is the {estimate}; kappa is Cohen's,"
        " unweighted, of the grade.",
        "",
        *table(FIGURES_HEAD, rows),
        "",
        *figures,
        *([""] if figures else []),
    ]
