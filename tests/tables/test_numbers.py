"""Numbers are rounded half up, from the exact value, the same way everywhere."""

import doctest
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from workbench.tables import numbers
from workbench.tables.numbers import (
    coefficient,
    count_and_percent,
    deviation,
    percent,
    reason,
    share,
    with_interval,
)


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(numbers).failed == 0


def test_halves_go_up() -> None:
    assert [percent(*pair) for pair in ((1, 16), (1, 8), (20, 407), (0, 7), (7, 7))] == [
        "6.3",
        "12.5",
        "4.9",
        "0.0",
        "100.0",
    ]


def test_guests_example_of_saturation_is_2_7_percent() -> None:
    assert count_and_percent(1, 37) == "1 (2.7)"


def test_a_percentage_of_nobody_is_a_dash() -> None:
    assert count_and_percent(0, 0) == "0 (–)"


def test_a_coefficient_that_cannot_be_estimated_says_so() -> None:
    assert [
        with_interval(0.71, 0.62, 0.79),
        with_interval(0.71, None, None),
        with_interval(None, None, None),
        reason("no_variation"),
        reason(None),
    ] == [
        "0.71 [0.62, 0.79]",
        "0.71",
        "not estimable",
        "all judgements are the same",
        "",
    ]


def test_a_deviation_needs_two() -> None:
    assert [deviation(()), deviation((0.5,)), deviation((0.25, 0.75))] == [
        None,
        None,
        0.3535533905932738,
    ]


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_percentage_is_exact_before_it_is_rounded(part: int, whole: int) -> None:
    exact = (Decimal(part) * 1000 / Decimal(whole)).quantize(Decimal(1), ROUND_HALF_UP) / 10
    tie = (2000 * part) % (2 * whole) == whole
    assert tie or Decimal(percent(part, whole)) == exact


@given(st.floats(-1, 1))
def test_a_coefficient_is_printed_as_it_reads(value: float) -> None:
    printed = coefficient(value)
    assert abs(float(printed.replace("−", "-")) - value) <= 0.005 + 1e-9
    assert printed != "−0.00"
    assert (share(value) or 0) == float(share(value) or 0)
