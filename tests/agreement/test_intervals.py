"""Which interval, over what, and when there is none."""

import numpy as np
import pytest

from workbench.agreement import COEFFICIENTS, Resampling
from workbench.agreement.data import binary, reliability_data
from workbench.agreement.krippendorff_alpha import krippendorff_alpha
from workbench.errors import NotAsked
from workbench.reliability import ReliabilityData


def coded(documents: int | None, units: int = 200) -> ReliabilityData:
    """Two coders who mostly agree on a code in a fifth of the units."""
    generator = np.random.default_rng(5)
    truth = generator.random((units, 1)) < 0.2
    noise = generator.random((units, 2)) < 0.05
    clusters = None if documents is None else (np.arange(units) % documents).astype(np.int32)
    return binary(["ana", "ben"], np.ones((units, 2), bool), truth ^ noise, clusters)


@pytest.mark.parametrize(
    ("documents", "phrase"),
    [
        (None, "BCa bootstrap over 200 units"),
        (1, "BCa bootstrap over 200 units of one document, as if independent"),
        (2, "t-jackknife over 2 documents"),
        (19, "t-jackknife over 19 documents"),
        (20, "t-bootstrap over 20 documents"),
    ],
)
def test_the_interval_says_over_what_it_was_made(documents: int | None, phrase: str) -> None:
    alpha = krippendorff_alpha(coded(documents))
    assert alpha.interval == phrase
    assert alpha.low is not None
    assert alpha.value is not None
    assert alpha.high is not None
    assert -1 <= alpha.low < alpha.value < alpha.high <= 1


@pytest.mark.parametrize("name", COEFFICIENTS)
@pytest.mark.parametrize("documents", [None, 5, 25])
def test_the_same_seed_gives_the_same_interval(name: str, documents: int | None) -> None:
    first, second = (
        COEFFICIENTS[name](coded(documents), resampling=Resampling(seed=7)) for _ in "ab"
    )
    assert first == second


def test_fewer_than_five_units_with_the_code_have_no_interval() -> None:
    rows = 96 * [[0, 0]] + 3 * [[1, 1]] + [[1, 0]]
    alpha = krippendorff_alpha(reliability_data(rows))
    assert (alpha.low, alpha.high) == (None, None)
    assert alpha.interval == "no interval: fewer than 5 units carry the code"


def test_five_units_with_the_code_have_one() -> None:
    rows = 95 * [[0, 0]] + 4 * [[1, 1]] + [[1, 0]]
    assert krippendorff_alpha(reliability_data(rows)).low is not None


def test_perfect_agreement_has_no_interval_of_width_zero() -> None:
    rows = 50 * [[0, 0]] + 10 * [[1, 1]]
    alpha = krippendorff_alpha(reliability_data(rows))
    assert (alpha.value, alpha.low, alpha.high) == (1.0, None, None)
    assert alpha.interval == "no interval: nobody differed; up to 5.0% of units may (95 %)"


def test_a_code_used_in_one_of_five_documents_has_no_interval() -> None:
    rows = 40 * [[0, 0]] + 9 * [[1, 1]] + [[1, 0]]
    clusters = [k // 10 for k in range(50)]
    alpha = krippendorff_alpha(reliability_data(rows, clusters=clusters))
    assert alpha.interval == ("no interval: nothing varies when one of 5 documents is left out")


def test_the_jackknife_over_units_has_the_published_error() -> None:
    rows = 46 * [["s", "s"]] + 32 * [["i", "i"]] + 10 * [["c", "c"]]
    rows += 6 * [["i", "s"]] + 6 * [["i", "c"]]
    alpha = krippendorff_alpha(reliability_data(rows), resampling=Resampling("jackknife"))
    assert alpha.se == pytest.approx(0.0535508475, abs=1e-9)
    assert alpha.interval == "t-jackknife over 100 units"


def test_a_wider_confidence_has_a_wider_interval() -> None:
    narrow, wide = (
        krippendorff_alpha(coded(5), resampling=Resampling(confidence=level))
        for level in (0.8, 0.99)
    )
    assert narrow.low is not None
    assert wide.low is not None
    assert wide.low < narrow.low


def test_the_chance_to_be_below_a_line_grows_with_the_line() -> None:
    for documents in (None, 5, 25):
        alpha = krippendorff_alpha(coded(documents))
        assert alpha.chance_below_667 is not None
        assert alpha.chance_below_800 is not None
        assert 0 <= alpha.chance_below_667 <= alpha.chance_below_800 <= 1


def test_a_confidence_of_95_is_refused() -> None:
    with pytest.raises(NotAsked, match="must lie between 0 and 1"):
        krippendorff_alpha(coded(None), resampling=Resampling(confidence=95))
