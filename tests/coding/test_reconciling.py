"""Reconciling: coders' own codes become codes of the next version, with lineage to each."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.coding.lineage import continuations
from workbench.coding.reconciling import (
    Entry,
    Finder,
    OwnCode,
    Plan,
    all_kept,
    overlaps,
    plan_of,
    plan_value,
    reconcile,
    refuse_unsettled,
)
from workbench.errors import NameUnknown, NotAsked
from workbench.terms import Code, Codebook

BOOK = Codebook(
    1,
    (
        Code("feelings", kind="category", uid="f", codes=(Code("anger", uid="a"),)),
        Code("stance", kind="category", uid="s", exclusive="nominal"),
    ),
)
OWN = (
    OwnCode("ana", Code("silence", uid="p1", definition="Nobody speaks."), ""),
    OwnCode("ben", Code("silence", uid="p2", definition="A pause.", examples=("…",)), ""),
    OwnCode("ben", Code("rage", uid="p3", key="r"), "f"),
)


def made(plan: Plan) -> tuple[list[tuple[str, str]], dict[str, tuple[str, ...]]]:
    """Paths with uids, and the lineage."""
    numbers = count(1)
    book, came_from = reconcile(BOOK, OWN, plan, lambda: f"new{next(numbers)}")
    return [(" > ".join(path), code.uid) for path, code in book.walk()], came_from


def test_joining_renaming_keeping_and_dropping_in_one_plan() -> None:
    plan = plan_of(
        {
            "codes": [
                {"name": "quiet", "kind": "category"},
                {"name": "pause", "under": "quiet", "from": ["ana > silence", "ben > silence"]},
            ],
            "drop": ["rage"],
        },
        OWN,
        BOOK,
    )
    codes, came_from = made(plan)
    assert codes == [
        ("feelings", "f"),
        ("feelings > anger", "a"),
        ("stance", "s"),
        ("quiet", "new1"),
        ("quiet > pause", "new2"),
    ]
    assert came_from == {"new2": ("p1", "p2")}


def test_a_kept_code_keeps_its_identity_and_lies_where_its_coder_put_it() -> None:
    codes, came_from = made(plan_of({"drop": ["p1", "p2"], "rest": "keep"}, OWN, BOOK))
    assert ("feelings > rage", "p3") in codes
    assert came_from == {"p3": ("p3",)}


def test_a_code_can_be_joined_with_one_of_the_codebook_where_that_lies() -> None:
    plan = Plan((Entry("anger", ("a", "p3")),), ("p1", "p2"))
    codes, came_from = made(plan)
    assert codes[:2] == [("feelings", "f"), ("feelings > anger", "new1")]
    assert came_from == {"new1": ("a", "p3")}


def test_a_joined_code_has_the_first_definition_and_all_examples_and_no_letter() -> None:
    book, _ = reconcile(BOOK, OWN, Plan((Entry("x", ("p1", "p2", "p3")),)), lambda: "n")
    (code,) = (code for _, code in book.walk() if code.uid == "n")
    assert (code.definition, code.examples, code.key) == ("Nobody speaks.", ("…",), "")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"drop": ["silence"]}, "may mean “ana > silence”, “ben > silence”"),
        ({"drop": ["mirth"]}, "ana > silence"),
        ({"codes": [{"name": "a", "from": ["p1"]}], "drop": ["p1"]}, "twice"),
        ({"codes": [{"name": "a", "under": "b"}, {"name": "b", "under": "a"}]}, "under itself"),
        (
            {"codes": [{"name": "anger", "under": "feelings", "from": ["p1"]}]},
            "two codes “feelings",
        ),
        ({"codes": [{"name": "x", "from": ["a", "f"]}]}, "merge those first"),
        ({"codes": [{"name": "x", "from": ["a"]}]}, "no coder's code"),
        ({"codes": [{"name": " "}]}, "no name"),
        ({"codes": [{"name": "x", "form": ["p1"]}]}, "form"),
        ({"codes": "x"}, "a list"),
        ({"codes": ["x"]}, "a name and what it comes from"),
        ({"rest": "maybe"}, "keep or drop"),
        ({"codes": [{"name": "x", "under": "nowhere", "from": ["p1"]}]}, "nowhere"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_by_name(value: dict[str, object], words: str) -> None:
    with pytest.raises((NotAsked, NameUnknown), match=words):
        made(plan_of(value, OWN, BOOK))


def test_own_codes_are_found_by_every_way_in_which_they_are_called() -> None:
    finder = Finder(OWN, BOOK)
    ways = (OWN[0].code.uid, "ana > silence", "ana’s silence")
    assert [finder.own(name) for name in ways] == [OWN[0].code.uid] * 3


def test_a_plan_has_to_speak_of_every_code() -> None:
    with pytest.raises(NotAsked, match="“ben > rage”"):
        refuse_unsettled(Plan().drop("p1").drop("p2"), OWN)


def test_key_by_key_the_last_word_on_a_code_counts() -> None:
    plan = (
        Plan().put("p1", "pause").put("p2", "pause").drop("p2").put("p2", "hush").put("p1", "hush")
    )
    assert plan == Plan((Entry("hush", ("p2", "p1")),))
    assert plan.undecided("p1").undecided("p2") == Plan()


def test_shared_units_are_counted_where_one_of_two_is_a_coders_own() -> None:
    units = {
        "p1": frozenset({1, 2, 3}),
        "p2": frozenset({2, 3}),
        "a": frozenset({3}),
        "b": frozenset({3}),
    }
    assert [tuple(pair) for pair in overlaps(units, ["p1", "p2"])] == [
        ("p1", "p2", 2, 3, 2),
        ("a", "p1", 1, 1, 3),
        ("a", "p2", 1, 1, 2),
        ("b", "p1", 1, 1, 3),
        ("b", "p2", 1, 1, 2),
    ]


names = st.sampled_from(["one", "two", "three", "anger"])
words = st.lists(st.tuples(st.integers(0, 2), st.one_of(st.none(), names)), max_size=12)


@given(words)
def test_whatever_is_settled_every_code_goes_on_once_or_is_dropped(
    settled: list[tuple[int, str | None]],
) -> None:
    plan = all_kept(OWN)
    for which, name in settled:
        uid = OWN[which].code.uid
        plan = plan.drop(uid) if name is None else plan.put(uid, name)
    assert plan_of(plan_value(plan, OWN, BOOK), OWN, BOOK) == plan
    numbers = count(1)
    try:
        book, came_from = reconcile(BOOK, OWN, plan, lambda: f"new{next(numbers)}")
    except NotAsked:
        return
    with_own = Codebook(1, (*BOOK.codes, *(one.code for one in OWN)))
    onto = continuations(with_own, book, came_from)
    for one in OWN:
        dropped = one.code.uid in plan.dropped
        assert len(onto[one.code.uid].now) == (0 if dropped else 1)
    uids = [code.uid for _, code in book.walk()]
    assert len(uids) == len(set(uids))
    assert {"f", "a", "s"} <= set(uids)
