"""Conger's kappa: Cohen's for any number of coders, each with a distribution of their own."""

from __future__ import annotations

import numpy as np

from workbench.agreement import DEFAULT, Resampling
from workbench.agreement.chance import fits
from workbench.agreement.cohen_kappa import indicators
from workbench.agreement.intervals import CHANCE_CORRECTED, Estimates
from workbench.agreement.measure import measured
from workbench.agreement.patterns import Floats, Patterns, by_coder
from workbench.agreement.weights import weight_table
from workbench.reliability import Agreement, Level, ReliabilityData


def conger_kappa(
    data: ReliabilityData,
    *,
    level: Level = "nominal",
    resampling: Resampling = DEFAULT,
    weights: str = "identity",
) -> Agreement:
    """Agreement beyond what the coders' own distributions would give by chance.

    Conger (1980), Psychological Bulletin 88, 322–328; with judgements missing as in Gwet (2014),
    Handbook of Inter-Rater Reliability. A coder's distribution is over the units they judged.
    With two coders it is Cohen's kappa. The example is Krippendorff's (2011) four observers, as
    computed by Gwet's irrCAC.

    >>> from workbench.agreement.data import reliability_data
    >>> observers = [[1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    ...              [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, None],
    ...              [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
    ...              [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None]]
    >>> round(conger_kappa(reliability_data(list(zip(*observers)))).value, 5)
    0.76282
    """
    fits("conger_kappa", level, weights)
    patterns = by_coder(data)
    statistic = Conger(patterns, len(data.coders), weight_table(weights, data.categories))
    return measured(
        "conger_kappa", data, patterns, statistic, resampling, scale=CHANCE_CORRECTED, level=level
    )


class Conger:
    """The statistic."""

    def __init__(self, patterns: Patterns, coders: int, weights: Floats) -> None:
        categories, self.weights = len(weights), weights
        self.marks = [indicators(patterns.rows, column, categories) for column in range(coders)]
        counts = sum(self.marks, np.zeros((len(patterns.rows), categories)))
        judged = counts.sum(axis=1)
        self.twice = (judged >= 2).astype(np.float64)
        pairs = np.maximum(judged * (judged - 1), 1)
        self.agreeing = (counts * (counts @ weights - 1)).sum(axis=1) / pairs * self.twice

    def __call__(self, weights: Floats) -> Estimates:
        """The estimates for each row of pattern weights."""
        with np.errstate(divide="ignore", invalid="ignore"):
            observed = weights @ self.agreeing / (weights @ self.twice)
            shares = np.array([self._shares(weights @ marks) for marks in self.marks])
            expected = self._expected(shares)
            value = (observed - expected) / (1 - expected)
        return Estimates(np.where(1 - expected > 1e-12, value, np.nan), observed, expected)

    def _shares(self, used: Floats) -> Floats:
        """A coder's distribution in each replicate; zero where they judged nothing."""
        total = used.sum(axis=1, keepdims=True)
        shares: Floats = np.divide(used, total, out=np.zeros_like(used), where=total > 0)
        return shares

    def _expected(self, shares: Floats) -> Floats:
        """The mean over pairs of the coders who judged anything of Σ_kl w_kl p_k q_l.

        Without weights that is Σ_k (p̄_k² − s_k²/m).
        """
        active = shares.any(axis=2).sum(axis=0)
        total = shares.sum(axis=0)
        own = ((shares @ self.weights) * shares).sum(axis=(0, 2))
        crossed = ((total @ self.weights) * total).sum(axis=1) - own
        expected: Floats = crossed / (active * (active - 1))
        return expected
