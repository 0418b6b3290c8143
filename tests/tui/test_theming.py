"""Themes are developed by keys: sets, claims, codes, quotations, and the tables they print."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.widgets import Input, TextArea

from tests.tui.driving import Hand, sitting, study_of
from tests.tui.revealed import revealed
from tests.tui.revealed import themed as with_themes
from tests.tui.test_pictures import SIZES, look
from workbench.steps import themes
from workbench.steps.marks import Which, star
from workbench.store import Store
from workbench.terms import Viewer
from workbench.tui.dialogs.confirm import Confirm
from workbench.tui.dialogs.finder import PickName
from workbench.tui.dialogs.help import Help
from workbench.tui.dialogs.theming import (
    AskFile,
    AskQuote,
    EditTheme,
    MergeThemes,
    NameSet,
    SplitTheme,
)
from workbench.tui.screens.theme_table import ThemeTableScreen
from workbench.tui.screens.themes import ThemesScreen
from workbench.tui.screens.two_sets import BesideScreen

ANA = Viewer("ana")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A study with a revealed round, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return revealed(Path("balint.study"))


@pytest.fixture
def themed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The same with a set of two themes and a copy of it that went its own way."""
    monkeypatch.chdir(tmp_path)
    return with_themes(Path("balint.study"))


def shown(store: Store, in_set: str | None = None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = themes.shown(store, ANA, in_set)["themes"]
    return found


def codes(theme: dict[str, Any]) -> list[str]:
    return [one["code"] for one in theme["codes"]]


async def at_themes(hand: Hand) -> ThemesScreen:
    await hand.press("t")
    screen = await hand.on(ThemesScreen)
    await hand.until(lambda: screen.sets is not None, "the sets")
    await hand.settle()
    return screen


async def test_the_first_theme_begins_a_set(store: Store) -> None:
    async with sitting(store.path) as hand:
        await at_themes(hand)
        await hand.press("a")
        await hand.on(EditTheme)
        await hand.write("Going quiet")
        await hand.press("tab")
        await hand.write("Silence holds.")
        await hand.press("tab", "j", "space", "tab")
        await hand.write("Why?")
        await hand.press("ctrl+s")
        await hand.sees("“Going quiet” is added")
    assert [(one["theme"], one["claim"], codes(one), one["memo"]) for one in shown(store)] == [
        ("Going quiet", "Silence holds.", ["containment"], "Why?")
    ]


async def test_a_theme_is_edited_and_taken_back(themed: Store) -> None:
    async with sitting(themed.path) as hand:
        await at_themes(hand)
        await hand.press("e")
        dialog = await hand.on(EditTheme)
        assert dialog.query_one("#claim", TextArea).text == "Feelings are held by naming them."
        await hand.press("ctrl+u")
        await hand.write("Holding")
        await hand.press("ctrl+s")
        await hand.sees("“Holding” is saved")
        assert [one["theme"] for one in shown(themed, "second")] == ["Holding", "Anger outside"]
        await hand.press("u")
        await hand.sees("Taken back: theme edited")
    assert [one["theme"] for one in shown(themed, "second")] == ["Naming", "Anger outside"]


async def test_a_name_that_is_taken_is_refused_on_the_dialog(themed: Store) -> None:
    async with sitting(themed.path) as hand:
        await at_themes(hand)
        await hand.press("a")
        dialog = await hand.on(EditTheme)
        await hand.write("Naming")
        await hand.press("ctrl+s")
        await hand.until(lambda: not dialog.busy, "the refusal")
        assert hand.screen is dialog
        assert dialog.query_one("#name", Input).value == "Naming"
    assert len(shown(themed)) == 2


async def test_themes_are_merged(themed: Store) -> None:
    async with sitting(themed.path) as hand:
        await at_themes(hand)
        await hand.press("m")
        await hand.on(MergeThemes)
        await hand.press("a", "tab", "ctrl+u")
        await hand.enter("Feelings")
        await hand.sees("Merged into “Feelings”")
    assert [(one["theme"], codes(one)) for one in shown(themed)] == [
        ("Feelings", ["containment", "fear", "anger"])
    ]
    assert len(shown(themed, "first")) == 2


async def test_a_theme_is_split_by_its_codes(themed: Store) -> None:
    async with sitting(themed.path) as hand:
        await at_themes(hand)
        await hand.press("s")
        dialog = await hand.on(SplitTheme)
        area = dialog.query_one("#parts", TextArea)
        assert area.text == "Naming = containment\nanother = fear"
        area.text = "Naming = containment\nBeing afraid = fear"
        await hand.press("ctrl+s")
        await hand.sees("Split into Naming, Being afraid")
    assert [(one["theme"], codes(one)) for one in shown(themed)] == [
        ("Naming", ["containment"]),
        ("Being afraid", ["fear"]),
        ("Anger outside", ["anger"]),
    ]


async def test_a_theme_is_removed_after_a_yes_and_other_sets_keep_it(themed: Store) -> None:
    async with sitting(themed.path) as hand:
        await at_themes(hand)
        await hand.press("x")
        await hand.on(Confirm)
        await hand.press("right", "enter")
        await hand.sees("“Naming” is removed")
    assert [one["theme"] for one in shown(themed, "second")] == ["Anger outside"]
    assert [one["theme"] for one in shown(themed, "first")] == ["Naming", "Going angry"]


async def test_a_starred_coding_is_quoted(themed: Store) -> None:
    star(themed, ANA, 1, Which("session 1", 6, coder="ben", code="fear"))
    async with sitting(themed.path) as hand:
        await at_themes(hand)
        await hand.press("asterisk")
        await hand.sees("1 starred coding quoted for “Naming”")
        await hand.press("asterisk")
        await hand.sees("No starred coding of its codes is new")
    quoted = shown(themed)[0]["supporting"]
    assert [(one["number"], one["coder"], one["code"]) for one in quoted] == [
        ("S1-7", None, None),
        ("S1-6", "ben", "fear"),
    ]


async def test_a_unit_is_quoted_against_and_taken_off(themed: Store) -> None:
    async with sitting(themed.path) as hand:
        await at_themes(hand)
        await hand.press("o")
        await hand.on(AskQuote)
        await hand.write("S1-3")
        await hand.press("tab", "right", "enter")
        await hand.sees("S1-3 is quoted against “Naming”")
        assert [one["number"] for one in shown(themed)[0]["contradicting"]] == ["S1-8", "S1-3"]
        await hand.until(lambda: "Every week? With what?" in hand.text(), "the quotation")
        await hand.press("d")
        await hand.on(PickName)
        await hand.enter("week")
        await hand.sees("is taken from “Naming”")
    assert [one["number"] for one in shown(themed)[0]["contradicting"]] == ["S1-8"]


async def test_a_set_is_copied_and_gone_to(themed: Store) -> None:
    async with sitting(themed.path) as hand:
        screen = await at_themes(hand)
        await hand.press("c")
        await hand.on(NameSet)
        await hand.enter("third")
        await hand.sees("“third” is begun as a copy of second")
        await hand.until(lambda: "third" in hand.line("title"), "the set")
        await hand.press("]")
        assert screen.in_set == "first"
        assert [one["theme"] for one in screen.themes] == ["Naming", "Going angry"]


async def test_two_sets_lie_side_by_side_with_their_differences(themed: Store) -> None:
    async with sitting(themed.path, size=(120, 40)) as hand:
        await at_themes(hand)
        await hand.press("v")
        await hand.on(BesideScreen)
        await hand.sees("first: 2 themes of 3 codes; second: 2 themes of 3 codes.")
        text = hand.text()
        assert "From first to second" in text
        assert "Anger outside" in text
        assert "Going angry" in text


async def test_the_table_is_shown_by_group_and_exported(themed: Store, tmp_path: Path) -> None:
    async with sitting(themed.path, size=(120, 40)) as hand:
        await at_themes(hand)
        await hand.press("t")
        screen = await hand.on(ThemeTableScreen)
        await hand.sees("x writes it")
        assert screen.table is not None
        assert [row[0] for row in screen.table.rows][:1] == ["Naming"]
        await hand.press("g")
        await hand.on(PickName)
        await hand.enter("role")
        await hand.until(lambda: "by role" in hand.line("title"), "the groups")
        assert any("leader" in head for head in screen.table.columns)
        await hand.press("x")
        dialog = await hand.on(AskFile)
        assert dialog.query_one("#path", Input).value == "groups.docx"
        await hand.press("ctrl+u")
        await hand.enter("g.csv")
        await hand.sees("Wrote g.csv")
        assert "leader" in (tmp_path / "g.csv").read_text("utf-8-sig")
        await hand.press("x")
        dialog = await hand.on(AskFile)
        await hand.press("ctrl+u")
        await hand.enter("g.csv")
        await hand.until(lambda: "is there already" in hand.text(), "the refusal")
        assert hand.screen is dialog


async def test_f1_explains_themes_and_f3_goes_there(themed: Store) -> None:
    async with sitting(themed.path) as hand:
        await hand.press("f3")
        await hand.on(PickName)
        await hand.enter("Themes")
        await hand.on(ThemesScreen)
        await hand.press("f1")
        await hand.on(Help)
        assert "A theme is what you make of several codes" in hand.text()
        await hand.press("escape", "q")
        await hand.until(lambda: hand.screen is study_of(hand), "the study")


# ------------------------------------------------------------------ pictures


@SIZES
async def test_themes(themed: Store, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    async def drive(hand: Hand) -> None:
        await at_themes(hand)

    async with sitting(themed.path, size=size) as hand:
        await look(hand, snapshot, drive)


@SIZES
async def test_sets_beside(
    themed: Store, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    async def drive(hand: Hand) -> None:
        await at_themes(hand)
        await hand.press("v")
        await hand.on(BesideScreen)
        await hand.sees("first: 2 themes")

    async with sitting(themed.path, size=size) as hand:
        await look(hand, snapshot, drive)


@SIZES
async def test_the_theme_table(
    themed: Store, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    async def drive(hand: Hand) -> None:
        await at_themes(hand)
        await hand.press("t")
        await hand.on(ThemeTableScreen)
        await hand.sees("x writes it")

    async with sitting(themed.path, size=size) as hand:
        await look(hand, snapshot, drive)


@SIZES
async def test_editing_a_theme(
    themed: Store, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    async def drive(hand: Hand) -> None:
        await at_themes(hand)
        await hand.press("e")
        await hand.on(EditTheme)

    async with sitting(themed.path, size=size) as hand:
        await look(hand, snapshot, drive)
