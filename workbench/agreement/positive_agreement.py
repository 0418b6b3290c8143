"""Positive agreement: how far coders coincide where anybody applied the code."""

from __future__ import annotations

import numpy as np

from workbench.agreement import DEFAULT, Resampling
from workbench.agreement.intervals import SHARE
from workbench.agreement.measure import measured
from workbench.agreement.patterns import by_count, compressed
from workbench.agreement.percent_agreement import share
from workbench.reliability import Agreement, Level, ReliabilityData


def positive_agreement(
    data: ReliabilityData,
    *,
    level: Level = "nominal",
    resampling: Resampling = DEFAULT,
    value: int = 1,
) -> Agreement:
    """Of the pairings of a coder who gave `value` with another coder, the share agreeing.

    For two coders it is 2a / (2a + b + c), with a units both coded and b and c units one did.
    Cicchetti & Feinstein (1990), Journal of Clinical Epidemiology 43, 551–558; for several
    coders Uebersax (1982), Educational and Psychological Measurement 42, 181–183. `value` is
    a category's index. The example is the second table of Feinstein & Cicchetti
    (1990), Journal of Clinical Epidemiology 43, 543–549: 80 both, 10 and 5 one, 5 neither.

    >>> from workbench.agreement.data import reliability_data
    >>> rows = 80 * [[1, 1]] + 10 * [[1, 0]] + 5 * [[0, 1]] + 5 * [[0, 0]]
    >>> round(positive_agreement(reliability_data(rows)).value, 3)
    0.914
    """
    data = compressed(data)
    patterns = by_count(data)
    given = (patterns.rows * (np.arange(len(data.categories)) == value)).sum(axis=1)
    judged = patterns.rows.sum(axis=1)
    statistic = share(
        (given * (given - 1)).astype(np.float64), (given * (judged - 1)).astype(np.float64)
    )
    name = "positive_agreement"
    return measured(name, data, patterns, statistic, resampling, scale=SHARE, level=level)
