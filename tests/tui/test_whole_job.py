"""The job by hand: from an empty folder to the theme table, from keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.driving import Hand, sitting, study_of
from workbench.store import open_study
from workbench.store.reads import codings, rounds
from workbench.terms import Viewer
from workbench.tui.dialogs.ask import (
    AskAdjudicated,
    AskClose,
    AskCodebook,
    AskCoder,
    AskRound,
    AskSegment,
    Confirm,
)
from workbench.tui.dialogs.decide import AskReason
from workbench.tui.dialogs.exporting import AskExport
from workbench.tui.dialogs.finder import AskWho
from workbench.tui.dialogs.first import AskStudy, NewStudy
from workbench.tui.dialogs.importing.files import AskFiles
from workbench.tui.dialogs.importing.store import AskStore
from workbench.tui.screens.agreement import AgreementScreen
from workbench.tui.screens.disagreements import DisagreementsScreen
from workbench.tui.screens.importing.speakers import SpeakersScreen

SESSION = """Mira: I was afraid she would stay.

Jon: I was angry at the insurance.

Lea: I felt tired just listening.

Mira: She comes every week.

Jon: Does she say why?

Lea: And I feel guilty for being tired.
"""
CODEBOOK = """version: 1
codes:
- {name: fear, key: f, definition: Being afraid.}
- {name: anger, key: a, definition: Anger is shown.}
- {name: tiredness, key: t, definition: Being tired of somebody.}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of our own, so that paths are short to type."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "s1.txt").write_text(SESSION, "utf-8")
    (tmp_path / "c.yaml").write_text(CODEBOOK, "utf-8")
    return tmp_path


async def test_the_job_by_hand_works_from_keys_alone(folder: Path) -> None:
    async with sitting(None, None, (100, 30)) as hand:
        await new_study(hand)
        await set_up(hand)
        await open_a_round(hand)
        await code_six_units(hand, ("f", "a", "t", "0", "0", "t"))
        await be(hand, "ben")
        await code_six_units(hand, ("f", "a", "t", "0", "a", "t"))
        await close_and_reveal(hand)
        await see_agreement(hand)
        await settle(hand)
        await export(hand)
    table = (folder / "t.csv").read_text("utf-8-sig")
    assert all(name in table for name in ("fear", "anger", "tiredness"))
    assert stored(folder / "s.study") == {
        "ana": ["fear", "anger", "tiredness", "tiredness"],
        "ben": ["fear", "anger", "tiredness", "anger", "tiredness"],
    }


def stored(path: Path) -> dict[str, list[str]]:
    from workbench.store.reads.codebooks import codebook

    with open_study(path).reading() as reader:
        viewer = Viewer("ana")
        assert rounds.round_of(reader, viewer).state == "adjudicated"
        names = {code.uid: code.name for _, code in codebook(reader, viewer).walk()}
        found: dict[str, list[str]] = {"ana": [], "ben": []}
        for coding in codings.codings(reader, viewer, 1):
            found[coding.coder].append(names[coding.code])
        return found


async def new_study(hand: Hand) -> None:
    await hand.on(AskStudy)
    await hand.write("s.study")
    await hand.press("enter")
    await hand.on(NewStudy)
    await hand.press("enter")
    await hand.on(AskWho)
    await hand.write("ana")
    await hand.press("enter")
    await hand.until(lambda: "ana" in hand.line("title"), "ana's name")


async def set_up(hand: Hand) -> None:
    assert "press i" in hand.line("advice")
    await hand.press("i")
    await hand.on(AskFiles)
    await hand.write("s1.txt")
    await hand.press("enter")
    preview = await hand.on(SpeakersScreen)
    assert [(one.name, one.turns) for one in preview.voices] == [
        ("Mira", 2),
        ("Jon", 2),
        ("Lea", 2),
    ]
    await hand.press("enter")
    await hand.on(AskStore)
    await hand.press("enter")
    await hand.sees("Imported 1 document")
    await hand.until(lambda: "press s" in hand.line("advice"), "advice to cut")
    await hand.press("s")
    await hand.on(AskSegment)
    await hand.press("right")
    await choose(hand, "turn")
    await hand.press("enter")
    await hand.sees("1 document cut into 6 units")
    await hand.until(lambda: "press b" in hand.line("advice"), "advice to load a codebook")
    await answer(hand, "b", AskCodebook, "c.yaml", "version 1 of the codebook")
    await hand.until(lambda: "press a" in hand.line("advice"), "advice to add a coder")
    await answer(hand, "a", AskCoder, "ben", "ben can code now")
    await hand.until(lambda: "press r" in hand.line("advice"), "advice to draft a round")


