"""A few trees that answer as many do.

Many trees answer better than a few, and cost more. The first of them are kept and the values in
their leaves are fitted again, so that their mean comes near to the mean of all: on the training
wines and on made-up ones between near wines, for which nobody need know a grade. Learning a large
model's answers on made-up rows is model compression (Bucila, Caruana and Niculescu-Mizil, KDD
2006), fitting all leaves of a forest at once its global refinement (Ren et al., CVPR 2015). Values
stay cumulative probabilities, so that the answer remains a sum of distributions.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.neighbors import NearestNeighbors

from provador_training.data import Floats, Ints, Singles

COPIES = 8
"""Made-up rows for each training row."""
NEIGHBOURS = 10
"""A made-up row lies between a row and one of this many nearest ones."""
REAL_WEIGHT = 4.0
"""What a training row counts, in made-up rows."""
SWEEPS = 20


def made_up_rows(rows: Singles, seed: int) -> Singles:
    """COPIES rows float32 [M * COPIES, k] on the lines between distinct `rows` float32 [M, k].

    Nearest is by Euclidean distance between standardised columns.
    """
    random = np.random.default_rng(seed)
    exact = rows.astype(np.float64)
    spread = exact.std(axis=0)
    scaled = (exact - exact.mean(axis=0)) / np.where(spread > 0, spread, 1)
    search = NearestNeighbors(n_neighbors=min(NEIGHBOURS + 1, len(rows))).fit(scaled)
    near = search.kneighbors(scaled, return_distance=False)[:, 1:]
    start = np.repeat(np.arange(len(rows)), COPIES)
    end = near[start, random.integers(0, near.shape[1], len(start))]
    way = random.random((len(start), 1))
    between: Singles = (exact[start] + way * (exact[end] - exact[start])).astype(np.float32)
    return between


def refitted(
    trees: list[Any], values: list[Floats], keep: int, pull: float, rows: Singles, seed: int
) -> list[Floats]:
    """New cumulative values of the first `keep` trees, float64 [nodes, G - 1] a tree.

    `values` are those of all trees, `rows` float32 [N, k] the training rows. Minimises over the
    leaves the squared distance from the mean of all trees, plus `pull`, in rows, times the squared
    distance of each leaf from its old value: one tree after the other, each leaf at its optimum
    given the rest and then made a cumulative distribution again.
    """
    known = np.unique(rows, axis=0)
    points = np.vstack([known, made_up_rows(known, seed)])
    weight = np.where(np.arange(len(points)) < len(known), REAL_WEIGHT, 1.0)
    goal: Floats = sum(v[t.apply(points)] for t, v in zip(trees, values, strict=True)) / len(trees)
    kept = [v.copy() for v in values[:keep]]
    leaves = [tree.apply(points) for tree in trees[:keep]]
    reached = [np.unique(leaf) for leaf in leaves]
    rest = keep * goal - sum(v[leaf] for v, leaf in zip(kept, leaves, strict=True))
    for _ in range(SWEEPS):
        for value, old, leaf, used in zip(kept, values[:keep], leaves, reached, strict=True):
            wish = leaf_sums(rest * weight[:, None], leaf)[used] + pull * (old - value)[used]
            share = leaf_sums(weight[:, None], leaf)[used] + pull
            new = distribution(value[used] + wish / share)
            change = np.zeros_like(value)
            change[used] = new - value[used]
            value += change
            rest -= change[leaf]
    return kept


def leaf_sums(amounts: Floats, leaf: Ints) -> Floats:
    """Sums over the rows of each leaf, float64 [highest leaf + 1, columns]."""
    return np.column_stack([np.bincount(leaf, column) for column in amounts.T])


def distribution(cumulative: Floats) -> Floats:
    """Cumulative probabilities [L, G - 1] that rise and stay in [0, 1], near the given values."""
    inside = np.clip(cumulative, 0, 1)
    from_below = np.maximum.accumulate(inside, axis=1)
    from_above = np.minimum.accumulate(inside[:, ::-1], axis=1)[:, ::-1]
    nearest: Floats = (from_below + from_above) / 2
    return nearest
