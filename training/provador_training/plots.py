"""The model card's plots, drawn from held-out predictions of the grouped protocol."""

from __future__ import annotations

from typing import Any

import numpy as np

from provador_training.data import Floats, Ints
from provador_training.evaluation import Evaluation, grades_of, scores_of
from provador_training.parameters import pooled_reliability
from provador_training.svg import INK, PALE, WINE, Svg
from provador_training.versions import Version

Plots = dict[str, bytes]


def plots(version: Version, grouped: Evaluation) -> Plots:
    """File names to SVG bytes; a bare score has no reliability plot."""
    drawn = {
        "confusion.svg": confusion_plot(version, grouped),
        "predicted-against-true.svg": scores_plot(version, grouped),
    }
    if version.kind == "distribution":
        drawn["reliability.svg"] = reliability_plot(pooled_reliability(version, grouped))
    return drawn


def confusion(predicted: Ints, truth: Ints, grades: Ints) -> Floats:
    """For each true grade (rows) the share of each predicted grade (columns), [G, G]."""
    counts = np.array([[np.sum((truth == t) & (predicted == p)) for p in grades] for t in grades])
    totals: Ints = np.maximum(counts.sum(axis=1, keepdims=True), 1)
    return counts / totals


def confusion_plot(version: Version, evaluation: Evaluation) -> bytes:
    """Shares of predicted grades for each true grade."""
    grades = np.unique(evaluation.truth)
    repetitions = len(evaluation.predictions)
    truth = np.tile(evaluation.truth, repetitions)
    shares = confusion(grades_of(version, evaluation).ravel(), truth, grades)
    cell, left, top = 56, 90, 56
    size = cell * len(grades)
    svg = Svg(left + size + 30, top + size + 30, "Predicted grade for each true grade, in %")
    svg.text(left + size / 2, top - 22, "predicted")
    svg.text(18, top + size / 2, "true grade (wines)", turned=True)
    for row, true in enumerate(grades):
        y = top + row * cell
        count = int(np.sum(evaluation.truth == true))
        svg.text(left - 10, y + cell / 2 + 4, f"{true} ({count})", anchor="end")
        svg.text(left + (row + 0.5) * cell, top - 6, str(true))
        for column, share in enumerate(shares[row]):
            x = left + column * cell
            svg.rect(x, y, cell - 1, cell - 1, PALE, 0.35)
            svg.rect(x, y, cell - 1, cell - 1, WINE, float(share))
            fill = "#ffffff" if share > 0.5 else INK
            svg.text(x + cell / 2, y + cell / 2 + 4, f"{100 * share:.1f}", fill=fill)
    return svg.bytes()


def reliability_plot(bins: list[dict[str, Any]]) -> bytes:
    """Stated probability against observed share; a dot's area is its number of wines."""
    side, left, top = 320, 60, 36
    svg = Svg(left + side + 20, top + side + 50, 'Reliability of "grade 6 or more"')
    svg.rect(left, top, side, side, PALE, 0.25)
    svg.line(left, top + side, left + side, top, "#999999")
    for tick in range(0, 11, 2):
        offset = side * tick / 10
        svg.text(left + offset, top + side + 16, f"{tick / 10:.1f}")
        svg.text(left - 8, top + side - offset + 4, f"{tick / 10:.1f}", anchor="end")
    svg.text(left + side / 2, top + side + 38, "probability stated")
    svg.text(18, top + side / 2, "share observed", turned=True)
    filled = [entry for entry in bins if entry["count"]]
    largest = max(entry["count"] for entry in filled)
    for entry in filled:
        x, y = left + side * entry["meanPredicted"], top + side * (1 - entry["observed"])
        svg.circle(x, y, 3 + 7 * (entry["count"] / largest) ** 0.5, WINE)
    return svg.bytes()


def scores_plot(version: Version, evaluation: Evaluation) -> bytes:
    """For each true grade the spread of scores: 5 to 95 %, 25 to 75 %, and the median."""
    scores = scores_of(version, evaluation)
    grades = np.unique(evaluation.truth)
    low, high = float(grades[0]), float(grades[-1])
    width, height, left, top = 70 * len(grades), 320, 60, 36
    svg = Svg(left + width + 20, top + height + 50, "Score for each true grade")
    svg.rect(left, top, width, height, PALE, 0.25)

    def y_of(score: float) -> float:
        return top + height * (1 - (score - low) / (high - low))

    for index, grade in enumerate(grades):
        x = left + (index + 0.5) * 70
        svg.text(left - 8, y_of(float(grade)) + 4, str(grade), anchor="end")
        svg.text(x, top + height + 16, str(grade))
        svg.line(x - 30, y_of(float(grade)), x + 30, y_of(float(grade)), "#999999")
        levels = [0.05, 0.25, 0.5, 0.75, 0.95]
        own = np.clip(np.quantile(scores[:, evaluation.truth == grade], levels), low, high)
        a, b, c, d, e = (y_of(float(value)) for value in own)
        svg.line(x, a, x, e, WINE)
        svg.rect(x - 14, d, 28, b - d, WINE, 0.45)
        svg.line(x - 14, c, x + 14, c, WINE, 2)
    svg.text(left + width / 2, top + height + 38, "true grade")
    svg.text(18, top + height / 2, "score", turned=True)
    return svg.bytes()
