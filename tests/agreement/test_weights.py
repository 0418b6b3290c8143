"""Weighted coefficients against their formulas, written out for each pair of categories."""

import math
from collections.abc import Callable, Sequence

import pytest

from workbench.agreement import COEFFICIENTS
from workbench.agreement.data import reliability_data
from workbench.agreement.percent_agreement import percent_agreement
from workbench.agreement.weights import WEIGHTS, weight_table
from workbench.reliability import Agreement

Table = list[list[float]]
CATEGORIES = (1, 2, 3, 5)
ROWS: list[list[int | None]] = [
    [1, 1, 2, None], [2, 2, 2, 2], [3, 5, 3, None], [5, 5, 5, 5], [1, 2, None, None],
    [None, 3, 3, 2], [5, 3, 5, 5], [1, 1, 1, 3], [2, None, None, None],
]  # fmt: skip


def apart(name: str, k: int, l: int, lo: int, hi: int) -> float:  # noqa: E741 as in the book
    between = abs(CATEGORIES.index(k) - CATEGORIES.index(l))
    ends = (k + l - 2 * lo) * (2 * hi - k - l)
    return {
        "identity": float(k != l),
        "linear": abs(k - l),
        "quadratic": (k - l) ** 2,
        "ordinal": math.comb(between + 1, 2),
        "radical": math.sqrt(abs(k - l)),
        "ratio": ((k - l) / (k + l)) ** 2,
        "circular": math.sin(math.pi * (k - l) / (hi - lo + 1)) ** 2,
        "bipolar": 0.0 if k == l else (k - l) ** 2 / ends,
    }[name]


def table(name: str) -> Table:
    lo, hi = min(CATEGORIES), max(CATEGORIES)
    found = [[apart(name, k, each, lo, hi) for each in CATEGORIES] for k in CATEGORIES]
    most = max(map(max, found))
    return [[1 - cell / most for cell in row] for row in found]


def observed(w: Table) -> float:
    """Gwet (2014): the mean over units of Σ_k r_k (r*_k − 1) / (r (r − 1))."""
    shares = []
    for row in ROWS:
        given = [CATEGORIES.index(value) for value in row if value is not None]
        pairs = [(i, j) for i in range(len(given)) for j in range(len(given)) if i != j]
        if pairs:
            shares.append(sum(w[given[i]][given[j]] for i, j in pairs) / len(pairs))
    return sum(shares) / len(shares)


def of_units() -> list[float]:
    """π_k: the mean over units of the share of its judgements that gave k."""
    units = [[value for value in row if value is not None] for row in ROWS]
    return [sum(unit.count(k) / len(unit) for unit in units) / len(units) for k in CATEGORIES]


def of_coders() -> list[list[float]]:
    columns = [
        [value for value in column if value is not None] for column in zip(*ROWS, strict=True)
    ]
    return [[column.count(k) / len(column) for k in CATEGORIES] for column in columns]


def crossed(w: Table, one: Sequence[float], other: Sequence[float]) -> float:
    places = range(len(CATEGORIES))
    return sum(w[k][j] * one[k] * other[j] for k in places for j in places)


def expected(coefficient: str, w: Table) -> float:
    shares, total, q = of_units(), sum(map(sum, w)), len(CATEGORIES)
    if coefficient == "gwet_ac2":
        return total / (q * (q - 1)) * sum(p * (1 - p) for p in shares)
    if coefficient == "brennan_prediger":
        return total / q**2
    if coefficient in {"fleiss_kappa", "scott_pi"}:
        return crossed(w, shares, shares)
    coders = of_coders()
    pairs = [(i, j) for i in range(len(coders)) for j in range(len(coders)) if i != j]
    return sum(crossed(w, coders[i], coders[j]) for i, j in pairs) / len(pairs)


@pytest.mark.parametrize("weights", WEIGHTS)
def test_weights_are_those_of_the_handbook(weights: str) -> None:
    found = weight_table(weights, CATEGORIES).tolist()
    for row, other in zip(found, table(weights), strict=True):
        assert row == pytest.approx(other)


@pytest.mark.parametrize("weights", WEIGHTS)
@pytest.mark.parametrize(
    "coefficient", ["gwet_ac2", "brennan_prediger", "fleiss_kappa", "scott_pi", "conger_kappa"]
)
def test_a_weighted_coefficient_is_its_formula(coefficient: str, weights: str) -> None:
    data, w = reliability_data(ROWS, categories=CATEGORIES), table(weights)
    chance = expected(coefficient, w)
    measure: Callable[..., Agreement] = COEFFICIENTS[coefficient]
    found = measure(data, weights=weights)
    assert found.value == pytest.approx((observed(w) - chance) / (1 - chance))
    share = percent_agreement(data, weights=weights)
    assert share.value == pytest.approx(observed(w))
