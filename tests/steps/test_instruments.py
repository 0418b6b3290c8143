"""Instruments: what is checked in their file, and what is scored of whom."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import FileFault
from workbench.steps.cases import case_rows
from workbench.steps.importing import import_drafts, read_files
from workbench.steps.instruments import Instrument, load_instrument, score_cases, scored
from workbench.store import Store, new_study
from workbench.surveys import Columns
from workbench.terms import NOBODY

WORRY = """
name: Worry
items: [w1, w2, w3, w4]
range: [0, 3]
reversed: [w2]
subscales: {tense: [w1, w3], calm: [w2, w4]}
missing: half
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_study(tmp_path / "a.study", "A study") as store:
        yield store


def instrument(tmp_path: Path, text: str) -> Instrument:
    path = tmp_path / "worry.yaml"
    path.write_text(text, "utf-8")
    return load_instrument(path)


def bring(store: Store, tmp_path: Path, text: str) -> None:
    path = tmp_path / "answers.csv"
    path.write_text(text, "utf-8")
    columns = tuple(text.split("\n")[0].split(",")[1:])
    import_drafts(store, NOBODY, read_files([path], Columns("id", score=columns)))


def scores(store: Store) -> dict[str, dict[tuple[str, str], Any]]:
    return {
        row["case"]: {
            (one["name"], one["time"]): one["value"]
            for one in row["attributes"]
            if one["instrument"] == "Worry"
        }
        for row in case_rows(store, NOBODY)
    }


def test_totals_and_subscales_follow_the_rule_for_missing_items(
    store: Store, tmp_path: Path
) -> None:
    bring(store, tmp_path, "id,w1,w2,w3,w4\nA,3,0,2,1\nB,3,,2,\nC,1,,,\n")
    done = score_cases(store, NOBODY, instrument(tmp_path, WORRY))
    assert scores(store) == {
        # w2 counts 3 - 0.
        "A": {("tense", ""): 5.0, ("calm", ""): 4.0, ("total", ""): 9.0},
        # Half are there, so the person's own mean stands for the others: 2.5 × 4.
        "B": {("tense", ""): 5.0, ("total", ""): 10.0},
        "C": {("tense", ""): 2.0},
    }
    assert list(done.told()) == [
        "“Worry”: 6 scores of 3 cases.",
        "2 cases have a score without a value: too many items are missing.",
    ]


def test_items_before_and_after_are_told_apart_by_their_columns(
    store: Store, tmp_path: Path
) -> None:
    bring(store, tmp_path, "id,w1_pre,w1_post,w2_pre,w2_post\nA,3,1,0,3\n")
    text = "name: Worry\nitems: [w1, w2]\nrange: [0, 3]\nreversed: [w2]\n"
    told = text + "times: {pre: '{item}_pre', post: '{item}_post'}\n"
    score_cases(store, NOBODY, instrument(tmp_path, told))
    assert scores(store)["A"] == {("total", "pre"): 6.0, ("total", "post"): 1.0}


def test_answers_outside_the_range_count_as_missing_and_are_told(
    store: Store, tmp_path: Path
) -> None:
    bring(store, tmp_path, "id,w1,w2,w3,w4\nA,3,9,2,1\n")
    done = score_cases(store, NOBODY, instrument(tmp_path, WORRY))
    assert done.outside == ("A, w2: 9",)
    assert scores(store)["A"][("total", "")] == 8.0


