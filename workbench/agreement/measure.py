"""What all coefficients on units × coders have in common.

Whether there is anything to measure, the value, its interval, and the words for it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from workbench.agreement import Resampling
from workbench.agreement.data import MISSING, frequency
from workbench.agreement.intervals import Interval, Scale, Statistic, check, interval
from workbench.agreement.patterns import Patterns
from workbench.reliability import Agreement, Level, ReliabilityData, Undefined
from workbench.words import plural

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
    facts = facts_of(data)
    blank = Agreement(name, level, None, facts.units, facts.coders)
    reason = facts.why_nothing()
    if reason is not None:
        return replace(blank, undefined_because=reason)
    estimates = statistic(patterns.frequency[None, :])
    value, observed, expected = (_number(part[0]) for part in estimates)
    if value is None:
        return replace(
            blank, observed=observed, expected=expected, undefined_because="no_variation"
        )
    few: Undefined | None = "too_few_units" if facts.units < 2 else None
    found = replace(blank, value=value, observed=observed, expected=expected, undefined_because=few)
    if resampling.method == other_method:
        return found
    return _interval(facts, patterns, statistic, value, resampling, scale).on(found)


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _interval(
    facts: Facts,
    patterns: Patterns,
    statistic: Statistic,
    value: float,
    resampling: Resampling,
    scale: Scale,
) -> Interval:
    reason = facts.no_interval() if resampling.method == "auto" else ""
    return Interval(reason) if reason else interval(statistic, patterns, value, resampling, scale)


@dataclass(frozen=True)
class Facts:
    """What can be seen in the data before anything is measured; all but `coders` count units."""

    coders: int
    """Coders who judged anything."""
    units: int
    """Judged by at least two coders; the following are of these."""
    differing: int
    """Not everyone gave the same."""
    carrying: int
    """Somebody gave the second category: of two, the one that says that the code applies."""
    lacking: int
    """Somebody gave the first."""
    categories: int
    """How many were declared."""

    def why_nothing(self) -> Undefined | None:
        """Why there is nothing to compare; None if two coders judged the same unit."""
        if self.coders == 0:
            return "no_data"
        if self.coders == 1:
            return "single_coder"
        return "no_pairable_units" if self.units == 0 else None

    def no_interval(self) -> str:
        """Why these data allow no interval; empty if they do."""
        if self.units < CARRIERS:
            return f"no interval: only {plural(self.units, 'unit')}"
        if self.categories == 2 and self.carrying < CARRIERS:
            return f"no interval: fewer than {CARRIERS} units carry the code"
        if self.categories == 2 and self.lacking < CARRIERS:
            return f"no interval: fewer than {CARRIERS} units lack the code"
        if self.differing == 0:
            most = 3 / self.units
            return f"no interval: nobody differed; up to {most:.1%} of units may (95 %)"
        return ""


def facts_of(data: ReliabilityData) -> Facts:
    """Look at the data once."""
    values = data.values
    judged = values != MISSING
    pairable = judged.sum(axis=1) >= 2
    times = frequency(data)[pairable]
    seen, here = values[pairable], judged[pairable]
    most = seen.max(axis=1, initial=MISSING)
    least = np.where(here, seen, most[:, None]).min(axis=1, initial=len(data.categories))
    return Facts(
        coders=int(judged.any(axis=0).sum()),
        units=int(times.sum()),
        differing=int(times[most != least].sum()),
        carrying=int(times[(seen == 1).any(axis=1)].sum()),
        lacking=int(times[(seen == 0).any(axis=1)].sum()),
        categories=len(data.categories),
    )
