"""The final coding: the decision, else all agreed, else the single coder, else unresolved."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.coding.final import FinalUnit, UnitKey, final_coding, judged_units
from workbench.terms import OUTCOMES, Coding, Decision, NoCode

BOTH = ("ana", "ben")


def key(unit: int) -> UnitKey:
    return UnitKey("S1", unit)


def coding(coder: str, code: str, unit: int, last: int | None = None) -> Coding:
    return Coding(coder, "S1", code, 0, 1, unit, last or unit)


def test_what_all_assigned_coders_agreed_is_final_code_by_code() -> None:
    codings = [coding("ana", "a", 1), coding("ana", "b", 1), coding("ben", "a", 1)]
    judged = judged_units(codings, [])
    assert final_coding({key(1): BOTH}, judged, codings) == (
        FinalUnit("S1", 1, ("a",), "all agreed", unresolved=("b",)),
    )


def test_a_decision_settles_the_whole_unit() -> None:
    codings = [coding("ana", "a", 1), coding("ben", "b", 1)]
    judged = judged_units(codings, [])
    decision = Decision("S1", 1, ("c", "b"))
    assert final_coding({key(1): BOTH}, judged, codings, [decision]) == (
        FinalUnit("S1", 1, ("b", "c"), "decision"),
    )


def test_a_decision_that_no_code_applies_settles_it_too() -> None:
    codings = [coding("ana", "a", 1)]
    judged = judged_units(codings, [NoCode("ben", "S1", 1)])
    assert final_coding({key(1): BOTH}, judged, codings, [Decision("S1", 1, outcome="none")]) == (
        FinalUnit("S1", 1, (), "decision"),
    )


def test_what_was_left_open_is_unresolved() -> None:
    codings = [coding("ana", "a", 1), coding("ben", "b", 1)]
    judged = judged_units(codings, [])
    decision = Decision("S1", 1, outcome="open")
    assert final_coding({key(1): BOTH}, judged, codings, [decision]) == (
        FinalUnit("S1", 1, (), None, unresolved=("a", "b")),
    )


def test_the_single_assigned_coder_counts_alone() -> None:
    codings = [coding("ana", "a", 1), coding("ben", "b", 1)]
    judged = judged_units(codings, [NoCode("ana", "S1", 2)])
    assert final_coding({key(1): ("ana",), key(2): ("ana",)}, judged, codings) == (
        FinalUnit("S1", 1, ("a",), "single coder"),
        FinalUnit("S1", 2, (), "single coder"),
    )


def test_a_coder_who_has_not_judged_has_not_said_no() -> None:
    codings = [coding("ana", "a", 1)]
    judged = judged_units(codings, [NoCode("ana", "S1", 2)])
    assert final_coding({key(1): BOTH, key(2): BOTH}, judged, codings) == (
        FinalUnit("S1", 1, (), None, unresolved=("a",), unjudged_by=("ben",)),
        FinalUnit("S1", 2, (), None, unjudged_by=("ben",)),
    )


def test_a_copied_coding_counts_for_nothing_until_it_is_confirmed() -> None:
    copied = coding("ana", "a", 1)._replace(copied=True)
    judged = judged_units([copied], [])
    assert final_coding({key(1): ("ana",)}, judged, [copied]) == (
        FinalUnit("S1", 1, (), None, unjudged_by=("ana",)),
    )


def test_a_passage_counts_on_every_unit_it_touches() -> None:
    codings = [coding("ana", "a", 1, 3)]
    judged = judged_units(codings, [])
    assert [
        final.codes
        for final in final_coding({key(n): ("ana",) for n in (1, 2, 3, 4)}, judged, codings)
    ] == [("a",), ("a",), ("a",), ()]


CODERS = st.sampled_from(["ana", "ben", "noor"])
CODES = st.sampled_from(["a", "b", "c"])
UNITS = st.integers(1, 4)
CODINGS = st.lists(st.builds(coding, CODERS, CODES, UNITS))
NO_CODES = st.lists(st.builds(NoCode, CODERS, st.just("S1"), UNITS))
ASSIGNED = st.dictionaries(UNITS.map(key), st.frozensets(CODERS, min_size=1))
DECISIONS = st.lists(
    st.builds(
        Decision, st.just("S1"), UNITS, st.lists(CODES).map(tuple), st.sampled_from(OUTCOMES)
    ),
    unique_by=lambda decision: decision.unit,
)


@given(ASSIGNED, CODINGS, NO_CODES, DECISIONS)
def test_every_unit_is_settled_or_counted_apart(
    assigned: dict[UnitKey, frozenset[str]],
    codings: list[Coding],
    no_codes: list[NoCode],
    decisions: list[Decision],
) -> None:
    judged = judged_units(codings, no_codes)
    finals = final_coding(assigned, judged, codings, decisions)
    assert [key(final.unit) for final in finals] == list(assigned)
    for final in finals:
        assert not set(final.codes) & set(final.unresolved)
        if final.rule in ("all agreed", "single coder"):
            for code in final.codes:
                here = [c for c in codings if (c.code, c.first_unit) == (code, final.unit)]
                assert {c.coder for c in here} >= assigned[key(final.unit)]
        if final.rule is None:
            assert final.codes == ()
            assert final.unresolved or final.unjudged_by
