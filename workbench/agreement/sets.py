"""Units that carry sets of labels: what the coefficients for them have in common."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

import numpy as np

from workbench.agreement.data import MISSING
from workbench.errors import NotAsked
from workbench.reliability import ReliabilityData

EMPTY_PAIRS = ["keep", "drop"]


def label_sets(data: ReliabilityData) -> tuple[frozenset[Hashable], ...]:
    """The categories as sets; a category that is none is the set of itself alone."""
    return tuple(
        category if isinstance(category, frozenset) else frozenset([category])
        for category in data.categories
    )


def without_empty_units(data: ReliabilityData, empty: str) -> ReliabilityData:
    """The data, with `empty` "drop" without units to which everybody gave the empty set.

    Such units count as perfect agreement, and where most of the text carries no label they
    may be most of the agreement there is.
    """
    if empty not in EMPTY_PAIRS:
        raise NotAsked(f"Units that nobody labelled can be kept or dropped, not “{empty}”.")
    if empty == "keep":
        return data
    none = [k for k, labels in enumerate(label_sets(data)) if not labels]
    filled = ~np.isin(data.values, [MISSING, *none])
    kept = filled.any(axis=1)
    clusters = None if data.clusters is None else data.clusters[kept]
    frequency = None if data.frequency is None else data.frequency[kept]
    return replace(data, values=data.values[kept], clusters=clusters, frequency=frequency)
