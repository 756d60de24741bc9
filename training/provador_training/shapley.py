"""Shapley values of a score by their definition, over the eleven measurements.

The players are the measurements and not the prepared columns, as one measurement may move several
columns. A coalition's worth is interventional: the mean score of the background's wines once their
measurements in the coalition are replaced by those of the wine (Lundberg and Lee, NeurIPS 2017;
Janzing, Minorics and Blöbaum, AISTATS 2020). All 2^11 coalitions are asked, so nothing is sampled.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from provador_training.data import Floats

DECIMALS = 12

Score = Callable[[Floats], Floats]
"""Measurements float64 [N, k] to scores float64 [N]."""


def baseline(background: Floats, score: Score) -> float:
    """The mean score of the background's wines float64 [B, k]."""
    return round(float(np.mean(score(background))), DECIMALS)


def contributions(wine: Floats, background: Floats, score: Score) -> Floats:
    """The Shapley value of each measurement of a wine float64 [k], in points; float64 [k].

    They add up to the wine's score less the baseline.
    """
    players = len(wine)
    coalitions = np.arange(2**players)
    joined = (coalitions[:, None] >> np.arange(players)) & 1 == 1
    worth = np.zeros(len(coalitions))
    for row in background:
        worth += score(np.where(joined, wine, row))
    worth /= len(background)
    size = joined.sum(axis=1)
    shares = np.array([_share(others, players) for others in range(players)])
    values = np.empty(players)
    for player in range(players):
        without = coalitions[~joined[:, player]]
        gain = worth[without + 2**player] - worth[without]
        values[player] = shares[size[without]] @ gain
    # So many decimals that nobody misses more, and so few that every machine writes the same.
    return values.round(DECIMALS) + 0.0


def _share(others: int, players: int) -> float:
    """The share of all orders in which just these `others` come before a player."""
    return 1 / (players * math.comb(players - 1, others))