def test_scoring_again_replaces_the_scores(store: Store, tmp_path: Path) -> None:
    bring(store, tmp_path, "id,w1,w2,w3,w4\nA,3,0,2,1\n")
    score_cases(store, NOBODY, instrument(tmp_path, WORRY))
    score_cases(store, NOBODY, instrument(tmp_path, WORRY + "score: mean\n"))
    assert scores(store)["A"][("total", "")] == 2.25


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("- a", "describes no instrument; it needs name, items and range"),
        ("name: W\nitems: [a]\nrange: [3, 0]", "“range” must be the least and the greatest"),
        ("name: W\nitems: [a, a]\nrange: [0, 3]", "“a” stands twice in “items”"),
        ("name: W\nitems: [a]\nrange: [0, 3]\nreversed: [b]", "“b” in “reversed” is no item"),
        ("name: W\nitems: [a]\nrange: [0, 3]\nmissing: many", "“missing” must be none, half"),
        ("name: W\nitems: [a]\nrange: [0, 3]\nitem: [a]", "“item” is not known; there are:"),
        ("name: [\n", "is no YAML file"),
    ],
)
def test_what_does_not_hold_is_refused_in_a_sentence(
    tmp_path: Path, text: str, sentence: str
) -> None:
    with pytest.raises(FileFault, match=r"worry\.yaml") as refused:
        instrument(tmp_path, text)
    assert sentence in str(refused.value)


# Items, reversed items and subscales of freely usable questionnaires; their words are not ours.
TIPI = """
name: Worry
items: [t1, t2, t3, t4, t5, t6, t7, t8, t9, t10]
range: [1, 7]
reversed: [t2, t4, t6, t8, t10]
subscales:
  extraversion: [t1, t6]
  agreeableness: [t2, t7]
  conscientiousness: [t3, t8]
  emotional stability: [t4, t9]
  openness: [t5, t10]
score: mean
missing: half
"""
ROSENBERG = """
name: Worry
items: [r1, r2, r3, r4, r5, r6, r7, r8, r9, r10]
range: [0, 3]
reversed: [r2, r5, r6, r8, r9]
missing: 1
"""


def test_the_ten_item_personality_inventory_is_scored_as_its_authors_do(
    store: Store, tmp_path: Path
) -> None:
    """Gosling, Rentfrow and Swann (2003): 8 less the answer, then the mean of two."""
    heads = ",".join(f"t{n}" for n in range(1, 11))
    bring(store, tmp_path, f"id,{heads}\nA,5,3,6,2,7,4,5,1,6,2\nB,5,3,6,2,7,,5,1,6,2\n")
    score_cases(store, NOBODY, instrument(tmp_path, TIPI))
    by_hand = {
        "extraversion": (5 + 4) / 2,
        "agreeableness": (5 + 5) / 2,
        "conscientiousness": (6 + 7) / 2,
        "emotional stability": (6 + 6) / 2,
        "openness": (7 + 6) / 2,
    }
    found = scores(store)
    assert {name: found["A"][name, ""] for name in by_hand} == by_hand
    # One of two is half: the other stands for it.
    assert {name: found["B"][name, ""] for name in by_hand} == {**by_hand, "extraversion": 5.0}


def test_the_self_esteem_scale_is_a_sum_from_0_to_30(store: Store, tmp_path: Path) -> None:
    """Rosenberg (1965): five items are reversed, 3 less the answer."""
    heads = ",".join(f"r{n}" for n in range(1, 11))
    bring(
        store,
        tmp_path,
        f"id,{heads}\nA,3,0,3,2,1,0,2,1,0,3\nB,,0,3,2,1,0,2,1,0,3\nC,,,3,2,1,0,2,1,0,3\n",
    )
    score_cases(store, NOBODY, instrument(tmp_path, ROSENBERG))
    found = scores(store)
    whole = 3 + 3 + 3 + 2 + 2 + 3 + 2 + 2 + 3 + 3
    # Nine answers that sum to 23 stand for ten; eight are too few.
    assert found["A"]["total", ""] == whole
    assert found["B"]["total", ""] == pytest.approx((whole - 3) * 10 / 9)
    assert ("total", "") not in found.get("C", {})


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 5)))
def test_a_score_lies_between_all_least_and_all_greatest(answers: dict[str, int]) -> None:
    scale = Instrument("s", tuple("abcdef"), 1, 5, frozenset("ce"), missing=0.5)
    value = scored(scale, scale.items, {item: float(n) for item, n in answers.items()})
    assert (value is None) == (len(answers) < 3)
    assert value is None or 6 <= value <= 30
