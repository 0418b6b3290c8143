"""Decisions settle units; codings stay; the final coding and the next round start from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small import ANA, BEN, codes
from tests.steps.test_disagreements import UNIT_4, coded, revealed
from workbench.coding.codes import find_code
from workbench.coding.disagreements import Tally
from workbench.errors import NameUnknown, NotAsked, NotDue
from workbench.steps import rounds
from workbench.steps.decide import decide
from workbench.steps.disagreements import queue
from workbench.steps.findings import findings
from workbench.store import Store
from workbench.store.reads import codings
from workbench.store.reads.decisions import decisions
from workbench.store.reads.history import events
from workbench.store.reads.memos import memos
from workbench.terms import NOBODY, Coding, Decision, RoundPlan

ANGER = Decision("s1", 4, ("anger",), reason="She says so.", agreed=("ana", "ben"))
NONE = Decision("s1", 2, (), "none", "Only an answer.", ("ana", "ben"))


def made(store: Store) -> tuple[Decision, ...]:
    with store.reading() as reader:
        return decisions(reader, NOBODY, 1)


def uid(store: Store, name: str) -> str:
    return find_code(codes(store), name).uid


def test_a_decision_is_in_the_queue_and_the_codings_stay(tmp_path: Path) -> None:
    store = revealed(tmp_path / "a.study")
    with store.reading() as reader:
        before = codings.codings(reader, NOBODY, 1), codings.no_codes(reader, NOBODY, 1)
    assert decide(store, ANA, 1, ANGER) == "made"
    found = queue(store, NOBODY, 1)
    first = found.queued[0]
    assert (first.number, first.decided_codes) == ("S1-4", ("anger",))
    assert first.decision == ANGER._replace(codes=(uid(store, "anger"),))
    assert [one.number for one in found.undecided] == ["S1-2"]
    assert found.tally == Tally(1, 1, 1)
    with store.reading() as reader:
        after = codings.codings(reader, NOBODY, 1), codings.no_codes(reader, NOBODY, 1)
    assert after == before


def test_without_anybody_named_the_viewer_decides_alone(tmp_path: Path) -> None:
    store = revealed(tmp_path / "a.study")
    decide(store, BEN, None, NONE._replace(agreed=()))
    assert made(store) == (NONE._replace(agreed=("ben",)),)


def test_the_same_decision_twice_is_one(tmp_path: Path) -> None:
    store = revealed(tmp_path / "a.study")
    assert decide(store, ANA, 1, ANGER) == "made"
    with store.reading() as reader:
        before = events(reader, NOBODY)
    assert decide(store, ANA, 1, ANGER) == "same"
    assert decide(store, ANA, 1, ANGER._replace(codes=("shame", "near"))) == "replaced"
    with store.reading() as reader:
        after = [one.what for one in events(reader, NOBODY)[len(before) :]]
    assert after == ["decision replaced", "memo written"]
    assert len(made(store)) == 1


@pytest.mark.parametrize(
    ("wrong", "fault", "sentence"),
    [
        (ANGER._replace(codes=()), NotAsked, "Say what the unit is to have"),
        (NONE._replace(codes=("anger",)), NotAsked, "takes no codes"),
        (ANGER._replace(reason=" "), NotAsked, "needs a reason"),
        (ANGER._replace(agreed=()), NotAsked, "Say who decided"),
        (ANGER._replace(agreed=("zed",)), NameUnknown, "zed"),
        (ANGER._replace(codes=("envy",)), NameUnknown, "envy"),
        (ANGER._replace(codes=("near", "far")), NotAsked, "exclude each other"),
        (ANGER._replace(unit=1), NotDue, "Unit 1 of “s1” is not judged"),
        (ANGER._replace(document="s9"), NameUnknown, "s9"),
    ],
)
def test_a_decision_that_says_too_little_or_too_much_is_refused(
    tmp_path: Path, wrong: Decision, fault: type[Exception], sentence: str
) -> None:
    store = revealed(tmp_path / "a.study")
    with pytest.raises(fault, match=sentence):
        decide(store, NOBODY, 1, wrong)
    assert made(store) == ()


def test_nothing_is_decided_before_reveal(tmp_path: Path) -> None:
    store = coded(tmp_path / "a.study")
    with pytest.raises(NotDue, match="Round 1 is open, and blind"):
        decide(store, ANA, 1, ANGER)


def test_tables_count_what_was_decided_and_say_so(tmp_path: Path) -> None:
    store = revealed(tmp_path / "a.study")
    decide(store, ANA, 1, ANGER)
    decide(store, ANA, 1, NONE._replace(outcome="open"))
    with store.reading() as reader:
        found = findings(reader, NOBODY, 1)
    units = {(one.document, one.unit): (one.codes, one.unresolved) for one in found.units}
    assert units["s1", 4] == ((uid(store, "anger"),), ())
    assert units["s1", 2] == ((), (uid(store, "anger"),))
    assert found.rule.endswith(
        "Units discussed: 2; of them settled otherwise than some coder had coded them: 1; "
        "units on which coders still differ: 1."
    )


def test_a_round_is_adjudicated_when_all_is_decided(tmp_path: Path) -> None:
    store = revealed(tmp_path / "a.study")
    decide(store, ANA, 1, ANGER)
    with pytest.raises(NotDue, match="Round 1 has 1 disagreement without a decision"):
        rounds.adjudicate_round(store, ANA, 1)
    decide(store, ANA, 1, NONE._replace(outcome="open"))
    assert rounds.adjudicate_round(store, ANA, 1) == 1
    with pytest.raises(NotDue, match="its decisions stand"):
        decide(store, ANA, 1, NONE)


def test_a_round_is_adjudicated_with_a_reason_for_what_is_left(tmp_path: Path) -> None:
    store = revealed(tmp_path / "a.study")
    rounds.adjudicate_round(store, ANA, 1, "Ben has left.")
    with store.reading() as reader:
        event = next(one for one in events(reader, NOBODY) if one.what == "round adjudicated")
        said = [one[:4] for one in memos(reader, NOBODY)]
        assert ("ana", "event", str(event.n), "Ben has left.") in said


def test_an_open_round_cannot_be_adjudicated(tmp_path: Path) -> None:
    with pytest.raises(NotDue, match="it must be closed before it can be declared adjudicated"):
        rounds.adjudicate_round(coded(tmp_path / "a.study"), ANA, 1, "so")


REVISE = RoundPlan(("ana", "ben"), "turn", "revise", ("s1",), ("student",), start_from="decisions")


def test_a_round_that_starts_from_decisions_has_copies_for_each_coder(tmp_path: Path) -> None:
    store = revealed(tmp_path / "a.study")
    decide(store, ANA, 1, ANGER)
    n = rounds.draft_round(store, NOBODY, REVISE, open_it=True)
    anger = uid(store, "anger")
    with store.reading() as reader:
        assert codings.codings(reader, ANA, n) == (
            Coding("ana", "s1", anger, *UNIT_4, 4, 4, copied=True),
        )
        assert codings.codings(reader, BEN, n) == (
            Coding("ben", "s1", anger, *UNIT_4, 4, 4, copied=True),
        )
        assert codings.no_codes(reader, ANA, n) == ()


def test_a_round_that_nobody_coded_is_not_what_the_next_starts_from(tmp_path: Path) -> None:
    store = revealed(tmp_path / "a.study")
    decide(store, ANA, 1, ANGER)
    n = rounds.draft_round(store, NOBODY, REVISE, open_it=True)
    rounds.close_round(store, NOBODY, n, "The term ended.")
    rounds.reveal_round(store, NOBODY, n)
    n = rounds.draft_round(store, NOBODY, REVISE, open_it=True)
    with store.reading() as reader:
        copies = codings.codings(reader, ANA, n)
    assert [(one.code, one.first_unit) for one in copies] == [(uid(store, "anger"), 4)]


def test_without_decisions_no_round_starts_from_them(tmp_path: Path) -> None:
    store = revealed(tmp_path / "a.study")
    with pytest.raises(NotAsked, match="There are no decisions to start from yet"):
        rounds.draft_round(store, NOBODY, REVISE)
    decide(store, ANA, 1, ANGER)
    with pytest.raises(NotAsked, match="in these documents"):
        rounds.draft_round(
            store,
            NOBODY,
            RoundPlan(("ana",), "turn", "revise", ("s2",), ("student",), start_from="decisions"),
        )
