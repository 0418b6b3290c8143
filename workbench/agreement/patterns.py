"""Units that look the same are one pattern with a frequency.

A million units of five coders have a few hundred patterns, so that whatever is computed on
patterns (a value, a leave-one-out, two thousand bootstrap replicates) costs next to nothing.
Nothing is approximated: every coefficient here is a function of how often each pattern occurs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.agreement.data import MISSING
from workbench.errors import NotAsked
from workbench.reliability import ReliabilityData

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

DENSE = 5_000_000
"""Up to so many possible keys they are counted in a table, without sorting."""


CELLS = 30_000_000
"""Numbers in a table of patterns by categories, beyond which it is not made."""
FEW_DOCUMENTS = 1000
"""Up to so many, documents without any unit may stay in tables until the end."""


@dataclass(frozen=True)
class Patterns:
    """The distinct rows of a matrix with a row a unit, and how often each occurs."""

    rows: Integers
    """A row a pattern; its columns are coders (`by_coder`) or categories (`by_count`)."""
    frequency: Floats
    """How many units look like this."""
    by_document: Floats | None = None
    """The same frequencies by document, a row a document; None: units are independent."""

    @property
    def units(self) -> int:
        """How many units there are."""
        return int(self.frequency.sum())

    def where(self, kept: NDArray[np.bool_]) -> Patterns:
        """Only the patterns that are marked, and only documents in which one occurs."""
        by_document = None if self.by_document is None else self.by_document[:, kept]
        if by_document is not None:
            by_document = by_document[by_document.any(axis=1)]
        return Patterns(self.rows[kept], self.frequency[kept], by_document)


def compressed(data: ReliabilityData) -> ReliabilityData:
    """The same data with like units of a document as one row, where that is cheap.

    Whatever is asked of it afterwards, by any coefficient, for all coders or for two, is the
    same and costs next to nothing.
    """
    base, columns = len(data.categories) + 1, len(data.coders)
    names, document = _documents(data)
    documents = max(1, len(names))
    if data.frequency is not None or not _at_most(DENSE / documents, base, columns):
        return data
    keys = document * base**columns + _keys(data.values, base, MISSING)
    table = np.bincount(keys, minlength=1)
    found = np.flatnonzero(table)
    rows = (_digits(found, base, columns) + MISSING).astype(np.int32)
    clusters = None if data.clusters is None else names[found // base**columns]
    frequency = table[found].astype(np.float64)
    return ReliabilityData(data.coders, data.categories, rows, clusters, frequency)


def by_coder(data: ReliabilityData) -> Patterns:
    """Patterns of who said what: a column a coder, -1 where missing."""
    patterns = _distinct(data.values, len(data.categories) + 1, MISSING, data)
    return patterns.where((patterns.rows != MISSING).any(axis=1))


def by_count(data: ReliabilityData, at_least: int = 2) -> Patterns:
    """Patterns of how many coders gave each category: a column a category.

    Leaves out units that fewer than `at_least` coders judged.
    """
    coders, categories = len(data.coders), len(data.categories)
    if _at_most(DENSE, coders + 1, categories):
        counts = _counts(data.values, categories)
        patterns = _distinct(counts, coders + 1, 0, data)
    else:
        patterns = _merged(by_coder(data), categories)
    return patterns.where(patterns.rows.sum(axis=1) >= at_least)


def _counts(values: NDArray[np.int32], categories: int) -> NDArray[np.int32]:
    counts = [(values == k).sum(axis=1, dtype=np.int32) for k in range(categories)]
    return np.stack(counts, axis=1) if counts else np.zeros((len(values), 0), np.int32)


def _merged(coded: Patterns, categories: int) -> Patterns:
    """Patterns that differ only in who said what, as one."""
    if len(coded.rows) * categories > CELLS:
        raise NotAsked(
            f"There are {categories:,} different values, too many to count each of them in every "
            "unit; a coefficient for categories needs categories."
        )
    counts = _counts(coded.rows.astype(np.int32), categories)
    rows, which = np.unique(counts, axis=0, return_inverse=True)
    order = which.reshape(-1)
    frequency = _summed(coded.frequency[None, :], order, len(rows))[0]
    by_document = coded.by_document
    if by_document is not None:
        by_document = _summed(by_document, order, len(rows))
    return Patterns(rows.astype(np.int64), frequency, by_document)


def _summed(table: Floats, order: Integers, columns: int) -> Floats:
    """The columns of a table added up into fewer, `order` saying which goes where."""
    rows = [np.bincount(order, weights=row, minlength=columns) for row in table]
    return np.array(rows, dtype=np.float64).reshape(len(table), columns)


def _distinct(matrix: NDArray[np.int32], base: int, least: int, data: ReliabilityData) -> Patterns:
    """The distinct rows of a matrix of integers from `least`, `base` different ones at most.

    The matrix has a row for each row of `data`, whose frequencies and documents count.
    """
    columns = matrix.shape[1]
    if _at_most(2.0**62, base, columns):
        keys = _keys(matrix, base, least)
        found, which = _tally(keys, base**columns)
        rows = _digits(found, base, columns) + least
    else:
        distinct, inverse = np.unique(matrix, axis=0, return_inverse=True)
        rows, which = distinct.astype(np.int64), inverse.reshape(-1)
    frequency = np.bincount(which, weights=data.frequency, minlength=len(rows))
    by_document = None if data.clusters is None else _by_document(data, which, len(rows))
    return Patterns(rows, frequency.astype(np.float64), by_document)


def _at_most(limit: float, base: int, power: int) -> bool:
    """Whether so many digits in this base make no more numbers than that."""
    return power * math.log(base) <= math.log(limit)


def _keys(matrix: NDArray[np.int32], base: int, least: int) -> Integers:
    keys = np.zeros(len(matrix), dtype=np.int64)
    for column in matrix.T:
        keys *= base
        keys += column
        keys -= least
    return keys


def _tally(keys: Integers, possible: int) -> tuple[Integers, Integers]:
    """The distinct keys, and which of them each row has."""
    if possible > DENSE:
        found, which = np.unique(keys, return_inverse=True)
        return found, which.reshape(-1)
    table = np.bincount(keys, minlength=1)
    found = np.flatnonzero(table)
    place = np.zeros(len(table), dtype=np.int64)
    place[found] = np.arange(len(found))
    return found, place[keys]


def _digits(keys: Integers, base: int, columns: int) -> Integers:
    powers = np.array([base**k for k in reversed(range(columns))], dtype=np.int64)
    digits: Integers = (keys[:, None] // powers) % base
    return digits


def _by_document(data: ReliabilityData, which: Integers, patterns: int) -> Floats:
    names, document = _documents(data)
    cells = document * patterns + which
    table = np.bincount(cells, weights=data.frequency, minlength=len(names) * patterns)
    return table.reshape(len(names), patterns).astype(np.float64)


def _documents(data: ReliabilityData) -> tuple[NDArray[np.int32], Integers]:
    """The documents' indices, and for each row the place of its own among them."""
    if data.clusters is None or not len(data.clusters):
        return np.zeros(0, np.int32), np.zeros(len(data.values), dtype=np.int64)
    last = int(data.clusters.max())
    if last < FEW_DOCUMENTS and data.clusters.min() >= 0:
        return np.arange(last + 1, dtype=np.int32), data.clusters.astype(np.int64)
    names, document = np.unique(data.clusters, return_inverse=True)
    return names.astype(np.int32), document.reshape(-1)
