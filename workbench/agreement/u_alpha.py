"""The unitizing alphas: whether coders mark the same stretches, with the same values.

Krippendorff, Mathet, Bouvry & Widlöcher (2016), Quality & Quantity 50, 2347–2364; Krippendorff
(2019), Content Analysis, 4th ed., 12.6. Every coder's continuum is a partition into stretches
with values and gaps; coincidences are lengths. Splitting a stretch in two hardly matters to any
of them. The documents are swept once, over their sorted boundaries.

* `u_alpha`: location and value together;
* `bar_u_alpha`: location alone, marked or not;
* `cu_alpha`: values, where two coders both marked;
* `ku_alpha`: one value, where both marked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import permutations

import numpy as np

from workbench.agreement import DEFAULT, Resampling
from workbench.agreement.continuum import GAP, Continuum, SpanData, refuse_overlaps
from workbench.agreement.intervals import CHANCE_CORRECTED, Estimates, Statistic, check, interval
from workbench.agreement.patterns import Floats, Integers, Patterns
from workbench.errors import NameUnknown
from workbench.reliability import Agreement, Undefined
from workbench.shelf import unknown


def u_alpha(data: SpanData, *, resampling: Resampling = DEFAULT) -> Agreement:
    """Agreement on which stretches carry which value, gaps included.

    >>> from workbench.agreement.continuum import Mark, span_data
    >>> alex = [(2, 9, 1), (11, 17, 2), (24, 30, 5), (32, 36, 6), (36, 44, 6), (44, 60, 7)]
    >>> paul = [(2, 9, 1), (11, 17, 3), (19, 25, 5), (32, 44, 6)]
    >>> suzan = [(2, 9, 1), (11, 17, 4), (21, 27, 5), (32, 36, 6), (36, 40, 6), (40, 44, 6)]
    >>> marks = [Mark(coder, *mark) for coder, own in [("A", alex), ("P", paul), ("S", suzan)]
    ...          for mark in own]
    >>> data = span_data(marks, length=60)
    >>> [round(alpha(data).value, 3) for alpha in (u_alpha, bar_u_alpha, cu_alpha)]
    [0.51, 0.413, 0.724]
    """
    return _measured("u_alpha", data, _u, resampling)


def bar_u_alpha(data: SpanData, *, resampling: Resampling = DEFAULT) -> Agreement:
    """Agreement on what is marked at all, whatever the value: |uα."""
    return _measured("bar_u_alpha", data, _bar_u, resampling)


def cu_alpha(data: SpanData, *, resampling: Resampling = DEFAULT) -> Agreement:
    """Agreement on values, where stretches of two coders intersect."""
    return _measured("cu_alpha", data, _cu, resampling)


def ku_alpha(data: SpanData, *, value: str, resampling: Resampling = DEFAULT) -> Agreement:
    """Agreement on one value, where stretches of two coders intersect: (k)uα."""
    names = [str(each) for each in data.values]
    if value not in names:
        raise NameUnknown(unknown("value", value, names))
    k = names.index(value)
    return _measured("ku_alpha", data, lambda parts: _ku(parts, k), resampling)


def u_alpha_family(data: SpanData, *, resampling: Resampling = DEFAULT) -> dict[str, Agreement]:
    """The three that are read side by side: both, location alone, value alone."""
    alphas = (u_alpha, bar_u_alpha, cu_alpha)
    return {alpha.__name__: alpha(data, resampling=resampling) for alpha in alphas}


@dataclass(frozen=True)
class Parts:
    """What the formulas need; the first axis is a document, or a replicate of them.

    `coincidences` are in lengths, gaps first. `corrections` are the K of the literature, and
    `met_corrections` the K* of intersections.
    """

    coincidences: Floats
    corrections: Floats
    met_corrections: Floats

    def weighted(self, weights: Floats) -> Parts:
        """The sums over documents for each row of weights."""
        return Parts(
            np.tensordot(weights, self.coincidences, 1),
            weights @ self.corrections,
            weights @ self.met_corrections,
        )


def _measured(
    name: str, data: SpanData, formula: Callable[[Parts], Estimates], resampling: Resampling
) -> Agreement:
    check(resampling)
    blank = Agreement(name, "nominal", None, data.spans, len(data.coders))
    reason = _why_nothing(data)
    if reason is not None:
        return replace(blank, undefined_because=reason)
    refuse_overlaps(data)
    parts = _stacked(data)

    def statistic(weights: Floats) -> Estimates:
        with np.errstate(divide="ignore", invalid="ignore"):
            return formula(parts.weighted(weights))

    return _with_interval(blank, statistic, len(data.continua), resampling)


def _with_interval(
    blank: Agreement, statistic: Statistic, documents: int, resampling: Resampling
) -> Agreement:
    """The value, with an interval over documents; characters are no independent units."""
    ones = np.ones(documents)
    value, observed, expected = (float(part[0]) for part in statistic(ones[None, :]))
    if np.isnan(value):
        nothing_met = np.isnan(observed)
        reason: Undefined = "no_pairable_units" if nothing_met else "no_variation"
        return replace(blank, undefined_because=reason)
    found = replace(blank, value=value, observed=observed, expected=expected)
    if documents < 2:
        return replace(found, interval="no interval: one document")
    each = Patterns(np.arange(documents)[:, None], ones, np.eye(documents))
    return interval(statistic, each, value, resampling, CHANCE_CORRECTED).on(found)


def _why_nothing(data: SpanData) -> Undefined | None:
    if not data.coders:
        return "no_data"
    return "single_coder" if len(data.coders) < 2 else None


def _u(parts: Parts) -> Estimates:
    observed, expected = parts.coincidences, _expected(parts.coincidences, parts.corrections)
    whole = observed.sum(axis=(1, 2))
    return _alpha(whole - _trace(observed), whole - _trace(expected), whole)


def _bar_u(parts: Parts) -> Estimates:
    observed, expected = parts.coincidences, _expected(parts.coincidences, parts.corrections)
    apart, chance = (
        table[:, GAP, :].sum(axis=1) - table[:, GAP, GAP] for table in (observed, expected)
    )
    return _alpha(apart, chance, observed.sum(axis=(1, 2)))


def _cu(parts: Parts) -> Estimates:
    met = parts.coincidences[:, 1:, 1:]
    expected = _expected(met, parts.met_corrections)
    whole = met.sum(axis=(1, 2))
    return _alpha(whole - _trace(met), expected.sum(axis=(1, 2)) - _trace(expected), whole)


def _ku(parts: Parts, k: int) -> Estimates:
    met = parts.coincidences[:, 1:, 1:]
    expected = _expected(met, parts.met_corrections)
    whole, chance = met[:, :, k].sum(axis=1), expected[:, :, k].sum(axis=1)
    apart = (whole - met[:, k, k]) / whole
    among = (chance - expected[:, k, k]) / chance
    return _alpha(apart, among, np.ones_like(apart))


def _alpha(apart: Floats, among: Floats, whole: Floats) -> Estimates:
    """Alpha from observed and expected disagreement in lengths, as shares of the whole."""
    defined = (whole > 0) & (among > 1e-12 * whole)
    value = np.where(defined, 1 - apart / among, np.nan)
    return Estimates(value, apart / whole, among / whole)


def _expected(observed: Floats, corrections: Floats) -> Floats:
    """The coincidences expected by chance, from the margins and the corrections."""
    margins = observed.sum(axis=2)
    whole = margins.sum(axis=1)
    products = margins[:, :, None] * margins[:, None, :]
    size = observed.shape[1]
    products[:, np.arange(size), np.arange(size)] -= corrections
    scale = whole / (whole**2 - corrections.sum(axis=1))
    expected: Floats = scale[:, None, None] * products
    return expected


def _trace(tables: Floats) -> Floats:
    trace: Floats = np.trace(tables, axis1=1, axis2=2)
    return trace


def _stacked(data: SpanData) -> Parts:
    count = len(data.values)
    parts = [_parts(continuum, count) for continuum in data.continua]
    return Parts(
        np.array([part.coincidences for part in parts]),
        np.array([part.corrections for part in parts]),
        np.array([part.met_corrections for part in parts]),
    )


def _parts(continuum: Continuum, values: int) -> Parts:
    return Parts(
        _coincidences(*_sweep(continuum), values),
        _corrections(continuum, values),
        _met_corrections(continuum, values),
    )


def _sweep(continuum: Continuum) -> tuple[Integers, Floats]:
    """The text cut at every boundary of anyone: who says what of each piece, and its length."""
    ends = [each for marks in continuum.marks for each in (marks.starts, marks.stops)]
    edges = np.unique(np.concatenate([[continuum.begin, continuum.end], *ends]))
    labels = np.full((len(edges) - 1, len(continuum.marks)), GAP, dtype=np.int64)
    for coder, marks in enumerate(continuum.marks):
        if len(marks.starts):
            last = np.searchsorted(marks.starts, edges[:-1], side="right") - 1
            inside = (last >= 0) & (edges[:-1] < marks.stops[last])
            labels[inside, coder] = marks.values[last[inside]]
    return labels, np.diff(edges)


def _coincidences(labels: Integers, lengths: Floats, values: int) -> Floats:
    """Lengths on which two coders' labels meet, over all ordered pairs of coders."""
    coders, size = labels.shape[1], values + 1
    total = np.zeros(size * size, dtype=np.float64)
    for one, other in permutations(range(coders), 2):
        cells = labels[:, one] * size + labels[:, other]
        total += np.bincount(cells, weights=lengths, minlength=size * size)
    table: Floats = total.reshape(size, size) / (coders - 1)
    return table


def _corrections(continuum: Continuum, values: int) -> Floats:
    """The lengths of gaps; for each value, the squared lengths of its stretches."""
    total = np.zeros(values + 1)
    for marks in continuum.marks:
        total += np.bincount(marks.values, weights=marks.lengths**2, minlength=values + 1)
        total[GAP] += marks.gaps(continuum.begin, continuum.end).sum()
    return total


def _met_corrections(continuum: Continuum, values: int) -> Floats:
    """For each value, its stretches' squared intersections with each other coder's marks."""
    total = np.zeros(values + 1)
    for own, other in permutations(continuum.marks, 2):
        met = other.covered(own.stops) - other.covered(own.starts)
        total += np.bincount(own.values, weights=met**2, minlength=values + 1)
    return total[1:] / (len(continuum.marks) - 1)
