"""Cohen's kappa, for two coders who judged the same units; also weighted."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from workbench.agreement import DEFAULT, Resampling
from workbench.agreement.chance import fits, with_error
from workbench.agreement.data import MISSING
from workbench.agreement.intervals import CHANCE_CORRECTED, Estimates
from workbench.agreement.measure import measured
from workbench.agreement.patterns import Floats, Integers, Patterns, by_coder, compressed
from workbench.agreement.weights import weight_table
from workbench.errors import NotAsked
from workbench.reliability import Agreement, Level, ReliabilityData


def cohen_kappa(
    data: ReliabilityData,
    *,
    level: Level = "nominal",
    resampling: Resampling = DEFAULT,
    weights: str = "identity",
) -> Agreement:
    """Agreement of two coders beyond what their own distributions would give by chance.

    Cohen (1960), Educational and Psychological Measurement 20, 37–46; weighted (1968),
    Psychological Bulletin 70, 213–220; standard error of Fleiss, Cohen & Everitt (1969),
    Psychological Bulletin 72, 323–327. Only units that both judged count. The example is
    Artstein & Poesio (2008), Computational Linguistics 34, 555–596, example 2.

    >>> from workbench.agreement.data import reliability_data
    >>> same = 46 * [["s", "s"]] + 32 * [["i", "i"]] + 10 * [["c", "c"]]
    >>> rows = same + 6 * [["i", "s"]] + 6 * [["i", "c"]]
    >>> round(cohen_kappa(reliability_data(rows)).value, 4)
    0.8013
    """
    if len(data.coders) > 2:
        raise NotAsked(
            f"Cohen's kappa compares two coders, and there are {len(data.coders)}; choose two, "
            "or ask for mean_pairwise_cohen_kappa or conger_kappa."
        )
    fits("cohen_kappa", level, weights)
    data = compressed(data)
    patterns = judged_by_all(by_coder(data))
    statistic = Kappa(patterns, 0, 1, weight_table(weights, data.categories))
    found = measured(
        "cohen_kappa",
        data,
        patterns,
        statistic,
        resampling,
        scale=CHANCE_CORRECTED,
        level=level,
        other_method="analytic",
    )
    if found.value is None or data.clusters is not None:
        return found
    return with_error(found, statistic.standard_error(patterns.frequency), resampling)


def judged_by_all(patterns: Patterns) -> Patterns:
    """Only the units that every coder judged."""
    kept: NDArray[np.bool_] = np.all(patterns.rows != MISSING, axis=1)
    return patterns.where(kept)


def indicators(rows: Integers, column: int, categories: int) -> Floats:
    """For each pattern, a 1 under the category that the coder in this column gave."""
    marks = np.zeros((len(rows), categories))
    if column < rows.shape[1]:
        judged = np.flatnonzero(rows[:, column] != MISSING)
        marks[judged, rows[judged, column]] = 1
    return marks


class Kappa:
    """The statistic for two columns of patterns, over the units that both coders judged."""

    def __init__(self, patterns: Patterns, first: int, second: int, weights: Floats) -> None:
        one = indicators(patterns.rows, first, len(weights))
        other = indicators(patterns.rows, second, len(weights))
        both: Floats = one.sum(axis=1) * other.sum(axis=1)
        self.both, self.weights = both, weights
        self.first, self.second = one * both[:, None], other * both[:, None]
        self.agreeing = ((self.first @ weights) * self.second).sum(axis=1)

    def __call__(self, weights: Floats) -> Estimates:
        """The estimates for each row of pattern weights."""
        units = weights @ self.both
        with np.errstate(divide="ignore", invalid="ignore"):
            observed = weights @ self.agreeing / units
            crossed = (weights @ self.first @ self.weights) * (weights @ self.second)
            expected = crossed.sum(axis=1) / units**2
            value = (observed - expected) / (1 - expected)
        return Estimates(np.where(1 - expected > 1e-12, value, np.nan), observed, expected)

    def standard_error(self, frequency: Floats) -> float:
        """Of the value on these units: Fleiss, Cohen & Everitt (1969), formula 8."""
        value, _, expected = (float(part[0]) for part in self(frequency[None, :]))
        units = frequency.sum()
        table = (self.first * frequency[:, None]).T @ self.second / units
        rows, columns = table.sum(axis=1), table.sum(axis=0)
        margins = np.add.outer(self.weights @ columns, rows @ self.weights)
        squares = (table * (self.weights - margins * (1 - value)) ** 2).sum()
        variance = squares - (value - expected * (1 - value)) ** 2
        return math.sqrt(max(0.0, variance) / units) / (1 - expected)
