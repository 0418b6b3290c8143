"""The list of who is coding: a name is mended there, and a coder too many removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.driving import Hand, sitting
from tests.tui.study import opened
from workbench.steps.coders import add_coder
from workbench.store import Store
from workbench.store.reads.coders import coders
from workbench.terms import NOBODY
from workbench.tui.dialogs.finder import AskWho
from workbench.tui.dialogs.help import Help
from workbench.tui.dialogs.setting_up import AskRename


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Ana and Ben code in an open round; Bne was added by mistake."""
    store = opened(tmp_path / "balint.study")
    add_coder(store, NOBODY, "bne")
    return store


def names(store: Store) -> list[str]:
    with store.reading() as reader:
        return [one.name for one in coders(reader, NOBODY)]


async def asks(hand: Hand, name: str) -> None:
    """Open the list, with the cursor on a coder."""
    await hand.press("f2")
    await hand.on(AskWho)
    await hand.write(name)


async def test_a_coder_is_renamed_and_goes_on_coding_by_the_new_name(store: Store) -> None:
    before = names(store)
    async with sitting(store.path, "ana") as hand:
        await asks(hand, "ana")
        assert "F6 rename   F8 remove" in hand.text()
        await hand.press("f6")
        dialog = await hand.on(AskRename)
        await hand.press("ctrl+u")
        await hand.enter("Ben")
        await hand.until(lambda: "There is a coder “ben” already" in hand.text(), "the refusal")
        assert hand.screen is dialog
        await hand.press("ctrl+u")
        await hand.enter("Anna")
        await hand.on(AskWho)
        assert "Anna" in hand.text()
        await hand.press("escape")
        await hand.sees("ana is called Anna now.")
        assert "coding: Anna" in hand.line("title")
        await hand.press("enter")
        await hand.codes()
        await hand.press("c")
        await hand.sees("Saved: containment")
    assert names(store) == ["Anna", *before[1:]]


async def test_whoever_did_nothing_is_removed_and_it_is_asked_who_codes(store: Store) -> None:
    async with sitting(store.path, "bne") as hand:
        await asks(hand, "bne")
        await hand.press("f8")
        await hand.until(lambda: "bne" not in names(store), "the removal")
        await hand.on(AskWho)
        await hand.press("escape")
        await hand.sees("bne is removed.")
        assert "nobody yet (F2)" in hand.line("title")
    assert "bne" not in names(store)


async def test_whoever_codes_in_a_round_is_not_removed_and_the_way_out_is_told(
    store: Store,
) -> None:
    async with sitting(store.path, "ana") as hand:
        await asks(hand, "ben")
        await hand.press("f8")
        await hand.until(lambda: bool(hand.app._notifications), "the sentence")
        assert [one.message for one in hand.app._notifications] == [
            (
                "ben is a coder of round 1, so they cannot be removed; a wrong name can be "
                "changed: F2, then F6."
            )
        ]
        assert "coding: ana" in hand.line("title")
    assert "ben" in names(store)


async def test_whoever_is_not_in_the_list_is_neither_renamed_nor_removed(store: Store) -> None:
    async with sitting(store.path, "ana") as hand:
        await asks(hand, "zoe")
        for key in ("f6", "f8"):
            await hand.press(key)
            assert "Only who is in the list can be renamed or removed." in hand.text()
        await hand.press("f1")
        await hand.on(Help)
        assert "Give the coder under the cursor another name" in hand.text()
