"""The worked examples that no table can say: masses, pairs of sets, tables of distances, gamma."""

from typing import Any

import pytest

from tests.agreement.reference import reference_cases, truth, unit_rows
from workbench.agreement import SEGMENTING, UNITIZING
from workbench.agreement.continuum import Mark, span_data
from workbench.agreement.data import reliability_data
from workbench.agreement.krippendorff_alpha import krippendorff_alpha
from workbench.agreement.set_distances import distance_table


def with_masses(case: dict[str, Any]) -> Any:
    masses = {name: case["data"][name] for name in ("a", "b")}
    return SEGMENTING[case["coefficient"]](masses, **case["params"])


def of_two_sets(case: dict[str, Any]) -> dict[str, float]:
    sets = [frozenset(case["data"][name]) for name in ("a", "b")]
    return {name: distance_table(name, sets)[0, 1] for name in case["expected"]}


def with_stretches(case: dict[str, Any]) -> Any:
    spans = case["data"]["spans"]
    marks = [Mark(each["coder"], each["start"], each["end"], each["value"]) for each in spans]
    length = case["data"].get("length", max(mark.stop for mark in marks))
    weights = {name: value for name, value in case["params"].items() if name != "sampler"}
    return UNITIZING[case["coefficient"]](span_data(marks, length=length), **weights)


def with_distances(case: dict[str, Any]) -> Any:
    data = reliability_data(unit_rows(case["data"]), categories=case["data"]["categories"])
    return krippendorff_alpha(data, distances=case["params"]["distance"])


def no_table_says(case: dict[str, Any]) -> bool:
    no_table = case["data"]["format"] in {"segmentation_masses", "set_pair"}
    return no_table or "gamma" in case["coefficient"] or case["level"] == "custom"


@pytest.mark.parametrize("case", reference_cases(no_table_says))
def test_the_worked_example_holds(case: dict[str, Any]) -> None:
    expected, tolerance = truth(case)
    if case["data"]["format"] == "segmentation_masses":
        found: Any = with_masses(case).value
    elif case["data"]["format"] == "set_pair":
        found = of_two_sets(case)
    elif "gamma" in case["coefficient"]:
        found = with_stretches(case).value
    else:
        found = with_distances(case).value
    assert found == pytest.approx(expected, abs=tolerance)
