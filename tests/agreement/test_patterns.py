"""Patterns are the units, counted."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.agreement.data import MISSING
from workbench.agreement.krippendorff_alpha import krippendorff_alpha
from workbench.agreement.patterns import Patterns, by_coder, by_count, compressed
from workbench.errors import NotAsked
from workbench.reliability import ReliabilityData

units = st.lists(st.lists(st.integers(-1, 2), min_size=3, max_size=3), min_size=1, max_size=40)


def data_of(values: list[list[int]], documents: int) -> ReliabilityData:
    clusters = np.arange(len(values), dtype=np.int32) % documents
    return ReliabilityData(("a", "b", "c"), (0, 1, 2), np.array(values, np.int32), clusters)


def as_counted(patterns: Patterns) -> dict[tuple[int, ...], float]:
    rows = [tuple(row) for row in patterns.rows.tolist()]
    assert len(set(rows)) == len(rows)
    return dict(zip(rows, patterns.frequency.tolist(), strict=True))


@given(values=units, documents=st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_patterns_count_every_judged_unit_once(values: list[list[int]], documents: int) -> None:
    expected: dict[tuple[int, ...], float] = {}
    for row in values:
        if any(value != MISSING for value in row):
            expected[tuple(row)] = expected.get(tuple(row), 0.0) + 1
    patterns = by_coder(data_of(values, documents))
    assert as_counted(patterns) == expected
    assert patterns.by_document is not None
    assert patterns.by_document.sum(axis=0).tolist() == patterns.frequency.tolist()


@given(values=units, documents=st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_like_units_as_one_row_are_the_same_data(values: list[list[int]], documents: int) -> None:
    data = data_of(values, documents)
    for patterns in (by_coder, by_count):
        plain, short = patterns(data), patterns(compressed(data))
        assert as_counted(plain) == as_counted(short)
    assert krippendorff_alpha(data).value == pytest.approx(
        krippendorff_alpha(compressed(data)).value, abs=1e-9
    )


def test_a_thousand_coders_make_patterns_too() -> None:
    values = np.random.default_rng(1).integers(0, 2, (20, 1000), dtype=np.int32)
    data = ReliabilityData(tuple(str(k) for k in range(1000)), (0, 1), values)
    assert by_coder(data).units == 20
    assert by_count(data).units == 20


def test_thousands_of_categories_are_refused_where_each_would_be_counted() -> None:
    values = np.arange(20_000, dtype=np.int32).reshape(-1, 2)
    data = ReliabilityData(("a", "b"), tuple(range(20_000)), values)
    with pytest.raises(NotAsked, match="There are 20,000 different values, too many to count"):
        krippendorff_alpha(data, level="ordinal")
