"""What is counted in reliability data at sight."""

import numpy as np
import pytest

from workbench.agreement.cohen_kappa import cohen_kappa
from workbench.agreement.data import (
    TwoByTwo,
    binary,
    of_pair,
    one_category,
    prevalence,
    reliability_data,
    two_by_two,
)
from workbench.agreement.percent_agreement import (
    percent_agreement,
    percent_agreement_pair_weighted,
    percent_agreement_unanimous,
)
from workbench.agreement.positive_agreement import positive_agreement
from workbench.errors import NotAsked

Rows = list[list[int | None]]


def test_a_pair_has_its_two_by_two_over_what_both_judged() -> None:
    rows: Rows = [[1, 1], [1, 0], [1, 0], [0, 1], [0, 0], [1, None], [None, None]]
    assert two_by_two(reliability_data(rows)) == TwoByTwo(1, 2, 1, 1)


def test_prevalence_is_of_the_units_that_a_coder_judged() -> None:
    rows: Rows = [[1, None, None], [0, 1, None], [0, 0, None], [1, 1, None]]
    data = reliability_data(rows, coders=["ana", "ben", "caz"])
    assert prevalence(data) == {"ana": 0.5, "ben": 2 / 3, "caz": None}


def test_what_a_coder_did_not_judge_is_missing_though_they_applied_the_code() -> None:
    judged = np.array([[True, False], [True, True]])
    applied = np.array([[True, True], [False, True]])
    assert binary(["ana", "ben"], judged, applied).values.tolist() == [[1, -1], [0, 1]]


def test_one_category_is_set_against_all_others() -> None:
    data = reliability_data([["a", "b"], ["c", None]])
    assert one_category(data, 1).values.tolist() == [[0, 1], [0, -1]]


def test_two_of_several_coders_are_a_pair() -> None:
    data = reliability_data([[1, 2, 3]], coders=["ana", "ben", "caz"])
    pair = of_pair(data, 0, 2)
    assert (pair.coders, pair.values.tolist()) == (("ana", "caz"), [[0, 2]])


def test_the_three_percentages_differ_where_judgements_are_missing() -> None:
    observers: Rows = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ]
    data = reliability_data(list(zip(*observers, strict=True)))
    found = [
        percent(data).value
        for percent in (
            percent_agreement,
            percent_agreement_pair_weighted,
            percent_agreement_unanimous,
        )
    ]
    assert found == pytest.approx([9 / 11, 0.8, 8 / 11])


def test_positive_agreement_of_a_code_nobody_used_is_undefined() -> None:
    data = reliability_data([[0, 0], [0, 0]], categories=[0, 1])
    assert positive_agreement(data).undefined_because == "no_variation"


def test_kappa_of_three_coders_is_refused_with_what_to_ask_for() -> None:
    with pytest.raises(NotAsked, match="mean_pairwise_cohen_kappa or conger_kappa"):
        cohen_kappa(reliability_data([[1, 2, 1]]))


def test_kappa_looks_only_at_units_that_both_judged() -> None:
    rows: Rows = [[1, 1], [2, 2], [1, 2], [1, None], [None, 2]]
    assert cohen_kappa(reliability_data(rows)) == cohen_kappa(reliability_data(rows[:3]))


def test_unequal_rows_are_refused() -> None:
    with pytest.raises(NotAsked, match="unequal numbers of coders"):
        reliability_data([[1, 2], [1]])


def test_an_undeclared_value_is_refused() -> None:
    with pytest.raises(NotAsked, match="“3” is not among the declared categories: 1, 2"):
        reliability_data([[1, 3]], categories=[1, 2])
