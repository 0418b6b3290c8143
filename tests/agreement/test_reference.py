"""The worked examples that no table can say: masses, pairs of sets, tables of distances."""

from typing import Any

import pytest

from tests.agreement.reference import reference_cases, truth, unit_rows
from workbench.agreement import SEGMENTING
from workbench.agreement.data import reliability_data
from workbench.agreement.krippendorff_alpha import krippendorff_alpha
from workbench.agreement.set_distances import distance_table


def with_masses(case: dict[str, Any]) -> Any:
    masses = {name: case["data"][name] for name in ("a", "b")}
    return SEGMENTING[case["coefficient"]](masses, **case["params"])


def of_two_sets(case: dict[str, Any]) -> dict[str, float]:
    sets = [frozenset(case["data"][name]) for name in ("a", "b")]
    return {name: distance_table(name, sets)[0, 1] for name in case["expected"]}


def with_distances(case: dict[str, Any]) -> Any:
    data = reliability_data(unit_rows(case["data"]), categories=case["data"]["categories"])
    return krippendorff_alpha(data, distances=case["params"]["distance"])


@pytest.mark.parametrize("case", reference_cases())
def test_the_worked_example_holds(case: dict[str, Any]) -> None:
    expected, tolerance = truth(case)
    if case["data"]["format"] == "segmentation_masses":
        found: Any = with_masses(case).value
    elif case["data"]["format"] == "set_pair":
        found = of_two_sets(case)
    elif case["level"] == "custom":
        found = with_distances(case).value
    else:
        pytest.skip("held as a table, or not measured here")
    assert found == pytest.approx(expected, abs=tolerance)
