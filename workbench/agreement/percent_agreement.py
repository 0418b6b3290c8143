"""Percent agreement, in the three meanings in use.

They are the same for two coders who judged every unit, and differ as soon as units have
different numbers of judgements: .818 and .800 on Krippendorff's (2011) four observers.
"""

from __future__ import annotations

import numpy as np

from workbench.agreement import DEFAULT, Resampling
from workbench.agreement.intervals import SHARE, Estimates, Statistic
from workbench.agreement.measure import measured
from workbench.agreement.patterns import Floats, by_count, compressed
from workbench.agreement.weights import weight_table
from workbench.reliability import Agreement, Level, ReliabilityData


def percent_agreement(
    data: ReliabilityData,
    *,
    level: Level = "nominal",
    resampling: Resampling = DEFAULT,
    weights: str = "identity",
) -> Agreement:
    """The share of agreeing pairs of coders in a unit, averaged over units.

    Fleiss (1971), Psychological Bulletin 76, 378–382; Gwet (2014), Handbook of Inter-Rater
    Reliability; with `weights` (ch. 3) neighbouring categories agree in part. The example is
    Artstein & Poesio (2008), Computational Linguistics 34, 555–596.

    >>> from workbench.agreement.data import reliability_data
    >>> rows = 20 * [["s", "s"]] + 10 * [["s", "i"]] + 20 * [["i", "s"]] + 50 * [["i", "i"]]
    >>> percent_agreement(reliability_data(rows)).value
    0.7
    """
    data = compressed(data)
    patterns = by_count(data)
    counts = patterns.rows.astype(np.float64)
    judged = counts.sum(axis=1)
    table = weight_table(weights, data.categories)
    agreeing = (counts * (counts @ table - 1)).sum(axis=1) / (judged * (judged - 1))
    statistic = share(agreeing, np.ones(len(counts)))
    return measured(
        "percent_agreement", data, patterns, statistic, resampling, scale=SHARE, level=level
    )


def percent_agreement_pair_weighted(
    data: ReliabilityData, *, level: Level = "nominal", resampling: Resampling = DEFAULT
) -> Agreement:
    """The share of agreeing pairs, a unit counting as often as it was judged: 1 − D_o.

    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability.
    """
    data = compressed(data)
    patterns = by_count(data)
    counts = patterns.rows.astype(np.float64)
    judged = counts.sum(axis=1)
    agreeing = (counts * (counts - 1)).sum(axis=1) / (judged - 1)
    statistic = share(agreeing, judged)
    name = "percent_agreement_pair_weighted"
    return measured(name, data, patterns, statistic, resampling, scale=SHARE, level=level)


def percent_agreement_unanimous(
    data: ReliabilityData, *, level: Level = "nominal", resampling: Resampling = DEFAULT
) -> Agreement:
    """The share of units on which all coders who judged them agree."""
    data = compressed(data)
    patterns = by_count(data)
    agreeing = ((patterns.rows > 0).sum(axis=1) == 1).astype(np.float64)
    statistic = share(agreeing, np.ones(len(agreeing)))
    name = "percent_agreement_unanimous"
    return measured(name, data, patterns, statistic, resampling, scale=SHARE, level=level)


def share(part: Floats, whole: Floats) -> Statistic:
    """What the parts of all units make of their wholes; undefined where the whole is nothing."""

    def statistic(weights: Floats) -> Estimates:
        total = weights @ whole
        with np.errstate(divide="ignore", invalid="ignore"):
            value = np.where(total > 0, weights @ part / total, np.nan)
        return Estimates(value, value, np.full_like(value, np.nan))

    return statistic
