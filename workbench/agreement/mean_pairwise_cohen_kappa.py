"""Light's kappa: Cohen's kappa of every pair of coders, averaged."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from workbench.agreement import DEFAULT, Resampling
from workbench.agreement.chance import fits
from workbench.agreement.cohen_kappa import Kappa
from workbench.agreement.intervals import CHANCE_CORRECTED, Estimates
from workbench.agreement.measure import measured
from workbench.agreement.patterns import Floats, Patterns, by_coder
from workbench.agreement.weights import weight_table
from workbench.errors import NotAsked
from workbench.reliability import Agreement, Level, ReliabilityData

MOST_CODERS = 30
"""Coders beyond which pairs of them are too many."""


def mean_pairwise_cohen_kappa(
    data: ReliabilityData,
    *,
    level: Level = "nominal",
    resampling: Resampling = DEFAULT,
    weights: str = "identity",
) -> Agreement:
    """The mean of the pairs' kappas, over the pairs whose kappa is defined.

    Light (1971), Psychological Bulletin 76, 365–377. Each pair is compared on the units that
    both judged. The example is Freelon's (2010, International Journal of Internet Science 5,
    20–33) fourth test file for three coders.

    >>> from workbench.agreement.data import reliability_data
    >>> rows = [[3, 4, 4], [4, 5, 5], [3, 3, 5], [4, 5, 5], [3, 5, 5]]
    >>> round(mean_pairwise_cohen_kappa(reliability_data(rows)).value, 3)
    0.165
    """
    name = "mean_pairwise_cohen_kappa"
    fits(name, level, weights)
    if len(data.coders) > MOST_CODERS:
        raise NotAsked(
            f"There are {len(data.coders):,} coders, too many to average over their pairs; ask for "
            "conger_kappa, which is close to it."
        )
    patterns = by_coder(data)
    statistic = Pairs(patterns, len(data.coders), weight_table(weights, data.categories))
    return measured(
        name, data, patterns, statistic, resampling, scale=CHANCE_CORRECTED, level=level
    )


class Pairs:
    """The statistic: means over pairs, of whatever is defined."""

    def __init__(self, patterns: Patterns, coders: int, weights: Floats) -> None:
        pairs = combinations(range(coders), 2)
        self.kappas = [Kappa(patterns, first, second, weights) for first, second in pairs]

    def __call__(self, weights: Floats) -> Estimates:
        """The estimates for each row of pattern weights."""
        found = [kappa(weights) for kappa in self.kappas]
        return Estimates(*(_mean(np.array(part)) for part in zip(*found, strict=True)))


def _mean(values: Floats) -> Floats:
    """Down the columns, leaving out nan; nan where nothing is left."""
    defined = ~np.isnan(values)
    count = defined.sum(axis=0)
    total = np.where(defined, values, 0.0).sum(axis=0)
    nothing = np.full(total.shape, np.nan)
    mean: Floats = np.divide(total, count, out=nothing, where=count > 0)
    return mean
