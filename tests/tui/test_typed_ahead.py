"""Keys that come faster than the screen: each counts after what the one before it did."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from tests.tui.driving import PATIENCE, Hand, sitting, study_of
from tests.tui.revealed import revealed
from tests.tui.study import opened
from workbench.store import Store
from workbench.store.reads import codings
from workbench.terms import Viewer
from workbench.tui import asking, typed_ahead
from workbench.tui.dialogs.finder import PickCode
from workbench.tui.screens.agreement import AgreementScreen
from workbench.tui.screens.search import SearchScreen


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return opened(tmp_path / "balint.study")


def put(store: Store) -> list[tuple[int, str]]:
    with store.reading() as reader:
        return [(one.first_unit, one.code) for one in codings.codings(reader, Viewer("ana"), 1)]


async def rush(hand: Hand, *keys: str) -> None:
    """Press keys without waiting for what any of them does."""
    for key in keys:
        named = {"/": "slash"}.get(key, key)
        hand.app.post_message(events.Key(named, key if len(key) == 1 else None))
    await hand.settle()


async def test_a_letter_codes_the_unit_that_the_key_before_it_went_to(store: Store) -> None:
    async with sitting(store.path) as hand:
        await hand.press("enter")
        await hand.codes()
        await rush(hand, "j", "c", "n", "a", "n", "o")
        assert put(store) == [(2, "c-containment"), (3, "c-anger"), (4, "c-outside")]


async def test_letters_behind_the_key_of_a_dialog_go_to_the_dialog(store: Store) -> None:
    async with sitting(store.path) as hand:
        await hand.press("enter")
        await hand.codes()
        await rush(hand, *"/cont")
        picker = await hand.on(PickCode)
        await hand.until(lambda: picker.query_one(Input).value == "cont", "typing")
        await hand.press("enter")
        await hand.codes()
        assert put(store) == [(1, "c-containment")]


async def test_a_second_enter_does_not_leave_what_is_under_the_dialog(store: Store) -> None:
    async with sitting(store.path) as hand:
        await hand.press("enter")
        await hand.codes()
        await hand.press("slash")
        await hand.on(PickCode)
        await rush(hand, "enter", "enter")
        await hand.codes()
        assert len(hand.app.screen_stack) == 2


async def test_words_behind_the_key_of_a_screen_go_to_its_field(tmp_path: Path) -> None:
    store = revealed(tmp_path / "balint.study")
    async with sitting(store.path) as hand:
        await rush(hand, *"/was tired")
        search = await hand.on(SearchScreen)
        await hand.until(lambda: search.query_one(Input).value == "was tired", "typing")


async def test_keys_wait_for_what_the_key_before_began_and_escape_ends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = revealed(tmp_path / "balint.study")
    goes_on = threading.Event()
    monkeypatch.setattr(asking, "names", lambda *_: goes_on.wait(PATIENCE))
    async with sitting(store.path) as hand:
        await hand.press("g")
        await hand.tap("o", "q", "f4")
        assert isinstance(hand.screen, AgreementScreen), "q waits for the dialog of o"
        monkeypatch.setattr(typed_ahead, "PATIENCE", 0.0)
        await hand.tap("escape")
        await hand.until(lambda: hand.screen is study_of(hand), "leaving")
        assert hand.app.theme == "workbench-dark", "what was typed before Esc is forgotten"
        goes_on.set()


async def test_keys_count_while_something_takes_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = revealed(tmp_path / "balint.study")
    goes_on = threading.Event()
    monkeypatch.setattr(asking, "names", lambda *_: goes_on.wait(PATIENCE))
    async with sitting(store.path) as hand:
        await hand.press("g")
        await hand.tap("o")
        monkeypatch.setattr(AgreementScreen, "long", True)
        await hand.tap("q")
        await hand.until(lambda: hand.screen is study_of(hand), "leaving")
        goes_on.set()


async def test_keys_behind_one_that_is_refused_count(store: Store) -> None:
    async with sitting(store.path) as hand:
        await rush(hand, "e", "f4")
        assert hand.screen is study_of(hand)
        assert hand.app.theme != "workbench-dark"
