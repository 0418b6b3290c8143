"""The sample study by keys alone: names replaced, checked, coded, settled, exported, withdrawn."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.cli.test_confidential import holding
from tests.tui.driving import Hand, sitting, study_of
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
from tests.walking import ROOT
from workbench.store import open_study
from workbench.store.reads.codings import codings
from workbench.terms import NOBODY
from workbench.tui.dialogs.confirm import Confirm
from workbench.tui.dialogs.exporting import AskExport
from workbench.tui.dialogs.importing.files import AskFiles
from workbench.tui.dialogs.importing.store import AskStore
from workbench.tui.dialogs.naming import AskMark, AskMore
from workbench.tui.dialogs.setting_up import AskCodebook, AskCoder
from workbench.tui.dialogs.withdraw import AskWithdraw
from workbench.tui.screens.importing.speakers import SpeakersScreen
from workbench.tui.screens.names import NamesScreen
from workbench.tui.screens.participants import ParticipantsScreen
from workbench.tui.screens.traces import TracesScreen
from workbench.tui.widgets.choices import Choice

SESSIONS = sorted((ROOT / "data/sessions").glob("session-*"))
NAMES = ("Mara", "Hugo", "Anselm", "Siân", "Zoë", "Priya", "Tobias", "Kwame", "Lotte", "Idris",
         "linen")  # fmt: skip
HERS = ("second week on the gastro", "side room at the end")
"""Of what Mara says."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the study lies, with the folder of temporary files in it; raw texts are elsewhere."""
    raw, there = tmp_path / "raw", tmp_path / "there"
    (there / "temporary").mkdir(parents=True)
    raw.mkdir()
    for session in SESSIONS:
        shutil.copy(session, raw)
    shutil.copy(ROOT / "codebooks/balint-v1.yaml", raw / "c.yaml")
    monkeypatch.setattr(tempfile, "tempdir", str(there / "temporary"))
    monkeypatch.setenv("SQLITE_TMPDIR", str(there / "temporary"))
    monkeypatch.chdir(there)
    return there


@pytest.mark.skipif(not SESSIONS, reason="the sample study is not here")
async def test_no_name_is_left_and_nothing_of_who_withdrew(folder: Path) -> None:
    async with sitting(None, None, (110, 40)) as hand:
        await begin(hand)
        await replace_names(hand)
        assert holding(folder, *NAMES) == []
        await prepare(hand)
        await names_of_the_codebook(hand)
        await code(hand, "e", "e")
        await be(hand, "ben")
        await code(hand, "0", "e")
        await close_and_reveal(hand, "enough to try it")
        # Only Mara's turn differs; both agree that it is as ana coded it.
        await settle_the_only_one(hand, "1", "a person")
        await export(hand, "units", "up", "up")
        await export(hand, "transcripts", *["up"] * 6)
        assert holding(folder, *NAMES) == []
        assert {word for _, word in holding(folder, *HERS)} == set(HERS)
        mara = pseudonym(folder, "Mara")
        await withdraw(hand, mara)
        await check(hand, "0 places with a name")
    assert holding(folder, *NAMES, *HERS, mara) == []
    with open_study(folder / "a.study").reading() as reader:
        kept = [(one.coder, one.start) for one in codings(reader, NOBODY, 1)]
    assert [coder for coder, _ in kept] == ["ana", "ben"]
    assert len({start for _, start in kept}) == 1
    assert holding(folder, *NAMES, *HERS, mara) == []


def pseudonym(folder: Path, name: str) -> str:
    """What stands for a name, by the key."""
    names = json.loads((folder / "a.key").read_bytes())["names"]
    (found,) = {one["replacement"] for one in names if one["original"] == name}
    return str(found).strip("[]")


async def begin(hand: Hand) -> None:
    """A confidential study with all sessions in it."""
    await new_study(hand, "a.study", "tab", "right")
    await hand.press("i")
    await hand.on(AskFiles)
    for session in SESSIONS:
        await hand.press("ctrl+u")
        await hand.write(f"../raw/{session.name}")
        await hand.press("ctrl+t" if session != SESSIONS[-1] else "enter")
    await hand.on(SpeakersScreen)
    for _ in SESSIONS[1:]:
        await hand.press("]", "A")
    await hand.press("enter")
    await hand.on(AskStore)
    await hand.press("enter")
    await hand.sees(f"Imported {len(SESSIONS)} documents")
    await answer(hand, "a", AskCoder, "ben", "ben can code now")


