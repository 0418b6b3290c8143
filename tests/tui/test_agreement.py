"""Agreement on the screen: what is drawn, and what is said when there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.containers import VerticalScroll

from tests.tui.driving import NARROW, WIDE, Hand, sitting
from tests.tui.revealed import revealed, twice
from tests.tui.study import add_codes, add_talk, opened, study
from workbench.coding.disagreements import Tally
from workbench.reliability import AgreementRow, RoundAgreement
from workbench.steps.agreement.explain import explain
from workbench.steps.coders import add_coder
from workbench.steps.disagreements import Queue
from workbench.steps.rounds import close_round, draft_round, reveal_round
from workbench.terms import NOBODY, RoundPlan, Viewer
from workbench.tui import agreeing
from workbench.tui.agreeing import bar
from workbench.tui.dialogs.exporting import AskExport
from workbench.tui.dialogs.finder import PickName
from workbench.tui.dialogs.help import Help
from workbench.tui.dialogs.memo import WriteMemo
from workbench.tui.dialogs.question import AskQuestion
from workbench.tui.dialogs.theming import AskFile
from workbench.tui.screens import matrix
from workbench.tui.screens.agreement import AgreementScreen
from workbench.tui.screens.behind import BehindScreen
from workbench.tui.screens.compared import ChangeScreen, KindsScreen
from workbench.tui.screens.disagreements import DisagreementsScreen
from workbench.tui.screens.matrix import MatrixScreen
from workbench.tui.screens.methods import MethodsScreen
from workbench.tui.widgets.rows import Rows
from workbench.tui.widgets.wrapping import elided

ANGER = AgreementRow("anger", "krippendorff_alpha", 0.71, 214, 3, 0.62, 0.79)
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


@pytest.mark.parametrize(
    ("room", "value"),
    [(40, "95 % interval"), (60, " 0 · · · · 1 "), (160, f" 0{' ·' * 19} 1 ")],
)
def test_a_wide_terminal_has_wide_intervals(room: int, value: str) -> None:
    one = RoundAgreement(1, "test", "", (ANGER,), None)
    assert agreeing.table(one, room, agreeing.UNDRAWN)[0][2] == value


@pytest.mark.parametrize(("room", "value"), [(30, "0.71"), (80, "0.71 [0.62, 0.79]")])
def test_the_trend_has_intervals_where_there_is_room(room: int, value: str) -> None:
    rounds = [RoundAgreement(n, "test", "", (ANGER,), None) for n in (1, 2)]
    assert agreeing.trend(rounds, room)[1][1:] == (value, value)


def test_codes_that_are_taken_for_another_most_often_come_first_also_no_code() -> None:
    met = (("anger", "shame", 2), (None, "shame", 9), ("anger", "anger", 40))
    queue = Queue(1, "test", (), met, Tally(0, 0, 0))
    assert matrix.names(queue) == ["shame", None, "anger"]


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
        await by(hand, "pair")
        await hand.until(lambda: "by pair" in hand.line("title"), "pairs")
        firsts = [line.split("  –")[0] for line in hand.text().split("\n")]
        shown = [first for first in firsts if ", re" in first]
        assert len(shown) == len(set(shown)) > 10, hand.text()


async def see(hand: Hand) -> AgreementScreen:
    await hand.press("g")
    screen = await hand.on(AgreementScreen)
    await hand.until(lambda: bool(screen.found), "agreement")
    return screen


async def by(hand: Hand, what: str) -> None:
    """Ask by something else."""
    await hand.press("b")
    await hand.on(PickName)
    await hand.enter(what)
    screen = await hand.on(AgreementScreen)
    await hand.until(lambda: screen.question is not None and screen.question.by == what, what)


async def behind(hand: Hand) -> BehindScreen:
    await hand.press("enter")
    screen = await hand.on(BehindScreen)
    await hand.until(lambda: screen.found is not None, "the units")
    return screen


async def test_a_row_leads_to_the_units_on_which_coders_differ(tmp_path: Path) -> None:
    store = revealed(tmp_path / "balint.study")
    async with sitting(store.path) as hand:
        await see(hand)
        await hand.press("j")
        screen = await behind(hand)
        assert [one.unit for one in screen.shown] == [2, 7]
        assert "2 units of 8, on which coders differ" in hand.said
        await hand.press("q")
        await hand.on(AgreementScreen)


async def test_units_on_which_coders_agree_are_shown_by_a_key(tmp_path: Path) -> None:
    store = revealed(tmp_path / "balint.study")
    async with sitting(store.path) as hand:
        await see(hand)
        await hand.press("j")
        screen = await behind(hand)
        await hand.press("a")
        assert [one.unit for one in screen.shown] == [1, 2, 3, 4, 5, 6, 7, 8]
        await hand.press("a")
        assert [one.unit for one in screen.shown] == [1, 3, 4, 5, 6, 8]


async def test_from_the_units_one_goes_to_the_document_and_to_settling(tmp_path: Path) -> None:
    store = revealed(tmp_path / "balint.study")
    async with sitting(store.path) as hand:
        await see(hand)
        await hand.press("j")
        await behind(hand)
        await hand.press("j", "enter")
        assert (await hand.codes()).transcript.unit == 7
        await hand.press("q")
        await hand.on(BehindScreen)
        await hand.press("d")
        queue = await hand.on(DisagreementsScreen)
        await hand.until(lambda: queue.one is not None, "the queue")
        assert [one.unit for one in queue.shown] == [2, 7]
        assert queue.one is not None
        assert queue.one.unit == 7
        await hand.press("q", "q")
        await hand.on(AgreementScreen)


@pytest.mark.parametrize("what", ["theme", "pair", "document", "role", "speaker", "set", "coder"])
async def test_every_number_has_units_behind_it(tmp_path: Path, what: str) -> None:
    store = revealed(tmp_path / "balint.study")
    async with sitting(store.path) as hand:
        await see(hand)
        await by(hand, what)
        await hand.press("j")
        screen = await behind(hand)
        assert screen.shown


async def test_agreement_is_narrowed_to_some_speakers_and_measured_otherwise(
    tmp_path: Path,
) -> None:
    store = revealed(tmp_path / "balint.study")
    async with sitting(store.path, size=(120, 40)) as hand:
        screen = await see(hand)
        await hand.press("o")
        await hand.on(AskQuestion)
        await hand.press("right", "tab", "tab", "tab", "space", "enter")
        await hand.until(lambda: "percent agreement" in hand.line("title"), "another question")
        assert screen.question is not None
        assert screen.question.coefficient == "percent_agreement"
        assert (screen.question.speakers, screen.question.coders) == (("Mira", "Jon", "Lea"), ())
        assert {row.units for row in screen.shown.rows} == {6}


async def test_the_methods_text_is_shown_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = revealed(tmp_path / "balint.study")
    async with sitting(store.path) as hand:
        await see(hand)
        await hand.press("p")
        await hand.on(MethodsScreen)
        assert "Krippendorff's alpha" in hand.text()
        await hand.press("x")
        await hand.on(AskFile)
        await hand.press("enter")
        await hand.sees("Wrote")
        assert "Krippendorff's alpha" in (tmp_path / "methods.txt").read_text("utf-8")
        await hand.press("q")
        await hand.on(AgreementScreen)


async def test_a_note_on_a_code_is_kept_beside_its_value(tmp_path: Path) -> None:
    store = revealed(tmp_path / "balint.study")
    async with sitting(store.path) as hand:
        await see(hand)
        await hand.press("e")
        assert "A note is on a code as a whole" in hand.said
        await hand.press("j", "e")
        await hand.on(WriteMemo)
        await hand.write("too broad")
        await hand.press("ctrl+s")
        await hand.sees("Saved: note on containment.")
        await hand.until(lambda: "The team: too broad" in hand.text(), "the note")
        await hand.press("e")
        await hand.on(WriteMemo)
        assert "too broad" in hand.text()


async def test_what_there_is_no_room_for_ends_in_a_sign_and_is_whole_in_help(
    tmp_path: Path,
) -> None:
    store = revealed(tmp_path / "balint.study")
    note = "It was read in two ways. " * 20 + "So much."
    explain(store, Viewer("ana"), 1, [("containment", note)])
    async with sitting(store.path) as hand:
        await see(hand)
        await hand.press("down")
        shown = " ".join(hand.text().split())
        assert "… krippendorff_alpha" in shown, "the recipe stands behind the note"
        assert "So much." not in shown
        await hand.press("f1")
        explained = (await hand.on(Help)).query_one(VerticalScroll)
        await hand.until(lambda: explained.max_scroll_y > 0, "room to scroll")
        await hand.press("pagedown")
        await hand.until(lambda: "So much." in hand.text(), "the end of the note")


async def test_rows_are_seen_however_low_the_screen_is(tmp_path: Path) -> None:
    store = revealed(tmp_path / "balint.study")
    async with sitting(store.path, size=(40, 15)) as hand:
        await see(hand)
        await hand.press("down")
        lines = [line.strip() for line in hand.text().splitlines()]
        assert any(line.startswith("› containment") for line in lines)


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


async def test_the_study_says_how_far_the_coders_of_a_round_agree(tmp_path: Path) -> None:
    store = revealed(tmp_path / "balint.study")
    async with sitting(store.path) as hand:
        await hand.until(lambda: "0.54 [−0.49, 0.94]" in hand.text(), "the agreement")


async def test_c_shows_what_changed_since_the_round_before(tmp_path: Path) -> None:
    store = twice(tmp_path / "balint.study")
    async with sitting(store.path, size=WIDE) as hand:
        await hand.press("g", "c")
        screen = await hand.on(ChangeScreen)
        await hand.sees("x writes this table")
        rows = screen.query_one("#rows", Rows)
        assert list(rows._columns.heads) == ["", "Round 1", "Round 2", "Change", "95 % interval"]
        assert [row[0] for row in rows._rows][:3] == ["All codes together", "containment", "anger"]
        assert [row[3] for row in rows._rows if row[0] == "containment"] == ["+1.07"]
        await hand.press("x")
        dialog = await hand.on(AskExport)
        assert dialog.what == "agreement-change"


async def test_what_a_change_means_ends_in_a_sign_and_is_whole_in_help(tmp_path: Path) -> None:
    store = twice(tmp_path / "balint.study")
    async with sitting(store.path, size=(60, 24)) as hand:
        await hand.press("g", "c")
        await hand.on(ChangeScreen)
        await hand.sees("x writes this table")
        assert hand.text().splitlines()[-3].rstrip().endswith("…")
        await hand.press("f1")
        assert "(Zou & Donner 2008)" in " ".join(hand.text().replace("│", " ").split())


async def test_the_first_round_has_nothing_before_it_and_says_so(tmp_path: Path) -> None:
    store = revealed(tmp_path / "balint.study")
    async with sitting(store.path) as hand:
        await hand.press("g", "c")
        await hand.on(ChangeScreen)
        await hand.sees("There is nothing to compare with round 1")


async def test_u_shows_the_same_codings_on_other_kinds_of_unit(tmp_path: Path) -> None:
    store = revealed(tmp_path / "balint.study")
    async with sitting(store.path, size=WIDE) as hand:
        await hand.press("g", "u")
        screen = await hand.on(KindsScreen)
        await hand.sees("x writes this table")
        rows = screen.query_one("#rows", Rows)
        assert list(rows._columns.heads) == ["", "Turn", "Document", "Character"]
        assert "has no interval and is no sample size" in " ".join(hand.text().split())
