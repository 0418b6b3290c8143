"""How much a pair of ordered categories agrees, from 1 (the same) to 0 (furthest apart).

Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., ch. 3. All but `ordinal` read numbers
where the categories are numbers, and ranks from 1 where they are words; `ordinal` reads ranks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from workbench.agreement.patterns import Floats
from workbench.errors import NameUnknown, NotAsked
from workbench.shelf import unknown


def weight_table(name: str, categories: Sequence[object]) -> Floats:
    """The weights of all pairs of categories.

    >>> weight_table("quadratic", [1, 2, 3]).tolist()
    [[1.0, 0.75, 0.0], [0.75, 1.0, 0.75], [0.0, 0.75, 1.0]]
    """
    if name not in WEIGHTS:
        raise NameUnknown(unknown("weighting", name, WEIGHTS))
    apart = WEIGHTS[name](_numbers(categories))
    furthest = apart.max(initial=0.0)
    return 1 - apart / furthest if furthest > 0 else np.ones_like(apart)


def identity(numbers: Floats) -> Floats:
    """Every difference counts the same."""
    return 1 - np.eye(len(numbers))


def linear(numbers: Floats) -> Floats:
    """|k − l|."""
    return _apart(numbers)


def quadratic(numbers: Floats) -> Floats:
    """(k − l)²."""
    return _apart(numbers) ** 2


def radical(numbers: Floats) -> Floats:
    """√|k − l|."""
    return np.sqrt(_apart(numbers))


def ordinal(numbers: Floats) -> Floats:
    """How many pairs of categories lie between the two, themselves included."""
    between = _apart(np.arange(len(numbers), dtype=np.float64)) + 1
    pairs: Floats = between * (between - 1) / 2
    return pairs


def ratio(numbers: Floats) -> Floats:
    """((k − l) / (k + l))²; of numbers from zero up."""
    if (numbers < 0).any():
        raise NotAsked(
            "The weights ratio need categories of zero or more; there are negative ones."
        )
    total = numbers[:, None] + numbers[None, :]
    apart: Floats = np.divide(_apart(numbers), total, out=np.zeros_like(total), where=total != 0)
    squares: Floats = apart**2
    return squares


def circular(numbers: Floats) -> Floats:
    """sin²(π (k − l) / (range + 1)): the last category is next to the first."""
    circle = np.ptp(numbers) + 1 if len(numbers) else 1.0
    apart: Floats = np.sin(np.pi * _apart(numbers) / circle) ** 2
    return apart


def bipolar(numbers: Floats) -> Floats:
    """(k − l)² / ((k + l − 2 min)(2 max − k − l)): differences near an end count more."""
    least, most = numbers.min(initial=np.inf), numbers.max(initial=-np.inf)
    total = numbers[:, None] + numbers[None, :]
    ends = (total - 2 * least) * (2 * most - total)
    apart: Floats = np.divide(_apart(numbers) ** 2, ends, out=np.zeros_like(total), where=ends > 0)
    return apart


WEIGHTS: dict[str, Callable[[Floats], Floats]] = {
    "identity": identity,
    "linear": linear,
    "quadratic": quadratic,
    "ordinal": ordinal,
    "radical": radical,
    "ratio": ratio,
    "circular": circular,
    "bipolar": bipolar,
}
"""From categories as numbers to how far each pair is apart; the furthest will weigh 0."""


def _apart(numbers: Floats) -> Floats:
    apart: Floats = np.abs(numbers[:, None] - numbers[None, :])
    return apart


def _numbers(categories: Sequence[object]) -> Floats:
    try:
        numbers = np.array([float(str(category)) for category in categories])
    except ValueError:
        return np.arange(1.0, len(categories) + 1)
    return numbers if np.isfinite(numbers).all() else np.arange(1.0, len(categories) + 1)
