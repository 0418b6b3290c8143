"""Reliability data from rows of values, and what can be counted in it at sight."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from workbench.errors import NotAsked
from workbench.reliability import ReliabilityData

MISSING = -1


def reliability_data(
    rows: Sequence[Sequence[Hashable | None]],
    *,
    categories: Sequence[Hashable] | None = None,
    coders: Sequence[str] | None = None,
    clusters: Sequence[int] | None = None,
) -> ReliabilityData:
    """Reliability data from a row a unit and a column a coder; None is missing.

    Without `categories` they are the values in use, sorted; with them, in the order declared.

    >>> reliability_data([["a", "b"], ["b", None]]).values.tolist()
    [[0, 1], [1, -1]]
    """
    width = len(coders) if coders is not None else max((len(row) for row in rows), default=0)
    if any(len(row) != width for row in rows):
        raise NotAsked("The units have unequal numbers of coders; give each unit a cell a coder.")
    declared = tuple(categories) if categories is not None else _in_use(rows)
    index: dict[Hashable | None, int] = {value: k for k, value in enumerate(declared)}
    index[None] = MISSING
    strangers = sorted(str(value) for row in rows for value in row if value not in index)
    if strangers:
        raise NotAsked(
            f"The value “{strangers[0]}” is not among the declared categories: "
            f"{', '.join(str(c) for c in declared)}."
        )
    values = [[index[value] for value in row] for row in rows]
    return ReliabilityData(
        coders=tuple(coders) if coders is not None else tuple(str(k + 1) for k in range(width)),
        categories=declared,
        values=np.array(values, dtype=np.int32).reshape(len(rows), width),
        clusters=None if clusters is None else np.array(clusters, dtype=np.int32),
    )


def _in_use(rows: Sequence[Sequence[Hashable | None]]) -> tuple[Hashable, ...]:
    used = {value for row in rows for value in row if value is not None}
    return tuple(sorted(used, key=_sorting))


def _sorting(value: Hashable) -> tuple[bool, float, str]:
    """Numbers by size, then words by alphabet; sets by their labels."""
    if isinstance(value, (int, float)):
        return False, float(value), ""
    words = sorted(str(label) for label in value) if isinstance(value, frozenset) else [str(value)]
    return True, float(len(words)), "\0".join(words)


def binary(
    coders: Sequence[str],
    judged: NDArray[np.bool_],
    applied: NDArray[np.bool_],
    clusters: NDArray[np.int32] | None = None,
) -> ReliabilityData:
    """One code as a yes or no of each judged unit; both arrays are units × coders."""
    values = np.where(judged, applied, MISSING).astype(np.int32)
    return ReliabilityData(tuple(coders), (0, 1), values, clusters)


def frequency(data: ReliabilityData) -> NDArray[np.float64]:
    """How many units each row stands for."""
    return np.ones(len(data.values)) if data.frequency is None else data.frequency


class TwoByTwo(NamedTuple):
    """How two coders used one code, over the units that both judged."""

    both: int
    only_first: int
    only_second: int
    neither: int


def two_by_two(data: ReliabilityData, first: int = 0, second: int = 1, value: int = 1) -> TwoByTwo:
    """The 2×2 counts of category index `value` for two coders, given by their column."""
    one, other = data.values[:, first], data.values[:, second]
    judged = (one != MISSING) & (other != MISSING)
    cell = 2 * (one[judged] == value) + (other[judged] == value)
    counts = np.bincount(cell, weights=frequency(data)[judged], minlength=4)
    neither, only_second, only_first, both = (int(count) for count in counts)
    return TwoByTwo(both, only_first, only_second, neither)


def prevalence(data: ReliabilityData, value: int = 1) -> dict[str, float | None]:
    """For each coder, the share of the units they judged that got category index `value`."""
    judged = (frequency(data) @ (data.values != MISSING)).tolist()
    given = (frequency(data) @ (data.values == value)).tolist()
    return {
        coder: used / of if of else None
        for coder, used, of in zip(data.coders, given, judged, strict=True)
    }


def compared(data: ReliabilityData) -> ReliabilityData:
    """Only the units that two coders or more judged."""
    kept = (data.values != MISSING).sum(axis=1) >= 2
    return replace(
        data,
        values=data.values[kept],
        clusters=None if data.clusters is None else data.clusters[kept],
        frequency=None if data.frequency is None else data.frequency[kept],
    )


def of_pair(data: ReliabilityData, first: int, second: int) -> ReliabilityData:
    """The same units as two of the coders judged them."""
    coders = (data.coders[first], data.coders[second])
    return replace(data, coders=coders, values=data.values[:, [first, second]])


def one_category(data: ReliabilityData, value: int) -> ReliabilityData:
    """Category index `value` against all others, as 1 and 0."""
    same = (data.values == value).astype(np.int32)
    values = np.where(data.values == MISSING, np.int32(MISSING), same)
    return replace(data, categories=(0, 1), values=values)
