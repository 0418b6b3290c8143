"""The numbers in docs/agreement.md are what the program finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.agreement.data import reliability_data
from workbench.agreement.gwet_ac1 import gwet_ac1
from workbench.agreement.krippendorff_alpha import krippendorff_alpha
from workbench.agreement.percent_agreement import (
    percent_agreement,
    percent_agreement_pair_weighted,
    percent_agreement_unanimous,
)
from workbench.agreement.planning import expected_interval
from workbench.agreement.quantiles import t_quantile
from workbench.reliability import ReliabilityData

PAGE = (Path(__file__).parents[2] / "docs" / "agreement.md").read_text("utf-8")


def sentence(beginning: str) -> str:
    """The line of the page that begins so."""
    return next(line for line in PAGE.splitlines() if line.startswith(beginning))


def printed(value: float | None, places: int) -> str:
    """As the page prints it: .82, -.005."""
    assert value is not None
    return f"{value:.{places}f}".replace("0.", ".", 1)


def rare(together: int) -> ReliabilityData:
    """A hundred units, each coder alone in one, both in some."""
    pairs = [(1, 0), (0, 1), *[(1, 1)] * together, *[(0, 0)] * (98 - together)]
    return reliability_data(pairs, categories=(0, 1))


def test_the_rare_code() -> None:
    said = sentence("**A rare code")
    never, once = rare(0), rare(1)
    assert f"alpha is {printed(krippendorff_alpha(never).value, 3)}:" in said
    assert f"AC1 is {printed(gwet_ac1(never).value, 2)}." in said
    assert f"alpha would be {printed(krippendorff_alpha(once).value, 2)} " in said


def test_the_three_meanings_of_percent_agreement() -> None:
    observers = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ]
    data = reliability_data(list(zip(*observers, strict=True)))
    three = (percent_agreement, percent_agreement_pair_weighted, percent_agreement_unanimous)
    mean, pairs, unanimous = (printed(one(data).value, 3) for one in three)
    assert f"{mean}, {pairs} and {unanimous} on Krippendorff's" in sentence("**Percent agreement")


def test_students_t_of_few_documents() -> None:
    two, three, five, ten = (f"{t_quantile(0.975, n - 1):.1f}" for n in (2, 3, 5, 10))
    said = f"is {two} with two documents, {three} with three, {five} with five and {ten} with ten"
    assert said in sentence("**What few documents mean.**")


@pytest.mark.parametrize("units", [100, 200, 400])
def test_the_width_that_a_sample_will_have(units: int) -> None:
    found = expected_interval(units, prevalence=0.1, alpha=0.8, coders=2)
    width = printed(found.high - found.low, 2)
    assert f"{units} units {'give an interval ' if units == 100 else ''}{width}" in sentence(
        "With two coders, units that stand alone"
    )
