"""What the chance-corrected coefficients of the Fleiss and Gwet kind share.

They differ in one thing, the agreement expected by chance, p_e; observed agreement, p_a, the
treatment of missing judgements and the analytic standard error are common to all. Gwet (2014),
Handbook of Inter-Rater Reliability, 4th ed., ch. 2, 3 and 5: units judged once count towards
the distribution of categories, units judged twice or more towards agreement.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from workbench.agreement import Resampling
from workbench.agreement.intervals import CHANCE_CORRECTED, Estimates
from workbench.agreement.measure import measured
from workbench.agreement.patterns import Floats, Patterns, by_count, compressed
from workbench.agreement.quantiles import t_quantile
from workbench.agreement.weights import weight_table
from workbench.errors import NotAsked
from workbench.reliability import Agreement, Level, ReliabilityData

Expected = Callable[[Floats, Floats], Floats]
"""From distributions of categories (a row a replicate) and weights to chance agreement."""

Slope = Callable[[Floats, Floats], Floats]
"""From one distribution and weights to what each category adds to chance agreement."""


@dataclass(frozen=True)
class Chance:
    """A notion of chance: the agreement it expects, and what each category adds to it."""

    expected: Expected
    slope: Slope


def chance_corrected(
    name: str,
    data: ReliabilityData,
    chance: Chance,
    resampling: Resampling,
    *,
    level: Level,
    weights: str = "identity",
) -> Agreement:
    """(p_a − p_e) / (1 − p_e), with Gwet's standard error where units are independent."""
    fits(name, level, weights)
    data = compressed(data)
    patterns = by_count(data, at_least=1)
    statistic = Corrected(patterns, weight_table(weights, data.categories), chance)
    found = measured(
        name,
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
    return with_error(found, statistic.standard_error(), resampling)


def fits(name: str, level: Level, weights: str = "identity") -> None:
    """Refuse a level of ordered values where every difference would count the same."""
    if level != "nominal" and weights == "identity":
        raise NotAsked(
            f"{name} counts every difference the same, so its level is nominal, not {level}; "
            "for ordered values ask for krippendorff_alpha, or give it weights, as in "
            "weights=quadratic."
        )


def with_error(found: Agreement, se: float | None, resampling: Resampling) -> Agreement:
    """The agreement with the analytic standard error, unless another was asked for."""
    if resampling.method not in {"auto", "analytic"}:
        return found
    if resampling.method == "auto" or found.value is None or se is None:
        return replace(found, se=se)
    reach = t_quantile(0.5 + resampling.confidence / 2, max(1, found.units - 1)) * se
    return replace(
        found,
        se=se,
        low=max(-1.0, found.value - reach),
        high=min(1.0, found.value + reach),
        interval=f"analytic interval over {found.units:,} units",
    )


class Corrected:
    """The statistic, and its analytic standard error."""

    def __init__(self, patterns: Patterns, weights: Floats, chance: Chance) -> None:
        self.chance, self.weights = chance, weights
        self.frequency = patterns.frequency
        counts = patterns.rows.astype(np.float64)
        judged = counts.sum(axis=1)
        self.twice = (judged >= 2).astype(np.float64)
        pairs = np.maximum(judged * (judged - 1), 1)
        self.agreeing = (counts * (counts @ weights - 1)).sum(axis=1) / pairs * self.twice
        self.shares = counts / judged[:, None]

    def __call__(self, weights: Floats) -> Estimates:
        """The estimates for each row of pattern weights."""
        with np.errstate(divide="ignore", invalid="ignore"):
            observed = weights @ self.agreeing / (weights @ self.twice)
            shares = weights @ self.shares / weights.sum(axis=1, keepdims=True)
            expected = self.chance.expected(shares, self.weights)
            value = (observed - expected) / (1 - expected)
        varied = ((shares > 0).sum(axis=1) > 1) & (1 - expected > 1e-12)
        return Estimates(np.where(varied, value, np.nan), observed, expected)

    def standard_error(self) -> float | None:
        """Of the value on these units, as Gwet (2014) linearises it; None of a single unit."""
        value, _, expected = (float(part[0]) for part in self(self.frequency[None, :]))
        units = self.frequency.sum()
        if units < 2:
            return None
        shares = self.frequency @ self.shares / units
        each = self.shares @ self.chance.slope(shares, self.weights)
        scale = units / (self.frequency @ self.twice)
        single = scale * (self.agreeing - expected * self.twice) / (1 - expected)
        pulled = single - 2 * (1 - value) * (each - expected) / (1 - expected)
        return math.sqrt(self.frequency @ (pulled - value) ** 2 / (units * (units - 1)))


def _both(shares: Floats, weights: Floats) -> Floats:
    together: Floats = ((shares @ weights) * shares).sum(axis=-1)
    return together


def _gwet(shares: Floats, weights: Floats) -> Floats:
    categories = len(weights)
    scale = weights.sum() / max(1, categories * (categories - 1))
    spread: Floats = scale * (shares * (1 - shares)).sum(axis=-1)
    return spread


def _gwet_slope(shares: Floats, weights: Floats) -> Floats:
    categories = len(weights)
    slope: Floats = weights.sum() / max(1, categories * (categories - 1)) * (1 - shares)
    return slope


def _even(shares: Floats, weights: Floats) -> Floats:
    return np.full(shares.shape[:-1], weights.sum() / len(weights) ** 2)


POOLED = Chance(_both, lambda shares, weights: weights @ shares)
"""Both draw from the distribution of all judgements (Scott, Fleiss)."""
SKEWED = Chance(_gwet, _gwet_slope)
"""Chance agreement only where a judgement is hard (Gwet)."""
EVEN = Chance(_even, lambda _, weights: np.full(len(weights), weights.sum() / len(weights) ** 2))
"""Every category is as likely as any other (Bennett, Brennan and Prediger)."""
