"""After a split, each quotation gets its part by one key."""

from __future__ import annotations

from pathlib import Path

from tests.tui.driving import Hand, sitting
from tests.tui.revealed import revealed
from tests.tui.study import made_once
from workbench.coding.evolution import split
from workbench.steps.evolution import evolve
from workbench.steps.parts import NEITHER, to_choose
from workbench.store import Store
from workbench.terms import NOBODY
from workbench.tui.screens.codebook import CodebookScreen
from workbench.tui.screens.parts import PartsScreen


@made_once
def parted(path: Path) -> Store:
    """The revealed study, in which anger was split since: ana and ben put it on unit 8."""
    store = revealed(path)
    parts = ("at her", "at others")
    evolve(store, NOBODY, "code split", lambda book: split(book, "anger", parts), "too wide")
    return store


def chosen(store: Store) -> list[tuple[str, str | None]]:
    return [(one.coder, one.chosen) for one in to_choose(store, NOBODY)]


async def walk(hand: Hand) -> PartsScreen:
    await hand.press("b")
    book = await hand.on(CodebookScreen)
    await hand.until(lambda: book.codebook is not None, "the codebook")
    await hand.press("c")
    screen = await hand.on(PartsScreen)
    await hand.until(lambda: screen.found is not None, "the quotations")
    await hand.press()
    return screen


async def test_one_key_chooses_and_goes_on(tmp_path: Path) -> None:
    store = parted(tmp_path / "balint.study")
    async with sitting(store.path, "ana", (100, 30)) as hand:
        await walk(hand)
        assert "“anger” was split" in hand.line("title")
        assert "angry at the insurance" in hand.text()
        await hand.press("2")
        await hand.sees("S1-8: at others.")
        assert chosen(store) == [("ana", "at others"), ("ben", None)]
        await hand.press("9")
        assert "1 of 2 left" in hand.line("status")
        await hand.press("0")
        await hand.sees("All are chosen.")
        assert chosen(store) == [("ana", "at others"), ("ben", NEITHER)]
        await hand.press("u")
        await hand.sees("is open again")
        assert chosen(store) == [("ana", "at others"), ("ben", None)]
        await hand.press("left_square_bracket", "1")
        await hand.sees("S1-8: at her.")
        assert chosen(store) == [("ana", "at her"), ("ben", None)]


async def test_without_a_split_it_says_so(tmp_path: Path) -> None:
    store = revealed(tmp_path / "balint.study")
    async with sitting(store.path, "ana", (100, 30)) as hand:
        await walk(hand)
        assert "No quotation waits" in hand.text()
        await hand.press("1", "u", "n", "q")
        await hand.on(CodebookScreen)
