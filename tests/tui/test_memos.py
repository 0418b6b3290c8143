"""Memos by keys, on whatever the cursor is on."""

from __future__ import annotations

from pathlib import Path

from tests.tui.driving import Hand, sitting
from tests.tui.study import opened
from workbench.steps.memo import Wanted, noted
from workbench.terms import NOBODY, Viewer
from workbench.tui.dialogs.finder import AskWho
from workbench.tui.dialogs.memo import WriteMemo
from workbench.tui.screens.codebook import CodebookScreen
from workbench.tui.screens.participants import ParticipantsScreen
from workbench.tui.screens.study import StudyScreen


async def write(hand: Hand, key: str, words: str) -> None:
    await hand.press(key)
    await hand.on(WriteMemo)
    assert "Blind like your codes" in hand.text()
    await hand.write(words)
    await hand.press("ctrl+s")
    await hand.sees("Saved: memo on")


async def test_a_memo_is_written_on_a_document_the_study_a_code_and_a_person(
    tmp_path: Path,
) -> None:
    store = opened(tmp_path / "balint.study")
    async with sitting(store.path) as hand:
        await hand.press("f2")
        await hand.on(AskWho)
        await hand.press("enter")
        await hand.on(StudyScreen)
        await write(hand, "M", "long")
        await write(hand, "J", "a journal")
        await hand.press("b")
        await hand.on(CodebookScreen)
        await write(hand, "M", "too wide")
        await hand.press("q")
        await hand.on(StudyScreen)
        await hand.press("p")
        await hand.on(ParticipantsScreen)
        await write(hand, "M", "tired")
        await hand.press("M")
        await hand.on(WriteMemo)
        assert "tired" in hand.text()
        await hand.press("escape")
    found = noted(store, Viewer("ana"), Wanted())
    assert [(one.kind, one.n, one.text) for one in found] == [
        ("document", 1, "long"),
        ("study", 1, "a journal"),
        ("code", 1, "too wide"),
        ("case", 1, "tired"),
    ]
    assert noted(store, NOBODY, Wanted()) == ()


async def test_on_the_coding_screen_a_memo_is_on_the_unit_or_on_the_code(tmp_path: Path) -> None:
    store = opened(tmp_path / "balint.study")
    async with sitting(store.path) as hand:
        await hand.press("f2")
        await hand.on(AskWho)
        await hand.press("enter")
        await hand.on(StudyScreen)
        await hand.press("enter")
        await hand.codes()
        await write(hand, "M", "near to another")
    (one,) = noted(store, Viewer("ana"), Wanted())
    assert (one.kind, one.text) == ("code", "near to another")
