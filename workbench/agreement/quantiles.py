"""Quantiles of Student's t and the normal distribution, without scipy."""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

NORMAL = NormalDist()


def t_cdf(t: float, degrees: int) -> float:
    """The chance that Student's t with so many degrees of freedom lies below `t`.

    Abramowitz & Stegun (1964), Handbook of Mathematical Functions, 26.7.3 and 26.7.4.

    >>> round(t_cdf(2.776445, 4), 6)
    0.975
    """
    if degrees > 300:
        return NORMAL.cdf(_as_normal(t, degrees))
    theta = math.atan(t / math.sqrt(degrees))
    return 0.5 + 0.5 * (_odd(theta, degrees) if degrees % 2 else _even(theta, degrees))


def _odd(theta: float, degrees: int) -> float:
    term, total = math.cos(theta), 0.0
    for k in range(1, degrees - 1, 2):
        total += term
        term *= math.cos(theta) ** 2 * (k + 1) / (k + 2)
    return 2 / math.pi * (theta + math.sin(theta) * total)


def _even(theta: float, degrees: int) -> float:
    term, total = 1.0, 0.0
    for k in range(0, degrees - 1, 2):
        total += term
        term *= math.cos(theta) ** 2 * (k + 1) / (k + 2)
    return math.sin(theta) * total


def _as_normal(t: float, degrees: int) -> float:
    """Wallace's (1959) transformation, good to seven digits for many degrees of freedom."""
    shrunk = math.sqrt(degrees * math.log1p(t * t / degrees))
    return math.copysign(shrunk * (8 * degrees + 1) / (8 * degrees + 3), t)


@lru_cache(maxsize=256)
def t_quantile(chance: float, degrees: int) -> float:
    """The value that Student's t lies below with this chance.

    >>> [round(t_quantile(0.975, degrees), 3) for degrees in (1, 2, 4, 30, 1000)]
    [12.706, 4.303, 2.776, 2.042, 1.962]
    """
    low, high = -1.0, 1.0
    while t_cdf(low, degrees) > chance:
        low *= 2
    while t_cdf(high, degrees) < chance:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if t_cdf(middle, degrees) < chance else (low, middle)
    return (low + high) / 2
