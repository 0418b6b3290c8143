"""Coding words, passages and several units, by keys and by mouse: what is marked is stored."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import MouseMove

from tests.tui.driving import WIDE, Hand, sitting
from tests.tui.revealed import revealed
from tests.tui.study import add_codes, add_talk, opened, study
from workbench.steps.coders import add_coder
from workbench.steps.rounds import draft_round
from workbench.store import Store
from workbench.store.reads import codings, documents
from workbench.terms import NOBODY, Code, Coding, RoundPlan, Span, Viewer
from workbench.tui.dialogs.memo import WriteMemo
from workbench.tui.screens.code import CodeScreen
from workbench.tui.widgets.transcript import Transcript

ANA = Viewer("ana")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A study with an open round of ana and ben."""
    return opened(tmp_path / "balint.study")


def put(store: Store) -> list[Coding]:
    with store.reading() as reader:
        return list(codings.codings(reader, ANA, 1))


def stored(store: Store) -> list[tuple[str, str]]:
    """Each coding's words and code."""
    with store.reading() as reader:
        text = documents.text(reader, ANA, "session 1")
    return [(text[one.start : one.stop], one.code) for one in put(store)]


async def start(hand: Hand, *keys: str) -> CodeScreen:
    await hand.press("enter")
    screen = await hand.codes()
    await hand.press(*keys)
    return screen


async def test_words_are_marked_and_coded_by_keys(store: Store) -> None:
    async with sitting(store.path) as hand:
        screen = await start(hand, "v", "right", "right", "c")
        assert stored(store) == [("Who would like", "c-containment")]
        assert hand.said == "Saved: containment on words, unit 1."
        assert "▪ containment" in hand.text()
        await hand.press("c")
        assert stored(store) == []
        await hand.press("escape")
        assert screen.marking is None
        await hand.press("escape")
        await hand.until(lambda: not isinstance(hand.screen, CodeScreen), "the study")


async def test_the_beginning_moves_and_letters_are_taken_one_by_one(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "v", "w", "v", "w", "l", "v", "h", "a")
        assert stored(store) == [("oul", "c-anger")]


async def test_a_passage_goes_on_into_the_next_units(store: Store) -> None:
    async with sitting(store.path) as hand:
        screen = await start(hand, "j", "j", "v", "down", "down", "down", "up", "r")
        assert [(one.first_unit, one.last_unit) for one in put(store)] == [(3, 4)]
        assert screen.sheet is not None
        assert screen.sheet.judged() == 2
        assert hand.said == "Saved: relation to the patient on words, units 3 to 4."


async def test_overlapping_marks_have_a_lane_each_with_the_key_of_their_code(store: Store) -> None:
    async with sitting(store.path, size=(120, 30)) as hand:
        await start(hand, "v", "right", "right", "c", "right", "a", "v", "right", "o")
        await hand.press("escape")
        line = next(line for line in hand.text().splitlines() if "Who would like" in line)
        assert line.startswith("▌ 1 ● cao  Who")


async def test_more_overlapping_marks_than_lanes_end_in_a_plus(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "v", "right", "c", "right", "a", "right", "o", "escape")
        line = next(line for line in hand.text().splitlines() if "Who would like" in line)
        assert line.startswith("▌ 1 ● c+ Who")


async def test_marks_on_one_line_never_share_a_lane(store: Store) -> None:
    async with sitting(store.path, size=(120, 30)) as hand:
        await start(hand, "v", "c", "right", "right", "right", "v", "right", "right", "a", "escape")
        line = next(line for line in hand.text().splitlines() if "Who would like" in line)
        assert line.startswith("▌ 1 ● ca   Who")


async def test_digits_keep_their_codes_while_letters_are_pressed(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "c", "a", "r", "j", "2", "r", "1", "2", "2")
        assert [(one.first_unit, one.code) for one in put(store) if one.first_unit == 2] == [
            (2, "c-containment"),
            (2, "c-anger"),
            (2, "c-relation"),
        ]