async def replace_names(hand: Hand) -> None:
    """All names, and a place that is no label; a second person checks."""
    await at_names(hand)
    await hand.press("i")
    await hand.on(AskMore)
    await hand.write("linen cupboard")
    await hand.press("tab")
    await hand.enter("a place")
    screen = await hand.on(NamesScreen)
    await hand.until(lambda: any(one.words == "linen cupboard" for one in screen.spots or ()))
    await replace_all(hand, screen)
    await check(hand, "0 places with a name")
    await mark(hand, "pseudonymised")
    await be(hand, "ben")
    await mark(hand, "checked")
    await be(hand, "ana")


async def replace_all(hand: Hand, screen: NamesScreen) -> None:
    await hand.press("u", "w")
    await hand.on(Confirm)
    await hand.press("right", "enter")
    await hand.until(lambda: not chosen(screen), "the end of the names")
    await back(hand)


def chosen(screen: NamesScreen) -> list[str]:
    """What is listed and not in doubt; “shan’t” is near Siân, and stays."""
    return [one.words for one in screen.spots or () if not one.suggestion.doubt]


async def names_of_the_codebook(hand: Hand) -> None:
    """An example in the codebook says what was replaced in the texts, so nothing goes out."""
    await hand.press("x")
    await hand.on(AskExport)
    await hand.press("enter")
    await hand.until(lambda: "(definition" in hand.text(), "the refusal")
    await hand.press("escape")
    await replace_all(hand, await at_names(hand))


async def at_names(hand: Hand) -> NamesScreen:
    await hand.until(lambda: hand.screen is study_of(hand), "the study")
    await hand.press("n")
    screen = await hand.on(NamesScreen)
    await hand.until(lambda: screen.spots is not None, "the suggestions")
    return screen


async def check(hand: Hand, said: str) -> None:
    await at_names(hand)
    await hand.press("c")
    await hand.on(TracesScreen)
    await hand.sees(said)
    await hand.press("q")
    await hand.on(NamesScreen)
    await back(hand)


async def mark(hand: Hand, status: str) -> None:
    await at_names(hand)
    await hand.press("m")
    dialog = await hand.on(AskMark)
    assert dialog.query_one("#status", Choice).chosen == status
    await hand.press("enter")
    await hand.sees(f"{len(SESSIONS)} documents: {status}.")
    await back(hand)


async def prepare(hand: Hand) -> None:
    """Units, a codebook, a round."""
    await cut(hand, "turn", f"{len(SESSIONS)} documents cut into")
    await answer(hand, "b", AskCodebook, "../raw/c.yaml", "version 1 of the codebook")
    await draft_and_open(hand)


async def code(hand: Hand, hers: str, hugos: str) -> None:
    """The first four turns: Ruth's, Hugo's, Anselm's, Mara's."""
    await code_units(hand, f"0{hugos}0{hers}")
    await back(hand)


async def export(hand: Hand, what: str, *up: str) -> None:
    """A table near the end of the list, and the path that is typed."""
    from textual.widgets import Input

    await hand.press("x")
    dialog = await hand.on(AskExport)
    await hand.press("end", *up)
    assert dialog.what == what
    path = dialog.query_one("#path", Input)
    while not path.has_focus:
        await hand.press("tab")
    await hand.press("end", "ctrl+u")
    await hand.enter(f"{what}.docx")
    await hand.sees(f"Wrote {what}.docx")


async def withdraw(hand: Hand, mara: str) -> None:
    """Mara withdraws; exports from before go too."""
    await hand.press("p")
    people = await hand.on(ParticipantsScreen)
    await hand.until(lambda: bool(people.cases), "the participants")
    await hand.press(*["j"] * [case.name for case in people.cases].index(mara), "w")
    dialog = await hand.on(AskWithdraw)
    await hand.press(*["tab"] * [one.id for one in dialog.query(Choice)].index("exports"), "right")
    await hand.press("tab")
    await hand.enter(mara)
    await hand.on(ParticipantsScreen)
    await hand.sees(f"“{mara}” withdrew")
    await back(hand)
