"""Cohen's kappa, for two coders who judged the same units."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.agreement import DEFAULT, Resampling
from workbench.agreement.data import MISSING
from workbench.agreement.intervals import CHANCE_CORRECTED, Estimates, Statistic
from workbench.agreement.measure import measured
from workbench.agreement.patterns import Floats, Patterns, by_coder
from workbench.errors import NotAsked
from workbench.terms import Agreement, Level, ReliabilityData


def cohen_kappa(
    data: ReliabilityData, *, level: Level = "nominal", resampling: Resampling = DEFAULT
) -> Agreement:
    """Agreement of two coders beyond what their own distributions would give by chance.

    Cohen (1960), Educational and Psychological Measurement 20, 37–46. The example is Artstein
    & Poesio (2008), Computational Linguistics 34, 555–596, example 2.

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
    patterns = judged_by_all(by_coder(data))
    statistic = kappa(patterns, len(data.categories))
    name = "cohen_kappa"
    return measured(
        name, data, patterns, statistic, resampling, scale=CHANCE_CORRECTED, level=level
    )


def judged_by_all(patterns: Patterns) -> Patterns:
    """Only the units that every coder judged."""
    kept: NDArray[np.bool_] = np.all(patterns.rows != MISSING, axis=1)
    return patterns.where(kept)


def kappa(patterns: Patterns, categories: int) -> Statistic:
    """Kappa of the first two columns."""
    first, second = (np.eye(categories)[patterns.rows[:, column]] for column in (0, 1))
    same = (first * second).sum(axis=1)

    def statistic(weights: Floats) -> Estimates:
        units = weights.sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            observed = weights @ same / units
            expected = ((weights @ first) * (weights @ second)).sum(axis=1) / units**2
            value = (observed - expected) / (1 - expected)
        return Estimates(np.where(1 - expected > 1e-12, value, np.nan), observed, expected)

    return statistic
