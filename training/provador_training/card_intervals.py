"""The model card's section on intervals: what they promise, and what they held."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from provador_training.card_text import counted, percent, table
from provador_training.conformal import SCORES
from provador_training.data import Wines
from provador_training.features import FIELDS
from provador_training.folds import CALIBRATION_SEED, FOLDS
from provador_training.intervals import CONFIDENCES, IntervalEvaluation
from provador_training.versions import Version

PROMISE = """\
An interval is a run of neighbouring grades around the answered grade. At a confidence of 90 %, say,
it is made so that at least 90 in 100 wines have a grade inside it.

- **It promises** that share over wines like the training ones, taken together: drawn from the same
  kind of wines, measured and tasted in the same way (marginal coverage).
- **It does not promise** that share for each grade apart. A wine that really is of a rare grade is
  mostly outside, as the tables show, however confident the interval.
- **It does not promise** anything for other wines: other regions, styles, years or laboratories,
  measurements outside the training ranges, or wines picked for being unusual.
- **It says nothing certain of a single wine**, and a wide interval is an honest "I do not know"."""

METHODS = {
    "massAndRarity": "A grade's nonconformity score is the mean of two. The first: the run starts"
    " as the median grade and takes in the more probable of its two neighbours, one at a time; the"
    " score is the probability that the run held before it took the grade in (adaptive prediction"
    " sets, grown as a run and without random numbers). The second: 1 less the least probability of"
    " all grades from the median to it.",
    "distance": "A grade's nonconformity score is its distance from the score; in calibration it is"
    " rounded up to thousandths, as wines of one alcohol content have nearly the same distance.",
}


def interval_section(version: Version, wines: Wines, held: IntervalEvaluation) -> list[str]:
    """What the intervals promise, how they are made and what they held on nested folds."""
    repetitions = len(held.quality)
    hits, widths = held.hits(), held.widths()
    rows = [
        (
            _percent(confidence),
            percent(float(hits[index].mean())),
            f"{widths[index].mean():.2f}",
            percent(float(np.mean(widths[index] == 1))),
        )
        for index, confidence in enumerate(CONFIDENCES)
    ]
    head = ["confidence", "true grade inside, %", "mean width, grades", "one grade only, %"]
    return [
        "## Intervals",
        "",
        *PROMISE.split("\n"),
        "",
        METHODS[SCORES[version.kind]]
        + f" The true grades of all {len(wines.quality):,} rows get such scores from models that"
        f" have not seen the wine ({FOLDS} grouped folds, seed {CALIBRATION_SEED}); an interval at"
        " confidence c holds the grades whose score is at most the ⌈(n + 1) c⌉-th smallest of them"
        " (`calibration.json`). So intervals of higher confidence hold those of lower, and all hold"
        " the answered grade.",
        "",
        f"Measured on nested grouped folds, {counted(repetitions, 'repetition')} of {FOLDS}: the"
        " model and the limits come from the other wines alone, the limits from folds among them.",
        "",
        *table(head, rows),
        "",
        "At low confidence coverage is above what was asked wherever the answered grade alone is"
        " right more often than that; it is always inside. The same by groups of wines, which the"
        " intervals do not promise:",
        "",
        *_group_table(wines, held),
        "",
    ]


def _group_table(wines: Wines, held: IntervalEvaluation) -> list[str]:
    hits, widths = held.hits(), held.widths()
    at = CONFIDENCES.index(0.9)
    head = ["wines", "a repetition", *(f"inside at {_percent(c)}, %" for c in CONFIDENCES)]
    rows = [
        (
            name,
            f"{group.sum() / len(group):.0f}",
            *(percent(float(hit[group].mean())) for hit in hits),
            f"{widths[at][group].mean():.2f}",
        )
        for name, group in _groups(wines, held)
    ]
    return table([*head, "mean width at 90 %"], rows)


def _groups(wines: Wines, held: IntervalEvaluation) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """Names of groups and which wines of each repetition are in them, bool [repetitions, N]."""
    for grade in np.unique(held.quality):
        yield f"answered grade {grade}", held.quality == grade
    for grade in np.unique(held.truth):
        yield f"true grade {grade}", np.broadcast_to(held.truth == grade, held.quality.shape)
    alcohol = wines.measurements[:, FIELDS.index("alcohol")]
    low, high = np.quantile(alcohol, [1 / 3, 2 / 3])
    thirds = {
        f"alcohol up to {low:g} % vol": alcohol <= low,
        f"alcohol above {low:g} and up to {high:g} % vol": (alcohol > low) & (alcohol <= high),
        f"alcohol above {high:g} % vol": alcohol > high,
    }
    for name, third in thirds.items():
        yield name, np.broadcast_to(third, held.quality.shape)


def _percent(confidence: float) -> str:
    return f"{100 * confidence:g} %"
