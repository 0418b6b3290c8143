"""Multi-valued alpha: labels that may apply together, chance drawn label by label."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations
from math import comb

import numpy as np

from workbench.agreement import DEFAULT, Resampling
from workbench.agreement.data import MISSING
from workbench.agreement.intervals import CHANCE_CORRECTED, Estimates
from workbench.agreement.measure import measured
from workbench.agreement.patterns import Floats, Integers, by_coder
from workbench.agreement.set_distances import dice, holding
from workbench.agreement.sets import label_sets, without_empty_units
from workbench.reliability import Agreement, Level, ReliabilityData


def mv_alpha(
    data: ReliabilityData,
    *,
    level: Level = "nominal",
    resampling: Resampling = DEFAULT,
    empty: str = "keep",
) -> Agreement:
    """Alpha over sets of labels, with sets expected by chance from how often labels occur.

    Krippendorff & Craggs (2016), Communication Methods and Measures 10, 181–198. The categories
    are frozensets. With one label everywhere it is the nominal alpha. With `empty` "drop",
    units that nobody labelled are left out. The example is their table 3.

    >>> from workbench.agreement.data import reliability_data
    >>> rows = [["bd", "d", None], ["abd", "b", "bd"], ["", "a", "a"], ["a", None, None]]
    >>> sets = [[None if cell is None else frozenset(cell) for cell in row] for row in rows]
    >>> round(mv_alpha(reliability_data(sets)).value, 4)
    0.2866
    """
    kept = without_empty_units(data, empty)
    coded = by_coder(kept)
    patterns = coded.where((coded.rows != MISSING).sum(axis=1) >= 2)
    statistic = MultiValued(patterns.rows, label_sets(kept))
    name = "mv_alpha"
    return measured(
        name, kept, patterns, statistic, resampling, scale=CHANCE_CORRECTED, level=level
    )


class MultiValued:
    """The statistic; `rows` say which set each coder gave, a row a pattern."""

    def __init__(self, rows: Integers, sets: Sequence[frozenset[Hashable]]) -> None:
        held = holding([*sets, frozenset()])
        sizes = held.sum(axis=1).astype(np.int64)
        self.longest = int(sizes.max())
        self.judged = (rows != MISSING).sum(axis=1).astype(np.float64)
        self.labels = sum((held[column] for column in rows.T), np.zeros((len(rows), held.shape[1])))
        of_size = np.eye(self.longest + 1)[sizes]
        of_size[MISSING] = 0
        self.sizes = sum(
            (of_size[column] for column in rows.T), np.zeros((len(rows), self.longest + 1))
        )
        self.apart = _apart(rows, held) / (self.judged - 1)

    def __call__(self, weights: Floats) -> Estimates:
        """The estimates for each row of pattern weights."""
        total = weights @ self.judged
        with np.errstate(divide="ignore", invalid="ignore"):
            observed = weights @ self.apart / total
            sizes = weights @ self.sizes / total[:, None]
            expected = self._expected(sizes, together(weights @ self.labels, self.longest))
            value = np.where(expected > 0, 1 - observed / expected, np.nan)
        return Estimates(value, observed, expected)

    def _expected(self, sizes: Floats, ways: Floats) -> Floats:
        """Mean distance of sets of every two sizes, weighted by how common the sizes are."""
        expected = np.zeros(len(sizes))
        for one in range(self.longest + 1):
            for other in range(self.longest + 1):
                apart, total = _mean_parts(ways, one, other)
                share = sizes[:, one] * sizes[:, other]
                mean = np.divide(apart, total, out=np.zeros_like(total), where=total > 0)
                expected += share * mean
        return expected


def _apart(rows: Integers, held: Floats) -> Floats:
    """For each pattern, Dice's distances of the sets of all ordered pairs of coders."""
    total = np.zeros(len(rows))
    for one, other in combinations(rows.T, 2):
        shared = (held[one] * held[other]).sum(axis=1)
        apart = dice(shared, held[one].sum(axis=1), held[other].sum(axis=1))
        total += 2 * np.where((one != MISSING) & (other != MISSING), apart, 0.0)
    return total


def _mean_parts(ways: Floats, one: int, other: int) -> tuple[Floats, Floats]:
    """Summed distance and summed weight of all pairs of sets of these sizes."""
    apart, total = np.zeros(len(ways)), np.zeros(len(ways))
    for shared, distance, chosen in _overlaps(one, other):
        weight = ways[:, shared, one + other - 2 * shared] * chosen
        apart += distance * weight
        total += weight
    return apart, total


def _overlaps(one: int, other: int) -> Iterator[tuple[int, float, int]]:
    """For every number of shared labels: it, the distance, and the ways to deal out the rest."""
    for shared in range(min(one, other) + 1):
        distance = 1 - 2 * shared / (one + other) if one + other else 0.0
        yield shared, distance, comb(one + other - 2 * shared, one - shared)


def together(used: Floats, longest: int) -> Floats:
    """The weight of all choices of t labels that two sets share and s that only one has.

    It is the coefficient of x^t w^s in the product over labels of 1 + n(n − 1)x + nw, built
    label by label; so nothing is enumerated. Counts are scaled, which cancels out later.
    """
    scale = np.maximum(used.max(axis=1, initial=1.0), 1.0)
    ways = np.zeros((len(used), longest + 1, 2 * longest + 1))
    ways[:, 0, 0] = 1
    for count in used.T:
        both = (count * np.maximum(count - 1, 0) / scale**2)[:, None, None]
        single = (count / scale)[:, None, None]
        grown = ways.copy()
        grown[:, 1:, :] += both * ways[:, :-1, :]
        grown[:, :, 1:] += single * ways[:, :, :-1]
        ways = grown
    return ways
