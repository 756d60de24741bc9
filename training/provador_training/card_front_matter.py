"""The YAML at the top of a model card, as Hugging Face reads it."""

from __future__ import annotations

from provador_training.data import Source
from provador_training.evaluation import Evaluation
from provador_training.versions import Version

METRIC_NAMES = {
    "meanAbsoluteDeviation": "mean absolute deviation",
    "withinHalf": "share within 0.5",
    "withinOne": "share within 1.0",
    "kappa": "Cohen's kappa",
    "rankedProbabilityScore": "ranked probability score",
    "logLoss": "log loss",
    "expectedCalibrationError": "expected calibration error, grade 6 or more",
}


def front_matter(version: Version, evaluations: list[Evaluation], source: Source) -> list[str]:
    """The front matter as lines, with the measured figures as a model index."""
    task = "classification" if version.kind == "distribution" else "regression"
    return [
        "---",
        f"license: {source.licence.lower().replace(' ', '-')}",
        "library_name: onnx",
        f"pipeline_tag: tabular-{task}",
        "tags:",
        "- tabular",
        "- wine",
        "- onnx",
        "model-index:",
        f"- name: red-wine-quality-{version.name}",
        "  results:",
        *(line for evaluation in evaluations for line in _result(task, evaluation, source)),
        "---",
    ]


def _result(task: str, evaluation: Evaluation, source: Source) -> list[str]:
    metrics = [
        line
        for name, title in METRIC_NAMES.items()
        if (value := evaluation.metrics()[name]) is not None
        for line in (
            f"    - type: {name}",
            f"      name: {title}",
            f"      value: {value}",
        )
    ]
    return [
        "  - task:",
        f"      type: tabular-{task}",
        "    dataset:",
        f"      name: {source.name} ({evaluation.protocol.lower()} protocol)",
        "      type: wine-quality",
        f"      url: {source.page}",
        "    metrics:",
        *metrics,
    ]
