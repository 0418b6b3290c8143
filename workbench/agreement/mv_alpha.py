"""Multi-valued alpha: labels that may apply together, chance drawn label by label."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from math import comb

import numpy as np

from workbench.agreement import DEFAULT, Resampling
from workbench.agreement.distances import tabled_apart
from workbench.agreement.intervals import CHANCE_CORRECTED, Estimates
from workbench.agreement.measure import measured
from workbench.agreement.patterns import Floats, by_count
from workbench.agreement.set_distances import distance_table
from workbench.agreement.sets import label_sets, without_empty_units
from workbench.terms import Agreement, Level, ReliabilityData


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
    patterns = by_count(kept)
    statistic = MultiValued(patterns.rows.astype(np.float64), label_sets(kept))
    name = "mv_alpha"
    return measured(
        name, kept, patterns, statistic, resampling, scale=CHANCE_CORRECTED, level=level
    )


class MultiValued:
    """The statistic; `counts` has a row a pattern and a column a set."""

    def __init__(self, counts: Floats, sets: Sequence[frozenset[Hashable]]) -> None:
        self.counts = counts
        self.apart = tabled_apart(counts, distance_table("dice", sets))
        labels = sorted({label for each in sets for label in each}, key=str)
        self.holds = np.array([[float(label in each) for label in labels] for each in sets])
        self.holds = self.holds.reshape(len(sets), len(labels))
        lengths = np.array([len(each) for each in sets], dtype=np.int64)
        self.longest = int(lengths.max(initial=0))
        self.of_length = np.eye(self.longest + 1)[lengths]

    def __call__(self, weights: Floats) -> Estimates:
        """The estimates for each row of pattern weights."""
        used = weights @ self.counts
        total = used.sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            observed = weights @ self.apart / total
            lengths = used @ self.of_length / total[:, None]
            expected = self._expected(lengths, together(used @ self.holds, self.longest))
            value = 1 - observed / expected
        varied = ((used > 0).sum(axis=1) > 1) & (expected > 0)
        return Estimates(np.where(varied, value, np.nan), observed, np.where(varied, expected, 0))

    def _expected(self, lengths: Floats, ways: Floats) -> Floats:
        """Mean distance of sets of every two lengths, weighted by how common the lengths are."""
        expected = np.zeros(len(lengths))
        for one in range(self.longest + 1):
            for other in range(self.longest + 1):
                apart, total = _mean_parts(ways, one, other)
                share = lengths[:, one] * lengths[:, other]
                mean = np.divide(apart, total, out=np.zeros_like(total), where=total > 0)
                expected += share * mean
        return expected


def _mean_parts(ways: Floats, one: int, other: int) -> tuple[Floats, Floats]:
    """Summed distance and summed weight of all pairs of sets of these lengths."""
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
