"""Withdrawing somebody by keys: what would go is shown, and their name is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.store.test_erasing import told
from tests.tui.driving import NARROW, WIDE, Hand, sitting
from tests.tui.study import opened
from tests.tui.test_pictures import look
from workbench.store import Store
from workbench.tui.dialogs.withdraw import AskWithdraw
from workbench.tui.screens.participants import ParticipantsScreen


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.chdir(tmp_path)
    with opened(Path("balint.study")) as found:  # closed again: who withdraws somebody is alone
        return found


async def asked(hand: Hand, name: str) -> ParticipantsScreen:
    await hand.press("p")
    people = await hand.on(ParticipantsScreen)
    await hand.until(lambda: len(people.cases) == 4, "the participants")
    await hand.press(*["j"] * [case.name for case in people.cases].index(name), "w")
    await hand.on(AskWithdraw)
    return people


async def test_somebody_withdraws_once_their_name_is_typed(store: Store, tmp_path: Path) -> None:
    async with sitting(store.path) as hand:
        people = await asked(hand, "Mira")
        assert "This cannot be undone" in hand.text()
        await hand.press(*["tab"] * len(hand.app.screen.query("Choice")))
        await hand.press(*"mira", "enter")
        await hand.until(lambda: "Type “Mira” to withdraw" in hand.text(), "the refusal")
        await hand.press(*["backspace"] * 4, *"Mira", "enter")
        await hand.on(ParticipantsScreen)
        await hand.sees("“Mira” withdrew")
        await hand.until(lambda: len(people.cases) == 3, "the others")
        assert told(tmp_path, "Mira") == []


async def test_leaving_the_dialog_changes_nothing(store: Store) -> None:
    async with sitting(store.path) as hand:
        people = await asked(hand, "Mira")
        await hand.press("escape")
        await hand.on(ParticipantsScreen)
        assert len(people.cases) == 4


async def test_somebody_may_not_be_quoted_and_may_again(store: Store) -> None:
    async with sitting(store.path) as hand:
        await hand.press("p")
        people = await hand.on(ParticipantsScreen)
        await hand.until(lambda: len(people.cases) == 4, "the participants")
        await hand.press("x")
        await hand.sees("may not be quoted")
        await hand.press("x")
        await hand.sees("may be quoted")


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "160x50"])
async def test_what_would_go(
    store: Store, snapshot: SnapshotAssertion, size: tuple[int, int]
) -> None:
    async with sitting(store.path, size=size) as hand:
        await asked(hand, "Mira")
        await look(hand, snapshot)
