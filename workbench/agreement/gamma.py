"""Gamma: agreement on stretches that are first aligned, one coder's with another's.

Mathet, Widlöcher & Métivier (2015), The Unified and Holistic Method Gamma, Computational
Linguistics 41, 437–479; for categories alone Mathet (2017), The Agreement Measure γcat,
Computational Linguistics 43, 661–681. Stretches may overlap, and splitting one in two counts.

The best alignment is exact: it goes through the stretches from left to right, and keeps for
each set of stretches already used ahead the cheapest way to it. Disorder by chance is the mean
over continua made of the coders' own, shifted at random; so gamma varies a little with the seed.
"""

from __future__ import annotations

import math
import random
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice
from math import comb
from typing import NamedTuple, Protocol, cast

from workbench.agreement import DEFAULT, Resampling
from workbench.agreement.continuum import Continuum, SpanData
from workbench.errors import NotAsked
from workbench.reliability import Agreement
from workbench.watching import tell

SAMPLES = 300
"""Continua drawn for the disorder that chance gives; the literature asks for 30 at least."""
STATES = 100_000
"""Ways kept at a time; more means that too many stretches overlap to be aligned exactly."""


class Stretch(NamedTuple):
    """One stretch, and who marked it."""

    start: float
    stop: float
    coder: int
    value: int


@dataclass(frozen=True)
class Cost:
    """How position and category weigh, and what it costs to have no partner."""

    alpha: float = 1.0
    beta: float = 1.0
    delta_empty: float = 1.0

    def position(self, one: Stretch, other: Stretch) -> float:
        """The squared share by which the boundaries are apart."""
        apart = abs(one.start - other.start) + abs(one.stop - other.stop)
        return (apart / (one.stop - one.start + other.stop - other.start)) ** 2 * self.delta_empty

    def category(self, one: Stretch, other: Stretch) -> float:
        """Whether the values differ."""
        return self.delta_empty if one.value != other.value else 0.0

    def of(self, one: Stretch, other: Stretch) -> float:
        """Both together."""
        return self.alpha * self.position(one, other) + self.beta * self.category(one, other)

    def reach(self, coders: int) -> float:
        """How far apart stretches of one group can start, in sums of two lengths."""
        pairs = coders * (coders - 1) / 2
        return math.sqrt(coders * pairs / self.alpha) if self.alpha > 0 else math.inf


class Way(NamedTuple):
    """A cheapest way to have aligned some stretches, as a chain of groups; of ties the shorter."""

    cost: float
    length: int
    groups: tuple[object, ...]


def gamma_observed_disorder(
    data: SpanData,
    *,
    alpha: float = 1.0,
    beta: float = 1.0,
    delta_empty: float = 1.0,
    resampling: Resampling = DEFAULT,
) -> Agreement:
    """The cost of the best alignment, over the mean number of stretches a coder has.

    >>> from workbench.agreement.continuum import Mark, span_data
    >>> marks = [Mark("a", 1, 5, "x"), Mark("a", 6, 10, "y"), Mark("a", 11, 15, "x"),
    ...          Mark("b", 2, 6, "x"), Mark("b", 7, 11, "y"), Mark("b", 12, 16, "x")]
    >>> gamma_observed_disorder(span_data(marks, length=20)).value
    0.0625
    """
    del resampling
    blank = _blank("gamma_observed_disorder", data)
    if blank.undefined_because is not None:
        return blank
    stretches, coders = _stretches(data), len(data.coders)
    groups = best_alignment(stretches, coders, Cost(alpha, beta, delta_empty))
    disorder = _disorder(groups, len(stretches), coders, Cost(alpha, beta, delta_empty))
    return replace(blank, value=disorder, observed=disorder)


def gamma(
    data: SpanData,
    *,
    alpha: float = 1.0,
    beta: float = 1.0,
    delta_empty: float = 1.0,
    resampling: Resampling = DEFAULT,
) -> Agreement:
    """One minus the disorder of the best alignment over that which chance gives."""
    return _against_chance("gamma", data, Cost(alpha, beta, delta_empty), _disorder, resampling)


