"""Keys that come faster than the screen: each counts after what the one before it did."""

from __future__ import annotations

import asyncio
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events
from textual.widgets import Input

from tests.tui.driving import PATIENCE, Hand, sitting, study_of
from tests.tui.revealed import revealed
from tests.tui.study import opened
from workbench.store import Store
from workbench.store.reads import codings, memos
from workbench.terms import Viewer
from workbench.tui import asking, typed_ahead
from workbench.tui.dialogs.finder import AskWho, PickCode
from workbench.tui.dialogs.first import AskStudy
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
    hand.burst(*keys)
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


async def test_backspace_takes_the_letter_before_it(store: Store) -> None:
    async with sitting(store.path) as hand:
        await hand.press("enter")
        await hand.codes()
        await rush(hand, "m", *"rx", "backspace", *"an", "left", "u", "home", "g", "ctrl+s")
        await hand.codes()
        with store.reading() as reader:
            assert [one.text for one in memos.memos(reader, Viewer("ana"), 1)] == ["graun"]


async def test_keys_behind_an_enter_go_where_it_leads(tmp_path: Path) -> None:
    async with sitting(None, None) as hand:
        await hand.on(AskStudy)
        path = str(tmp_path / "new")
        await rush(hand, *path, "enter", "ctrl+u", *"A stud", "enter", *"anna", "backspace")
        asked = await hand.on(AskWho)
        assert asked.query_one(Input).value == "ann"


async def test_what_was_refused_is_told_until_it_is_mended(store: Store) -> None:
    async with sitting(store.path) as hand:
        await hand.press("enter")
        await hand.codes()
        await rush(hand, "g", "9", "9", "enter", "x")
        assert "Please type a number from 1 to 8." in hand.text(), "it is none yet"
        await rush(hand, "backspace", "backspace", "backspace", "4")
        assert "Please type a number" not in hand.text()
        await rush(hand, "enter", "c")
        await hand.codes()
        assert put(store) == [(4, "c-containment")]


async def test_what_is_pasted_into_a_line_is_one_line(store: Store) -> None:
    async with sitting(store.path) as hand:
        await hand.press("enter")
        await hand.codes()
        hand.burst("slash", "c")
        hand.app.post_message(events.Paste("on\x1bt\r\n\tai\n"))
        hand.burst("backspace")
        await hand.settle()
        picker = await hand.on(PickCode)
        assert picker.query_one(Input).value == "cont a"
        hand.app.post_message(events.Paste("long " * 20_000))
        await hand.settle()
        assert len(picker.query_one(Input).value) == 10_006


async def test_what_is_pasted_into_a_memo_keeps_its_lines(store: Store) -> None:
    async with sitting(store.path) as hand:
        await hand.press("enter")
        await hand.codes()
        hand.burst("m", "a")
        hand.app.post_message(events.Paste("b\x07\nc"))
        hand.burst("backspace", "d", "ctrl+s")
        await hand.settle()
        await hand.codes()
        with store.reading() as reader:
            assert [one.text for one in memos.memos(reader, Viewer("ana"), 1)] == ["ab\nd"]


async def test_a_click_counts_after_the_keys_before_it(store: Store) -> None:
    async with sitting(store.path) as hand:
        await hand.press("enter")
        screen = await hand.codes()
        lines = hand.text().splitlines()
        y = next(at for at, line in enumerate(lines) if "Every week? With what?" in line)
        x = lines[y].index("Every week")
        hand.burst("c")
        for kind in (events.MouseDown, events.MouseUp):
            hand.app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
        hand.burst("a")
        await hand.settle()
        assert screen.transcript.unit == 3
        assert put(store) == [(1, "c-containment"), (3, "c-anger")]


EDITS = st.lists(
    st.sampled_from([*"coatz ", "backspace", "left", "right", "home", "end", "delete", "ctrl+u"]),
    max_size=8,
)
ACTS = st.one_of(
    st.lists(st.sampled_from([*"cajku", "down", "up", "f4"]), min_size=1, max_size=6),
    st.builds(
        lambda typed, end: ["slash", *typed, *end],
        EDITS,
        st.sampled_from((["enter"], ["escape"], ["down", "enter"], ["enter", "enter"])),
    ),
    st.builds(
        lambda typed, end: ["m", *typed, "enter", *typed, end],
        EDITS,
        st.sampled_from(("ctrl+s", "escape", "f1")),
    ),
    st.builds(
        lambda typed, unit: ["g", *typed, "enter", "ctrl+u", unit, "enter"],
        EDITS,
        st.sampled_from("1589"),
    ),
)
"""What somebody does while coding: codes and steps, the picker, a memo, going to a unit."""


async def state(path: Path, keys: Sequence[str], *, at_once: bool) -> tuple[object, ...]:
    """What is stored and what is on the screen after these keys."""
    store = opened(path)
    async with sitting(store.path) as hand:
        await hand.press("enter")
        await hand.codes()
        await (rush(hand, *keys) if at_once else hand.press(*keys))
        await hand.settle()
        fields = [one.value for one in hand.screen.query(Input)]
        shown = (type(hand.screen), type(hand.screen.focused), fields, hand.text())
        with store.reading() as reader:
            ana = Viewer("ana")
            noted = [(one.target, one.text) for one in memos.memos(reader, ana, 1)]
    return (*shown, put(store), noted)


@settings(max_examples=2)
@given(acts=st.lists(ACTS, min_size=3, max_size=5))
def test_keys_in_one_burst_do_what_they_do_one_by_one(acts: list[list[str]]) -> None:
    keys = [key for act in acts for key in act]
    with tempfile.TemporaryDirectory() as folder:
        fast = asyncio.run(state(Path(folder, "fast.study"), keys, at_once=True))
        slow = asyncio.run(state(Path(folder, "slow.study"), keys, at_once=False))
    assert fast == slow
