"""Somebody who reads only the last line of the screen and presses F1 codes a unit."""

from __future__ import annotations

import re
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.tui.driving import Hand, sitting
from tests.tui.study import opened
from workbench.store.reads import codings
from workbench.terms import Viewer
from workbench.tui.widgets import keys

SECONDS_A_KEY, SECONDS_A_LETTER, SECONDS_A_WORD = 2, 0.3, 0.25
"""What a person takes who looks for each key, types 40 words a minute, and reads 240."""

DRAWN = re.compile("[│╭╮╰╯─▁▂▃▄▅▆▇█]")
CALLED = {"esc": "escape", "/": "slash"}
"""Keys that are written otherwise than they are called here."""


class Newcomer:
    """Sees the screen and presses what it names, nothing else; in a dialog, what that names."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        self.seconds = 0.0

    def keys(self) -> dict[str, str]:
        """The keys that stand on the last line, by what is said of each."""
        lines = self._hand.text().splitlines()
        ends = [at for at, line in enumerate(lines) if "╰" in line]
        last = lines[ends[-1] - 1].split("│")[-2] if ends else lines[-1]
        pairs = (one.rpartition(" ") if one[0] in "←↑" else one.partition(" ")
                 for one in re.split(r"\s{2,}", last.strip()))  # fmt: skip
        return {what: key for key, _, what in pairs}

    async def does(self, what: str) -> None:
        """Press the key of which the last line says that it does this."""
        found = self.keys()
        assert what in found, f"no key for {what}: {found}"
        await self._press(found[what])

    async def reads(self, pattern: str) -> str:
        """Read on until a sentence that says what is sought; what it has in brackets, or all."""
        words = " ".join(DRAWN.sub(" ", self._hand.text()).split())
        found = re.search(pattern, words)
        assert found, f"nothing says “{pattern}”: {words}"
        begun = words.find("Help (") if "Help (" in words else found.start()
        self.seconds += len(words[begun : found.end()].split()) * SECONDS_A_WORD
        return found[1] if found.groups() else found[0]

    async def follows(self, pattern: str) -> None:
        """Press the key that a sentence names; the last line has to know it, too."""
        key = await self.reads(pattern)
        assert key in self.keys().values(), f"{key} is not on the last line: {self.keys()}"
        await self._press(key)

    async def types(self, words: str) -> None:
        self.seconds += len(words) * SECONDS_A_LETTER
        await self._hand.write(words)

    async def codes_with(self, code: str) -> None:
        """Press the letter that stands beside a code."""
        letter = re.search(rf"(\w) +■\s+{code}", self._hand.text())
        assert letter, "the letter stands beside the code"
        await self._press(letter[1])

    async def closes_help(self) -> None:
        await self._press(await self.reads(r"Help \((\w+) closes it"))

    async def _press(self, key: str) -> None:
        self.seconds += SECONDS_A_KEY
        key = CALLED.get(key.lower(), key if len(key) == 1 else key.lower())
        await self._hand.press(key)
        await self._hand.settle()


async def first_unit(newcomer: Newcomer) -> None:
    """From the study to a unit that has a code."""
    await newcomer.does("Help")
    await newcomer.reads("judged 0 of 8 units. Enter codes it")
    await newcomer.closes_help()
    await newcomer.follows(r"→ .* press (\w+) to code")
    await newcomer.follows(r"units to judge\. (F1) explains")
    await newcomer.reads("press the letter of each code that applies; the letters stand beside")
    await newcomer.closes_help()
    await newcomer.codes_with("containment")
    await newcomer.reads("Saved: containment")


async def test_a_newcomer_codes_a_unit_within_a_minute(tmp_path: Path) -> None:
    store = opened(tmp_path / "balint.study")
    async with sitting(store.path, "ana", (76, 24)) as hand:
        newcomer = Newcomer(hand)
        await first_unit(newcomer)
        with store.reading() as reader:
            made = codings.codings(reader, Viewer("ana"), 1)
        assert [one.code for one in made] == ["c-containment"]
        assert newcomer.seconds < 60


@pytest.mark.parametrize("key", ["enter", "f1"])
async def test_a_newcomer_gets_nowhere_where_the_last_line_lies(tmp_path: Path, key: str) -> None:
    store = opened(tmp_path / "balint.study")
    true = keys.key_of
    with patch.object(keys, "key_of", lambda app, one: "z" if one.key == key else true(app, one)):
        async with sitting(store.path, "ana", (76, 24)) as hand:
            with pytest.raises(AssertionError, match=r"nothing says|not on the last line"):
                await first_unit(Newcomer(hand))


async def test_a_newcomer_with_a_text_of_their_own_codes_a_unit_within_two_minutes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("talk.txt").write_text("Mira: She came every week.\n\nJon: With what?\n", "utf-8")
    async with sitting(None, None) as hand:
        newcomer = Newcomer(hand)
        await hand.until(lambda: "Which study?" in hand.text(), "the first question")
        await newcomer.reads("Type a name for a new one")
        await newcomer.types("balint")
        await newcomer.does("open it")
        await newcomer.does("make it")
        await hand.until(lambda: "Who is coding?" in hand.text(), "the second")
        await newcomer.reads("type your name and press Enter")
        await newcomer.types("ana")
        await newcomer.does("this is me")
        await newcomer.follows(r"→ .* press (\w) to import one")
        await newcomer.does("look at it")
        await newcomer.does("Import")
        await newcomer.does("import it")
        await newcomer.follows(r"→ .* coding units yet: press (\w)")
        await newcomer.does("cut them")
        await newcomer.follows(r"→ .* or (\w) to explore without")
        await newcomer.does("draft it")
        await newcomer.follows(r"→ .* press (\w) to open it")
        await newcomer.does("Open it")
        await newcomer.follows(r"→ .* press (\w+) to code")
        await newcomer.follows(r"There is no code yet: (\w) makes one")
        await newcomer.types("staying")
        await newcomer.does("propose it")
        await newcomer.reads("Saved: staying, a code of your own")
        assert newcomer.seconds < 120


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
