"""What holds of every coefficient on the shelf, whatever the data."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.agreement import COEFFICIENTS, Resampling
from workbench.agreement.cohen_kappa import cohen_kappa
from workbench.agreement.continuum import Mark, span_data
from workbench.agreement.data import reliability_data
from workbench.agreement.fleiss_kappa import fleiss_kappa
from workbench.agreement.krippendorff_alpha import krippendorff_alpha
from workbench.agreement.mv_alpha import mv_alpha
from workbench.agreement.scott_pi import scott_pi
from workbench.agreement.set_alpha import set_alpha
from workbench.agreement.u_alpha import u_alpha_family
from workbench.reliability import Agreement

Rows = list[list[int | None]]

BARE = Resampling("none")
ONE_SIDED = {"positive_agreement", "per_code_binary_alpha", "per_code_fleiss_kappa"}
"""These are about one category, so that renaming may not move it."""


def tables(*, missing: bool, coders: int = 2) -> st.SearchStrategy[Rows]:
    cell: st.SearchStrategy[int | None] = st.integers(0, 3)
    cells = st.one_of(st.none(), cell) if missing else cell
    return st.lists(st.lists(cells, min_size=coders, max_size=coders), min_size=1, max_size=25)


def measure(name: str, rows: Rows) -> Agreement:
    data = reliability_data(rows, categories=range(4))
    return COEFFICIENTS[name](data, resampling=BARE)


def same(one: Agreement, other: Agreement) -> bool:
    values = (one.value, other.value)
    if None in values:
        return values == (None, None) and one.undefined_because == other.undefined_because
    return one.value == pytest.approx(other.value, abs=1e-9)


@pytest.mark.parametrize("name", COEFFICIENTS)
@given(rows=tables(missing=True))
@settings(max_examples=25, deadline=None)
def test_the_order_of_units_and_coders_does_not_matter(name: str, rows: Rows) -> None:
    turned = [list(reversed(row)) for row in reversed(rows)]
    assert same(measure(name, rows), measure(name, turned))


@pytest.mark.parametrize("name", [name for name in COEFFICIENTS if name not in ONE_SIDED])
@given(rows=tables(missing=True))
@settings(max_examples=25, deadline=None)
def test_the_names_of_categories_do_not_matter(name: str, rows: Rows) -> None:
    renamed: Rows = [[None if cell is None else (3 - cell) for cell in row] for row in rows]
    assert same(measure(name, rows), measure(name, renamed))


@pytest.mark.parametrize("name", COEFFICIENTS)
@given(rows=tables(missing=True))
@settings(max_examples=25, deadline=None)
def test_a_value_lies_in_its_range_or_has_a_reason(name: str, rows: Rows) -> None:
    found = measure(name, rows)
    if found.value is None:
        assert found.undefined_because is not None
    else:
        complete = all(cell is not None for row in rows for cell in row)
        least = -1 - 1e-9 if complete else float("-inf")
        assert least <= found.value <= 1 + 1e-9


@pytest.mark.parametrize("name", COEFFICIENTS)
@given(rows=tables(missing=False), times=st.integers(2, 4))
@settings(max_examples=15, deadline=None)
def test_units_seen_several_times_keep_the_observed_agreement(
    name: str, rows: Rows, times: int
) -> None:
    once, again = measure(name, rows), measure(name, rows * times)
    if once.observed is not None and again.observed is not None:
        assert again.observed == pytest.approx(once.observed, abs=1e-9)


@pytest.mark.parametrize("name", COEFFICIENTS)
@given(rows=tables(missing=False))
@settings(max_examples=15, deadline=None)
def test_a_unit_that_nobody_judged_changes_nothing(name: str, rows: Rows) -> None:
    assert measure(name, rows) == measure(name, [*rows, [None, None]])


@given(rows=tables(missing=False))
@settings(max_examples=50, deadline=None)
def test_complete_data_of_two_coders_make_fleiss_equal_scott(rows: Rows) -> None:
    data = reliability_data(rows, categories=range(4))
    fleiss, scott = fleiss_kappa(data, resampling=BARE), scott_pi(data, resampling=BARE)
    assert replace(fleiss, coefficient="scott_pi") == scott


@given(rows=tables(missing=True, coders=3))
@settings(max_examples=50, deadline=None)
def test_single_labels_make_every_alpha_over_sets_the_nominal_one(rows: Rows) -> None:
    sets = [[None if cell is None else frozenset([cell]) for cell in row] for row in rows]
    alpha = krippendorff_alpha(reliability_data(rows, categories=range(4)), resampling=BARE)
    of_sets = reliability_data(sets)
    found = [mv_alpha(of_sets, resampling=BARE)]
    found += [
        set_alpha(of_sets, resampling=BARE, distance=distance)
        for distance in ("jaccard", "dice", "masi", "nominal")
    ]
    assert all(same(alpha, each) for each in found)


marks = st.lists(
    st.tuples(st.sampled_from(["ana", "ben", "caz"]), st.integers(0, 9), st.sampled_from("xyz")),
    unique_by=lambda mark: mark[:2],
    max_size=20,
)


@given(places=marks, shift=st.integers(0, 500))
@settings(max_examples=60, deadline=None)
def test_the_unitizing_alphas_do_not_depend_on_where_the_text_begins(
    places: list[tuple[str, int, str]], shift: int
) -> None:
    straight, moved = (
        span_data(
            [Mark(coder, 10 * k + by, 10 * k + 4 + by, value) for coder, k, value in places],
            length=100,
            begin=by,
            coders=["ana", "ben", "caz"],
        )
        for by in (0, shift)
    )
    here, there = u_alpha_family(straight), u_alpha_family(moved)
    assert all(same(here[name], there[name]) for name in here)


@given(places=marks)
@settings(max_examples=60, deadline=None)
def test_coders_who_mark_the_same_agree_wholly(places: list[tuple[str, int, str]]) -> None:
    own = {k: value for _, k, value in places}
    both = [
        Mark(coder, 10 * k, 10 * k + 4, value)
        for coder in ("ana", "ben")
        for k, value in own.items()
    ]
    for found in u_alpha_family(span_data(both, length=100, coders=["ana", "ben"])).values():
        assert found.value is None or found.value == pytest.approx(1.0)


@given(rows=tables(missing=False))
@settings(max_examples=50, deadline=None)
def test_two_coders_make_conger_and_the_mean_of_pairs_equal_cohen(rows: Rows) -> None:
    cohen = measure("cohen_kappa", rows)
    assert same(cohen, measure("conger_kappa", rows))
    assert same(cohen, measure("mean_pairwise_cohen_kappa", rows))


@given(rows=tables(missing=False), weights=st.sampled_from(["linear", "quadratic"]))
@settings(max_examples=50, deadline=None)
def test_weighted_kappa_is_one_less_the_ratio_of_weighted_disagreements(
    rows: Rows, weights: str
) -> None:
    kappa = cohen_kappa(
        reliability_data(rows, categories=range(4)), weights=weights, resampling=BARE
    )
    power = 1 if weights == "linear" else 2
    pairs = [(one or 0, other or 0) for one, other in rows]
    observed = sum(abs(one - other) ** power for one, other in pairs) / len(pairs)
    by_chance = [abs(one - other) ** power for one, _ in pairs for _, other in pairs]
    expected = sum(by_chance) / len(by_chance)
    if expected == 0:
        assert kappa.undefined_because == "no_variation"
    else:
        assert kappa.value == pytest.approx(1 - observed / expected, abs=1e-9)


@given(rows=tables(missing=False))
@settings(max_examples=50, deadline=None)
def test_the_observed_agreement_of_ac2_is_one_less_the_mean_weighted_difference(rows: Rows) -> None:
    found = measure("gwet_ac2", rows)
    apart = [((one or 0) - (other or 0)) ** 2 / 9 for one, other in rows]
    if found.value is not None:
        assert found.observed == pytest.approx(1 - sum(apart) / len(apart), abs=1e-9)
