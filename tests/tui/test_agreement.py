"""Agreement on the screen: what is drawn, and what is said when there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.driving import NARROW, Hand, sitting
from tests.tui.revealed import revealed
from tests.tui.study import add_codes, add_talk, opened, study
from workbench.steps.coders import add_coder
from workbench.steps.rounds import close_round, draft_round, reveal_round
from workbench.terms import NOBODY, RoundPlan
from workbench.tui.screens.agreement import AgreementScreen, bar
from workbench.tui.screens.disagreements import DisagreementsScreen
from workbench.tui.screens.matrix import MatrixScreen
from workbench.tui.widgets.wrapping import elided

LONG = "researcher of the second reading group"


@pytest.mark.parametrize(
    ("interval", "drawn"),
    [
        ((0.5, 0.2, 0.8), " ··├──●──┤·· "),
        ((1.0, 1.0, 1.0), " ·········├●┤"),
        ((0.0, 0.0, 0.0), "├●┤········· "),
        ((0.0, -0.3, 0.4), "‹●───┤······ "),
        ((-0.2, -0.4, 0.1), "‹●┤········· "),
        ((0.5, None, None), " ·····●····· "),
        ((None, None, None), ""),
    ],
)
def test_an_interval_is_drawn_with_both_ends(
    interval: tuple[float | None, float | None, float | None], drawn: str
) -> None:
    assert bar(*interval) == drawn


@given(st.tuples(*[st.floats(-1, 1)] * 3).map(sorted))
def test_both_ends_and_the_value_are_always_seen(interval: list[float]) -> None:
    low, value, high = interval
    drawn = bar(value, low, high)
    left = "‹" if low < 0 else "├"
    assert (len(drawn), drawn.count("●"), drawn.count("┤"), drawn.count(left)) == (13, 1, 1, 1)


@given(st.text("ab –每👩", max_size=30), st.integers(1, 30))
def test_what_is_left_out_in_the_middle_makes_it_fit(text: str, width: int) -> None:
    from rich.cells import cell_len

    found = elided(text, width)
    assert cell_len(found) <= width
    assert found == text or "…" in found


async def test_without_a_revealed_round_the_sentence_stands_alone(tmp_path: Path) -> None:
    store = opened(tmp_path / "balint.study")
    async with sitting(store.path) as hand:
        await hand.press("g")
        await hand.on(AgreementScreen)
        await hand.sees("No round is revealed yet")
        await hand.press()
        assert "Computing" not in hand.text()
        assert hand.text().count("No round is revealed yet") == 2


async def test_long_names_of_pairs_can_be_told_apart(tmp_path: Path) -> None:
    store = study(tmp_path / "balint.study")
    add_talk(store)
    add_codes(store)
    names = tuple(f"{LONG} {letter}" for letter in "ABC")
    for name in names:
        add_coder(store, NOBODY, name)
    draft_round(store, NOBODY, RoundPlan(names, "turn"), open_it=True)
    close_round(store, NOBODY, 1, "enough")
    reveal_round(store, NOBODY, 1)
    async with sitting(store.path, names[0], NARROW) as hand:
        await hand.press("g")
        screen = await hand.on(AgreementScreen)
        await hand.until(lambda: bool(screen.found), "agreement")
        await hand.press("b", "b")
        await hand.until(lambda: "by pair" in hand.line("title"), "pairs")
        shown = [line[:34] for line in hand.text().split("\n") if ", re" in line[:34]]
        assert len(shown) == len(set(shown)) > 10, hand.text()


async def see(hand: Hand) -> AgreementScreen:
    await hand.press("g")
    screen = await hand.on(AgreementScreen)
    await hand.until(lambda: bool(screen.found), "agreement")
    return screen


async def test_a_row_leads_to_the_units_on_which_coders_differ(tmp_path: Path) -> None:
    store = revealed(tmp_path / "balint.study")
    async with sitting(store.path) as hand:
        await see(hand)
        await hand.press("j", "enter")
        screen = await hand.on(DisagreementsScreen)
        await hand.until(lambda: screen.one is not None, "the queue")
        assert (screen.wanted.code, [one.unit for one in screen.shown]) == ("containment", [2, 7])
        await hand.press("q")
        await hand.on(AgreementScreen)


async def test_the_counts_behind_a_value_are_told(tmp_path: Path) -> None:
    store = revealed(tmp_path / "balint.study")
    async with sitting(store.path) as hand:
        await see(hand)
        await hand.press("j")
        await hand.until(lambda: "Both 0, only ana 1, only ben 1" in hand.text(), "the counts")


async def test_rounds_are_laid_side_by_side(tmp_path: Path) -> None:
    store = revealed(tmp_path / "balint.study")
    async with sitting(store.path) as hand:
        await see(hand)
        await hand.press("t")
        assert "Round 1" in hand.text()
        await hand.press("enter", "t")
        assert "1 of 1 revealed" in hand.said


async def test_the_matrix_of_a_round_leads_to_its_units(tmp_path: Path) -> None:
    store = revealed(tmp_path / "balint.study")
    async with sitting(store.path) as hand:
        await see(hand)
        await hand.press("m")
        await hand.on(MatrixScreen)
        await hand.press("enter")
        await hand.on(DisagreementsScreen)
