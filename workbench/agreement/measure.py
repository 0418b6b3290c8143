"""What all coefficients on units × coders have in common.

Whether there is anything to measure, the value, its interval, and the words for it.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from workbench.agreement import Resampling
from workbench.agreement.data import MISSING
from workbench.agreement.intervals import Interval, Scale, Statistic, check, interval
from workbench.agreement.patterns import Patterns
from workbench.terms import Agreement, Level, ReliabilityData, Undefined

CARRIERS = 5
"""Units that must carry a code, by anyone, for an interval to mean something."""


def measured(
    name: str,
    data: ReliabilityData,
    patterns: Patterns,
    statistic: Statistic,
    resampling: Resampling,
    *,
    scale: Scale,
    level: Level = "nominal",
    other_method: str = "",
) -> Agreement:
    """The agreement that a statistic finds in patterns of units.

    `other_method` names a way to make intervals that the caller has of its own.
    """
    check(resampling, other_method)
    units, coders = pairable_units(data), active_coders(data)
    blank = Agreement(name, level, None, units, coders)
    reason = why_nothing(data)
    if reason is not None:
        return replace(blank, undefined_because=reason)
    estimates = statistic(patterns.frequency[None, :])
    value, observed, expected = (_number(part[0]) for part in estimates)
    if value is None:
        return replace(
            blank, observed=observed, expected=expected, undefined_because="no_variation"
        )
    few: Undefined | None = "too_few_units" if units < 2 else None
    found = replace(blank, value=value, observed=observed, expected=expected, undefined_because=few)
    if resampling.method == other_method:
        return found
    return _interval(data, patterns, statistic, value, resampling, scale).on(found)


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _interval(
    data: ReliabilityData,
    patterns: Patterns,
    statistic: Statistic,
    value: float,
    resampling: Resampling,
    scale: Scale,
) -> Interval:
    reason = _no_interval(data) if resampling.method == "auto" else ""
    return Interval(reason) if reason else interval(statistic, patterns, value, resampling, scale)


def _no_interval(data: ReliabilityData) -> str:
    """Why these data allow no interval; empty if they do."""
    units = pairable_units(data)
    if units < CARRIERS:
        return f"no interval: only {units} unit{'s' * (units != 1)}"
    if len(data.categories) == 2 and carriers(data) < CARRIERS:
        return f"no interval: fewer than {CARRIERS} units carry the code"
    if unanimous(data):
        most = 3 / units
        return f"no interval: nobody differed; up to {most:.1%} of units may (95 %)"
    return ""


def pairable_units(data: ReliabilityData) -> int:
    """How many units at least two coders judged."""
    return int(((data.values != MISSING).sum(axis=1) >= 2).sum())


def active_coders(data: ReliabilityData) -> int:
    """How many coders judged anything."""
    return int((data.values != MISSING).any(axis=0).sum())


def carriers(data: ReliabilityData, value: int = 1) -> int:
    """How many units that two or more judged carry category index `value`, by anyone."""
    pairable = (data.values != MISSING).sum(axis=1) >= 2
    return int(((data.values == value).any(axis=1) & pairable).sum())


def unanimous(data: ReliabilityData) -> bool:
    """Whether no two coders of any unit differ."""
    most = data.values.max(axis=1)
    least = np.where(data.values == MISSING, most[:, None], data.values).min(axis=1)
    return bool((most == least).all())


def why_nothing(data: ReliabilityData) -> Undefined | None:
    """Why there is nothing to compare; None if two coders judged the same unit."""
    coders = active_coders(data) if data.values.size else 0
    if coders == 0:
        return "no_data"
    if coders == 1:
        return "single_coder"
    return "no_pairable_units" if pairable_units(data) == 0 else None