async def test_several_units_are_coded_at_once_and_undone_at_once(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "j", "c", "k", "shift+down", "shift+down", "c")
        assert hand.said == "Saved: containment, units 1 to 3."
        assert [one.first_unit for one in put(store)] == [1, 2, 3]
        await hand.press("u")
        assert hand.said == "Undone: coding made, units 1 to 3."
        assert [one.first_unit for one in put(store)] == [2]
        await hand.press("ctrl+r")
        assert hand.said == "Done again: coding made, units 1 to 3."
        assert [one.first_unit for one in put(store)] == [1, 2, 3]
        await hand.press("home", "shift+down", "shift+down", "c")
        assert put(store) == []
        await hand.press("0")
        assert hand.said == "Saved: no code applies, units 1 to 3."


async def test_after_undo_the_same_units_take_another_code(store: Store) -> None:
    async with sitting(store.path) as hand:
        screen = await start(hand, "shift+down", "shift+down", "c", "u")
        assert screen.transcript.units == range(1, 4)
        await hand.press("a")
        assert hand.said == "Saved: anger, units 1 to 3."


async def test_after_undo_the_same_words_are_still_marked_and_seen_to_be(store: Store) -> None:
    async with sitting(store.path) as hand:
        screen = await start(hand, "v", "right", "c", "u")
        assert screen.marking is not None
        assert screen.transcript.marked == screen.marking.span
        await hand.press("a")
        assert stored(store) == [("Who would", "c-anger")]


async def test_undo_of_what_is_elsewhere_lets_marked_words_go(store: Store) -> None:
    async with sitting(store.path) as hand:
        screen = await start(hand, "c", "j", "v", "u")
        assert (screen.transcript.unit, screen.transcript.marked, screen.marking) == (1, None, None)


async def test_an_exclusive_code_says_which_other_gave_way(tmp_path: Path) -> None:
    store = study(tmp_path / "exclusive.study")
    add_talk(store)
    kinds = (Code("as a person", key="e", uid="E"), Code("as a case", key="c", uid="C"))
    add_codes(store, (Code("seeing", kind="category", exclusive="nominal", uid="S", codes=kinds),))
    add_coder(store, NOBODY, "ana")
    draft_round(store, NOBODY, RoundPlan(("ana",), "turn", purpose="complete"), open_it=True)
    async with sitting(store.path) as hand:
        await start(hand, "e", "c")
        assert hand.said == "Saved: as a case in place of as a person, unit 1."


async def test_the_last_code_is_remembered_when_one_comes_back(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "c", "a", "q")
        await start(hand, "equals_sign", "1")
        assert {one.code for one in put(store) if one.first_unit == 2} == {
            "c-anger",
            "c-containment",
        }


async def test_the_next_memo_is_read_in_the_line_of_what_was_said(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "j", "m")
        await hand.on(WriteMemo)
        await hand.write("near to another")
        await hand.press("ctrl+s")
        await hand.codes()
        await hand.press("home", "semicolon")
        assert hand.said == "Your memo on unit 2: near to another"


async def test_no_code_on_several_units_is_undone_at_once(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "c", "shift+down", "shift+down", "shift+down", "0")
        assert hand.said == "Saved: no code applies, units 2 to 4."
        assert "4 of 8 judged" in hand.line("status")
        await hand.press("u")
        assert "1 of 8 judged" in hand.line("status")
        await hand.press("ctrl+r")
        assert "4 of 8 judged" in hand.line("status")


async def test_copied_codes_count_once_they_are_confirmed(tmp_path: Path) -> None:
    store = revealed(tmp_path / "again.study")
    plan = RoundPlan(("ana", "ben"), "turn", purpose="revise", start_from="own")
    draft_round(store, NOBODY, plan, open_it=True)
    async with sitting(store.path) as hand:
        await start(hand)
        assert "0 of 8 judged" in hand.line("status")
        await hand.press("plus")
        assert hand.said == ("Nothing here is copied from before, so there is nothing to confirm.")
        await hand.press("j", "plus")
        assert hand.said == "Saved: 1 copied coding confirmed, unit 2."
        assert "1 of 8 judged" in hand.line("status")
        await hand.press("u")
        assert "0 of 8 judged" in hand.line("status")


async def test_what_is_coded_is_starred_as_a_quotation_and_undone(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "s")
        assert "code it first" in hand.said
        await hand.press("c", "a", "s")
        assert [one.starred for one in put(store)] == [True, True]
        assert "★ containment" in hand.text()
        await hand.press("u")
        assert [one.starred for one in put(store)] == [False, False]
        assert "★" not in hand.text()
        await hand.press("s", "s")
        assert [one.starred for one in put(store)] == [False, False]


