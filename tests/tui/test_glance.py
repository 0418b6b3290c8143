"""The study at a glance: Enter goes on with what is left."""

from __future__ import annotations

from pathlib import Path

from tests.tui.driving import Hand, sitting, study_of
from tests.tui.study import add_talk, ready
from workbench.steps.code import finish
from workbench.steps.rounds import draft_round
from workbench.store import Store
from workbench.terms import NOBODY, RoundPlan, Viewer
from workbench.tui.dialogs.finder import AskWho
from workbench.tui.widgets.rows import Rows


def three_talks(path: Path) -> Store:
    """An open round of ana and ben over three sessions, of which Ana has finished the first."""
    store = ready(path)
    for name in ("session 2", "session 3"):
        add_talk(store, name)
    draft_round(store, NOBODY, RoundPlan(coders=("ana", "ben"), unit="turn"), open_it=True)
    finish(store, Viewer("ana"), 1, "session 1")
    return store


def place(hand: Hand) -> int:
    return study_of(hand).query_one("#documents", Rows).place


async def test_the_cursor_goes_to_what_is_left(tmp_path: Path) -> None:
    async with sitting(three_talks(tmp_path / "a.study").path, "ana") as hand:
        assert place(hand) == 1
        await hand.press("enter")
        await hand.codes()
        await hand.press("ctrl+d", "y")
        await hand.sees("Finished")
        await hand.press("q")
        await hand.settle()
        assert place(hand) == 2
        await hand.press("f2")
        await hand.on(AskWho)
        await hand.press(*"ben", "enter")
        await hand.sees("ben is coding now")
        await hand.settle()
        assert place(hand) == 2


async def test_the_cursor_stays_where_nothing_was_finished(tmp_path: Path) -> None:
    async with sitting(three_talks(tmp_path / "a.study").path, "ana") as hand:
        await hand.press("up", "enter")
        await hand.codes()
        await hand.press("q")
        await hand.settle()
        assert place(hand) == 0
