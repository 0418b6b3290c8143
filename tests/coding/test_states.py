"""A round passes from state to state in order, or says why not."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.coding.states import (
    next_state,
    refuse_unless_due,
    refuse_unless_sound,
    unfinished,
)
from workbench.errors import NotAsked, NotDue, WorkbenchError
from workbench.terms import STATES, Assignment, Round, State

DONE = Assignment("ana", "S1", units=10, judged=4, finished=True)
BUSY = Assignment("noor", "S1", units=10, judged=9, finished=False)


def a_round(state: State, *assignments: Assignment) -> Round:
    return Round(
        n=2,
        purpose="test",
        state=state,
        version=1,
        unit="sentence",
        roles=(),
        start_from="blank",
        documents=("S1",),
        coders=("ana", "noor"),
        assignments=assignments,
    )


def test_each_state_has_one_that_follows() -> None:
    assert [next_state(a_round(state)) for state in STATES] == [
        "open",
        "closed",
        "revealed",
        "adjudicated",
        None,
    ]


def test_a_round_that_everybody_finished_goes_to_the_end() -> None:
    for state, following in itertools.pairwise(STATES):
        refuse_unless_due(a_round(state, DONE), following)


REFUSED: dict[str, tuple[Round, State, str]] = {
    "without documents": (
        replace(a_round("draft", DONE), documents=()),
        "open",
        "Round 2 has no documents; name them before it is opened.",
    ),
    "without coders": (
        replace(a_round("draft", DONE), coders=()),
        "open",
        "Round 2 has no coders; name them before it is opened.",
    ),
    "without units": (
        a_round("draft"),
        "open",
        (
            "Round 2 gives its coders no units; segment its documents, or judge the turns of other"
            " roles."
        ),
    ),
    "unfinished": (
        a_round("open", DONE, BUSY),
        "closed",
        (
            "Round 2 is not finished: noor has 1 unit to go in “S1”; wait, or give a reason to"
            " close it now."
        ),
    ),
    "too early": (
        a_round("draft", DONE),
        "revealed",
        "Round 2 is draft; it must be opened before it can be revealed.",
    ),
    "before it is revealed": (
        a_round("closed", DONE),
        "adjudicated",
        "Round 2 is closed; it must be revealed before it can be declared adjudicated.",
    ),
    "back": (
        a_round("revealed", DONE),
        "open",
        "Round 2 is revealed already; a round does not go back.",
    ),
    "again": (
        a_round("open", DONE),
        "open",
        "Round 2 is open already; a round does not go back.",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_due_is_said_in_a_sentence(case: str) -> None:
    now, state, sentence = REFUSED[case]
    with pytest.raises(NotDue) as refusal:
        refuse_unless_due(now, state)
    assert str(refusal.value) == sentence


def test_a_reason_closes_an_unfinished_round() -> None:
    refuse_unless_due(a_round("open", BUSY), "closed", reason="noor is ill")
    with pytest.raises(NotDue):
        refuse_unless_due(a_round("open", BUSY), "closed", reason="  ")


def test_disagreements_without_a_decision_keep_a_round_from_being_adjudicated() -> None:
    with pytest.raises(NotDue, match="Round 2 has 3 disagreements without a decision; decide on"):
        refuse_unless_due(a_round("revealed"), "adjudicated", undecided=3)
    refuse_unless_due(a_round("revealed"), "adjudicated", undecided=3, reason="left open")


def test_a_coder_who_judged_every_unit_has_finished() -> None:
    assert unfinished(a_round("open", DONE, BUSY, BUSY._replace(judged=10))) == (BUSY,)


def test_a_plan_must_fit_its_purpose() -> None:
    refuse_unless_sound("test", "blank", ("ana", "noor"))
    with pytest.raises(NotAsked, match="A test round starts blank"):
        refuse_unless_sound("test", "own", ("ana", "noor"))
    with pytest.raises(NotAsked, match="A revise round starts from earlier work"):
        refuse_unless_sound("revise", "blank", ("ana", "noor"))
    with pytest.raises(NotAsked, match="A complete round is coded by one coder, not by 2"):
        refuse_unless_sound("complete", "blank", ("ana", "noor"))


@given(st.sampled_from(STATES), st.sampled_from(STATES), st.text(max_size=2), st.integers(0, 3))
def test_only_the_next_state_is_ever_due(
    state: State, wanted: State, reason: str, undecided: int
) -> None:
    now = a_round(state, DONE, BUSY)
    try:
        refuse_unless_due(now, wanted, reason=reason, undecided=undecided)
    except WorkbenchError:
        return
    assert wanted == next_state(now)
