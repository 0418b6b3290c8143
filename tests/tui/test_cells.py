"""Filling in tables for the paper by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.driving import Hand, sitting
from tests.tui.revealed import revealed
from workbench.steps.export import EXPORTS
from workbench.steps.exports.wanted import Wanted
from workbench.store import Store
from workbench.terms import NOBODY
from workbench.tui.dialogs.filling import WriteCell
from workbench.tui.dialogs.finder import PickName
from workbench.tui.screens.cells import CellsScreen


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = revealed(tmp_path / "a.study")
    yield store
    store.close()


async def filling(hand: Hand) -> CellsScreen:
    """The screen, with its table read."""
    await hand.press("f")
    screen = await hand.on(CellsScreen)
    await hand.sees("cells are written")
    return screen


async def write(hand: Hand, words: str) -> None:
    await hand.on(WriteCell)
    await hand.write(words)
    await hand.press("ctrl+s")
    await hand.on(CellsScreen)


async def test_a_row_of_a_joint_display_is_typed_and_chosen(store: Store) -> None:
    async with sitting(store.path) as hand:
        await filling(hand)
        await hand.press("n")
        await write(hand, "Did they feel safe?")
        await hand.sees("Wrote 1, Domain or question.")
        await hand.press(*"jjjj", "enter")
        await hand.on(PickName)
        await hand.enter("disc")
        await hand.sees("Wrote 1, Fit.")
        assert "discordance" in hand.text()
    found = EXPORTS["joint"](store, NOBODY, Wanted("joint"))
    assert found.rows == (("Did they feel safe?", "", "", "", "discordance", ""),)


async def test_the_next_empty_answer_of_a_checklist_is_filled_in(store: Store) -> None:
    async with sitting(store.path) as hand:
        screen = await filling(hand)
        await hand.press("t")
        await hand.on(PickName)
        await hand.enter("coreq")
        await hand.sees("0 of 64 cells are written")
        await hand.press("enter")
        await write(hand, "Ruth and Anselm")
        await hand.sees("Wrote 1, Answer.")
        await hand.press("e")
        assert screen.place is not None
        assert (screen.place.row.name, screen.place.column.head) == ("1", "Page")
        assert "Ruth and Anselm" in hand.text()
        await hand.press("n")
        await hand.sees("The rows of this table are those there are")
    assert EXPORTS["coreq"](store, NOBODY, Wanted("coreq")).rows[0][3] == "Ruth and Anselm"


async def test_what_is_left_with_escape_stays_as_it_was(store: Store) -> None:
    async with sitting(store.path) as hand:
        await filling(hand)
        await hand.press("n", "escape")
        await hand.on(CellsScreen)
        assert "No row yet" in hand.text()
