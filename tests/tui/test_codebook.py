"""The codebook on the screen: read, and changed after each change was tried out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.driving import Hand, sitting
from tests.tui.revealed import revealed
from workbench.store import Store
from workbench.store.reads import codebooks
from workbench.terms import NOBODY
from workbench.tui.dialogs.edit import AddCode, AskEdit, Merge, Move, Rename, Retire, Split
from workbench.tui.dialogs.setting_up import AskSave
from workbench.tui.screens.codebook import CodebookScreen
from workbench.tui.screens.search import SearchScreen
from workbench.tui.widgets.codes import CodeList


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Three feelings in a category, and two codes beside it."""
    return revealed(tmp_path / "balint.study")


def names(store: Store) -> list[str]:
    with store.reading() as reader:
        return [" > ".join(path) for path, _ in codebooks.codebook(reader, NOBODY).walk()]


async def start(hand: Hand, *keys: str) -> CodebookScreen:
    await hand.press("b")
    screen = await hand.on(CodebookScreen)
    await hand.until(lambda: screen.codebook is not None, "the codebook")
    await hand.press(*keys)
    return screen


async def change(hand: Hand, dialog: AskEdit) -> None:
    """Try it out, then do it."""
    await hand.press("ctrl+s")
    await hand.until(lambda: bool(dialog.found) and not dialog.busy, "the trial")
    await hand.press("ctrl+s")
    await hand.sees("This is version 2 now")


async def test_a_rename_is_tried_out_and_then_made(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "j")
        await hand.press("r")
        dialog = await hand.on(Rename)
        await hand.press("ctrl+u")
        await hand.write("holding")
        await hand.press("tab")
        await hand.write("clearer")
        await hand.press("ctrl+s")
        await hand.until(lambda: bool(dialog.found) and not dialog.busy, "the trial")
        assert "No coding is touched." in dialog.found
        assert "emotional response > containment" in names(store)
        await hand.press("ctrl+s")
        await hand.sees("This is version 2 now")
        assert "emotional response > holding" in names(store)


async def test_a_merge_says_how_many_codings_it_touches(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "j", "j")
        await hand.press("m")
        dialog = await hand.on(Merge)
        await hand.press("down", "down", "down", "space", "tab", "tab")
        await hand.write("alike")
        await change(hand, dialog)
        assert "4 codings would be read under the new code" in dialog.found
        assert names(store) == [
            "emotional response",
            "emotional response > containment",
            "emotional response > anger",
            "relation to the patient",
            "outside influence",
        ]


async def test_codes_are_moved_split_retired_and_added(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "j", "t")
        await change_with_reason(hand, await hand.on(Move), "tab")
        await hand.press("end", "x")
        await change_with_reason(hand, await hand.on(Retire), version=3)
        await hand.press("home", "s")
        split = await hand.on(Split)
        await hand.press("escape")
        await hand.press("j", "s")
        split = await hand.on(Split)
        await hand.write("rage, annoyance")
        await change_with_reason(hand, split, "tab", version=4)
        await hand.press("a")
        added = await hand.on(AddCode)
        await hand.write("hope")
        await change_with_reason(hand, added, "tab", "tab", "tab", "tab", "tab", "tab", version=5)
    assert names(store) == [
        "emotional response",
        "emotional response > rage",
        "emotional response > annoyance",
        "emotional response > fear",
        "emotional response > hope",
        "relation to the patient",
        "outside influence",
    ]


async def test_a_split_says_how_its_quotations_get_their_part_and_the_cursor_stays(
    store: Store,
) -> None:
    async with sitting(store.path) as hand:
        screen = await start(hand, "j", "j", "s")
        split = await hand.on(Split)
        await hand.write("rage, annoyance")
        await change_with_reason(hand, split, "tab")
        assert hand.said.startswith("This is version 2 now. c goes through ")
        entry = screen.query_one(CodeList).entry
        assert entry is not None
        assert entry.code.name == "rage"


async def test_a_category_without_a_rule_says_how_to_write_one(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand)
        assert "It has no rule yet; e writes one." in hand.text()


async def change_with_reason(hand: Hand, dialog: AskEdit, *keys: str, version: int = 2) -> None:
    await hand.press(*keys)
    await hand.write("why")
    await hand.press("ctrl+s")
    await hand.until(lambda: bool(dialog.found) and not dialog.busy, "the trial")
    await hand.press("ctrl+s")
    await hand.sees(f"This is version {version} now")
    await hand.until(lambda: f"version {version}" in hand.line("title"), "the new version")


async def test_versions_are_compared_and_older_ones_only_read(store: Store) -> None:
    async with sitting(store.path) as hand:
        screen = await start(hand, "j", "x")
        await change_with_reason(hand, await hand.on(Retire))
        await hand.until(lambda: "retired" in hand.text(), "what changed")
        await hand.press("left_square_bracket")
        await hand.until(lambda: "the latest is 2" in hand.line("title"), "version 1")
        await hand.press("x")
        assert "Only the latest version" in hand.said
        await hand.press("left_square_bracket")
        assert "no version beyond" in hand.said
        assert screen.codebook is not None
        assert screen.codebook.version == 1


async def test_the_quotations_of_a_code_are_one_key_away(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "j", "enter")
        screen = await hand.on(SearchScreen)
        await hand.until(lambda: screen.found is not None, "the quotations")
        assert screen.found is not None
        assert [hit.number for hit in screen.found.hits] == ["S1-2", "S1-7"]
        await hand.press("q")
        await hand.on(CodebookScreen)


async def test_a_version_is_saved_and_nothing_overwritten(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "w")
        dialog = await hand.on(AskSave)
        await hand.press("enter")
        await hand.sees("Wrote")
        assert (store.path.parent / "codebook-v1.yaml").read_text("utf-8").startswith("version: 1")
        await hand.press("w")
        dialog = await hand.on(AskSave)
        await hand.press("enter")
        await hand.until(lambda: "is there already" in hand.text(), "a refusal")
        assert hand.screen is dialog
