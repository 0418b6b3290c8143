"""How far agreement moved from one round to another, and how sure that is.

Where the rounds share documents, what makes a document easy or hard is in both, and cancels in
the difference: both rounds are left without it at once. Where they share none, the ends come
from both rounds' intervals.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from workbench.agreement.data import frequency
from workbench.agreement.intervals import LeftOut, Scale
from workbench.agreement.patterns import compressed
from workbench.agreement.quantiles import t_quantile
from workbench.reliability import Agreement, ReliabilityData

DIFFERENCE = Scale(-2.0, 2.0)
"""Between two coefficients that lie from -1 to 1."""
INDEPENDENT = "from both rounds' intervals, the rounds being independent (Zou & Donner 2008)"

Measure = Callable[[ReliabilityData], float | None]


class Change(NamedTuple):
    """A difference of two agreements; the ends are None where either has no interval."""

    difference: float
    low: float | None
    high: float | None
    interval: str = ""
    """How the ends were made, or why there are none."""


def change(before: Agreement, after: Agreement) -> Change | None:
    """The later agreement less the earlier, with an interval; None where either is undefined.

    The rounds are taken to have different units. The ends come from those of both intervals
    (Zou & Donner 2008, Statistics in Medicine 27, 1693–1702), so they need not be symmetric.

    >>> first = Agreement("krippendorff_alpha", "nominal", 0.5, 90, 3, low=0.3, high=0.6)
    >>> second = Agreement("krippendorff_alpha", "nominal", 0.75, 90, 3, low=0.6, high=0.8)
    >>> [round(part, 3) for part in change(first, second)[:3]]
    [0.25, 0.07, 0.456]
    """
    if before.value is None or after.value is None:
        return None
    difference = after.value - before.value
    below, above = _reach(after), _reach(before)
    if below is None or above is None:
        return Change(difference, None, None, "no interval: a round has none")
    low = difference - math.hypot(below[0], above[1])
    return Change(difference, low, difference + math.hypot(below[1], above[0]), INDEPENDENT)


def _reach(agreement: Agreement) -> tuple[float, float] | None:
    """How far the interval reaches below and above the value."""
    value, low, high = agreement.value, agreement.low, agreement.high
    if value is None or low is None or high is None:
        return None
    return value - low, high - value


# ------------------------------------------------------------------ what rounds share


def paired(
    moved: Change, before: ReliabilityData, after: ReliabilityData, measure: Measure, what: str
) -> Change:
    """The change with the interval of a jackknife over what the rounds are made of.

    `clusters` of both data number the same documents (or answers: `what` is their name) alike;
    leaving one out leaves it out of both rounds (Efron & Tibshirani 1993, An Introduction to the
    Bootstrap, ch. 11). The ends rest on Student's t, on the atanh scale of half the difference.
    """
    left_out = _left_out(compressed(before), compressed(after), measure, what)
    over = f"{left_out.over}, {_shared(before, after)} of them in both rounds"
    if np.isnan(left_out.values).any():
        return moved._replace(
            low=None, high=None, interval=f"no interval: nothing varies without one of {over}"
        )
    se = left_out.se()
    if se == 0 or not DIFFERENCE.inside(moved.difference):
        return moved._replace(
            low=None,
            high=None,
            interval=f"no interval: {over}, and leaving any out changes nothing",
        )
    reach = t_quantile(0.975, left_out.count - 1) * se * DIFFERENCE.slope(moved.difference)
    middle = DIFFERENCE.stretched(moved.difference)
    ends = DIFFERENCE.back(middle - reach), DIFFERENCE.back(middle + reach)
    return Change(moved.difference, *ends, f"paired t-jackknife over {over}")


def _left_out(
    before: ReliabilityData, after: ReliabilityData, measure: Measure, what: str
) -> LeftOut:
    """The change without each part; parts that look alike are left out once, and counted."""
    alike: dict[tuple[bytes, bytes], list[int]] = {}
    for part in sorted(_parts(before) | _parts(after)):
        alike.setdefault((_look(before, part), _look(after, part)), []).append(part)
    values = [_without(before, after, measure, same[0]) for same in alike.values()]
    times = np.array([len(same) for same in alike.values()], dtype=np.float64)
    return LeftOut(np.array(values), times, f"{int(times.sum()):,} {what}")


def _without(before: ReliabilityData, after: ReliabilityData, measure: Measure, part: int) -> float:
    """The change without a part; nan where it is undefined then."""
    earlier, later = (measure(_rest(data, part)) for data in (before, after))
    return math.nan if earlier is None or later is None else later - earlier


def _parts(data: ReliabilityData) -> set[int]:
    return set(_clusters(data).tolist())


def _shared(before: ReliabilityData, after: ReliabilityData) -> int:
    return len(_parts(before) & _parts(after))


def _clusters(data: ReliabilityData) -> NDArray[np.int32]:
    return np.arange(len(data.values), dtype=np.int32) if data.clusters is None else data.clusters


def _look(data: ReliabilityData, part: int) -> bytes:
    here = _clusters(data) == part
    return np.column_stack([data.values[here], frequency(data)[here]]).tobytes()


def _rest(data: ReliabilityData, part: int) -> ReliabilityData:
    kept = _clusters(data) != part
    return replace(
        data,
        values=data.values[kept],
        clusters=_clusters(data)[kept],
        frequency=frequency(data)[kept],
    )
