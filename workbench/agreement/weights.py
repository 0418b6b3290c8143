"""How much a pair of ordered categories agrees, from 1 (the same) to 0 (furthest apart).

Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., ch. 3. `linear` and `quadratic` read
numbers where the categories are numbers and ranks where they are words; `ordinal` reads ranks.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from workbench.agreement.patterns import Floats
from workbench.errors import NameUnknown
from workbench.shelf import unknown

WEIGHTS = ["identity", "linear", "quadratic", "ordinal"]


def weight_table(name: str, categories: Sequence[object]) -> Floats:
    """The weights of all pairs of categories.

    >>> weight_table("quadratic", [1, 2, 3]).tolist()
    [[1.0, 0.75, 0.0], [0.75, 1.0, 0.75], [0.0, 0.75, 1.0]]
    """
    if name not in WEIGHTS:
        raise NameUnknown(unknown("weighting", name, WEIGHTS))
    if name == "identity":
        return np.eye(len(categories))
    if name == "ordinal":
        ranks = np.arange(len(categories), dtype=np.float64)
        between = _apart(ranks) + 1
        return _weights(between * (between - 1) / 2)
    return _weights(_apart(_numbers(categories)) ** (2 if name == "quadratic" else 1))


def _apart(numbers: Floats) -> Floats:
    apart: Floats = np.abs(numbers[:, None] - numbers[None, :])
    return apart


def _weights(apart: Floats) -> Floats:
    furthest = apart.max(initial=0.0)
    return 1 - apart / furthest if furthest > 0 else np.ones_like(apart)


def _numbers(categories: Sequence[object]) -> Floats:
    try:
        numbers = np.array([float(str(category)) for category in categories])
    except ValueError:
        return np.arange(len(categories), dtype=np.float64)
    return numbers if np.isfinite(numbers).all() else np.arange(len(categories), dtype=np.float64)
