"""The model card, written from what was measured (Hugging Face's conventions)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from provador_training.card_explanations import explanation_section
from provador_training.card_front_matter import front_matter
from provador_training.card_intervals import interval_section
from provador_training.card_sections import (
    calibration_section,
    data_section,
    grades_section,
    quality_section,
)
from provador_training.card_text import LIMITS, PAPER_CITATION, USES, counted
from provador_training.data import Floats, Ints, Wines
from provador_training.evaluation import Evaluation
from provador_training.experiment_table import experiment_text
from provador_training.grade_forest import ForestSettings
from provador_training.intervals import IntervalEvaluation
from provador_training.score_choice import choice_section
from provador_training.versions import FOREST, VERSION_1, Published, Version

Evaluations = dict[str, list[Evaluation]]
"""A version's name to its evaluations, the grouped protocol first."""


@dataclass(frozen=True)
class Evidence:
    """All that a card reports: the wines, every version's evaluations, and the experiment.

    `unscaled` evaluates version 1's learner on unscaled columns, the way it is often quoted.
    `intervals`, `models` and `scores` (of the training wines, float64 [N]) are a version's each,
    `choice` the intervals of each nonconformity score that was a candidate for version 2, on
    selection seeds. `background` holds the rows int64 [64] that explanations compare with.
    """

    wines: Wines
    evaluations: Evaluations
    unscaled: list[Evaluation]
    experiment: dict[str, Any] | None
    intervals: dict[str, IntervalEvaluation]
    choice: Floats
    models: dict[str, Published]
    scores: dict[str, Floats]
    background: Ints


def card(version: Version, evidence: Evidence) -> bytes:
    """The bytes of `MODEL_CARD.md`."""
    own = evidence.evaluations[version.name]
    lines = [
        *front_matter(version, own, evidence.wines.source),
        "",
        f"# Red wine quality, version {version.name}",
        "",
        version.description,
        "",
        f"Algorithm: {version.algorithm}. Written by the training pipeline from measured results;"
        " do not edit.",
        "",
        "## Intended use",
        "",
        USES,
        "",
        *data_section(evidence.wines),
        *_training_section(version),
        *quality_section(version, evidence.evaluations, evidence.unscaled, evidence.wines),
        *grades_section(version, own[0]),
        *calibration_section(version, own[0]),
        *interval_section(version, evidence.wines, evidence.intervals[version.name]),
        *(choice_section(evidence.choice) if version.kind == "distribution" else []),
        *explanation_section(evidence.wines, evidence.scores[version.name], evidence.background),
        "## Limits",
        "",
        LIMITS.format(rare=_rare(evidence.wines)),
        "",
        "## Sources",
        "",
        f"- Data: [UCI Wine Quality]({evidence.wines.source.page}), CC BY 4.0; SHA-256 of the file"
        f" `{evidence.wines.sha256}`.",
        f"- {PAPER_CITATION}",
        "",
        *_appendix(version, evidence),
    ]
    return "\n".join(lines).encode()


def _rare(wines: Wines) -> str:
    counts = {int(grade): int(np.sum(wines.quality == grade)) for grade in wines.grades}
    lowest, highest = min(counts), max(counts)
    return (
        f"{counted(counts[lowest], 'wine')} of grade {lowest} and {counts[highest]} of grade"
        f" {highest} are all there is."
    )


def _training_section(version: Version) -> list[str]:
    steps = ", ".join(
        f"`{step['output']}` = {step['op']}({', '.join(step['inputs'])})"
        for step in version.preparation["steps"]
    )
    preparation = (
        "Preparation runs in float64 and is cast once to float32:"
        f" the eleven measurements, with {steps}."
        if steps
        else "The eleven measurements as they are, cast once to float32."
    )
    method = _old_method() if version.name == VERSION_1.name else _forest_method(FOREST)
    return ["## Training", "", preparation, "", *method, ""]


def _old_method() -> list[str]:
    return [
        "The coefficients are the old API's, taken over as they were: an elastic net that it fitted"
        " to a part of these rows. Only alcohol's is not zero."
    ]


def _forest_method(forest: ForestSettings) -> list[str]:
    return [
        f"{max(forest.grown, forest.trees)} extremely randomised trees are grown on the cumulative"
        " targets"
        " [grade ≤ g], so that their squared error is the ranked probability score and a split"
        " knows that grades are ordered."
        f" Leaves hold {forest.min_samples_leaf} wines and more, and each split tries"
        f" {100 * forest.max_features:.0f} % of the columns. Leaves are shrunk towards their"
        f" ancestors (hierarchical shrinkage, {forest.shrinkage:g}), sharpened by a smoothstep of"
        " their cumulative probabilities. " + _refit_method(forest) + "All are mixed with"
        f" {100 * forest.prior_weight:g} % of the training data's grade shares. All of it is inside"
        " the leaves of `model.onnx`, which are summed and nothing else, so that Shapley values of"
        " the trees explain an answer exactly.",
        "",
        "Everything was chosen on repetitions whose seeds are not those of the figures below; the"
        " candidates are in the appendix. The published model is trained on all rows.",
    ]


def _appendix(version: Version, evidence: Evidence) -> list[str]:
    if version.name == VERSION_1.name or evidence.experiment is None:
        return []
    text = experiment_text(evidence.experiment)
    return ["## Appendix: the candidates", "", *text, ""]


def _refit_method(forest: ForestSettings) -> str:
    if forest.grown <= forest.trees:
        return ""
    return (
        f"The first {forest.trees} trees are kept, and their leaves fitted again so that they"
        f" answer as all {forest.grown} do, on the training wines and on made-up"
        " ones between near wines. "
    )
