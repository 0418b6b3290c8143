"""Somebody who reads only the last line of the screen and presses F1 codes a unit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.tui.driving import Hand, sitting, study_of
from tests.tui.study import opened
from workbench.store.reads import codings
from workbench.terms import Viewer
from workbench.tui.dialogs.finder import AskWho
from workbench.tui.dialogs.first import AskStudy
from workbench.tui.dialogs.help import Help
from workbench.tui.screens.code import CodeScreen

SECONDS_A_KEY, SECONDS_A_LETTER = 2, 0.3
"""What a person takes who looks for each key, and who types a word (about 40 words a minute)."""


class Newcomer:
    """Presses nothing that the screen has not told."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        self.seconds = 0.0

    async def press_what_is_called(self, word: str) -> None:
        """Press the key that the last line has before a word."""
        told = self._hand.text().splitlines()[-1]
        found = re.search(rf"(\S+) {word}\b", told)
        assert found, f"no key for {word} in: {told}"
        await self.press(found[1].lower())

    async def type(self, words: str) -> None:
        """Type a name and press Enter."""
        self.seconds += len(words) * SECONDS_A_LETTER
        await self._hand.write(words)
        await self.press("enter")

    async def press(self, *keys: str) -> None:
        self.seconds += len(keys) * SECONDS_A_KEY
        await self._hand.press(*keys)


async def test_a_newcomer_codes_a_unit_within_a_minute(tmp_path: Path) -> None:
    store = opened(tmp_path / "balint.study")
    async with sitting(store.path, "ana", (76, 24)) as hand:
        newcomer = Newcomer(hand)
        await newcomer.press_what_is_called("Help")
        await hand.on(Help)
        assert "Code the document under the cursor" in await all_of(hand, newcomer)
        await newcomer.press("escape")
        await hand.until(lambda: hand.screen is study_of(hand), "the study")
        await newcomer.press_what_is_called("Code")
        await hand.codes()
        await newcomer.press_what_is_called("Help")
        await hand.on(Help)
        assert "press the letter of each code" in await all_of(hand, newcomer)
        await newcomer.press("escape")
        await hand.on(CodeScreen)
        letter = re.search(r"(\w) +■\s+containment", hand.text())
        assert letter, "the letter stands beside the code"
        await newcomer.press(letter[1])
        await hand.sees("Saved: containment")
        with store.reading() as reader:
            made = codings.codings(reader, Viewer("ana"), 1)
        assert [one.code for one in made] == ["c-containment"]
        assert newcomer.seconds < 60


async def test_a_newcomer_with_a_text_of_their_own_codes_a_unit_within_a_minute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("talk.txt").write_text("Mira: She came every week.\n\nJon: With what?\n", "utf-8")
    async with sitting(None, None) as hand:
        newcomer = Newcomer(hand)
        await hand.on(AskStudy)
        await newcomer.type("balint")
        await newcomer.press("enter")
        await hand.on(AskWho)
        await newcomer.type("ana")
        await hand.until(lambda: hand.screen is study_of(hand), "the study")
        await newcomer.press_what_is_called("Import")
        await newcomer.press("enter", "enter", "enter")
        await hand.sees("Imported")
        for step in ("Units", "Round"):
            await newcomer.press_what_is_called(step)
            await newcomer.press("enter")
            await hand.until(lambda: hand.screen is study_of(hand), "the study")
        await newcomer.press_what_is_called("Open")
        await newcomer.press("y")
        await hand.sees("is open")
        await newcomer.press_what_is_called("Code")
        await hand.codes()
        await hand.sees("There is no code yet: p makes one")
        await newcomer.press_what_is_called("New")
        await newcomer.type("staying")
        await hand.sees("Saved: staying, a code of your own.")
        assert newcomer.seconds < 60


async def all_of(hand: Hand, newcomer: Newcomer) -> str:
    """What a help says, read to its end."""
    told = hand.text()
    for _ in range(2):
        await newcomer.press("pagedown")
        told += hand.text()
    return " ".join(re.sub("[│╭╮╰╯─]", " ", told).split())


async def test_a_study_in_a_folder_that_is_synchronised_is_opened_with_a_warning(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "OneDrive - University"
    folder.mkdir()
    store = opened(folder / "balint.study")
    async with sitting(store.path, size=(120, 36)) as hand:
        await hand.until(lambda: len(hand.app._notifications) > 0, "the warning")
        (told,) = [one.message for one in hand.app._notifications]
    assert told == (
        f"{store.path} lies in a folder that OneDrive synchronises. Keep the study in a folder of "
        "this computer alone, and pass work on with packets (m of the study) or copies (workbench "
        "backup)."
    )


async def test_a_study_in_a_folder_of_its_own_is_opened_in_silence(tmp_path: Path) -> None:
    store = opened(tmp_path / "balint.study")
    async with sitting(store.path) as hand:
        await hand.press("f1")
        assert list(hand.app._notifications) == []
