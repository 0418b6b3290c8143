"""Nothing that somebody wrote reaches the terminal as a command to it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from tests.tui.driving import Hand, sitting
from tests.tui.study import add_codes, add_talk, study
from workbench.steps.coders import add_coder
from workbench.steps.rounds import draft_round
from workbench.store import Store
from workbench.terms import NOBODY, Code, RoundPlan
from workbench.tui.dialogs.finder import AskWho, PickCode
from workbench.tui.screens.code import CodeScreen
from workbench.tui.widgets.rows import Rows

EVIL = "\x1b]52;c;ZXZpbA==\x07\x1b[31m\x9b2J[bold]x[/bold]\u202e\x00"


def evil_study(path: Path) -> Store:
    """A study whose every name and text holds escape sequences."""
    store = study(path)
    add_talk(store, f"s{EVIL}", ((f"Ruth{EVIL}", f"to be{EVIL}or not"), ("Mira", EVIL)))
    add_codes(store, (Code(f"code{EVIL}", uid="c", key="c", definition=EVIL, colour=EVIL),))
    add_coder(store, NOBODY, f"ana{EVIL}")
    plan = RoundPlan(coders=(f"ana{EVIL}",), unit="turn")
    draft_round(store, NOBODY, plan, open_it=True)
    return store


def controls(hand: Hand) -> list[str]:
    """Characters on the screen that are not for reading."""
    kept = (*"\n", "\u200d")
    return [c for c in hand.text() if unicodedata.category(c) in ("Cc", "Cf") and c not in kept]


async def test_escape_sequences_are_shown_and_not_sent(tmp_path: Path) -> None:
    store = evil_study(tmp_path / "evil.study")
    async with sitting(store.path, None, (120, 30)) as hand:
        await hand.on(AskWho)
        assert controls(hand) == []
        await hand.press("enter")
        await hand.until(lambda: "ana␛]52" in hand.text(), "the name, with its signs")
        assert controls(hand) == []
        await hand.press("enter")
        await hand.codes()
        assert controls(hand) == []
        assert "to be␛]52" in hand.text()
        await hand.press("c", "slash")
        await hand.on(PickCode)
        assert controls(hand) == []
        await hand.press("enter")
        await hand.on(CodeScreen)
        assert controls(hand) == []


async def test_a_name_at_the_head_of_a_column_is_shown_with_its_signs(tmp_path: Path) -> None:
    store = evil_study(tmp_path / "evil.study")
    async with sitting(store.path, f"ana{EVIL}", (120, 30)) as hand:
        heads = hand.screen.query_one("#documents", Rows)
        await hand.until(lambda: "ana␛]52" in heads.render_line(0).text, "the head")
        assert controls(hand) == []


async def test_markup_in_names_is_only_letters(tmp_path: Path) -> None:
    store = evil_study(tmp_path / "evil.study")
    async with sitting(store.path, f"ana{EVIL}", (120, 30)) as hand:
        await hand.press("enter")
        await hand.codes()
        assert "[bold]x[/bold]" in hand.text()


async def test_what_is_refused_is_shown_with_its_signs(tmp_path: Path) -> None:
    store = evil_study(tmp_path / "evil.study")
    async with sitting(store.path, f"zoe{EVIL}", (120, 30)) as hand:
        await hand.on(AskWho)
        await hand.until(lambda: "There is no coder" in hand.text(), "the warning")
        assert controls(hand) == []
