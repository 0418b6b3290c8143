"""Alpha: published values, the package and the patterns agree, undefined has a reason."""

from collections.abc import Sequence

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.agreement import Resampling
from workbench.agreement.data import reliability_data
from workbench.agreement.distances import MANY
from workbench.agreement.krippendorff_alpha import krippendorff_alpha, package_value
from workbench.agreement.patterns import by_count
from workbench.errors import NotAsked
from workbench.reliability import Level

LEVELS: tuple[Level, ...] = ("nominal", "ordinal", "interval", "ratio")

Rows = list[list[int | None]]

matrices = st.integers(2, 5).flatmap(
    lambda coders: st.lists(
        st.lists(st.one_of(st.none(), st.integers(0, 5)), min_size=coders, max_size=coders),
        min_size=1,
        max_size=30,
    )
)


@given(matrices, st.sampled_from(LEVELS))
@settings(max_examples=150, deadline=None)
def test_patterns_and_the_package_give_the_same_alpha(rows: Rows, level: Level) -> None:
    data = reliability_data(rows, categories=range(6))
    patterns = by_count(data)
    alpha = krippendorff_alpha(data, level=level)
    if alpha.value is None:
        return
    by_package = package_value(patterns, data, level)
    assert alpha.observed is not None
    assert alpha.expected is not None
    assert by_package == alpha.value
    assert 1 - alpha.observed / alpha.expected == pytest.approx(by_package, abs=1e-9)


@given(matrices)
@settings(max_examples=60, deadline=None)
def test_the_order_of_coders_and_units_does_not_matter(rows: Rows) -> None:
    turned = [list(reversed(row)) for row in reversed(rows)]
    for level in LEVELS:
        straight = krippendorff_alpha(reliability_data(rows, categories=range(6)), level=level)
        around = krippendorff_alpha(reliability_data(turned, categories=range(6)), level=level)
        assert straight.undefined_because == around.undefined_because
        assert straight.value == pytest.approx(around.value, abs=1e-12)


def test_large_data_give_the_value_of_the_package() -> None:
    generator = np.random.default_rng(3)
    truth = generator.integers(0, 12, size=20_000)
    rows = [
        [int(value) if generator.random() < 0.7 else int(generator.integers(0, 12)) for _ in "abc"]
        for value in truth
    ]
    data = reliability_data(rows, categories=range(12))
    by_package = krippendorff.alpha(np.array(rows).T, level_of_measurement="interval")
    assert krippendorff_alpha(data, level="interval").value == pytest.approx(by_package, abs=1e-9)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([[None, None], [None, None]], "no_data"),
        ([], "no_data"),
        ([[1], [2], [1]], "single_coder"),
        ([[1, None], [2, None]], "single_coder"),
        ([[1, None], [None, 2]], "no_pairable_units"),
        ([[1, 1], [1, 1]], "no_variation"),
        ([[1, 1], [1, 1], [2, None], [None, 3]], "no_variation"),
    ],
)
@pytest.mark.parametrize("level", LEVELS)
def test_undefined_comes_with_its_reason(
    rows: Sequence[Sequence[int | None]], reason: str, level: Level
) -> None:
    alpha = krippendorff_alpha(reliability_data(rows), level=level)
    assert (alpha.value, alpha.low, alpha.high, alpha.undefined_because) == (
        None,
        None,
        None,
        reason,
    )


def test_one_unit_gives_zero_and_says_that_it_is_too_few() -> None:
    alpha = krippendorff_alpha(reliability_data([[1, 2, 1]]))
    assert (alpha.value, alpha.undefined_because) == (0.0, "too_few_units")


def test_words_have_no_interval_between_them() -> None:
    with pytest.raises(NotAsked, match=r"The level interval needs numbers, and “b” is none\."):
        krippendorff_alpha(reliability_data([["1", "b"]]), level="interval")


def test_ratios_are_of_numbers_from_zero_up() -> None:
    with pytest.raises(NotAsked, match="The level ratio needs values of zero or more"):
        krippendorff_alpha(reliability_data([[-1, 2]]), level="ratio")


def test_unused_declared_levels_do_not_change_an_ordinal_alpha() -> None:
    rows = [[1, 2], [2, 2], [5, 2], [5, 5]]
    plain = krippendorff_alpha(reliability_data(rows, categories=[1, 2, 5]), level="ordinal")
    declared = krippendorff_alpha(reliability_data(rows, categories=range(8)), level="ordinal")
    assert plain.value == pytest.approx(declared.value, abs=1e-12)


@pytest.mark.parametrize("level", LEVELS)
def test_hundreds_of_different_values_give_the_value_of_the_package(level: Level) -> None:
    generator = np.random.default_rng(4)
    truth = generator.integers(1, 600, size=300)
    rows: Rows = [
        [
            int(value + generator.integers(0, 20)) if generator.random() < 0.9 else None
            for _ in "abc"
        ]
        for value in truth
    ]
    table = np.array([[np.nan if cell is None else cell for cell in row] for row in rows])
    by_package = krippendorff.alpha(table.T, level_of_measurement=level)
    alpha = krippendorff_alpha(reliability_data(rows), level=level)
    assert len({cell for row in rows for cell in row}) > MANY
    assert alpha.value == pytest.approx(by_package, abs=1e-9)
    assert alpha.low is not None
    assert alpha.high is not None
    assert alpha.low < by_package < alpha.high


def test_thousands_of_different_ratings_have_an_alpha_at_interval_level() -> None:
    generator = np.random.default_rng(4)
    truth = generator.normal(size=(6000, 1))
    ratings = truth + generator.normal(size=(6000, 2)) / 2
    alpha = krippendorff_alpha(
        reliability_data(ratings.tolist()), level="interval", resampling=Resampling("none")
    )
    assert alpha.value == pytest.approx(0.8, abs=0.02)


def test_thousands_of_different_words_are_no_categories() -> None:
    rows = [[f"a{k}", f"b{k}"] for k in range(6000)]
    with pytest.raises(NotAsked, match="12,000 different values, too many to compare"):
        krippendorff_alpha(reliability_data(rows))
