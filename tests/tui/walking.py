"""Walks through the job that several tests take, from key to key."""

from __future__ import annotations

from tests.tui.driving import Hand, study_of
from workbench.tui.dialogs.confirm import Confirm
from workbench.tui.dialogs.decide import AskReason
from workbench.tui.dialogs.finder import AskWho
from workbench.tui.dialogs.first import AskStudy, NewStudy
from workbench.tui.dialogs.rounds import AskAdjudicated, AskClose, AskRound
from workbench.tui.dialogs.setting_up import AskCodebook, AskCoder, AskSegment
from workbench.tui.screens.disagreements import DisagreementsScreen
from workbench.tui.widgets.choices import Choice


async def new_study(hand: Hand, path: str, *keys: str) -> None:
    """Make a study, of which ana codes; `keys`: what is pressed of its settings."""
    await hand.on(AskStudy)
    await hand.enter(path)
    await hand.on(NewStudy)
    await hand.press(*keys, "enter")
    await hand.on(AskWho)
    await hand.enter("ana")
    await hand.until(lambda: "ana" in hand.line("title"), "ana's name")


async def answer(
    hand: Hand, key: str, dialog: type[AskCodebook | AskCoder], words: str, said: str
) -> None:
    """Answer a dialog with words."""
    await hand.press(key)
    await hand.on(dialog)
    await hand.enter(words)
    await hand.sees(said)


async def cut(hand: Hand, unit: str, said: str) -> None:
    """Cut all documents into units."""
    await hand.press("s")
    await hand.on(AskSegment)
    choice = hand.screen.query_one("#unit", Choice)
    while choice.chosen != unit:
        await hand.press("right")
    await hand.press("enter")
    await hand.sees(said)


async def draft_and_open(hand: Hand) -> None:
    """Open a first round of everything and everybody."""
    await hand.press("r")
    await hand.on(AskRound)
    await hand.press("enter")
    await hand.sees("Round 1 is drafted")
    await hand.until(lambda: "press o" in hand.line("advice"), "advice to open")
    await confirm(hand, "o", "Round 1 is open")
    await hand.until(lambda: "press Enter" in hand.line("advice"), "advice to code")


async def confirm(hand: Hand, key: str, said: str) -> None:
    """Press a key that asks whether it is meant, and say yes."""
    await hand.press(key)
    await hand.on(Confirm)
    await hand.press("right", "enter")
    await hand.sees(said)


async def be(hand: Hand, name: str) -> None:
    """Let somebody else code."""
    await hand.press("f2")
    await hand.on(AskWho)
    await hand.enter(name)
    await hand.until(lambda: name in hand.line("title"), name)


async def code_units(hand: Hand, keys: str) -> None:
    """A key for each unit of the first document, from the first on."""
    await hand.press("enter")
    screen = await hand.codes()
    for key in keys:
        await hand.press(key, "j")
    assert screen.sheet is not None
    assert screen.sheet.judged() == len(keys)


async def close_and_reveal(hand: Hand, reason: str = "") -> None:
    """Close the round, unfinished only for a reason, and reveal it."""
    await hand.press("c")
    await hand.on(AskClose)
    await hand.enter(reason)
    await hand.sees("Round 1 is closed")
    await hand.until(lambda: "press v" in hand.line("advice"), "advice to reveal")
    await confirm(hand, "v", "Round 1 is revealed")
    await hand.until(lambda: "press g" in hand.line("advice"), "advice to compare")


async def settle_the_only_one(hand: Hand, key: str, reason: str) -> None:
    """All decide on the one disagreement that there is, and the round is adjudicated."""
    await hand.press("d")
    screen = await hand.on(DisagreementsScreen)
    await hand.until(lambda: screen.one is not None, "the queue")
    await hand.press(key)
    await hand.on(AskReason)
    await hand.write(reason)
    await hand.press("tab", "a", "enter")
    await hand.sees("All are decided")
    await hand.press("ctrl+d")
    await hand.on(AskAdjudicated)
    await hand.press("enter")
    await hand.sees("Round 1 is adjudicated")
    await back(hand)


async def back(hand: Hand) -> None:
    """Go back to the study."""
    await hand.press("q")
    await hand.until(lambda: hand.screen is study_of(hand), "the study")
