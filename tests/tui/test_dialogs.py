"""Dialogs keep what was typed until it is done, and ask before something is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from tests.tui.driving import Hand, held, sitting, study_of
from tests.tui.study import TALK, add_talk, opened, ready, study
from workbench.exporters import EXPORTERS
from workbench.steps.coders import add_coder
from workbench.steps.export import names
from workbench.store import Store
from workbench.store.reads.documents import unit_sets
from workbench.store.writes.documents import put_units
from workbench.terms import NOBODY, Span
from workbench.tui.dialogs.exporting import AskExport
from workbench.tui.dialogs.form import Form
from workbench.tui.dialogs.importing.files import AskFiles
from workbench.tui.dialogs.rounds import AskRound
from workbench.tui.dialogs.setting_up import AskCodebook, AskCoder, AskSegment
from workbench.tui.screens.codebook import CodebookScreen
from workbench.tui.widgets.choices import Choice, Picks


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A study that is ready for its first round, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return ready(tmp_path / "balint.study")


async def refused(hand: Hand, key: str, kind: type[Form[Any]], words: str) -> str:
    """What stands in the dialog's field after it was refused."""
    await hand.press(key)
    dialog = await hand.on(kind)
    await hand.enter(words)
    await hand.until(lambda: not dialog.busy, "the refusal")
    await hand.press()
    assert hand.screen is dialog
    return dialog.query(Input).first().value


@pytest.mark.parametrize(
    ("key", "kind", "words"),
    [("i", AskFiles, "no.txt"), ("a", AskCoder, "ana")],
)
async def test_what_is_refused_stays_typed(
    store: Store, key: str, kind: type[Form[Any]], words: str
) -> None:
    async with sitting(store.path, size=(120, 30)) as hand:
        assert await refused(hand, key, kind, words) == words
        await hand.press("escape")
        await hand.until(lambda: hand.screen is study_of(hand), "the study")


async def test_a_codebook_that_is_none_stays_typed(store: Store) -> None:
    async with sitting(store.path, size=(120, 30)) as hand:
        await hand.press("b")
        screen = await hand.on(CodebookScreen)
        await hand.until(lambda: screen.codebook is not None, "the codebook")
        assert await refused(hand, "l", AskCodebook, "no.yaml") == "no.yaml"


async def test_the_path_follows_table_and_format_until_it_is_typed(store: Store) -> None:
    async with sitting(store.path) as hand:
        await hand.press("x")
        dialog = await hand.on(AskExport)
        path = dialog.query_one("#path", Input)
        await hand.press("down", "down")
        third = names()[2]
        assert Path(path.value).name == f"{third}.docx"
        await hand.press("tab", "right")
        assert Path(path.value).name == f"{third}.{dialog.query_one('#format', Choice).chosen}"
        await hand.press("shift+tab", "down")
        assert Path(path.value).stem == names()[3]
        path.value = "mine.csv"
        await hand.press("down")
        assert path.value == "mine.csv"


async def test_every_table_and_every_format_is_offered(store: Store) -> None:
    async with sitting(store.path, size=(120, 30)) as hand:
        await hand.press("x")
        dialog = await hand.on(AskExport)
        assert all(name in hand.text() for name in EXPORTERS)
        tables, seen = dialog.query_one("#what", Picks), []
        for _ in names():
            seen.append(tables.chosen)
            await hand.press("down")
        assert seen == names()


async def test_figures_are_offered_where_a_table_has_one(store: Store) -> None:
    async with sitting(store.path, size=(120, 30)) as hand:
        await hand.press("x")
        dialog = await hand.on(AskExport)
        offered = dialog.query_one("#format", Choice)
        assert offered.options[-3:] == ("svg", "png", "pdf")
        await hand.press("down")
        assert set(offered.options) == set(EXPORTERS)
        await hand.press("end")
        assert offered.options == ("docx", "html"), "a page is no table"


async def test_what_only_some_tables_need_is_asked_for_those(store: Store) -> None:
    async with sitting(store.path, size=(120, 30)) as hand:
        await hand.press("x")
        await hand.on(AskExport)
        assert "Groups by" not in hand.text()
        await hand.press("down", "down")
        assert "Groups by" in hand.text()


async def test_what_cannot_be_exported_is_said_in_the_dialog(store: Store) -> None:
    async with sitting(store.path) as hand:
        await hand.press("x")
        dialog = await hand.on(AskExport)
        await hand.press("enter")
        await hand.until(lambda: not dialog.busy, "the refusal")
        await hand.press()
        assert hand.screen is dialog
        assert "reveal" in hand.text()


