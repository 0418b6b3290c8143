"""Stretches that coders marked on a text, as a continuum of positions.

Offsets are half-open and may be fractions (seconds of a recording). Where a
coder's own stretches must not overlap, `refuse_overlaps` says so.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from workbench.agreement.patterns import Floats, Integers
from workbench.errors import NotAsked

MOST_CODERS = 100
"""Coders beyond which pairs of them are too many."""
GAP = 0
"""The label of what a coder left unmarked; values are numbered from 1."""


class Mark(NamedTuple):
    """A stretch that a coder marked with a value."""

    coder: str
    start: float
    stop: float
    value: Hashable


@dataclass(frozen=True)
class Marks:
    """One coder's stretches, in order: starts, stops and the numbers of their values."""

    starts: Floats
    stops: Floats
    values: Integers

    @property
    def lengths(self) -> Floats:
        """How long each is."""
        return self.stops - self.starts

    def only(self, value: int) -> Marks:
        """The stretches of one value."""
        kept = self.values == value
        return Marks(self.starts[kept], self.stops[kept], self.values[kept])

    def gaps(self, begin: float, end: float) -> Floats:
        """The lengths of what lies between, before and after."""
        gaps: Floats = np.append(self.starts, end) - np.insert(self.stops, 0, begin)
        return gaps[gaps > 0]

    def covered(self, positions: Floats) -> Floats:
        """How much lies marked before each position."""
        if not len(self.starts):
            return np.zeros(len(positions))
        edges = np.stack([self.starts, self.stops], axis=1).reshape(-1)
        before = np.cumsum(self.lengths) - self.lengths
        amounts = np.stack([before, before + self.lengths], axis=1).reshape(-1)
        covered: Floats = np.interp(positions, edges, amounts)
        return covered


@dataclass(frozen=True)
class Continuum:
    """One document: where it begins, how long it is, and each coder's marks."""

    begin: float
    length: float
    marks: tuple[Marks, ...]

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.begin + self.length


@dataclass(frozen=True)
class SpanData:
    """The same coders' marks on one document or several."""

    coders: tuple[str, ...]
    values: tuple[Hashable, ...]
    continua: tuple[Continuum, ...]

    @property
    def spans(self) -> int:
        """How many stretches were marked."""
        return sum(len(marks.starts) for each in self.continua for marks in each.marks)


def span_data(
    marks: Iterable[Mark],
    *,
    length: float,
    begin: float = 0,
    coders: Sequence[str] | None = None,
) -> SpanData:
    """One document's marks; name the `coders` if one of them may have marked nothing.

    >>> span_data([Mark("ana", 0, 4, "x"), Mark("ben", 2, 4, "x")], length=10).coders
    ('ana', 'ben')
    """
    given = tuple(marks)
    names = tuple(dict.fromkeys([*(coders or ()), *(mark.coder for mark in given)]))
    if coders is not None and len(names) > len(set(coders)):
        raise NotAsked(f"“{names[-1]}” has marks but is not among the coders named.")
    if len(names) > MOST_CODERS:
        raise NotAsked(
            f"There are {len(names):,} different coders, too many to compare each with each; is "
            f"“{names[0]}” a coder?"
        )
    _check_length(length)
    values = tuple(sorted({mark.value for mark in given}, key=str))
    numbers = {value: k + 1 for k, value in enumerate(values)}
    for mark in given:
        _check(mark, begin, begin + length)
    by_coder = tuple(_of_coder(name, given, numbers) for name in names)
    return SpanData(names, values, (Continuum(begin, length, by_coder),))


def pooled(documents: Sequence[SpanData]) -> SpanData:
    """Several documents, each read as one; all by the same coders."""
    coders = documents[0].coders
    if any(each.coders != coders for each in documents):
        raise NotAsked("The documents must be marked by the same coders, named in one order.")
    values = tuple(sorted({value for each in documents for value in each.values}, key=str))
    continua = tuple(
        _renumbered(continuum, [0, *(values.index(value) + 1 for value in each.values)])
        for each in documents
        for continuum in each.continua
    )
    return SpanData(coders, values, continua)


def _renumbered(continuum: Continuum, numbers: Sequence[int]) -> Continuum:
    table = np.array(numbers, dtype=np.int64)
    marks = tuple(Marks(each.starts, each.stops, table[each.values]) for each in continuum.marks)
    return Continuum(continuum.begin, continuum.length, marks)


def refuse_overlaps(data: SpanData) -> None:
    """Refuse marks of one coder that overlap, naming the first two."""
    for continuum in data.continua:
        for name, marks in zip(data.coders, continuum.marks, strict=True):
            over = np.flatnonzero(marks.starts[1:] < marks.stops[:-1])
            if len(over):
                one, other = (f"{marks.starts[k]:g}–{marks.stops[k]:g}" for k in over[0] + [0, 1])
                raise NotAsked(
                    f"{name}'s stretches {one} and {other} overlap; measure each code by itself, "
                    "or merge them."
                )


def _check_length(length: float) -> None:
    if not math.isfinite(length) or length <= 0:
        raise NotAsked(f"The length of the text must be more than zero, not {length:g}.")


def _check(mark: Mark, begin: float, end: float) -> None:
    if not (math.isfinite(mark.start) and math.isfinite(mark.stop)) or mark.start >= mark.stop:
        raise NotAsked(
            f"{mark.coder}'s stretch from {mark.start:g} to {mark.stop:g} must end after it starts."
        )
    if mark.start < begin or mark.stop > end:
        raise NotAsked(
            f"{mark.coder}'s stretch from {mark.start:g} to {mark.stop:g} lies outside the text, "
            f"which runs from {begin:g} to {end:g}."
        )


def _of_coder(name: str, marks: Sequence[Mark], numbers: dict[Hashable, int]) -> Marks:
    own = sorted((mark for mark in marks if mark.coder == name), key=lambda mark: mark.start)
    starts, stops = ([getattr(mark, end) for mark in own] for end in ("start", "stop"))
    values = np.array([numbers[mark.value] for mark in own], dtype=np.int64)
    return Marks(np.array(starts, dtype=np.float64), np.array(stops, dtype=np.float64), values)
