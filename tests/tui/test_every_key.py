"""Every key that a screen declares does something there, or says why not; none is dead."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from textual.binding import Binding

from tests.exchange.studies import project_xml, qdpx, selection
from tests.small import passage
from tests.tui.driving import Hand, sitting
from tests.tui.revealed import revealed, themed, twice
from tests.tui.study import opened, ready
from tests.tui.test_own_codes import explored
from tests.tui.test_parts import parted
from workbench.privacy.key import Key
from workbench.privacy.names import named
from workbench.steps.backup import backup
from workbench.steps.code import toggle
from workbench.steps.correcting.words import correct_words
from workbench.steps.keys import key_of
from workbench.store import Store
from workbench.terms import NOBODY, Viewer
from workbench.tui.screens import SCREENS
from workbench.tui.widgets.keys import WAYS_OUT, commands
from workbench.tui.work_screen import WorkScreen


class Way(NamedTuple):
    """How to come to a screen on which there is much to do."""

    build: Callable[[Path], Store]
    keys: tuple[str, ...] = ()


def coded(path: Path) -> Store:
    """An open round in which ana has coded a little."""
    store = opened(path)
    toggle(store, Viewer("ana"), 1, passage("session 1", 48, 59), "c-fear")
    return store


def corrected(path: Path) -> Store:
    """Words were mended after they were judged."""
    store = opened(path)
    toggle(store, Viewer("ana"), 1, passage("session 1", 6, 45), "c-fear")
    correct_words(store, NOBODY, "session 1", "today", "tonight", turn=1)
    return store


def slipped(path: Path) -> Store:
    """A name of the key is left in a text and in a backup."""
    store = revealed(path)
    key = key_of(store)
    key.write(Key(key.study, (named("Mira", "Person 1"),)))
    backup(store.path)
    return store


def importing(path: Path) -> Store:
    """There is much to import in the folder."""
    path.with_name("talk.txt").write_text("SP1: Who begins?\n\nMira: I do.\n\nDr. M: Go on.\n")
    path.with_name("table.csv").write_text(
        "id,cohort,What changed?,worry\nR1,A,I wait now and listen.,3\nR2,B,Nothing for me.,4\n"
    )
    qdpx(path.with_name("other.qdpx"), project_xml(selections=selection(10, 17, "friends")))
    return ready(path)


WAYS = {
    "study": Way(revealed),
    "code": Way(coded, ("enter", "j", "full_stop")),
    "codebook": Way(revealed, ("b", "j")),
    "agreement": Way(twice, ("g", "j")),
    "behind": Way(revealed, ("g", "j", "enter")),
    "methods": Way(revealed, ("g", "p")),
    "change": Way(twice, ("g", "c")),
    "kinds": Way(revealed, ("g", "u")),
    "disagreements": Way(revealed, ("d",)),
    "matrix": Way(revealed, ("d", "m", "right")),
    "search": Way(revealed, ("slash", *"i was", "enter")),
    "participants": Way(revealed, ("p",)),
    "cells": Way(revealed, ("f", "t", *"framework", "enter", "j")),
    "packets": Way(opened, ("m",)),
    "reconcile": Way(explored, ("e",)),
    "proposals": Way(explored, ("b", "p")),
    "parts": Way(parted, ("b", "c")),
    "speakers": Way(importing, ("i", *"talk.txt", "enter")),
    "columns": Way(importing, ("i", *"table.csv", "enter")),
    "project": Way(importing, ("i", *"other.qdpx", "enter")),
    "themes": Way(themed, ("t",)),
    "beside": Way(themed, ("t", "v")),
    "themetable": Way(themed, ("t", "t")),
    "secondlook": Way(corrected, ("l",)),
    "names": Way(revealed, ("n",)),
    "traces": Way(slipped, ("n", "c")),
    "history": Way(revealed, ("h",)),
}
"""By the name of a screen in the file of keys."""


def test_there_is_a_way_to_every_screen() -> None:
    assert set(WAYS) == set(SCREENS)


def test_the_shelf_calls_every_screen_as_the_file_of_keys_does() -> None:
    assert list(SCREENS) == [screen.name_of_screen() for screen in SCREENS.values()]


def state(hand: Hand) -> tuple[object, ...]:
    """What somebody can notice of a key."""
    return (
        hand.screen, hand.text(), hand.said, hand.app.theme, hand.app.clipboard,
        hand.app.return_code, [one.message for one in hand.app._notifications],
    )  # fmt: skip


async def goes_there(hand: Hand, keys: tuple[str, ...]) -> WorkScreen:
    """Press the keys of a way; the screen at its end."""
    for key in keys:
        await hand.tap(key)
        await hand.settle()
    assert isinstance(hand.screen, WorkScreen)
    return hand.screen


async def comes_back(hand: Hand, screen: WorkScreen, way: Way) -> WorkScreen:
    """Leave what a key has opened, or go to the screen again, if it has left it."""
    while hand.screen is not screen and len(hand.app.screen_stack) > 1:
        hand.screen.dismiss(None)
        await hand.settle()
    if hand.screen is not screen:
        screen = await goes_there(hand, way.keys)
    screen.say("")
    await hand.quiet()
    return screen


SCROLLS = re.compile(r"page(_\w+)?\(")
"""Actions that do nothing where all is in sight."""


@pytest.mark.parametrize("name", WAYS)
async def test_no_key_of_a_screen_is_dead(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    way, dead = WAYS[name], []
    store = way.build(Path("balint.study"))
    async with sitting(store.path, size=(120, 40)) as hand:
        screen = await goes_there(hand, way.keys)
        assert screen.name_of_screen() == name
        for binding in sorted(commands(type(screen)), key=lambda one: one.action in WAYS_OUT):
            screen = await comes_back(hand, screen, way)
            before = state(hand)
            await press(hand, binding)
            if state(hand) == before:
                before = await other_way(hand, binding)
                await press(hand, binding)
            if state(hand) == before and not SCROLLS.match(binding.action):
                dead.append(binding.action)
    assert dead == []


async def press(hand: Hand, binding: Binding) -> None:
    await hand.tap(binding.key.split(",")[0])
    await hand.settle()


async def other_way(hand: Hand, binding: Binding) -> tuple[object, ...]:
    """Press the key that goes the other way, if there is one; what is seen then."""
    for other in commands(type(hand.screen)):
        if other.action in (binding.action.replace("(", "(-"), binding.action.replace("(-", "(")):
            await press(hand, other)
    return state(hand)