async def test_the_last_code_is_repeated_and_units_are_found_by_code_and_memo(
    store: Store,
) -> None:
    async with sitting(store.path) as hand:
        screen = await start(hand, "equals_sign")
        assert "no code yet" in hand.said
        await hand.press("c", "j", "j", "equals_sign", "equals_sign")
        assert [one.first_unit for one in put(store)] == [1, 3]
        assert hand.said == "It is there already."
        await hand.press("end", "greater_than_sign")
        assert screen.transcript.unit == 1
        await hand.press("greater_than_sign", "less_than_sign", "less_than_sign")
        assert screen.transcript.unit == 3
        await hand.press("semicolon")
        assert "no memo" in hand.said


# ------------------------------------------------------------------ the mouse

WIDE_TALK = (("Mira", "她來 a👩‍👩‍👧‍👦bcd, x👍🏽y, cafe\u0301 שלום end"),)


async def drag(hand: Hand, first: int, last: int, unit: int = 1) -> None:
    """Drag over the first line of a unit, from a cell of its text to another."""
    screen = await hand.codes()
    view = screen.query_one(Transcript)
    drawing = view._drawing
    assert drawing is not None
    left, line = drawing.columns.before, drawing.layout.lines_of(unit).start
    await hand._pilot.mouse_down(view, offset=(left + first, line))
    await hand._pilot.hover(view, offset=(left + last, line))
    view.on_mouse_move(_held(view, left + last, line))
    await hand._pilot.mouse_up(view, offset=(left + last, line))
    await hand.press()


def _held(view: Transcript, x: int, y: int) -> MouseMove:
    return MouseMove(view, x, y, 0, 0, 1, False, False, False, x, y)


@pytest.mark.parametrize(
    ("first", "last", "marked"),
    [
        (0, 1, ""),
        (1, 2, "她來"),
        (7, 8, "👩‍👩‍👧‍👦b"),
        (16, 15, "👍🏽y"),
        (19, 22, "cafe\u0301"),
        (24, 27, "שלום"),
    ],
)
async def test_the_mouse_marks_whole_letters_and_a_single_one_is_a_click(
    tmp_path: Path, first: int, last: int, marked: str
) -> None:
    store = study(tmp_path / "wide.study")
    add_talk(store, talk=WIDE_TALK)
    add_codes(store)
    add_coder(store, NOBODY, "ana")
    draft_round(store, NOBODY, RoundPlan(("ana",), "turn", purpose="complete"), open_it=True)
    async with sitting(store.path, size=(120, 24)) as hand:
        await start(hand)
        await drag(hand, first, last)
        await hand.press("c")
        whole = WIDE_TALK[0][1]
        assert stored(store) == [(marked or whole, "c-containment")]


async def test_words_marked_by_mouse_put_their_unit_in_focus(store: Store) -> None:
    async with sitting(store.path) as hand:
        screen = await start(hand)
        await drag(hand, 2, 6, unit=2)
        assert (screen.transcript.unit, screen.marking is not None) == (2, True)
        assert screen.transcript.marked == screen.marking.span if screen.marking else None


def test_a_sheet_knows_the_units_that_a_stretch_touches() -> None:
    from tests.tui.test_sheet import sheet

    one = sheet()
    assert [list(one.touched(Span(*span))) for span in ((0, 10), (5, 25), (30, 31))] == [
        [1],
        [1, 2, 3],
        [4],
    ]


async def test_on_a_slim_screen_the_codebook_stands_below_the_text(store: Store) -> None:
    async with sitting(store.path, size=(40, 15)) as hand:
        await start(hand)
        lines = hand.text().splitlines()
        assert any("Who would like to" in line for line in lines)
        assert any("relation to the patient" in line for line in lines)


async def test_on_a_wide_screen_a_short_unit_shows_two_codes_on_its_line(store: Store) -> None:
    async with sitting(store.path, size=WIDE) as hand:
        screen = await start(hand, "c", "a")
        line = next(line for line in hand.text().splitlines() if "Who would like" in line)
        assert "■ containment ■ anger" in line
        x = line.index("■ anger")
        await hand._pilot.click(Transcript, offset=(x + 3, 2))
        await hand._pilot.click(Transcript, offset=(x + 3, 2))
        await hand.quiet()
        entry = screen.codes.entry
        assert entry is not None
        assert entry.code.name == "anger"
