"""A misheard word is corrected while coding, and looked at again."""

from __future__ import annotations

from pathlib import Path

from syrupy.assertion import SnapshotAssertion

from tests.tui.driving import Hand, sitting
from tests.tui.study import opened
from tests.tui.test_pictures import SIZES, look
from workbench.steps.correcting.words import correct_words
from workbench.store import Store
from workbench.store.reads.documents import text
from workbench.terms import NOBODY, Viewer
from workbench.tui.dialogs.correct import CorrectWords
from workbench.tui.screens.code import CodeScreen
from workbench.tui.screens.second_look import SecondLookScreen

ANA = Viewer("ana")


def said(store: Store) -> str:
    with store.reading() as reader:
        return text(reader, NOBODY, "session 1")


async def at_second_look(hand: Hand) -> SecondLookScreen:
    await hand.press("l")
    screen = await hand.on(SecondLookScreen)
    await hand.until(lambda: screen.looks is not None, "the list")
    return screen


async def test_a_word_is_corrected_after_it_was_shown_and_looked_at_again(tmp_path: Path) -> None:
    store = opened(tmp_path / "balint.study")
    async with sitting(store.path, size=(120, 40)) as hand:
        await hand.press("enter")
        await hand.codes()
        await hand.press("j", "c", "ctrl+e")
        dialog = await hand.on(CorrectWords)
        await hand.write("sixty")
        await hand.press("tab")
        await hand.enter("sixteen")
        await hand.until(lambda: bool(dialog.found) and not dialog.busy, "what changes")
        assert "1 judgement to look at again" in dialog.found
        assert "sixteen" not in said(store)
        await hand.press("enter")
        await hand.sees("Corrected: “sixty” is “sixteen”")
        assert "a woman of sixteen who" in said(store)
        await hand.until(lambda: "sixteen" in hand.text(), "the words")
        await hand.press("q")
        screen = await at_second_look(hand)
        assert screen.looks is not None
        assert [(one.unit, one.codes, one.because) for one in screen.looks] == [
            (2, ("containment",), "words")
        ]
        await hand.press("enter")
        await hand.on(CodeScreen)
        await hand.press("q")
        await hand.on(SecondLookScreen)
        await hand.press("d")
        await hand.until(lambda: screen.looks == [], "the empty list")


async def test_words_that_do_not_stand_there_stay_typed(tmp_path: Path) -> None:
    store = opened(tmp_path / "balint.study")
    before = said(store)
    async with sitting(store.path, size=(120, 40)) as hand:
        await hand.press("enter")
        await hand.codes()
        await hand.press("ctrl+e")
        dialog = await hand.on(CorrectWords)
        await hand.enter("seventy")
        await hand.until(lambda: not dialog.busy, "the refusal")
        assert hand.screen is dialog
    assert said(store) == before


@SIZES
async def test_the_list_for_a_second_look(
    tmp_path: Path, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    store = opened(tmp_path / "balint.study")

    async def drive(hand: Hand) -> None:
        await hand.press("enter")
        await hand.codes()
        await hand.press("j", "c", "q")
        correct_words(store, ANA, "session 1", "sixty", "sixteen")
        await at_second_look(hand)

    async with sitting(store.path, size=size) as hand:
        await look(hand, snapshot, drive)