def gamma_cat(
    data: SpanData,
    *,
    alpha: float = 1.0,
    beta: float = 1.0,
    delta_empty: float = 1.0,
    resampling: Resampling = DEFAULT,
) -> Agreement:
    """The same of categories alone, aligned pairs counting the more the closer they lie.

    A stretch without a partner counts as a difference.
    """
    cost = Cost(alpha, beta, delta_empty)
    return _against_chance("gamma_cat", data, cost, _category_disorder, resampling)


class _Measure(Protocol):
    def __call__(
        self, groups: Sequence[Sequence[Stretch]], stretches: int, coders: int, cost: Cost
    ) -> float: ...


def _against_chance(
    name: str, data: SpanData, cost: Cost, disorder: _Measure, resampling: Resampling
) -> Agreement:
    blank = _blank(name, data)
    if blank.undefined_because is not None:
        return blank
    stretches, coders = _stretches(data), len(data.coders)
    observed = disorder(best_alignment(stretches, coders, cost), len(stretches), coders, cost)
    draws = _shuffled(data, random.Random(resampling.seed))  # noqa: S311 - no secret
    found = [
        disorder(best_alignment(drawn, coders, cost), len(drawn), coders, cost)
        for drawn in islice(draws, SAMPLES)
    ]
    expected = sum(found) / len(found)
    if expected == 0:
        return replace(blank, observed=observed, undefined_because="no_variation")
    phrase = f"no interval; chance from {SAMPLES} shuffled continua, seed {resampling.seed}"
    value = 1 - observed / expected
    return replace(blank, value=value, observed=observed, expected=expected, interval=phrase)


def _blank(name: str, data: SpanData) -> Agreement:
    if len(data.continua) != 1:
        raise NotAsked("Gamma aligns the stretches of one document at a time.")
    blank = Agreement(name, "nominal", None, data.spans, len(data.coders))
    if len(data.coders) < 2:
        return replace(blank, undefined_because="single_coder" if data.coders else "no_data")
    return replace(blank, undefined_because=None if data.spans else "no_data")


def _stretches(data: SpanData) -> list[Stretch]:
    """All coders' stretches, from left to right."""
    return sorted(
        Stretch(start, stop, coder, value)
        for coder, marks in enumerate(data.continua[0].marks)
        for start, stop, value in zip(
            marks.starts.tolist(), marks.stops.tolist(), marks.values.tolist(), strict=True
        )
    )


def best_alignment(
    stretches: Sequence[Stretch], coders: int, cost: Cost
) -> list[tuple[Stretch, ...]]:
    """The groups, of one stretch a coder at most, that hold every stretch at the least cost."""
    groups = _groups(stretches, coders, cost)
    ways: dict[int, Way] = {0: Way(0.0, 0, ())}
    for k in range(len(stretches)):
        tell()
        ways = _with_next(k, ways, groups[k])
        if len(ways) > STATES:
            raise NotAsked("Too many stretches overlap to be aligned; measure each code by itself.")
    return _unchained(min(ways.values(), key=_rank), stretches)


def _with_next(k: int, ways: dict[int, Way], groups: Sequence[tuple[int, float]]) -> dict[int, Way]:
    """The ways after stretch `k` is in a group, in which it is the leftmost."""
    after: dict[int, Way] = {}
    for used, way in ways.items():
        if used >> k & 1:
            _keep(after, used, way)
            continue
        for members, price in groups:
            if not used & members:
                _keep(
                    after,
                    used | members,
                    Way(way.cost + price, way.length + 1, (members, way.groups)),
                )
    return after


def _keep(ways: dict[int, Way], used: int, way: Way) -> None:
    if used not in ways or _rank(way) < _rank(ways[used]):
        ways[used] = way


def _rank(way: Way) -> tuple[float, int]:
    """Costs that differ by rounding alone are ties."""
    return round(way.cost, 9), way.length


