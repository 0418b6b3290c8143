"""F1 explains what is under the cursor, on every screen and in every dialog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Static

from tests.tui.driving import NARROW, Hand, sitting
from tests.tui.revealed import revealed
from tests.tui.study import opened
from tests.tui.test_own_codes import explored
from tests.tui.test_parts import parted
from workbench.store import Store
from workbench.tui.dialogs.help import Help
from workbench.tui.screens.code import CodeScreen

TALL = (100, 90)


async def helped(hand: Hand) -> str:
    """What F1 says, as running words."""
    await hand.press("f1")
    await hand.on(Help)
    told = " ".join(hand.text().replace("│", " ").split())
    await hand.press("escape")
    return told


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ((), "session 1 has 8 turns and is cut by turn. In round 1 you have judged 8 of 8 units."),
        (("g", "j"), "containment: krippendorff alpha −0.071, of 8 units and 2 coders."),
        (("g", "j", "enter"), "ben: did not give it"),
        (("d",), "1 or Enter settles S1-2 so: containment, as ana coded it."),
        (("d", "m"), "Enter shows these units."),
        (("b", "j"), "“containment” is a code."),
        (("slash",), "Type words and press Enter"),
        (("p",), "Ruth is in 1 document with 2 turns"),
        (("t",), "There is no theme here yet; a adds one."),
        (("m",), "No packet has been made yet; m makes the first."),
        (("h",), "A line is one act, or several of one kind"),
        (("l",), "Nothing that you judged was changed since."),
        (("x", "tab"), "docx for Word, xlsx for Excel"),
        (("g", "o", "tab"), "Only agreement among these coders. The arrows move, Space ticks"),
        (("r",), "→ and ← choose; what stands in brackets is chosen."),
    ],
)
async def test_help_begins_with_what_is_under_the_cursor(
    tmp_path: Path, keys: tuple[str, ...], told: str
) -> None:
    store = revealed(tmp_path / "balint.study")
    async with sitting(store.path, size=TALL) as hand:
        for key in keys:
            await hand.press(key)
            await hand.settle()
        assert told in await helped(hand)


@pytest.mark.parametrize(
    ("build", "keys", "told"),
    [
        (explored, ("e",), "a keeps it, r renames or moves it, x leaves it out."),
        (explored, ("b", "p"), "t takes it, d declines it."),
        (parted, ("b", "c"), "1 or Enter says it is"),
    ],
)
async def test_help_in_inductive_work(
    tmp_path: Path, build: Callable[[Path], Store], keys: tuple[str, ...], told: str
) -> None:
    store = build(tmp_path / "balint.study")
    async with sitting(store.path, size=TALL) as hand:
        for key in keys:
            await hand.press(key)
            await hand.settle()
        assert told in await helped(hand)


async def test_help_while_coding_follows_the_unit(tmp_path: Path) -> None:
    store = opened(tmp_path / "balint.study")
    async with sitting(store.path, size=TALL) as hand:
        await hand.press("enter")
        await hand.codes()
        assert "Unit 1, said by Ruth. It is still to be judged" in await helped(hand)
        await hand.press("c")
        assert "You have coded it: containment." in await helped(hand)
        await hand.press("j", "0")
        assert "You have said that no code applies" in await helped(hand)
        await hand.press("v")
        assert "Marked: “Every”." in (told := await helped(hand)) or "Marked: “I”." in told
        await hand.on(CodeScreen)


async def test_what_was_said_last_is_whole_in_help_where_it_was_cut(tmp_path: Path) -> None:
    store = opened(tmp_path / "balint.study")
    said = "Nothing is coded here, so there is no quotation to star; code it first."
    async with sitting(store.path, size=NARROW) as hand:
        await hand.press("enter")
        await hand.codes()
        assert "What was said last" not in await helped(hand)
        await hand.press("s")
        await hand.press("f1")
        told = [str(one.render()) for one in (await hand.on(Help)).query(Static)]
        assert told[1:4] == ["What was said last", f"! {said}", "Where you are"]


@pytest.mark.parametrize("keys", [("enter", "p"), ("enter", "m"), ("b", "j", "r"), ("c",)])
async def test_a_dialog_names_the_key_of_help_on_its_last_line(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    store = opened(tmp_path / "balint.study")
    async with sitting(store.path, size=NARROW) as hand:
        for key in keys:
            await hand.press(key)
            await hand.settle()
        assert "F1 help" in hand.text()


@pytest.mark.parametrize(("keys", "named"), [(("f3",), "↑ ↓ choose"), (("a",), "Tab next field")])
async def test_a_dialog_names_tab_only_where_there_is_a_next_field(
    tmp_path: Path, keys: tuple[str, ...], named: str
) -> None:
    store = revealed(tmp_path / "balint.study")
    async with sitting(store.path, size=NARROW) as hand:
        await hand.press(*keys)
        await hand.settle()
        assert named in hand.text()
        assert ("Tab" in hand.text()) == ("Tab" in named)
