"""The job by hand: from an empty folder to the theme table, from keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.driving import Hand, sitting
from tests.tui.walking import (
    answer,
    back,
    be,
    close_and_reveal,
    code_units,
    cut,
    draft_and_open,
    new_study,
    settle_the_only_one,
)
from workbench.store import open_study
from workbench.store.reads import codings, rounds
from workbench.terms import Viewer
from workbench.tui.dialogs.exporting import AskExport
from workbench.tui.dialogs.importing.files import AskFiles
from workbench.tui.dialogs.importing.store import AskStore
from workbench.tui.dialogs.setting_up import AskCodebook, AskCoder
from workbench.tui.screens.agreement import AgreementScreen
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
        await new_study(hand, "s.study")
        await set_up(hand)
        await draft_and_open(hand)
        await code_units(hand, "fat00t")
        await back(hand)
        await be(hand, "ben")
        await code_units(hand, "fat0at")
        await back(hand)
        await hand.until(lambda: "press c" in hand.line("advice"), "advice to close")
        await close_and_reveal(hand)
        await see_agreement(hand)
        # Ben put anger on the fifth unit, ana nothing: both agree that it has none.
        await settle_the_only_one(hand, "0", "a question")
        await hand.until(lambda: "press x to export" in hand.line("advice"), "advice to export")
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


async def set_up(hand: Hand) -> None:
    assert "press i" in hand.line("advice")
    await hand.press("i")
    await hand.on(AskFiles)
    await hand.enter("s1.txt")
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
    await cut(hand, "turn", "1 document cut into 6 units")
    await hand.until(lambda: "press b" in hand.line("advice"), "advice to load a codebook")
    await answer(hand, "b", AskCodebook, "c.yaml", "version 1 of the codebook")
    await hand.until(lambda: "press a" in hand.line("advice"), "advice to add a coder")
    await answer(hand, "a", AskCoder, "ben", "ben can code now")
    await hand.until(lambda: "press r" in hand.line("advice"), "advice to draft a round")


async def see_agreement(hand: Hand) -> None:
    await hand.press("g")
    screen = await hand.on(AgreementScreen)
    await hand.until(lambda: bool(screen.found), "agreement")
    await hand.until(lambda: "1 of 1 revealed" in hand.said, "the rows")
    assert "fear" in hand.text()
    await back(hand)


async def export(hand: Hand) -> None:
    await hand.press("x")
    dialog = await hand.on(AskExport)
    from textual.widgets import Input

    await hand.press("tab", "tab", "tab")
    await hand.press("ctrl+u")
    assert dialog.query_one("#path", Input).value == ""
    await hand.enter("t.csv")
    await hand.sees("Wrote t.csv")
