"""What is said of agreement: change between rounds, words, methods text, and planning."""

import math
from dataclasses import replace

import numpy as np
import pytest

from workbench.agreement import Resampling
from workbench.agreement.change import Change, change, paired
from workbench.agreement.data import binary, reliability_data
from workbench.agreement.interpretation import interpretation
from workbench.agreement.krippendorff_alpha import krippendorff_alpha
from workbench.agreement.methods import Recipe, paragraph, references
from workbench.agreement.planning import expected_interval
from workbench.errors import NotAsked
from workbench.reliability import Agreement, ReliabilityData
from workbench.terms import Purpose

PLAIN = Recipe(
    "krippendorff_alpha", 3, 214, "sentence", "test", 3, interval="t-jackknife over 5 documents"
)


def agreement(
    value: float | None, low: float | None = None, high: float | None = None
) -> Agreement:
    return Agreement("krippendorff_alpha", "nominal", value, 100, 3, low=low, high=high)


def test_a_change_reaches_as_far_as_both_intervals() -> None:
    found = change(agreement(0.5, 0.4, 0.6), agreement(0.7, 0.6, 0.8))
    assert found is not None
    assert found[:3] == pytest.approx((0.2, 0.2 - 0.02**0.5, 0.2 + 0.02**0.5))


def test_a_change_from_what_is_undefined_is_none() -> None:
    assert change(agreement(None), agreement(0.7)) is None


def test_a_change_without_intervals_has_no_ends() -> None:
    assert change(agreement(0.5), agreement(0.5, 0.4, 0.6)) == Change(
        0.0, None, None, "no interval: a round has none"
    )


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (agreement(0.85, 0.81, 0.9), "reliable (Krippendorff 2019)"),
        (
            agreement(0.85, 0.5, 0.9),
            "reliable; at the lower end not reliable (Krippendorff 2019)",
        ),
        (agreement(0.67), "for tentative conclusions only (Krippendorff 2019)"),
        (agreement(0.66), "not reliable (Krippendorff 2019)"),
        (agreement(None), ""),
    ],
)
def test_a_word_names_its_scale(found: Agreement, words: str) -> None:
    assert interpretation(found) == words


def test_a_percentage_has_no_scale() -> None:
    assert interpretation(Agreement("percent_agreement", "nominal", 0.98, 100, 2)) == ""


def test_the_methods_text_says_how_and_cites() -> None:
    text = paragraph(PLAIN)
    assert text.startswith(
        "Three coders coded independently, without access to each other's work, 214 sentences "
        "with version 3 of the codebook. Reliability was measured for each code"
    )
    assert "jackknife over 5 documents" in text
    assert [line.split(" (")[0] for line in references(text)] == [
        "Castro, S.",
        "Efron, B., & Tibshirani, R. J.",
        "Krippendorff, K.",
    ]


def test_a_revised_round_is_never_called_reliability() -> None:
    text = paragraph(Recipe("cohen_kappa", 2, 50, "turn", "revise", 2))
    assert "agreement after discussion, not reliability" in text
    assert "Reliability was" not in text


@pytest.mark.parametrize("purpose", ["explore", "train", "complete"])
def test_no_text_is_made_of_rounds_without_a_coefficient(purpose: Purpose) -> None:
    recipe = Recipe("krippendorff_alpha", 2, 50, "turn", purpose, 2)
    assert paragraph(recipe) == ""


def test_more_units_promise_a_narrower_interval() -> None:
    widths = [expected_interval(units, prevalence=0.1).width for units in (50, 100, 200, 400)]
    assert widths == sorted(widths, reverse=True)


def test_few_documents_promise_a_wider_interval_than_the_same_units_unnested() -> None:
    nested = expected_interval(300, prevalence=0.1, documents=5)
    assert nested.width > expected_interval(300, prevalence=0.1).width


