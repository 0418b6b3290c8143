"""Settling disagreements by keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.driving import Hand, sitting
from tests.tui.revealed import revealed
from tests.tui.study import opened
from workbench.store import Store
from workbench.store.reads import codebooks, decisions, rounds
from workbench.terms import NOBODY, Decision
from workbench.tui.dialogs.decide import AskReason, ChooseCodes
from workbench.tui.dialogs.edit import Redefine
from workbench.tui.dialogs.finder import PickName
from workbench.tui.dialogs.rounds import AskAdjudicated
from workbench.tui.screens.disagreements import DisagreementsScreen
from workbench.tui.screens.matrix import MatrixScreen


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Ana and ben differ on units 2 and 7."""
    return revealed(tmp_path / "balint.study")


def made(store: Store) -> list[Decision]:
    with store.reading() as reader:
        return list(decisions.decisions(reader, NOBODY, 1))


async def start(hand: Hand) -> DisagreementsScreen:
    await hand.press("d")
    screen = await hand.on(DisagreementsScreen)
    await hand.until(lambda: screen.one is not None, "the queue")
    return screen


async def settle(hand: Hand, key: str, reason: str) -> None:
    await hand.press(key)
    await hand.on(AskReason)
    await hand.enter(reason)
    await hand.on(DisagreementsScreen)


async def test_one_key_a_reason_and_who_agreed_settle_a_unit(store: Store) -> None:
    async with sitting(store.path, size=(80, 30)) as hand:
        screen = await start(hand)
        assert "afraid" not in hand.text()
        assert "containment" in hand.text()
        await hand.press("2")
        await hand.on(AskReason)
        await hand.write("seen")
        await hand.press("tab", "down", "space", "enter")
        await hand.sees("decided.")
        assert made(store) == [
            Decision("session 1", 2, ("c-relation",), "codes", "seen", ("ana", "ben"))
        ]
        await hand.until(lambda: screen.one is not None and screen.one.unit == 7, "the next")
        assert "tired is a feeling too" in hand.text()
        assert "1 of 2 undecided" in hand.line("status")


async def test_no_code_left_open_and_asking_for_a_code_are_keys(store: Store) -> None:
    async with sitting(store.path) as hand:
        screen = await start(hand)
        await settle(hand, "0", "x")
        await hand.until(lambda: screen.one is not None and screen.one.unit == 7, "the next")
        await settle(hand, "c", "y")
        await hand.sees("All are decided")
        assert [(one.unit, one.outcome) for one in made(store)] == [(2, "none"), (7, "codebook")]
        await settle(hand, "o", "z")
        await hand.sees("decided anew")
        assert [(one.unit, one.outcome) for one in made(store)] == [(2, "none"), (7, "open")]


async def test_any_codes_can_be_chosen(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand)
        await hand.press("slash")
        await hand.on(ChooseCodes)
        await hand.press("down", "space", "enter")
        await hand.on(AskReason)
        await hand.enter("all three")
        await hand.sees("decided.")
        assert made(store)[0].codes == ("c-anger", "c-containment", "c-relation")


async def test_without_a_reason_nothing_is_decided(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand)
        await hand.press("1")
        dialog = await hand.on(AskReason)
        await hand.press("enter")
        assert hand.screen is dialog
        assert "type the reason" in hand.text()
        await hand.press("escape")
        await hand.on(DisagreementsScreen)
        assert made(store) == []


async def test_the_matrix_leads_to_the_units_behind_it(store: Store) -> None:
    async with sitting(store.path) as hand:
        screen = await start(hand)
        await hand.press("m")
        matrix = await hand.on(MatrixScreen)
        assert matrix.names == ["containment", None, "relation to the patient"]
        await hand.press("left", "enter")
        await hand.on(DisagreementsScreen)
        await hand.sees("These units only")
        assert [one.unit for one in screen.shown] == [7]
        await hand.press("w")
        assert [one.unit for one in screen.shown] == [2, 7]


async def test_a_rule_is_changed_in_place_after_it_was_tried_out(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand)
        await hand.press("r")
        await hand.on(PickName)
        await hand.press("enter")
        dialog = await hand.on(Redefine)
        await hand.write("New: ")
        await hand.press("tab", "tab", "tab", "tab", "tab", "tab")
        await hand.write("clearer")
        await hand.press("ctrl+s")
        await hand.until(lambda: bool(dialog.found) and not dialog.busy, "the trial")
        await hand.press("ctrl+s")
        await hand.sees("This is version 2 now")
    with store.reading() as reader:
        found = {code.uid: code for _, code in codebooks.codebook(reader, NOBODY).walk()}
    assert found["c-containment"].definition.startswith("New: A feeling")


async def test_a_round_is_declared_adjudicated_with_a_reason_for_what_is_left(
    store: Store,
) -> None:
    async with sitting(store.path) as hand:
        await start(hand)
        await settle(hand, "1", "seen")
        await hand.press("ctrl+d")
        await hand.on(AskAdjudicated)
        assert "1 disagreement of round 1 is undecided." in hand.text()
        await hand.press("enter")
        assert "Please say why" in hand.text()
        await hand.enter("no time")
        await hand.sees("Round 1 is adjudicated")
    with store.reading() as reader:
        assert rounds.round_of(reader, NOBODY, 1).state == "adjudicated"


async def test_before_reveal_there_is_nothing_to_settle(tmp_path: Path) -> None:
    store = opened(tmp_path / "open.study")
    async with sitting(store.path) as hand:
        await hand.press("d")
        await hand.on(DisagreementsScreen)
        await hand.sees("No round is revealed yet")
        await hand.press("1", "m", "r", "n", "right")
        await hand.press("q")
