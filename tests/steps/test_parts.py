"""After a split, and after merges: what earlier codings are, and what a round may start from."""

from pathlib import Path

import pytest

from tests.small import ANA, BEN, codes, passage, small_study
from workbench.coding import evolution
from workbench.coding.codes import find_code
from workbench.errors import NameUnknown, NotDue
from workbench.steps import code, memo
from workbench.steps.code import confirm, finish
from workbench.steps.codebook import acts_between
from workbench.steps.evolution import evolve
from workbench.steps.parts import NEITHER, choose, to_choose
from workbench.steps.rounds import close_round, draft_round, open_round, reveal_round
from workbench.steps.undo import undo
from workbench.store import Store
from workbench.store.reads.codings import codings, no_codes
from workbench.store.reads.history import events
from workbench.store.reads.memos import memos
from workbench.terms import NOBODY, Event, RoundPlan, Viewer

UNIT_2, UNIT_3, UNIT_4 = (16, 21), (22, 28), (29, 44)
REVISE = RoundPlan(("ana", "ben"), "turn", "revise", ("s1",), ("student",), start_from="own")


def uid(store: Store, name: str) -> str:
    return find_code(codes(store), name).uid


def revealed(path: Path, *put: tuple[Viewer, str, tuple[int, int]]) -> Store:
    store = small_study(path)
    for viewer, name, unit in put:
        code.toggle(store, viewer, 1, passage("s1", *unit), uid(store, name))
    close_round(store, NOBODY, 1, "enough")
    reveal_round(store, NOBODY, 1)
    return store


def split_anger(store: Store) -> None:
    evolve(
        store,
        ANA,
        "code split",
        lambda book: evolution.split(book, "anger", ["at self", "at others"]),
        "two things",
        ("s1", 4),
    )


def copies(store: Store, viewer: Viewer, n: int) -> list[tuple[str, int]]:
    names = {one.uid: one.name for _, one in codes(store).walk()}
    with store.reading() as reader:
        return [(names[c.code], c.start) for c in codings(reader, viewer, n) if c.copied]


def test_a_split_is_walked_through_one_quotation_after_another(tmp_path: Path) -> None:
    store = revealed(
        tmp_path / "a.study", (ANA, "anger", UNIT_2), (ANA, "anger", UNIT_3), (BEN, "anger", UNIT_4)
    )
    split_anger(store)
    waiting = to_choose(store, NOBODY, waiting=True)
    assert [(one.coder, one.number, one.parts, one.quotation) for one in waiting] == [
        ("ana", "S1-2", ("at self", "at others"), "I do."),
        ("ana", "S1-3", ("at self", "at others"), "Go on."),
        ("ben", "S1-4", ("at self", "at others"), "I was so angry."),
    ]
    choose(store, ANA, waiting[0], "2")
    choose(store, ANA, waiting[1], NEITHER)
    assert [one.chosen for one in to_choose(store, NOBODY)] == ["at others", NEITHER, None]
    n = draft_round(store, NOBODY, REVISE, open_it=True)
    assert copies(store, ANA, n) == [("at others", 16)]
    assert copies(store, BEN, n) == []


def test_a_choice_is_undone_and_a_wrong_part_refused(tmp_path: Path) -> None:
    store = revealed(tmp_path / "a.study", (ANA, "anger", UNIT_2))
    split_anger(store)
    (one,) = to_choose(store, ANA)
    with pytest.raises(NameUnknown, match="at self, at others"):
        choose(store, ANA, one, "3")
    choose(store, ANA, one, "at self")
    undo(store, ANA)
    assert [one.chosen for one in to_choose(store, ANA)] == [None]


def test_a_later_merge_leads_a_chosen_part_on(tmp_path: Path) -> None:
    store = revealed(tmp_path / "a.study", (ANA, "anger", UNIT_2))
    split_anger(store)
    (one,) = to_choose(store, ANA)
    choose(store, ANA, one, "at self")
    merge: evolution.Edit = lambda book: evolution.merge(book, ["at self", "shame"], "inward")  # noqa: E731
    evolve(store, ANA, "codes merged", merge, "alike")
    n = draft_round(store, NOBODY, REVISE, open_it=True)
    assert copies(store, ANA, n) == [("inward", 16)]


def test_copies_that_exclude_each_other_now_are_left_out(tmp_path: Path) -> None:
    store = revealed(
        tmp_path / "a.study", (ANA, "anger", UNIT_2), (ANA, "near", UNIT_2), (ANA, "anger", UNIT_3)
    )
    evolve(store, ANA, "code moved", lambda b: evolution.move(b, "anger", "stance"), "a stance")
    n = draft_round(store, NOBODY, REVISE, open_it=True)
    assert copies(store, ANA, n) == [("anger", 22)]


def test_finishing_waits_until_copies_are_confirmed(tmp_path: Path) -> None:
    store = revealed(tmp_path / "a.study", (ANA, "anger", UNIT_2))
    n = draft_round(store, NOBODY, REVISE, open_it=True)
    with pytest.raises(NotDue, match="nothing but copies from earlier on 1 unit;"):
        finish(store, ANA, n, "s1")
    confirm(store, ANA, n, passage("s1", *UNIT_2))
    assert finish(store, ANA, n, "s1") == 2
    with store.reading() as reader:
        assert [one.unit for one in no_codes(reader, ANA, n)] == [3, 4]


def test_a_draft_whose_codes_are_gone_opens_only_with_a_reason(tmp_path: Path) -> None:
    store = revealed(tmp_path / "a.study")
    n = draft_round(store, NOBODY, RoundPlan(("ana",), "turn", "test", ("s1",), ("student",)))
    evolve(store, ANA, "code retired", lambda b: evolution.retire(b, "shame"), "gone")
    with pytest.raises(NotDue, match="“shame” is gone"):
        open_round(store, NOBODY, n)
    open_round(store, NOBODY, n, "to compare with the first")
    with store.reading() as reader:
        opened = events(reader, NOBODY)[-2]
        assert opened.what == "round open"
        (reason,) = memos(reader, NOBODY, target=str(opened.n))
    assert reason.text == "to compare with the first"


def test_a_change_names_the_unit_that_caused_it(tmp_path: Path) -> None:
    store = revealed(tmp_path / "a.study")
    split_anger(store)
    (act,) = acts_between(store, NOBODY, 1, 2)
    assert (act.who, act.what, act.reason, act.document, act.unit) == (
        "ana", "code split", "two things", "s1", 4,
    )  # fmt: skip
    with pytest.raises(NameUnknown, match="no unit 99"):
        evolve(
            store, ANA, "x", lambda b: evolution.retire(b, "shame"), "gone", because_of=("s1", 99)
        )


def test_history_has_no_gaps_for_whoever_reads_it(tmp_path: Path) -> None:
    store = small_study(tmp_path / "a.study")
    for viewer in (ANA, BEN, ANA):
        code.toggle(store, viewer, 1, passage("s1", *UNIT_2), uid(store, "anger"))
        memo.write_memo(store, viewer, "unit", "s1#2", "hm", 1)
    undo(store, BEN)
    for viewer in (ANA, BEN, NOBODY):
        numbers = [event.n for event in seen(store, viewer)]
        assert numbers == list(range(1, len(numbers) + 1))
    undone = seen(store, BEN)[-1]
    assert seen(store, BEN)[int(str(undone.ids["event"])) - 1].what == "memo written"


def seen(store: Store, viewer: Viewer) -> tuple[Event, ...]:
    with store.reading() as reader:
        return events(reader, viewer)
