"""Decisions are made on revealed rounds, read by all, and replaced with a trace."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.small import ANA, codes, small_study
from workbench.coding.codes import find_code
from workbench.errors import NotDue
from workbench.store import Store
from workbench.store.reads.decisions import decisions
from workbench.store.reads.history import events
from workbench.store.reads.memos import memos
from workbench.store.reads.results import result_of
from workbench.store.writes.decisions import put_decision
from workbench.store.writes.results import keep_result
from workbench.store.writes.rounds import set_state
from workbench.terms import NOBODY, OUTCOMES, Decision, State


def uid(store: Store, name: str) -> str:
    return find_code(codes(store), name).uid


def decided(store: Store) -> tuple[Decision, ...]:
    with store.reading() as reader:
        return decisions(reader, NOBODY, 1)


def put(store: Store, *made: Decision) -> list[bool]:
    with store.writing(ANA) as writer:
        return [put_decision(writer, 1, one).before is not None for one in made]


def test_a_decision_is_read_as_it_was_made(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study", "revealed")
    one = Decision("s1", 2, (uid(store, "anger"),), reason="He shouts.", agreed=("ana", "ben"))
    other = Decision("s2", 2, (), "none", "Only news.", ("ben",))
    assert put(store, other, one) == [False, False]
    assert decided(store) == (one, other)
    with store.reading() as reader:
        assert decisions(reader, NOBODY, 1, "s2") == (other,)


@pytest.mark.parametrize("state", ["draft", "open", "closed"])
def test_nothing_is_decided_while_a_round_is_blind(tmp_path: Path, state: State) -> None:
    store = small_study(tmp_path / "a.study", state)
    with pytest.raises(NotDue, match=f"Round 1 is {state}, and blind; decisions"):
        put(store, Decision("s1", 2, (), "none"))


def test_decisions_of_an_adjudicated_round_stand(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study", "revealed")
    with store.writing() as writer:
        set_state(writer, 1, "adjudicated")
    with pytest.raises(NotDue, match="Round 1 is adjudicated, its decisions stand"):
        put(store, Decision("s1", 2, (), "none"))


def test_only_units_that_the_round_judges_are_decided(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study", "revealed")
    with pytest.raises(NotDue, match="Unit 1 of “s1” is not judged in round 1"):
        put(store, Decision("s1", 1, (), "none"))
    assert decided(store) == ()


def test_deciding_again_replaces_and_history_keeps_what_was(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study", "revealed")
    first = Decision("s1", 2, (uid(store, "anger"),), reason="He shouts.", agreed=("ana",))
    second = Decision("s1", 2, (), "open", "Not sure.", ("ana", "ben"))
    assert put(store, first, second) == [False, True]
    assert decided(store) == (second,)
    with store.reading() as reader:
        made, replaced, _ = events(reader, NOBODY)[-3:]
        said = memos(reader, NOBODY)[-1]
    assert (made.what, replaced.what) == ("decision made", "decision replaced")
    before = {name: made.ids[name] for name in ("outcome", "codes", "agreed")}
    assert replaced.ids["was"] == before
    assert (said.author, said.target, said.text) == (
        "ana",
        str(replaced.n),
        "The reason before was: He shouts.",
    )


MADE = st.builds(
    Decision,
    st.just("s1"),
    st.integers(2, 4),
    st.frozensets(st.sampled_from(["anger", "shame", "near"])).map(lambda c: tuple(sorted(c))),
    st.sampled_from(OUTCOMES),
    st.text("ab ", max_size=3),
    st.frozensets(st.sampled_from(["ana", "ben"])).map(lambda c: tuple(sorted(c))),
)


@settings(max_examples=15, deadline=None)
@given(st.lists(MADE, max_size=6))
def test_the_last_decision_on_a_unit_is_the_one_read(
    tmp_path_factory: pytest.TempPathFactory, made: list[Decision]
) -> None:
    store = small_study(tmp_path_factory.mktemp("d") / "a.study", "revealed")
    uids = {name: uid(store, name) for name in ("anger", "shame", "near")}
    stored = [one._replace(codes=tuple(sorted(uids[name] for name in one.codes))) for one in made]
    put(store, *stored)
    last = {one.unit: one for one in stored}
    assert decided(store) == tuple(last[unit] for unit in sorted(last))


def test_the_first_result_kept_is_the_one_read_ever_after(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study", "revealed")
    with store.writing() as writer:
        keep_result(writer, 1, "by code", {"alpha": 0.5})
        keep_result(writer, 1, "by code", {"alpha": 0.6})
    with store.reading() as reader:
        assert result_of(reader, NOBODY, 1, "by code") == {"alpha": 0.5}
        assert result_of(reader, NOBODY, 1, "by pair") is None
