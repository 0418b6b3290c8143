"""Where coders differ, how, and in which order a team should talk about it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.coding.disagreements import (
    KINDS,
    Confused,
    Disagreement,
    Said,
    Tally,
    confusion_matrix,
    disagreements,
    said_of_units,
    tally,
)
from workbench.coding.final import UnitKey, judged_units
from workbench.coding.spoken import find_spoken, short_names, spoken
from workbench.terms import Code, Codebook, Coding, Decision, NoCode

BOOK = Codebook(
    1,
    (
        Code("feelings", kind="category", uid="F",
             codes=(Code("anger", uid="anger", codes=(Code("rage", uid="rage"),)),
                    Code("shame", uid="shame"))),
        Code("stance", kind="category", uid="S", codes=(Code("near", uid="near"),)),
    ),
)  # fmt: skip
BOTH = ("ana", "ben")


def coding(coder: str, code: str, unit: int, last: int | None = None) -> Coding:
    """Units are ten characters long."""
    last = last or unit
    return Coding(coder, "S1", code, 10 * unit, 10 * last + 9, unit, last)


def said(
    codings: list[Coding], *passed: tuple[str, int], coders: tuple[str, ...] = BOTH, units: int = 4
) -> Said:
    no_codes = [NoCode(coder, "S1", unit) for coder, unit in passed]
    assigned = {UnitKey("S1", n): coders for n in range(1, units + 1)}
    return said_of_units(assigned, judged_units(codings, no_codes), codings)


def kinds(codings: list[Coding], *passed: tuple[str, int]) -> dict[int, str]:
    found = disagreements(said(codings, *passed), codings, BOOK)
    return {one.unit: one.kind for one in found}


def test_one_found_a_code_and_another_none() -> None:
    codings = [coding("ana", "anger", 1)]
    assert disagreements(said(codings, ("ben", 1)), codings, BOOK) == (
        Disagreement(
            "S1",
            1,
            {"ana": frozenset({"anger"}), "ben": frozenset()},
            "one did not code it",
            (Confused("anger", None),),
        ),
    )


def test_who_has_not_judged_a_unit_does_not_differ_on_it() -> None:
    assert kinds([coding("ana", "anger", 1)]) == {}
    copied = coding("ben", "shame", 1)._replace(copied=True)
    assert kinds([coding("ana", "anger", 1), copied]) == {}


def test_codes_of_one_category_are_siblings() -> None:
    assert kinds([coding("ana", "anger", 1), coding("ben", "shame", 1)]) == {1: "sibling codes"}


def test_a_code_and_one_above_it_are_parent_and_child() -> None:
    assert kinds([coding("ana", "F", 1), coding("ben", "rage", 1)]) == {1: "parent and child"}
    both = [coding("ana", "anger", 1), coding("ana", "rage", 1), coding("ben", "rage", 1)]
    assert kinds(both) == {1: "parent and child"}


def test_codes_of_two_categories_are_different() -> None:
    assert kinds([coding("ana", "anger", 1), coding("ben", "near", 1)]) == {1: "different codes"}


def test_categories_at_the_top_are_no_siblings() -> None:
    assert kinds([coding("ana", "F", 1), coding("ben", "S", 1)]) == {1: "different codes"}


def test_a_second_code_that_one_lacks_is_one_did_not_code_it() -> None:
    codings = [coding("ana", "anger", 1), coding("ana", "near", 1), coding("ben", "anger", 1)]
    assert kinds(codings) == {1: "one did not code it"}


def test_a_passage_that_reaches_further_is_a_different_stretch() -> None:
    codings = [coding("ana", "anger", 1, 3), coding("ben", "anger", 2)]
    assert kinds(codings, ("ben", 1), ("ben", 3)) == {
        1: "different stretch",
        3: "different stretch",
    }


def test_the_same_code_on_the_next_unit_alone_is_not_a_different_stretch() -> None:
    codings = [coding("ana", "anger", 1), coding("ben", "anger", 2)]
    assert kinds(codings, ("ben", 1), ("ana", 2)) == {
        1: "one did not code it",
        2: "one did not code it",
    }


def test_the_most_telling_kind_of_any_two_coders_is_the_units() -> None:
    codings = [coding("ana", "anger", 1), coding("ben", "shame", 1)]
    three = said(codings, ("noor", 1), coders=("ana", "ben", "noor"))
    (one,) = disagreements(three, codings, BOOK)
    assert one.kind == "sibling codes"
    assert one.confused == (
        Confused("anger", "shame"),
        Confused("anger", None),
        Confused("shame", None),
    )


def test_siblings_come_first_and_what_is_confused_often_before_what_is_confused_once() -> None:
    codings = [
        coding("ana", "near", 1),
        coding("ana", "anger", 2), coding("ben", "near", 2),
        coding("ana", "anger", 3),
        coding("ana", "anger", 4),
        coding("ana", "anger", 5), coding("ben", "shame", 5),
    ]  # fmt: skip
    found = disagreements(said(codings, ("ben", 1), ("ben", 3), ("ben", 4), units=5), codings, BOOK)
    assert [(one.unit, one.kind) for one in found] == [
        (5, "sibling codes"),
        (2, "different codes"),
        (3, "one did not code it"),
        (4, "one did not code it"),
        (1, "one did not code it"),
    ]


def test_the_matrix_counts_units_in_which_codes_meet() -> None:
    codings = [
        coding("ana", "anger", 1), coding("ben", "anger", 1),
        coding("ana", "anger", 2), coding("ben", "shame", 2),
        coding("ana", "shame", 3), coding("ben", "anger", 3),
    ]  # fmt: skip
    assert confusion_matrix(said(codings, ("ana", 4), ("ben", 4))) == {
        Confused("anger", "anger"): 1,
        Confused("anger", "shame"): 2,
        Confused(None, None): 1,
    }


def test_discussed_changed_and_unresolved_are_counted() -> None:
    codings = [
        coding("ana", "anger", 1), coding("ben", "shame", 1),
        coding("ana", "anger", 2),
        coding("ana", "anger", 3),
        coding("ana", "anger", 4), coding("ben", "anger", 4),
    ]  # fmt: skip
    made = [
        Decision("S1", 1, ("anger",)),
        Decision("S1", 2, outcome="open"),
        Decision("S1", 4, ("anger",)),
    ]
    assert tally(said(codings, ("ben", 2), ("ben", 3)), made) == Tally(3, 1, 2)


CODERS = ("ana", "ben", "noor")
CODINGS = st.lists(
    st.builds(
        coding,
        st.sampled_from(CODERS),
        st.sampled_from(["F", "anger", "rage", "shame", "near"]),
        st.integers(1, 4),
    ),
    max_size=12,
)
PASSED = st.lists(st.tuples(st.sampled_from(CODERS), st.integers(1, 4)))


@given(CODINGS, PASSED, st.permutations(CODERS))
def test_a_unit_is_listed_once_where_two_differ_whatever_the_coders_are_called(
    codings: list[Coding], passed: list[tuple[str, int]], renamed: list[str]
) -> None:
    their = said(codings, *passed, coders=CODERS)
    found = disagreements(their, codings, BOOK)
    differing = [unit.unit for unit, those in their.items() if len(set(those.values())) > 1]
    assert sorted(one.unit for one in found) == differing
    assert [KINDS.index(one.kind) for one in found] == sorted(KINDS.index(o.kind) for o in found)
    assert all(one.confused for one in found)
    names = dict(zip(CODERS, renamed, strict=True))
    others = [one._replace(coder=names[one.coder]) for one in codings]
    again = said(others, *((names[coder], unit) for coder, unit in passed), coders=CODERS)
    assert confusion_matrix(again) == confusion_matrix(their)
    assert [(o.unit, o.kind) for o in disagreements(again, others, BOOK)] == [
        (o.unit, o.kind) for o in found
    ]


NAMES = st.lists(
    st.text("sS1-2 /x", min_size=1, max_size=6),
    unique_by=lambda name: name.strip().casefold(),
    min_size=1,
)


@given(NAMES, st.integers(1, 999), st.data())
def test_a_spoken_number_finds_its_unit(names: list[str], unit: int, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(names))
    assert find_spoken(names, spoken(names, name, unit)) == (name, unit)


def test_documents_are_called_by_letters_and_digits() -> None:
    assert short_names(["session-3", "s4", "survey/most valued"]) == {
        "session-3": "S3",
        "s4": "S4",
        "survey/most valued": "SMV",
    }
    assert find_spoken(["session-3"], " s3-212 ") == ("session-3", 212)
