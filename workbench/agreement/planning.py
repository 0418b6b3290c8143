"""How wide an interval to expect, before anyone codes."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from workbench.agreement.distances import nominal
from workbench.agreement.intervals import CHANCE_CORRECTED
from workbench.agreement.patterns import Floats
from workbench.agreement.quantiles import t_quantile
from workbench.errors import NotAsked


class Expected(NamedTuple):
    """What a reliability sample will tell, if agreement is as supposed."""

    low: float
    high: float
    carrying: float
    """Units that somebody will give the code."""

    @property
    def width(self) -> float:
        """From end to end."""
        return self.high - self.low


def expected_interval(
    units: int,
    *,
    prevalence: float,
    alpha: float = 0.8,
    coders: int = 2,
    documents: int | None = None,
    likeness: float = 0.05,
    confidence: float = 0.95,
) -> Expected:
    """The interval around a binary alpha that so many units will give.

    Every unit is either clear, and all coders say the same, or it is not, and each decides by
    chance; `alpha` is the share that is clear. Without `documents` units are independent; with
    them `likeness`, the intraclass correlation of units in a document, widens the interval by
    the design effect (Kish 1965, Survey Sampling), and Student's t counts documents.

    >>> [round(expected_interval(units, prevalence=0.1).width, 2) for units in (100, 200, 400)]
    [0.47, 0.31, 0.21]
    """
    _check(units, prevalence, alpha, coders, documents)
    counts = np.stack([coders - np.arange(coders + 1.0), np.arange(coders + 1.0)], axis=1)
    shares = _chances(prevalence, alpha, coders)
    se = _standard_error(counts, units * shares)
    groups = units if documents is None else documents
    if documents is not None:
        se *= math.sqrt(1 + max(0.0, units / documents - 1) * likeness)
    middle, spread = math.atanh(alpha), se * CHANCE_CORRECTED.slope(alpha)
    reach = t_quantile(0.5 + confidence / 2, groups - 1) * spread
    low, high = math.tanh(middle - reach), math.tanh(middle + reach)
    return Expected(low, high, float(units * (1 - shares[0])))


def _check(units: int, prevalence: float, alpha: float, coders: int, documents: int | None) -> None:
    if not (0 < prevalence < 1 and 0 < alpha < 1):
        raise NotAsked("The prevalence and the alpha expected lie between 0 and 1, as in 0.1.")
    if units < 2 or coders < 2 or (documents is not None and not 2 <= documents <= units):
        raise NotAsked("Agreement needs two units, two coders, and two documents or none.")


def _chances(prevalence: float, alpha: float, coders: int) -> Floats:
    """How likely 0, 1, … of the coders are to give the code to a unit."""
    given = range(coders + 1)
    by_chance = np.array(
        [math.comb(coders, k) * prevalence**k * (1 - prevalence) ** (coders - k) for k in given]
    )
    clear = np.zeros(coders + 1)
    clear[0], clear[-1] = 1 - prevalence, prevalence
    chances: Floats = alpha * clear + (1 - alpha) * by_chance
    return chances


def _standard_error(counts: Floats, frequency: Floats) -> float:
    """The jackknife's, on the frequencies that are expected."""
    weights = frequency[None, :] - np.eye(len(frequency))
    left_out = nominal(counts)(np.maximum(weights, 0)).value
    units = frequency.sum()
    mean = (frequency * left_out).sum() / units
    return math.sqrt((units - 1) / units * (frequency * (left_out - mean) ** 2).sum())
