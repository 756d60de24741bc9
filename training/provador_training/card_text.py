"""Small pieces of Markdown, and the words of the model cards that no measurement changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

PAPER_CITATION = (
    "P. Cortez, A. Cerdeira, F. Almeida, T. Matos, J. Reis: Modeling wine preferences by data"
    " mining from physicochemical properties. *Decision Support Systems* 47(4), 547–553, 2009."
)
PAPER_BEST: tuple[str, ...] = (
    "paper's best (SVM), as published",
    "0.46",
    "43.2",
    "62.4",
    "89.0",
    "38.7",
)
"""MAD, shares within 0.25, 0.5 and 1.0, and kappa in % from the paper's table for red wine."""

LIMITS = """\
- **Rare grades.** {rare}
  Expect a model to miss the worst and the best wines; read the distribution where there is one.
- **One region, one kind of wine.** All are Portuguese *vinho verde* reds of 2004 to 2007. Other
  regions, styles and vintages were never seen; the file names no grape variety, price or brand.
- **Grades are medians of a few tasters.** Each is the median of at least three blind tastings, a
  whole number from 0 to 10. How far the tasters were apart is not in the file.
- **Measurements only.** Aroma, faults such as cork taint, and serving are not in the data.
- **Outside the training ranges** an answer is a guess; the gateway warns.
- **Association, not cause.** What raises the estimate need not improve the wine."""

USES = """\
Intended: an estimate of the grade that a panel would most likely give a red wine, from the eleven
laboratory measurements of the UCI file: for demonstrations, teaching, ranking samples before a
tasting, and checking one's own judgement.

Not intended: setting prices or contracts without tasting, white or sparkling wine, judging food
safety, or any decision about people."""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table as lines; all columns but the first are aligned to the right."""
    lines = [f"| {' | '.join(head)} |", f"|---|{'---:|' * (len(head) - 1)}"]
    return [*lines, *(f"| {' | '.join(row)} |" for row in rows)]


def percent(share: float) -> str:
    """A share as a percentage with one decimal, without the sign."""
    return f"{100 * share:.1f}"


def decimals(value: float | None, digits: int) -> str:
    """A number with fixed decimals, or a dash where there is none."""
    return "–" if value is None else f"{value:.{digits}f}"


def counted(number: int, noun: str) -> str:
    """A number and its noun."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
