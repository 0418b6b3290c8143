"""Krippendorff's alpha, for any number of coders, with judgements missing, at four levels.

The value is the `krippendorff` package's wherever the array that it builds (units × values ×
values) stays small, so that a methods section can cite it. Everything else, and every
interval, is computed on distinct unit patterns; both agree to 1e-9.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from workbench.agreement import DEFAULT, Resampling
from workbench.agreement.distances import (
    MANY,
    by_level,
    by_table,
    distance_of_table,
    distances_between,
    values,
)
from workbench.agreement.intervals import CHANCE_CORRECTED
from workbench.agreement.measure import measured
from workbench.agreement.pairs import pairs_interval
from workbench.agreement.patterns import Floats, Patterns, by_count, compressed
from workbench.reliability import Agreement, Level, ReliabilityData

PACKAGE_CELLS = 1_000_000
"""The package's array has up to so many numbers of eight bytes; above, patterns are used."""


def krippendorff_alpha(
    data: ReliabilityData,
    *,
    level: Level = "nominal",
    resampling: Resampling = DEFAULT,
    distances: Sequence[Sequence[float]] | None = None,
) -> Agreement:
    """One minus observed over expected disagreement.

    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability; (2019) Content Analysis,
    4th ed., ch. 12. `observed` and `expected` are disagreements. Ordinal data rest on the
    order of `data.categories`. `distances`, a symmetric table in their order, takes the place
    of the level's. The example is section C of the first: .743 nominal, .815
    ordinal, .849 interval.

    >>> from workbench.agreement.data import reliability_data
    >>> observers = [[1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    ...              [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    ...              [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    ...              [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None]]
    >>> data = reliability_data(list(zip(*observers)))
    >>> [round(krippendorff_alpha(data, level=level).value, 3)
    ...  for level in ("nominal", "ordinal", "interval", "ratio")]
    [0.743, 0.815, 0.849, 0.797]
    """
    seen = compressed(data)
    table = None if distances is None else distance_of_table(distances, data.categories)
    patterns, statistic = by_level(seen, level) if table is None else by_table(seen, table)
    name = "krippendorff_alpha"
    found = measured(
        name,
        seen,
        patterns,
        statistic,
        resampling,
        scale=CHANCE_CORRECTED,
        level=level,
        other_method="pairs",
    )
    if resampling.method == "pairs" and found.value is not None:
        found = _by_pairs(found, by_count(seen), data, resampling, table)
    if found.value is None or table is not None or not package_can(patterns, data):
        return found
    return replace(found, value=package_value(patterns, data, level))


def _by_pairs(
    found: Agreement,
    patterns: Patterns,
    data: ReliabilityData,
    resampling: Resampling,
    table: Floats | None,
) -> Agreement:
    """The agreement with Krippendorff's bootstrap over pairs for its interval."""
    if table is None:
        used = patterns.frequency @ patterns.rows
        table = distances_between(found.level, data.categories, used)
    return pairs_interval(patterns, table, found.expected or 0.0, resampling).on(found)


def package_can(patterns: Patterns, data: ReliabilityData) -> bool:
    """Whether the package's array stays small, and the units are at hand one by one."""
    small = array_stays_small(patterns.units, len(data.categories))
    return data.frequency is None and len(data.categories) <= MANY and small


def array_stays_small(units: int, categories: int) -> bool:
    """Whether the package's array of units × values × values does."""
    return units * categories**2 <= PACKAGE_CELLS


def package_value(patterns: Patterns, data: ReliabilityData, level: Level) -> float:
    """Alpha as the `krippendorff` package computes it from the counts of every unit."""
    import krippendorff

    counts = np.repeat(patterns.rows, patterns.frequency.astype(np.int64), axis=0)
    domain = (
        np.arange(len(data.categories))
        if level in {"nominal", "ordinal"}
        else values(data.categories, level)
    )
    return float(
        krippendorff.alpha(value_counts=counts, value_domain=domain, level_of_measurement=level)
    )