def test_what_is_expected_is_what_such_data_give() -> None:
    expected = expected_interval(100, prevalence=0.3, alpha=0.7)
    by_chance = {(0, 0): 0.49, (0, 1): 0.21, (1, 0): 0.21, (1, 1): 0.09}
    clear = {(0, 0): 0.7, (1, 1): 0.3}
    rows = [
        list(pair)
        for pair, share in by_chance.items()
        for _ in range(round(1000 * (0.3 * share + 0.7 * clear.get(pair, 0.0))))
    ]
    found = krippendorff_alpha(reliability_data(rows))
    assert len(rows) == 1000
    assert found.value == pytest.approx(0.7, abs=0.002)
    assert found.se is not None
    wide = expected_interval(1000, prevalence=0.3, alpha=0.7)
    assert wide.width == pytest.approx(2 * 1.96 * found.se, rel=0.06)
    assert expected.width == pytest.approx(wide.width * 10**0.5, rel=0.06)


@pytest.mark.parametrize("prevalence", [0.0, 1.0, 7.0])
def test_a_prevalence_is_a_share(prevalence: float) -> None:
    with pytest.raises(NotAsked, match="lie between 0 and 1"):
        expected_interval(100, prevalence=prevalence)


def measured(data: ReliabilityData) -> float | None:
    return krippendorff_alpha(data, resampling=Resampling("none")).value


def of_documents(seed: int, documents: list[int], errs: float) -> ReliabilityData:
    """Two coders, thirty units a document; each errs in some of them."""
    generator = np.random.default_rng(seed)
    clusters = np.repeat(np.array(documents, dtype=np.int32), 30)
    due = np.arange(len(clusters)) % 3 == 0
    use = due[:, None] ^ (generator.random((len(clusters), 2)) < errs)
    return binary(["a", "b"], np.ones((len(clusters), 2), dtype=bool), use, clusters)


def test_the_paired_change_is_the_jackknife_over_documents_of_both_rounds() -> None:
    before, after = of_documents(1, [0, 1, 2], 0.2), of_documents(2, [0, 1, 2, 3], 0.05)
    moved = Change(0.3, None, None)
    found = paired(moved, before, after, measured, "documents")
    assert found.interval == "paired t-jackknife over 4 documents, 3 of them in both rounds"
    left_out = []
    for part in range(4):
        rest = [
            replace(data, values=data.values[data.clusters != part], clusters=None)
            for data in (before, after)
        ]
        one, other = (measured(data) or 0.0 for data in rest)
        left_out.append(other - one)
    se = math.sqrt(3 / 4 * sum((value - sum(left_out) / 4) ** 2 for value in left_out))
    assert found.low is not None
    assert found.high is not None
    middle, reach = math.atanh(0.15), 3.182446 * se / 2 / (1 - 0.15**2)
    ends = 2 * math.tanh(middle - reach), 2 * math.tanh(middle + reach)
    assert (found.low, found.high) == pytest.approx(ends, abs=1e-6)


def test_answers_that_look_alike_are_left_out_once_and_counted() -> None:
    pairs = 20 * [[0, 0]] + 10 * [[1, 1]] + 5 * [[0, 1]]
    before = reliability_data(pairs, clusters=range(35))
    after = reliability_data([*pairs[:31], *4 * [[1, 1]]], clusters=range(35))
    times = 0

    def counted(data: ReliabilityData) -> float | None:
        nonlocal times
        times += 1
        return measured(data)

    found = paired(Change(0.2, None, None), before, after, counted, "units")
    assert found.interval == "paired t-jackknife over 35 units, 35 of them in both rounds"
    assert times == 2 * 4


def test_rounds_that_do_not_differ_have_no_interval() -> None:
    data = of_documents(1, [0, 1, 2], 0.2)
    found = paired(Change(0.0, -1, 1), data, data, measured, "documents")
    assert (found.low, found.high) == (None, None)
    assert found.interval.startswith("no interval: 3 documents, 3 of them in both rounds, and")