async def test_a_path_is_completed_from_the_folder(store: Store, tmp_path: Path) -> None:
    (tmp_path / "for the paper").mkdir()
    async with sitting(store.path) as hand:
        await hand.press("x")
        dialog = await hand.on(AskExport)
        path = dialog.query_one("#path", Input)
        path.focus()
        path.value = ""
        await hand.write("for")
        await hand.press("right")
        assert path.value == "for the paper/"


async def test_a_file_that_is_there_is_replaced_only_after_a_yes(
    store: Store, tmp_path: Path
) -> None:
    there = tmp_path / "codebook.docx"
    there.write_text("mine")
    async with sitting(store.path) as hand:
        await hand.press("x")
        dialog = await hand.on(AskExport)
        await hand.press(*["down"] * names().index("codebook"))
        await hand.press("enter", "enter", "enter")
        assert hand.screen is dialog
        assert "is there already" in hand.text()
        assert there.read_text() == "mine"
        await hand.press("right", "enter")
        await hand.sees("Wrote")
    assert there.read_bytes().startswith(b"PK")


async def test_the_units_offered_are_those_of_the_ticked_documents(store: Store) -> None:
    add_talk(store, "session 2", TALK[:2])
    with store.writing() as writer:
        put_units(writer, "session 2", "sentence", {}, [[Span(6, 20)], []])
    async with sitting(store.path) as hand:
        await hand.press("r")
        dialog = await hand.on(AskRound)
        unit = dialog.query_one("#unit", Choice)
        assert unit.options == ("turn",)
        await hand.press("tab", "tab", "space")
        assert dialog.query_one("#unit", Choice).options == ("sentence", "turn")
        await hand.press("a", "a")
        assert not any(unit.options)
        assert "nothing that all ticked ones are cut into" in hand.text()


def test_documents_that_are_cut_alike_are_ticked_at_first() -> None:
    cut = {"s1": {"turn", "sentence"}, "survey": {"answer"}, "s2": {"sentence"}}
    assert AskRound(cut, ("ana",))._alike() == ("s1", "s2")


async def test_a_round_to_explore_is_offered_where_there_is_no_codebook(tmp_path: Path) -> None:
    store = study(tmp_path / "new.study")
    add_talk(store)
    add_coder(store, NOBODY, "ana")
    async with sitting(store.path) as hand:
        await hand.press("r")
        dialog = await hand.on(AskRound)
        assert dialog.query_one("#purpose", Choice).chosen == "explore"


async def test_cutting_stops_after_a_document(store: Store) -> None:
    add_talk(store, "session 2", TALK[:2])
    async with sitting(store.path) as hand:
        await hand.press("s")
        unit = (await hand.on(AskSegment)).query_one("#unit", Choice)
        while unit.chosen != "sentence":
            await hand.press("right")
        with held("Cutting documents", 1) as work:
            await hand.tap("enter")
            await hand.meanwhile(lambda: work.is_there, "the second document")
            await hand.meanwhile(lambda: "1 of 2. Esc stops it." in hand.text(), "how far it is")
            assert hand.screen.query_one("#trouble").has_class("-going")  # it looks like no fault
            await hand.tap("escape")
            assert "Stopping …" in hand.text()
            work.let_go()
            await hand.sees("Stopped: 1 document cut into 14 units. s goes on with the rest.")
    with store.reading() as reader:
        cut = {
            name: [one.name for one in unit_sets(reader, name)]
            for name in ("session 1", "session 2")
        }
    assert cut == {"session 1": ["turn", "sentence"], "session 2": ["turn"]}


async def test_a_round_that_is_not_to_be_closed_yet_stays_open(tmp_path: Path) -> None:
    from tests.tui.revealed import code_units
    from workbench.store.reads.rounds import round_of
    from workbench.terms import Viewer
    from workbench.tui.dialogs.rounds import AskClose

    store = opened(tmp_path / "open.study")
    for name in ("ana", "ben"):
        code_units(store, Viewer(name), {})
    async with sitting(store.path) as hand:
        await hand.press("c")
        await hand.on(AskClose)
        await hand.press("right", "enter")
        await hand.until(lambda: hand.screen is study_of(hand), "the study")
        with store.reading() as reader:
            assert round_of(reader, NOBODY, 1).state == "open"