def _unchained(way: Way, stretches: Sequence[Stretch]) -> list[tuple[Stretch, ...]]:
    found, chain = [], way.groups
    while chain:
        members, chain = cast("tuple[int, tuple[object, ...]]", chain)
        found.append(tuple(one for k, one in enumerate(stretches) if members >> k & 1))
    return found


def _groups(stretches: Sequence[Stretch], coders: int, cost: Cost) -> list[list[tuple[int, float]]]:
    """For each stretch, the groups that it is leftmost in, as bits, and what each costs.

    A group that costs more than its stretches alone is in no best alignment.
    """
    longest = max(one.stop - one.start for one in stretches)
    found = []
    for k, first in enumerate(stretches):
        near = first.start + cost.reach(coders) * (first.stop - first.start + longest)
        last = bisect_right(stretches, near, key=lambda one: one.start)
        members = _grown(k, stretches[:last], coders, cost)
        found.append([(sum(1 << j for j in group), price) for group, price in members])
    return found


def _grown(
    k: int, stretches: Sequence[Stretch], coders: int, cost: Cost
) -> Iterator[tuple[list[int], float]]:
    pairs = coders * (coders - 1) / 2
    waiting = [([k], 0.0)]
    while waiting:
        members, apart = waiting.pop()
        price = (apart + (pairs - comb(len(members), 2)) * cost.delta_empty) / pairs
        if price <= len(members) * cost.delta_empty + 1e-12:
            yield members, price
        for j in range(members[-1] + 1, len(stretches)):
            if all(stretches[i].coder != stretches[j].coder for i in members):
                further = apart + sum(cost.of(stretches[i], stretches[j]) for i in members)
                if further <= coders * pairs * cost.delta_empty:
                    waiting.append(([*members, j], further))


def _shuffled(data: SpanData, generator: random.Random) -> Iterator[list[Stretch]]:
    """Continua by chance: for each coder, somebody's stretches, shifted and wrapped around."""
    continuum, stretches = data.continua[0], _stretches(data)
    apart = sum(one.stop - one.start for one in stretches) / len(stretches) / 2
    while True:
        drawn, shifts = [], list[float]()
        for coder in range(len(data.coders)):
            shifts.append(_shift(generator, continuum.length, shifts, apart))
            source = generator.randrange(len(data.coders))
            own = [one for one in stretches if one.coder == source]
            drawn += [_moved(one, coder, shifts[-1], continuum) for one in own]
        if drawn:
            yield sorted(drawn)


def _shift(generator: random.Random, length: float, before: Sequence[float], apart: float) -> float:
    """A whole shift at least half a mean stretch from those before, if there is room."""
    for _ in range(100):
        shift = float(int(generator.uniform(0, length)))
        if all(abs(shift - other) >= apart for other in before):
            return shift
    return shift


def _moved(one: Stretch, coder: int, shift: float, continuum: Continuum) -> Stretch:
    by = shift - continuum.length if one.start + shift > continuum.end else shift
    return Stretch(one.start + by, one.stop + by, coder, one.value)


def _disorder(
    groups: Sequence[Sequence[Stretch]], stretches: int, coders: int, cost: Cost
) -> float:
    pairs = coders * (coders - 1) / 2
    total = 0.0
    for group in groups:
        met = list(combinations(group, 2))
        apart = sum(cost.of(*pair) for pair in met)
        total += (apart + (pairs - len(met)) * cost.delta_empty) / pairs
    return total / (stretches / coders)


def _category_disorder(
    groups: Sequence[Sequence[Stretch]], stretches: int, coders: int, cost: Cost
) -> float:
    """Mean difference of categories in aligned pairs, weighted by how close they lie.

    A stretch that another coder has no partner for counts as different, as pygamma-agreement
    0.5.9 has it.
    """
    del stretches
    total = weights = 0.0
    for group in groups:
        alone = len(group) * (coders - len(group)) * cost.delta_empty
        weights += alone
        total += alone * cost.delta_empty
        for one, other in combinations(group, 2):
            near = max(0.0, 1 - cost.alpha * cost.position(one, other)) / (len(group) - 1)
            weights += near
            total += near * cost.category(one, other)
    return total / weights if weights else 0.0
