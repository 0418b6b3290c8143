"""A code's identity outlives its name; merges and splits make new ones, with lineage."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.coding.lineage import describe_changes, plan_succession, take_identities
from workbench.errors import NameUnknown, NotAsked
from workbench.terms import Code, Codebook

V1 = Codebook(
    1,
    (
        Code("holding", uid="h", definition="The group bears it."),
        Code("advice", uid="a"),
        Code("warmth", uid="w"),
        Code("feeling", uid="f", codes=(Code("anger", uid="fa"), Code("fear", uid="ff"))),
    ),
)


def fates(older: Codebook | None, newer: Codebook) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    plan = plan_succession(older, newer)
    return {step.code.name: (step.fate, step.uid, step.came_from_uids) for step in plan.codes}


def v2(*codes: Code) -> Codebook:
    return Codebook(2, codes)


def test_the_first_version_adds_everything() -> None:
    assert fates(None, v2(Code("x", was=("y",)))) == {"x": ("added", "", ())}


def test_a_rename_keeps_its_identity() -> None:
    plan = plan_succession(V1, v2(Code("containment", was=("holding",)), Code("advice")))
    assert [(step.path, step.fate, step.uid) for step in plan.codes] == [
        (("containment",), "renamed", "h"),
        (("advice",), "kept", "a"),
    ]
    assert [path for path, _ in plan.retired] == [
        ("warmth",),
        ("feeling",),
        ("feeling", "anger"),
        ("feeling", "fear"),
    ]


def test_a_merge_is_a_new_code_with_lineage_from_each() -> None:
    assert fates(V1, v2(Code("care", was=("warmth", "holding")))) == {
        "care": ("merged", "", ("w", "h"))
    }


def test_a_merge_under_one_of_the_old_names_is_a_merge() -> None:
    assert fates(V1, v2(Code("warmth", was=("warmth", "holding")))) == {
        "warmth": ("merged", "", ("w", "h"))
    }


def test_a_split_makes_new_codes_with_lineage_from_the_one() -> None:
    newer = v2(Code("advice", was=("advice",)), Code("solution", was=("advice",)))
    assert fates(V1, newer) == {
        "advice": ("split", "", ("a",)),
        "solution": ("split", "", ("a",)),
    }


def test_a_renamed_parent_takes_its_codes_along() -> None:
    newer = v2(Code("emotion", was=("feeling",), codes=(Code("anger"), Code("fear"))))
    assert fates(V1, newer) == {
        "emotion": ("renamed", "f", ("f",)),
        "anger": ("kept", "fa", ("fa",)),
        "fear": ("kept", "ff", ("ff",)),
    }


def test_a_code_that_moved_is_the_same() -> None:
    assert fates(V1, v2(Code("group", codes=(Code("holding"),)))) == {
        "group": ("added", "", ()),
        "holding": ("kept", "h", ("h",)),
    }


def test_was_may_be_a_path() -> None:
    assert fates(V1, v2(Code("rage", was=("feeling > anger",))))["rage"] == (
        "renamed",
        "fa",
        ("fa",),
    )


def test_names_can_be_swapped() -> None:
    newer = v2(Code("holding", was=("warmth",)), Code("warmth", was=("holding",)))
    assert fates(V1, newer) == {
        "holding": ("renamed", "w", ("w",)),
        "warmth": ("renamed", "h", ("h",)),
    }


def test_a_was_that_is_left_over_from_the_version_before_says_nothing_new() -> None:
    before = v2(Code("containment", was=("holding",), uid="h"))
    after = Codebook(3, (Code("containment", was=("holding",)),))
    assert fates(before, after) == {"containment": ("kept", "h", ("h",))}


def test_a_was_that_names_nothing_is_answered_with_the_right_names() -> None:
    with pytest.raises(NameUnknown) as refusal:
        plan_succession(V1, v2(Code("containment", was=("holdng",))))
    assert str(refusal.value) == (
        "“containment” was “holdng”, it says, but version 1 of the codebook has no such code:"
        " There is no code “holdng”; there are: holding, advice, warmth, feeling, anger, fear."
    )


def test_a_code_still_there_cannot_have_become_another() -> None:
    with pytest.raises(NotAsked) as refusal:
        plan_succession(V1, v2(Code("advice"), Code("solution", was=("advice",))))
    assert str(refusal.value) == (
        "“solution” was “advice”, which is still there; for a split write “was: [advice]” on both,"
        " for a merge drop the old one."
    )


def test_a_rename_onto_a_name_that_was_there_is_asked_about() -> None:
    with pytest.raises(NotAsked) as refusal:
        plan_succession(V1, v2(Code("warmth", was=("holding",))))
    assert str(refusal.value) == (
        "“warmth” was “holding”, but there was a “warmth” before; to merge them write"
        " “was: [warmth, holding]”, else take another name."
    )


def test_two_old_codes_of_one_name_are_not_guessed_between() -> None:
    older = Codebook(1, (Code("a", codes=(Code("x"),)), Code("b", codes=(Code("x"),))))
    with pytest.raises(NotAsked, match="“c > x” was: “a > x”, “b > x”; say so with “was”"):
        plan_succession(older, v2(Code("c", codes=(Code("x"),))))


def test_taking_a_plan_gives_every_code_an_identity() -> None:
    newer = v2(Code("containment", was=("holding",), codes=(Code("silence"),)), Code("advice"))
    numbers = count(1)
    plan = plan_succession(V1, newer)
    taken = take_identities(newer, plan, lambda: f"new{next(numbers)}")
    assert [(path, code.uid) for path, code in taken.walk()] == [
        (("containment",), "h"),
        (("containment", "silence"), "new1"),
        (("advice",), "a"),
    ]


def test_changes_are_told_in_words() -> None:
    newer = v2(
        Code("containment", was=("holding",), definition="The group bears it and says so."),
        Code("care", was=("warmth", "advice"), definition="Help."),
        Code("emotion", was=("feeling",), codes=(Code("anger", key="a"),)),
        Code("fear", groups=("strength",)),
        Code("silence"),
    )
    assert describe_changes(V1, newer) == [
        "containment was holding; its definition is now: The group bears it and says so.",
        "care joins warmth and advice; its definition is: Help.",
        "emotion was feeling.",
        "emotion > anger has changed: its key is now: a.",
        "fear has changed: it moved from feeling to the top; its groups are now: strength.",
        "silence is new.",
    ]


def test_a_split_and_a_retirement_are_told_in_words() -> None:
    newer = v2(Code("help", was=("advice",)), Code("solution", was=("advice",)), Code("holding"))
    assert describe_changes(V1, newer) == [
        "help was part of advice.",
        "solution was part of advice.",
        "holding has changed: its definition is gone.",
        "warmth is retired.",
        "feeling is retired.",
        "feeling > anger is retired.",
        "feeling > fear is retired.",
    ]


def test_stored_versions_are_compared_by_identity() -> None:
    newer = Codebook(4, (Code("containment", uid="h"), Code("care", uid="n")))
    older = Codebook(1, (Code("holding", uid="h"), Code("warmth", uid="w"), Code("x", uid="x")))
    assert describe_changes(older, newer, {"n": ("w",)}) == [
        "containment was holding.",
        "care was warmth.",
        "x is retired.",
    ]


NAMES = ["a", "b", "c", "d"]


@st.composite
def stored_codebooks(draw: st.DrawFn) -> Codebook:
    tops = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=4))
    codes = []
    for top in tops:
        below = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=3))
        codes.append(
            Code(top, uid=top, codes=tuple(Code(name, uid=f"{top}/{name}") for name in below))
        )
    return Codebook(1, tuple(codes))


def without_uids(codes: tuple[Code, ...]) -> tuple[Code, ...]:
    return tuple(Code(code.name, codes=without_uids(code.codes)) for code in codes)


@given(stored_codebooks())
def test_the_same_codebook_again_changes_nothing(older: Codebook) -> None:
    newer = Codebook(2, without_uids(older.codes))
    plan = plan_succession(older, newer)
    taken = take_identities(newer, plan, lambda: "new")
    assert (taken.codes, plan.retired, describe_changes(older, newer)) == (older.codes, (), [])


@given(stored_codebooks(), stored_codebooks())
def test_every_old_code_is_continued_or_retired_and_no_identity_is_doubled(
    older: Codebook, other: Codebook
) -> None:
    try:
        plan = plan_succession(older, Codebook(2, without_uids(other.codes)))
    except NotAsked:
        return
    kept = [step.uid for step in plan.codes if step.uid]
    retired = [code.uid for _, code in plan.retired]
    assert sorted(kept + retired) == sorted(code.uid for _, code in older.walk())


WAS = st.lists(st.sampled_from([*NAMES, "a > b"]), max_size=2).map(tuple)
NEWER = st.lists(
    st.builds(Code, st.sampled_from([*NAMES, "e", "f"]), was=WAS),
    max_size=4,
    unique_by=lambda code: code.name,
).map(lambda codes: Codebook(2, tuple(codes)))


@given(stored_codebooks(), NEWER)
def test_whatever_was_says_it_is_resolved_or_refused(older: Codebook, newer: Codebook) -> None:
    try:
        plan = plan_succession(older, newer)
    except (NotAsked, NameUnknown):
        return
    before = {code.uid for _, code in older.walk()}
    kept = [step.uid for step in plan.codes if step.uid]
    continued = {uid for step in plan.codes for uid in step.came_from_uids}
    assert len(kept) == len(set(kept))
    assert continued | {code.uid for _, code in plan.retired} == before
    assert not continued & {code.uid for _, code in plan.retired}
    assert all(bool(step.uid) == (step.fate in ("kept", "renamed")) for step in plan.codes)
    assert all(sentence.endswith(".") for sentence in describe_changes(older, newer))
