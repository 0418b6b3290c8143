"""How far numbers spread, as papers print it: mean, deviation, and the 95 % interval."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from workbench.tables.numbers import deviation, mean, one_decimal, percent

Reach = Callable[[int], float]
"""For degrees of freedom, the .975 quantile of Student's t."""
_Z = 1.959963984540054
"""The .975 quantile of the normal distribution."""


def mean_and_deviation(values: Sequence[float]) -> str:
    """Such as `3.2 (1.0)`; without the deviation where there is one value, empty for none."""
    numbers = tuple(values)
    spread = deviation(numbers)
    return one_decimal(mean(numbers)) + ("" if spread is None else f" ({one_decimal(spread)})")


def interval(values: Sequence[float], reach: Reach) -> str:
    """The interval of the mean by Student's t, such as `[2.8, 3.6]`; empty for fewer than two."""
    centre, spread = mean(tuple(values)), deviation(tuple(values))
    if centre is None or spread is None:
        return ""
    away = reach(len(values) - 1) * spread / math.sqrt(len(values))
    return f"[{one_decimal(centre - away)}, {one_decimal(centre + away)}]"


def share_interval(part: int, whole: int) -> str:
    """The interval of a share in percent, after Wilson (1927); empty of nothing.

    >>> share_interval(9, 20)
    '[25.8, 65.8]'
    """
    if whole == 0:
        return ""
    p, z2 = part / whole, _Z**2
    middle = (p + z2 / (2 * whole)) / (1 + z2 / whole)
    away = _Z / (1 + z2 / whole) * math.sqrt(p * (1 - p) / whole + z2 / (4 * whole**2))
    low, high = max(0.0, middle - away), min(1.0, middle + away)
    return f"[{one_decimal(100 * low)}, {one_decimal(100 * high)}]"


def numbers_in_words(values: Sequence[float], reach: Reach) -> str:
    """Such as `n 29, mean 3.2 (SD 1.0) [2.8, 3.6]`."""
    numbers = tuple(values)
    if not numbers:
        return "n 0"
    spread = deviation(numbers)
    said = f"n {len(numbers)}, mean {one_decimal(mean(numbers))}"
    return (
        said if spread is None else f"{said} (SD {one_decimal(spread)}) {interval(numbers, reach)}"
    )


def share_in_words(part: int, whole: int) -> str:
    """Such as `12 of 29, 41.4 % [25.5, 59.3]`."""
    return f"{part} of {whole}, {percent(part, whole)} % {share_interval(part, whole)}".rstrip()