async def choose(hand: Hand, word: str) -> None:
    from workbench.tui.widgets.choices import Choice

    choice = hand.screen.query_one("#unit", Choice)
    for _ in range(9):
        if choice.chosen == word:
            return
        await hand.press("right")
    raise AssertionError(word)


async def answer(
    hand: Hand, key: str, dialog: type[AskCodebook | AskCoder], words: str, said: str
) -> None:
    await hand.press(key)
    await hand.on(dialog)
    await hand.write(words)
    await hand.press("enter")
    await hand.sees(said)


async def open_a_round(hand: Hand) -> None:
    await hand.press("r")
    await hand.on(AskRound)
    await hand.press("enter")
    await hand.sees("Round 1 is drafted")
    await hand.until(lambda: "press o" in hand.line("advice"), "advice to open")
    await hand.press("o")
    await hand.on(Confirm)
    await hand.press("right", "enter")
    await hand.sees("Round 1 is open")
    await hand.until(lambda: "press Enter" in hand.line("advice"), "advice to code")


async def code_six_units(hand: Hand, keys: tuple[str, ...]) -> None:
    await hand.press("enter")
    screen = await hand.codes()
    for key in keys:
        await hand.press(key, "j")
    assert screen.sheet is not None
    assert screen.sheet.judged() == 6
    await hand.press("q")
    await hand.until(lambda: hand.screen is study_of(hand), "the study")


async def be(hand: Hand, name: str) -> None:
    await hand.press("f2")
    await hand.on(AskWho)
    await hand.write(name)
    await hand.press("enter")
    await hand.until(lambda: name in hand.line("title"), name)


async def close_and_reveal(hand: Hand) -> None:
    await hand.until(lambda: "press c" in hand.line("advice"), "advice to close")
    await hand.press("c")
    await hand.on(AskClose)
    await hand.press("enter")
    await hand.sees("Round 1 is closed")
    await hand.until(lambda: "press v" in hand.line("advice"), "advice to reveal")
    await hand.press("v")
    await hand.on(Confirm)
    await hand.press("right", "enter")
    await hand.sees("Round 1 is revealed")
    await hand.until(lambda: "press g" in hand.line("advice"), "advice to compare")


async def see_agreement(hand: Hand) -> None:
    await hand.press("g")
    screen = await hand.on(AgreementScreen)
    await hand.until(lambda: bool(screen.found), "agreement")
    await hand.until(lambda: "1 of 1 revealed" in hand.said, "the rows")
    assert "fear" in hand.text()
    await hand.press("q")
    await hand.until(lambda: hand.screen is study_of(hand), "the study")


async def settle(hand: Hand) -> None:
    """Ben put anger on the fifth unit, ana nothing: both agree that it has none."""
    await hand.press("d")
    screen = await hand.on(DisagreementsScreen)
    await hand.until(lambda: screen.one is not None, "the queue")
    await hand.press("0")
    await hand.on(AskReason)
    await hand.write("a question")
    await hand.press("tab", "a", "enter")
    await hand.sees("All are decided")
    await hand.press("ctrl+d")
    await hand.on(AskAdjudicated)
    await hand.press("enter")
    await hand.sees("Round 1 is adjudicated")
    await hand.press("q")
    await hand.until(lambda: hand.screen is study_of(hand), "the study")
    await hand.until(lambda: "press x to export" in hand.line("advice"), "advice to export")


async def export(hand: Hand) -> None:
    await hand.press("x")
    dialog = await hand.on(AskExport)
    from textual.widgets import Input

    await hand.press("tab", "tab", "tab")
    await hand.press("ctrl+u")
    assert dialog.query_one("#path", Input).value == ""
    await hand.write("t.csv")
    await hand.press("enter")
    await hand.sees("Wrote t.csv")
