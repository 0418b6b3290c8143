"""Krippendorff's unitizing alpha of 1995 and 2004, for one category of stretches.

It squares differences of boundaries, and is kept to compare with older studies; the alphas of
2016 (`u_alpha.py`) have taken its place.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np

from workbench.agreement import DEFAULT, Resampling
from workbench.agreement.continuum import Continuum, Marks, SpanData, refuse_overlaps
from workbench.agreement.patterns import Floats
from workbench.errors import NameUnknown, NotAsked
from workbench.reliability import Agreement
from workbench.shelf import unknown


def alpha_u_2004(
    data: SpanData, *, category: str = "", resampling: Resampling = DEFAULT
) -> Agreement:
    """Alpha of one `category`, or of all together if none is named; without an interval.

    Krippendorff (2004), Measuring the Reliability of Qualitative Text Analysis Data, Quality &
    Quantity 38, 787–800. Lengths count characters, so they are whole numbers. The example is
    its category c on a continuum from 150 to 450.

    >>> from workbench.agreement.continuum import Mark, span_data
    >>> marks = [Mark("i", 225, 295, "c"), Mark("i", 370, 400, "c"),
    ...          Mark("j", 220, 300, "c"),
    ...          Mark("j", 355, 375, "c"), Mark("j", 400, 420, "c")]
    >>> round(alpha_u_2004(span_data(marks, length=300, begin=150), category="c").value, 4)
    0.7286
    """
    del resampling  # a single document gives no interval, and several cannot be pooled here
    if len(data.continua) != 1:
        raise NotAsked("alpha_U_2004 measures one document at a time.")
    each = [_only(data, k) for k in _chosen(data, category)]
    for one in each:
        refuse_overlaps(one)
    blank = Agreement("alpha_U_2004", "nominal", None, data.spans, len(data.coders))
    if len(data.coders) < 2:
        return replace(blank, undefined_because="single_coder" if data.coders else "no_data")
    observed, expected = (
        sum(part(one.continua[0]) for one in each) for part in (_observed, _expected)
    )
    if expected == 0:
        return replace(blank, undefined_because="no_variation")
    return replace(
        blank,
        value=float(1 - observed / expected),
        observed=float(observed),
        expected=float(expected),
        interval="no interval: one document",
    )


def _chosen(data: SpanData, category: str) -> list[int]:
    names = [str(value) for value in data.values]
    if not category:
        return list(range(1, len(names) + 1))
    if category not in names:
        raise NameUnknown(unknown("category", category, names))
    return [names.index(category) + 1]


def _only(data: SpanData, value: int) -> SpanData:
    continuum = data.continua[0]
    marks = tuple(each.only(value) for each in continuum.marks)
    return replace(data, continua=(replace(continuum, marks=marks),))


def _observed(continuum: Continuum) -> float:
    """Squared differences of stretches that meet, squared lengths of those that meet nothing."""
    coders = len(continuum.marks)
    total = sum(_apart(own, other) for own, other in permutations(continuum.marks, 2))
    return total / (coders * (coders - 1) * continuum.length**2)


def _apart(own: Marks, other: Marks) -> float:
    first = np.searchsorted(other.stops, own.starts, side="right")
    last = np.searchsorted(other.starts, own.stops, side="left")
    met = np.maximum(last - first, 0)
    alone = 2 * float((own.lengths[met == 0] ** 2).sum())
    mine = np.repeat(np.arange(len(met)), met)
    within = np.arange(met.sum()) - np.repeat(np.cumsum(met) - met, met)
    theirs = np.repeat(first, met) + within
    starts = (own.starts[mine] - other.starts[theirs]) ** 2
    stops = (own.stops[mine] - other.stops[theirs]) ** 2
    return float((starts + stops).sum()) + alone


def _expected(continuum: Continuum) -> float:
    """The same over all ways to lay the stretches and gaps of all coders upon each other."""
    whole = len(continuum.marks) * continuum.length
    lengths = np.concatenate([marks.lengths for marks in continuum.marks])
    gaps = np.concatenate([marks.gaps(continuum.begin, continuum.end) for marks in continuum.marks])
    if not len(lengths):
        return 0.0
    onto_others = (len(lengths) - 1) * (2 * lengths**3 - 3 * lengths**2 + lengths) / 3
    into_gaps = lengths**2 * _room(lengths, np.sort(gaps))
    ways = whole * (whole - 1) - (lengths * (lengths - 1)).sum()
    return float(2 / continuum.length * (onto_others + into_gaps).sum() / ways)


def _room(lengths: Floats, gaps: Floats) -> Floats:
    """For each length, the number of places in gaps where it fits."""
    from_longest = np.append(np.cumsum(gaps[::-1])[::-1], 0.0)
    first = np.searchsorted(gaps, lengths, side="left")
    fitting = len(gaps) - first
    room: Floats = from_longest[first] - fitting * (lengths - 1)
    return room
