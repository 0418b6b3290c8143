"""How far agreement moved from one round to another."""

from __future__ import annotations

import math
from typing import NamedTuple

from workbench.terms import Agreement


class Change(NamedTuple):
    """A difference of two agreements; the ends are None where either has no interval."""

    difference: float
    low: float | None
    high: float | None


def change(before: Agreement, after: Agreement) -> Change | None:
    """The later agreement less the earlier, with an interval; None where either is undefined.

    The rounds are taken to have different units. The ends come from those of both intervals
    (Zou & Donner 2008, Statistics in Medicine 27, 1693–1702), so they need not be symmetric.

    >>> first = Agreement("krippendorff_alpha", "nominal", 0.5, 90, 3, low=0.3, high=0.6)
    >>> second = Agreement("krippendorff_alpha", "nominal", 0.75, 90, 3, low=0.6, high=0.8)
    >>> [round(part, 3) for part in change(first, second)]
    [0.25, 0.07, 0.456]
    """
    if before.value is None or after.value is None:
        return None
    difference = after.value - before.value
    below, above = _reach(after), _reach(before)
    if below is None or above is None:
        return Change(difference, None, None)
    low = difference - math.hypot(below[0], above[1])
    return Change(difference, low, difference + math.hypot(below[1], above[0]))


def _reach(agreement: Agreement) -> tuple[float, float] | None:
    """How far the interval reaches below and above the value."""
    value, low, high = agreement.value, agreement.low, agreement.high
    if value is None or low is None or high is None:
        return None
    return value - low, high - value
