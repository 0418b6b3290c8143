"""Undo and redo: each coder their own acts, in turn, across restarts, while the round is open."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.small import ANA, BEN, codes, passage, small_study
from workbench.coding.codes import find_code
from workbench.errors import NotAsked, NotDue
from workbench.steps import code
from workbench.steps.memo import write_memo
from workbench.steps.rounds import close_round
from workbench.steps.undo import Undone, redo, undo
from workbench.store import Store, open_study, tables
from workbench.store.reads.codings import codings, no_codes
from workbench.store.reads.memos import memos
from workbench.store.reads.rounds import declared, round_of
from workbench.terms import NOBODY, Passage, Span, Viewer

UNIT_2, UNIT_3, UNIT_4 = (16, 21), (22, 28), (29, 44)


def uid(store: Store, name: str) -> str:
    return find_code(codes(store), name).uid


def state(store: Store, viewer: Viewer = ANA) -> Any:
    """All that a coder sees of their work."""
    with store.reading() as reader:
        given = round_of(reader, viewer, 1).assignments
        finished = [one.finished for one in given]
        assert finished == [declared(reader, viewer, 1, *one[:2]) for one in given]
        return (
            codings(reader, viewer, 1),
            no_codes(reader, viewer, 1),
            sorted(memos(reader, viewer)),
            finished,
        )


def whats(store: Store) -> list[str]:
    with store.reading() as reader:
        rows = reader.rows(tables.event.select().order_by(tables.event.c.n))
    assert [row.n for row in rows] == list(range(1, len(rows) + 1))
    return [row.what for row in rows]


def test_a_coding_is_undone_and_done_again(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    blank = state(store)
    code.toggle(store, ANA, 1, passage("s1", *UNIT_2), uid(store, "anger"))
    coded = state(store)
    assert undo(store, ANA) == Undone("coding made", 1, "s1", *UNIT_2)
    assert state(store) == blank
    assert redo(store, ANA) == Undone("coding made", 1, "s1", *UNIT_2)
    assert state(store) == coded
    assert whats(store)[-3:] == ["coding made", "undone", "redone"]


def test_what_an_exclusive_code_replaced_comes_back(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    code.toggle(store, ANA, 1, passage("s1", *UNIT_2), uid(store, "near"))
    before = state(store)
    code.toggle(store, ANA, 1, passage("s1", *UNIT_2), uid(store, "far"))
    undo(store, ANA)
    assert state(store) == before


def test_a_no_code_that_gave_way_comes_back(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    code.toggle_no_code(store, ANA, 1, passage("s1", *UNIT_2))
    before = state(store)
    code.toggle(store, ANA, 1, passage("s1", *UNIT_2), uid(store, "anger"))
    assert undo(store, ANA).what == "coding made"
    assert state(store) == before
    assert undo(store, ANA) == Undone("no-code made", 1, "s1", *UNIT_2)
    assert state(store)[1] == ()


def test_finishing_is_undone_whole(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    code.toggle(store, ANA, 1, passage("s1", *UNIT_3), uid(store, "anger"))
    before = state(store)
    code.finish(store, ANA, 1, "s1")
    finished = state(store)
    assert undo(store, ANA) == Undone("document finished", 1, "s1")
    assert state(store) == before
    redo(store, ANA)
    assert state(store) == finished


def test_in_a_finished_document_undo_keeps_every_unit_judged(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    code.toggle(store, ANA, 1, passage("s1", *UNIT_3), uid(store, "anger"))
    code.finish(store, ANA, 1, "s1")
    before = state(store)
    code.toggle(store, ANA, 1, passage("s1", *UNIT_3), uid(store, "anger"))
    undo(store, ANA)
    assert state(store) == before


def test_confirmed_copies_are_unjudged_again(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    code.toggle(store, ANA, 1, passage("s1", *UNIT_2), uid(store, "anger"))
    with store.writing() as writer:
        writer.run(tables.coding.update().values(copied=True, starred=True, group="strength"))
    before = state(store)
    assert code.confirm(store, ANA, 1, passage("s1", *UNIT_2)) == 1
    confirmed = state(store)
    undo(store, ANA)
    assert state(store) == before
    redo(store, ANA)
    assert state(store) == confirmed
    with store.reading() as reader:
        assert reader.row(tables.coding.select()).group == "strength"


def test_no_code_on_several_units_is_one_act(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    spans = [Span(*UNIT_2), Span(*UNIT_3)]
    code.toggle_no_code(store, ANA, 1, passage("s1", *UNIT_3))
    before = state(store)
    assert code.toggle_no_code(store, ANA, 1, Passage("s1", spans)) is True
    said = state(store)
    assert len(said[1]) == 2
    undo(store, ANA)
    assert state(store) == before
    redo(store, ANA)
    assert state(store) == said
    assert code.toggle_no_code(store, ANA, 1, Passage("s1", spans)) is False
    assert state(store)[1] == ()
    undo(store, ANA)
    assert state(store) == said


def test_no_code_on_several_units_is_refused_where_one_has_a_code(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    code.toggle(store, ANA, 1, passage("s1", *UNIT_2), uid(store, "anger"))
    before = state(store)
    with pytest.raises(NotAsked, match="Some of these have codes"):
        code.toggle_no_code(store, ANA, 1, Passage("s1", [Span(*UNIT_3), Span(*UNIT_2)]))
    assert state(store) == before


def test_copies_on_several_units_are_confirmed_as_one_act(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    for span in (UNIT_2, UNIT_3):
        code.toggle(store, ANA, 1, passage("s1", *span), uid(store, "anger"))
    with store.writing() as writer:
        writer.run(tables.coding.update().values(copied=True))
    before = state(store)
    assert code.confirm(store, ANA, 1, Passage("s1", [Span(*UNIT_2), Span(*UNIT_3)])) == 2
    undo(store, ANA)
    assert state(store) == before


def test_memos_are_undone_word_for_word(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    for text in ("first", "second", ""):
        write_memo(store, ANA, "unit", "s1#2", text, 1)
    undo(store, ANA)
    with store.reading() as reader:
        assert [one.text for one in memos(reader, ANA)] == ["second"]
    assert undo(store, ANA) == Undone("memo written", 1, target="s1#2", about="S1-2")
    undo(store, ANA)
    assert state(store)[2] == []
    for _ in range(3):
        redo(store, ANA)
    assert state(store)[2] == []


def test_each_coder_undoes_their_own(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    code.toggle(store, ANA, 1, passage("s1", *UNIT_2), uid(store, "anger"))
    code.toggle(store, BEN, 1, passage("s1", *UNIT_2), uid(store, "shame"))
    undo(store, ANA)
    assert (len(state(store, ANA)[0]), len(state(store, BEN)[0])) == (0, 1)
    with pytest.raises(NotAsked, match="nothing of yours to undo"):
        undo(store, ANA)
    with pytest.raises(NotAsked, match="nothing to redo"):
        redo(store, BEN)


def test_undo_outlives_a_restart(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    blank = state(store)
    code.toggle(store, ANA, 1, passage("s1", *UNIT_2), uid(store, "anger"))
    store.close()
    with open_study(tmp_path / "a.study") as again:
        undo(again, ANA)
        assert state(again) == blank


def test_a_new_act_ends_what_could_be_redone(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    code.toggle(store, ANA, 1, passage("s1", *UNIT_2), uid(store, "anger"))
    undo(store, ANA)
    code.toggle(store, ANA, 1, passage("s1", *UNIT_2), uid(store, "shame"))
    with pytest.raises(NotAsked, match="nothing to redo"):
        redo(store, ANA)
    undo(store, ANA)
    redo(store, ANA)
    assert [one.code for one in state(store)[0]] == [uid(store, "shame")]


def test_a_round_that_has_closed_since_keeps_what_was_done_in_it(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    code.toggle(store, ANA, 1, passage("s1", *UNIT_2), uid(store, "anger"))
    close_round(store, NOBODY, 1, "the term ended")
    before = (state(store), whats(store))
    with pytest.raises(NotDue, match="Round 1 is closed now"):
        undo(store, ANA)
    assert (state(store), whats(store)) == before


def test_what_another_way_has_changed_since_is_left_alone(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    code.toggle_no_code(store, ANA, 1, passage("s1", *UNIT_2))
    code.toggle_no_code(store, ANA, 1, passage("s1", *UNIT_2))
    with store.writing() as writer:
        row = {"copied": False, "starred": False, "group": None}
        unit = writer.value(tables.unit.select().where(tables.unit.c.start == UNIT_2[0]))
        span = {"start": 16, "stop": 21, "first_unit_id": unit, "last_unit_id": unit}
        ids = {"round_id": 1, "coder_id": 1, "document_id": 1, "code_id": 2}
        writer.insert(tables.coding, **row, **span, **ids)
    before = (state(store), whats(store))
    with pytest.raises(NotAsked, match="changed in another way since"):
        undo(store, ANA)
    assert (state(store), whats(store)) == before


def test_undo_needs_a_name(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    with pytest.raises(NotAsked, match="say who is coding"):
        undo(store, NOBODY)


names = st.sampled_from(["anger", "shame", "near", "far", "no code", "finish", "undo", "redo"])
spans = st.sampled_from([UNIT_2, UNIT_3, UNIT_4, (20, 30)])


@settings(max_examples=15, deadline=None)
@given(keys=st.lists(st.tuples(names, spans), max_size=25))
def test_undo_goes_back_through_every_state_and_redo_forth(
    tmp_path_factory: pytest.TempPathFactory, keys: list[tuple[str, tuple[int, int]]]
) -> None:
    store = small_study(tmp_path_factory.mktemp("undo") / "a.study")
    past, future = [state(store)], list[Any]()
    for name, span in keys:
        if name == "undo" and len(past) > 1:
            undo(store, ANA)
            future.append(past.pop())
        elif name == "redo" and future:
            redo(store, ANA)
            past.append(future.pop())
        elif name not in ("undo", "redo") and act(store, name, span):
            past.append(state(store))
            future.clear()
        assert state(store) == past[-1]
    for expected in reversed(past[:-1]):
        undo(store, ANA)
        assert state(store) == expected
    whats(store)
    store.close()


def act(store: Store, name: str, span: tuple[int, int]) -> bool:
    """Do it; whether it was allowed."""
    try:
        if name == "no code":
            code.toggle_no_code(store, ANA, 1, passage("s1", *span))
        elif name == "finish":
            code.finish(store, ANA, 1, "s1")
        else:
            code.toggle(store, ANA, 1, passage("s1", *span), uid(store, name))
    except NotAsked:
        return False
    return True
