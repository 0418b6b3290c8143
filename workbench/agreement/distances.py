"""How different two values are, at each level of measurement, as statistics for alpha.

Each takes the counts of the patterns (a row a pattern, a column a category) and returns the
statistic: weights in, alpha out. Krippendorff (2019), Content Analysis, 4th ed., 12.3.4.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

import numpy as np

from workbench.agreement.data import MISSING
from workbench.agreement.intervals import Estimates, Statistic
from workbench.agreement.patterns import Floats, Integers, Patterns, by_coder, by_count
from workbench.errors import NotAsked
from workbench.reliability import Level, ReliabilityData

MANY = 300
"""Different values beyond which they are not counted in every pattern."""
MOST = 5000
"""Different values beyond which a table of their distances is not made."""

Distance = Callable[[Floats], Statistic]


def distance(level: Level, categories: Sequence[object]) -> Distance:
    """The statistic-maker of a level; interval and ratio read the categories as numbers."""
    if level == "nominal":
        return nominal
    if level == "ordinal":
        return ordinal
    if level == "interval":
        numbers = values(categories, level)
        return lambda counts: interval(counts, numbers)
    if level == "ratio":
        table = ratios(values(categories, level))
        return lambda counts: tabled(counts, table)
    raise NotAsked(f"There is no level “{level}”; there are: nominal, ordinal, interval, ratio.")


def distances_between(level: Level, categories: Sequence[object], used: Floats) -> Floats:
    """The distances of all pairs of categories; `used` counts each, for ordinal ranks."""
    if level == "nominal":
        return 1 - np.eye(len(categories))
    if level == "ratio":
        return ratios(values(categories, level))
    numbers = used.cumsum() - used / 2 if level == "ordinal" else values(categories, level)
    apart: Floats = np.subtract.outer(numbers, numbers) ** 2
    return apart


def values(categories: Sequence[object], level: Level) -> Floats:
    """The categories as numbers, or a refusal that names the first that is none."""
    numbers = np.array([_number(category, level) for category in categories], dtype=np.float64)
    if level == "ratio" and (numbers < 0).any():
        raise NotAsked("The level ratio needs values of zero or more; there are negative ones.")
    return numbers


def distance_of_table(table: Sequence[Sequence[float]], categories: Sequence[object]) -> Floats:
    """A table of distances as an array, refused unless it fits the categories."""
    count = len(categories)
    square = len(table) == count and all(len(row) == count for row in table)
    distances = np.array(table if square else np.zeros((count, count)), dtype=np.float64)
    sound = np.isfinite(distances).all() and (distances >= 0).all()
    if not square or not sound or (distances != distances.T).any() or distances.diagonal().any():
        raise NotAsked(
            f"The distances must be a symmetric table of {count} × {count} numbers from zero up, "
            "with zeros in its diagonal, in the order of the categories."
        )
    return distances


def _number(category: object, level: Level) -> float:
    try:
        number = float(str(category))
    except ValueError:
        number = float("nan")
    if not np.isfinite(number):
        raise NotAsked(f"The level {level} needs numbers, and “{category}” is none.")
    return number


def ratios(numbers: Floats) -> Floats:
    """((c − k) / (c + k))² for all pairs, zero where both are zero."""
    total = numbers[:, None] + numbers[None, :]
    apart = numbers[:, None] - numbers[None, :]
    return np.divide(apart, total, out=np.zeros_like(total), where=total != 0) ** 2


def nominal(counts: Floats) -> Statistic:
    """Different values are one apart."""
    judged = counts.sum(axis=1)
    apart = (judged**2 - (counts**2).sum(axis=1)) / (judged - 1)

    def statistic(weights: Floats) -> Estimates:
        used = weights @ counts
        among = used.sum(axis=1) ** 2 - (used**2).sum(axis=1)
        return _alpha(weights @ apart, among, used)

    return statistic


def tabled(counts: Floats, table: Floats) -> Statistic:
    """Values are apart as a symmetric table says."""
    apart = tabled_apart(counts, table)

    def statistic(weights: Floats) -> Estimates:
        used = weights @ counts
        return _alpha(weights @ apart, ((used @ table) * used).sum(axis=1), used)

    return statistic


def tabled_apart(counts: Floats, table: Floats) -> Floats:
    """For each pattern, the distances of its ordered pairs over judgements less one."""
    apart: Floats = ((counts @ table) * counts).sum(axis=1) / (counts.sum(axis=1) - 1)
    return apart


def interval(counts: Floats, numbers: Floats) -> Statistic:
    """Values are apart as the square of their difference.

    Sums of squares need no table: Σ r_c r_k (c − k)² = 2 r Σ r_c c² − 2 (Σ r_c c)².
    """
    middle = (counts.sum(axis=0) @ numbers) / max(1.0, counts.sum())
    centred = numbers - middle
    apart = _spread(counts, centred) / (counts.sum(axis=1) - 1)

    def statistic(weights: Floats) -> Estimates:
        used = weights @ counts
        return _alpha(weights @ apart, _spread(used, centred), used)

    return statistic


def _spread(counts: Floats, numbers: Floats) -> Floats:
    total: Floats = counts.sum(axis=1)
    spread: Floats = 2 * total * (counts @ numbers**2) - 2 * (counts @ numbers) ** 2
    return spread


def of_rows(rows: Integers, table: Floats) -> Statistic:
    """Values are apart as a table says; for so many values that counting each is too much.

    `rows` say which value each coder gave, a row a pattern.
    """
    judged = (rows != MISSING).sum(axis=1).astype(np.float64)
    apart = np.zeros(len(rows))
    for one, other in combinations(rows.T, 2):
        met = (one != MISSING) & (other != MISSING)
        apart += 2 * np.where(met, table[one, other], 0.0)
    apart /= judged - 1
    which, value = np.nonzero(rows != MISSING)[0], rows[rows != MISSING]

    def used_in(weights: Floats) -> Floats:
        counts = np.bincount(value, weights=weights[which], minlength=len(table))
        return counts.astype(np.float64)

    def statistic(weights: Floats) -> Estimates:
        used = np.array([used_in(row) for row in weights]).reshape(len(weights), len(table))
        return _alpha(weights @ apart, ((used @ table) * used).sum(axis=1), used)

    return statistic


def interval_of_rows(rows: Integers, numbers: Floats) -> Statistic:
    """Values are apart as the square of their difference; for any number of different values."""
    judged = (rows != MISSING).sum(axis=1).astype(np.float64)
    given = np.where(rows != MISSING, numbers[rows], 0.0)
    middle = given.sum() / max(1.0, judged.sum())
    given = np.where(rows != MISSING, given - middle, 0.0)
    first, second = given.sum(axis=1), (given**2).sum(axis=1)
    apart = 2 * (judged * second - first**2) / (judged - 1)
    least = 1e-12 * second.sum() / max(1.0, judged.sum())

    def statistic(weights: Floats) -> Estimates:
        total = weights @ judged
        among = 2 * (total * (weights @ second) - (weights @ first) ** 2)
        with np.errstate(divide="ignore", invalid="ignore"):
            observed, expected = weights @ apart / total, among / (total * (total - 1))
            value = np.where(expected > least, 1 - observed / expected, np.nan)
        return Estimates(value, observed, expected)

    return statistic


def by_table(data: ReliabilityData, table: Floats) -> tuple[Patterns, Statistic]:
    """The patterns, and the statistic on them, for distances that a table gives."""
    if len(table) <= MANY:
        patterns = by_count(data)
        return patterns, tabled(patterns.rows.astype(np.float64), table)
    coded = by_coder(data)
    patterns = coded.where((coded.rows != MISSING).sum(axis=1) >= 2)
    return patterns, of_rows(patterns.rows, table)


def by_level(data: ReliabilityData, level: Level) -> tuple[Patterns, Statistic]:
    """The patterns, and the statistic on them, for the distances of a level."""
    if len(data.categories) <= MANY or level == "ordinal":
        patterns = by_count(data)
        return patterns, distance(level, data.categories)(patterns.rows.astype(np.float64))
    if level == "interval":
        coded = by_coder(data)
        patterns = coded.where((coded.rows != MISSING).sum(axis=1) >= 2)
        return patterns, interval_of_rows(patterns.rows, values(data.categories, level))
    if len(data.categories) > MOST:
        raise NotAsked(
            f"There are {len(data.categories):,} different values, too many to compare each with "
            f"each at the level {level}; it can be done at the level interval."
        )
    nobody = np.zeros(len(data.categories))
    return by_table(data, distances_between(level, data.categories, nobody))


def ordinal(counts: Floats) -> Statistic:
    """Values are apart as the square of the number of judgements that lie between them.

    That is the interval distance of their mid-ranks, which change with the weights.
    """
    judged = counts.sum(axis=1)

    def statistic(weights: Floats) -> Estimates:
        used = weights @ counts
        total = used.sum(axis=1, keepdims=True)
        ranks = used.cumsum(axis=1) - used / 2 - total / 2
        sums, squares = ranks @ counts.T, ranks**2 @ counts.T
        apart = ((2 * judged * squares - 2 * sums**2) / (judged - 1) * weights).sum(axis=1)
        first, second = (used * ranks).sum(axis=1), (used * ranks**2).sum(axis=1)
        return _alpha(apart, 2 * total[:, 0] * second - 2 * first**2, used)

    return statistic


def _alpha(apart: Floats, among: Floats, used: Floats) -> Estimates:
    """Alpha from the distances within units, those among all values, and the values' counts."""
    total = used.sum(axis=1)
    varied = ((used > 0).sum(axis=1) > 1) & (among > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = apart / total
        expected = among / (total * (total - 1))
        value = np.where(varied, 1 - observed / expected, np.nan)
    return Estimates(value, observed, np.where(varied, expected, 0.0))
