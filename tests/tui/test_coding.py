"""Coding by keys: what is on the screen is in the study."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import RenderableType
from textual.app import App
from textual.screen import Screen

from tests.tui.driving import Hand, sitting, study_of
from tests.tui.study import add_codes, opened, ready, study
from workbench.revisions import Edit
from workbench.steps.coders import add_coder
from workbench.steps.revising import revise
from workbench.steps.rounds import close_round, draft_round
from workbench.store import Store
from workbench.store.reads import codings, documents, history, memos, rounds
from workbench.terms import NOBODY, Memo, RoundPlan, Viewer
from workbench.tui import repainting
from workbench.tui.dialogs.confirm import Confirm
from workbench.tui.dialogs.finder import AskWho, PickCode
from workbench.tui.dialogs.help import Help
from workbench.tui.dialogs.memo import WriteMemo
from workbench.tui.dialogs.unit import AskUnit
from workbench.tui.screens.code import CodeScreen
from workbench.tui.sheet import Sheet
from workbench.tui.themes import LIGHT

ANA = Viewer("ana")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A study with an open round of ana and ben."""
    return opened(tmp_path / "balint.study")


def put(store: Store, viewer: Viewer = ANA) -> list[tuple[int, str]]:
    """Unit and code of each coding."""
    with store.reading() as reader:
        found = codings.codings(reader, viewer, 1)
    return [(coding.first_unit, coding.code) for coding in found]


def passed(store: Store) -> list[int]:
    with store.reading() as reader:
        return [found.unit for found in codings.no_codes(reader, ANA, 1)]


async def start(hand: Hand, *keys: str) -> None:
    await hand.press("enter")
    await hand.codes()
    await hand.press(*keys)


async def test_a_letter_puts_its_code_and_takes_it_off(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "c")
        assert (put(store), hand.said) == ([(1, "c-containment")], "Saved: containment, unit 1.")
        assert "● " in hand.text()
        await hand.press("c")
        assert (put(store), hand.said) == ([], "Taken off: containment, unit 1.")


async def test_moving_puts_codes_on_other_units(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "j", "down", "a", "k", "o", "end", "r", "home", "c")
        assert put(store) == [
            (1, "c-containment"),
            (2, "c-outside"),
            (3, "c-anger"),
            (8, "c-relation"),
        ]


async def test_no_code_applies_and_is_taken_back(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "0", "j", "0", "0")
        assert passed(store) == [1]
        await hand.press("k", "c")
        assert (passed(store), put(store)) == ([], [(1, "c-containment")])


async def test_no_code_is_refused_where_there_is_a_code(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "c", "0")
        assert "take them back" in hand.said
        assert passed(store) == []


async def test_digits_put_the_codes_used_last(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "c", "a", "j", "1", "2")
        assert [code for unit, code in put(store) if unit == 2] == ["c-containment", "c-anger"]


async def test_how_often_a_code_was_put_stands_beside_it(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "c", "a", "j", "c")
        assert await counts(hand) == {"containment": "2", "anger": "1"}
        await hand.press("u")
        assert await counts(hand) == {"containment": "1", "anger": "1"}


async def counts(hand: Hand) -> dict[str, str]:
    """What stands at the right of each code that was put."""
    codes = (await hand.codes()).codes
    lines = [codes.render_line(y).text.split() for y in range(len(codes.entries))]
    return {words[-2]: words[-1] for words in lines if words[-1].isdigit()}


async def test_undo_takes_back_what_was_done_last_and_redo_does_it_again(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "c", "j", "0", "u")
        assert (put(store), passed(store)) == ([(1, "c-containment")], [])
        assert hand.said == "Undone: no-code made, unit 2."
        await hand.press("u")
        assert (put(store), hand.said) == ([], "Undone: coding made, unit 1.")
        assert "●" not in hand.text()
        assert (await hand.codes()).transcript.unit == 1
        await hand.press("u")
        assert hand.said == "! There is nothing of yours to undo."
        await hand.press("ctrl+r")
        assert (put(store), hand.said) == (
            [(1, "c-containment")],
            "Done again: coding made, unit 1.",
        )
        assert "●" in hand.text()


async def test_undo_takes_back_that_a_document_is_finished(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "c", "ctrl+d")
        await hand.on(Confirm)
        await hand.press("right", "enter")
        await hand.sees("Finished")
        await hand.press("u")
        assert (put(store), passed(store)) == ([(1, "c-containment")], [])
        assert hand.said == "Undone: document finished."
        assert "1 of 8 judged" in hand.line("status")


async def test_undo_takes_back_a_memo(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "j", "m")
        await hand.on(WriteMemo)
        await hand.write("hm")
        await hand.press("ctrl+s")
        await hand.sees("Saved: memo")
        await hand.press("k", "u")
        assert hand.said == "Undone: memo written, unit 2."
        assert "✎" not in hand.text()


async def test_a_letter_that_no_code_has_says_so(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "x")
        assert hand.said == "! No code has the letter x; / finds one."
        assert put(store) == []


async def test_a_code_whose_key_is_the_screens_own_gets_another(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "f")
        assert (put(store), hand.said) == ([(1, "c-fear")], "Saved: fear, unit 1.")


async def test_the_picker_finds_a_code_by_its_rule(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "slash")
        await hand.on(PickCode)
        await hand.enter("afraid")
        await hand.codes()
        await hand.sees("Saved: fear")
        assert put(store) == [(1, "c-fear")]


async def test_the_code_under_the_cursor_is_put_by_enter(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "full_stop", "full_stop", "full_stop", "comma", "enter")
        assert put(store) == [(1, "c-anger")]


async def test_a_category_groups_codes_and_is_put_on_nothing(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "enter")
        assert put(store) == []
        assert hand.said == "emotional response groups codes; put one of those below it."


async def test_next_goes_to_what_is_not_judged(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "c", "j", "0", "home", "n")
        assert (await hand.codes()).transcript.unit == 3
        await hand.press("0", "j", "0", "j", "0", "j", "0", "j", "0", "j", "0", "n")
        assert "judged every unit" in hand.said


async def test_a_unit_is_found_by_its_number(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "g")
        dialog = await hand.on(AskUnit)
        await hand.press("9", "enter")
        assert hand.screen is dialog, "there is no unit 9"
        await hand.press("backspace", "7", "enter")
        assert (await hand.codes()).transcript.unit == 7


async def test_a_memo_is_written_read_again_and_removed(store: Store) -> None:
    def written() -> tuple[Memo, ...]:
        with store.reading() as reader:
            return memos.memos(reader, ANA, 1)

    async with sitting(store.path) as hand:
        await start(hand, "m")
        await hand.on(WriteMemo)
        await hand.write("a doubt")
        await hand.press("ctrl+s")
        await hand.sees("Saved: memo")
        assert written() == (Memo("ana", "unit", "session 1#1", "a doubt", 1),)
        assert "✎" in hand.text()
        await hand.press("m")
        await hand.on(WriteMemo)
        await hand.press("escape")
        await hand.codes()
        assert len(written()) == 1


async def test_finishing_says_how_many_units_are_left_and_judges_them(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "c", "ctrl+d")
        await hand.on(Confirm)
        assert "1 of 8 units" in hand.text()
        assert "other 7" in hand.text().replace("\n", " ")
        await hand.press("enter")
        await hand.codes()
        assert passed(store) == []
        await hand.press("ctrl+d")
        await hand.on(Confirm)
        await hand.press("right", "enter")
        await hand.sees("no code applies was set on 7 units")
        assert passed(store) == [2, 3, 4, 5, 6, 7, 8]


async def test_the_coder_changes_and_sees_nothing_of_the_other(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "c")
        assert "coding: ana" in hand.line("title")
        await hand.press("f2")
        await hand.on(AskWho)
        await hand.enter("ben")
        await hand.until(lambda: "coding: ben" in hand.line("title"), "ben")
        screen = await hand.codes()
        await hand.until(lambda: screen.sheet is not None and screen.sheet.judged() == 0, "blank")
        assert "●" not in hand.text()
        await hand.press("a")
        assert (put(store), put(store, Viewer("ben"))) == (
            [(1, "c-containment")],
            [(1, "c-anger")],
        )


async def test_a_closed_round_takes_no_codes_and_says_so(store: Store) -> None:
    close_round(store, NOBODY, 1, "enough")
    async with sitting(store.path) as hand:
        await start(hand, "c")
        assert "closed" in hand.said
        assert put(store) == []


async def test_what_another_program_holds_is_not_shown_as_saved(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbench.errors import StudyBusy
    from workbench.steps import code

    def busy(*_: object, **__: object) -> None:
        raise StudyBusy("balint.study is in use by another program; try again.")

    async with sitting(store.path) as hand:
        await start(hand)
        monkeypatch.setattr(code, "toggle", busy)
        await hand.press("c")
        assert hand.said == "! balint.study is in use by another program; try again."
        assert "●" not in hand.text()


async def test_a_burst_of_keys_loses_none_finds_each_its_unit_and_is_drawn_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn, draw = list[object](), App._display

    def drawing(app: App[None], screen: Screen[None], what: RenderableType | None) -> None:
        drawn.extend([what] if what else [])
        draw(app, screen, what)

    monkeypatch.setattr(repainting, "PATIENCE", float("inf"))  # as on the fastest machine
    async with sitting(store.path) as hand:
        await start(hand, "full_stop")  # its rule is shown already, and needs no room made
        monkeypatch.setattr(App, "_display", drawing)
        hand.burst(*("c", "j") * 50)
        await hand.until(lambda: acts(store) == 50 and bool(drawn), "the last key")
        # Seven units on the way; on the last one it is put and taken off, put and taken off.
        assert put(store) == [(unit, "c-containment") for unit in range(1, 8 + 43 % 2)]
        assert hand.said == "Saved: containment, unit 8."
    assert len(drawn) == 1


def acts(store: Store) -> int:
    """How often a code was put on a unit or taken off."""
    with store.reading() as reader:
        found = history.events(reader, ANA)
    return sum(one.what in ("coding made", "coding removed") for one in found)


async def test_what_is_saved_is_shown_after_the_commit(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand)
        assert hand.app.store is not None
        driver, shown = hand.app.store._pen._driver(), list[tuple[str, bool]]()

        def run(statement: str) -> None:
            if statement == "COMMIT":
                shown.append((hand.said, "● " in hand.text()))

        before = hand.said
        driver.set_trace_callback(run)
        await hand.press("c")
        driver.set_trace_callback(None)
        assert shown == [(before, False)]
        assert (hand.said, "● " in hand.text()) == ("Saved: containment, unit 1.", True)


async def test_help_tells_every_key_and_closes(store: Store) -> None:
    async with sitting(store.path, size=(100, 90)) as hand:
        await start(hand, "f1")
        await hand.on(Help)
        shown = hand.text()
        assert "Read the unit with the bar at its left" in shown
        assert all(words in shown for words in ("None", "Write a memo", "Change who", "Ctrl+P"))
        await hand.press("escape")
        await hand.codes()


async def test_the_palette_finds_a_command_by_words(store: Store) -> None:
    from textual.command import CommandPalette

    async with sitting(store.path) as hand:
        await start(hand, "ctrl+p")
        await hand.on(CommandPalette)
        await hand.write("memo")
        await hand.until(lambda: "Write a memo" in hand.text(), "the command")
        assert "Memo · m" in hand.text()
        await hand.press("enter")
        await hand.press("enter")
        await hand.on(WriteMemo)


async def test_light_and_dark(store: Store) -> None:
    async with sitting(store.path) as hand:
        await hand.press("f4")
        assert hand.app.theme == LIGHT.name


async def test_the_mouse_points_at_units_and_codes(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand)
        screen = await hand.codes()
        drawing = screen.transcript._drawing
        assert drawing is not None
        await hand.click("#transcript", (12, drawing.layout.lines_of(2).start))
        assert screen.transcript.unit == 2
        await hand.click("#codes", (5, 1))
        assert screen.codes.place == 1
        await hand.click("#codes", (5, 1))
        assert put(store) == [(2, "c-containment")]


async def test_the_mouse_points_at_a_code_in_the_margin(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "a", "full_stop")
        screen = await hand.codes()
        drawing, entry = screen.transcript._drawing, screen.codes.entry
        assert drawing is not None
        assert entry is not None
        assert entry.code.uid != "c-anger"
        columns, line = drawing.columns, drawing.layout.lines_of(1).start
        await hand.click("#transcript", (columns.before + columns.text + 2, line))
        await hand.until(lambda: screen.codes.place == screen.codes.place_of("c-anger"), "anger")
        assert "Anger is shown." in hand.text()
        assert (screen.transcript.unit, put(store)) == (1, [(1, "c-anger")])


async def test_escape_leads_back_to_the_progress(store: Store) -> None:
    async with sitting(store.path) as hand:
        await start(hand, "c", "escape")
        await hand.until(lambda: hand.screen is study_of(hand), "the study")
        await hand.until(lambda: "1/8" in hand.text(), "progress")


async def test_a_document_that_is_nobodys_to_judge_is_read_only(tmp_path: Path) -> None:
    store = opened(tmp_path / "other.study")
    async with sitting(store.path, "ana") as hand:
        await hand.press("f2")
        await hand.on(AskWho)
        await hand.enter("eve")
        await hand.until(lambda: "eve" in hand.line("title"), "eve")
        await hand.press("enter")
        await hand.sees("No unit of session 1 is yours")
        await hand.press("c")
        assert put(store, Viewer("eve")) == []


async def test_an_unknown_name_is_asked_again(tmp_path: Path) -> None:
    store = ready(tmp_path / "balint.study")
    async with sitting(store.path, "zoe") as hand:
        await hand.on(AskWho)
        await hand.press("enter")
        await hand.until(lambda: "coding: ana" in hand.line("title"), "ana")


async def test_a_study_that_is_none_ends_the_program_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "letter.study"
    path.write_text("Dear study")
    from workbench.tui.app import Workbench

    app = Workbench(path, None)
    async with app.run_test() as pilot:
        while app.fault is None:
            await pilot.pause()
    assert "is not a study" in str(app.fault)


async def test_a_very_long_document_is_read_in_two_helpings_and_whole_in_the_end(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbench.tui import reading

    async with sitting(store.path) as hand:
        await start(hand, "c", "end", "a", "q")
        await hand.until(lambda: hand.screen is study_of(hand), "the study")
        monkeypatch.setattr(reading, "MANY", 2)
        monkeypatch.setattr(reading, "FEW", 1)
        await hand.press("enter")
        screen = await hand.codes()
        await hand.until(lambda: screen.sheet is not None and screen.sheet.complete, "the rest")
        assert screen.transcript.unit == 2, "the first that is not judged"
        await hand.press("end", "o")
        assert put(store) == [(1, "c-containment"), (8, "c-anger"), (8, "c-outside")]
        assert "Is that a way" in hand.text()


async def test_a_key_that_comes_before_the_rest_of_a_long_document_is_read_counts(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbench.tui import reading

    monkeypatch.setattr(reading, "MANY", 2)
    monkeypatch.setattr(reading, "FEW", 1)
    monkeypatch.setattr(CodeScreen, "call_after_refresh", lambda *_: None)
    async with sitting(store.path) as hand:
        await hand.press("enter")
        screen = await hand.codes()
        assert screen.sheet is not None
        assert not screen.sheet.complete
        await hand.press("end", "o")
        whole = (await hand.codes()).sheet
        assert whole is not None
        assert whole.complete
        assert put(store) == [(8, "c-outside")]


async def test_a_long_document_that_is_opened_at_a_unit_is_read_whole(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbench.tui import reading

    monkeypatch.setattr(reading, "MANY", 2)
    monkeypatch.setattr(reading, "FEW", 1)
    async with sitting(store.path) as hand:
        await hand.until(lambda: hand.app.store is not None, "the study")
        with store.reading() as reader:
            round_ = rounds.round_of(reader, ANA, 1)
        hand.app.push_screen(CodeScreen(round_, "session 1", 8))
        screen = await hand.codes()
        assert screen.transcript.unit == 8
        assert "Is that a way" in hand.text()


async def test_a_text_that_was_corrected_meanwhile_is_shown_anew_before_a_key_counts(
    store: Store,
) -> None:
    async with sitting(store.path) as hand:
        await start(hand)

        def sheet() -> Sheet | None:
            return getattr(hand.screen, "sheet", None)

        first = sheet()
        with store.writing() as writer:
            name = documents.documents(writer, NOBODY)[0].name
            revise(writer, name, [Edit(0, 0, "Well, ")])
        await hand.press("c")
        await hand.until(lambda: sheet() is not first, "shown anew")
        assert put(store) == []
        await hand.until(lambda: "was corrected meanwhile; it is shown anew." in hand.said, "told")
        shown = sheet()
        assert shown is not None
        assert "Well, " in shown.page.text
        await hand.press("c")
        assert put(store) == [(1, "c-containment")]
        with store.writing() as writer:
            revise(writer, name, [Edit(0, 6, "")])
        second = sheet()
        await hand.press("u")
        await hand.until(lambda: sheet() is not second, "shown anew after undo")
        assert put(store) == []


async def test_answers_of_a_survey_stand_with_what_is_known_of_who_gave_them(
    tmp_path: Path,
) -> None:
    from workbench.cli import main

    path, table = tmp_path / "survey.study", tmp_path / "answers.csv"
    table.write_text("id,cohort,why\nR1,A,I wait longer.\nR2,B,Nothing much.\n", "utf-8")
    store = study(path)
    add_codes(store)
    columns = ("--id", "id", "--text", "why", "--attribute", "cohort")
    assert main(["import", str(path), str(table), *columns]) == 0
    assert main(["segment", str(path), "--unit", "turn"]) == 0
    add_coder(store, NOBODY, "ana")
    draft_round(store, NOBODY, RoundPlan(("ana",), "turn", purpose="complete"), open_it=True)
    async with sitting(path, size=(100, 24)) as hand:
        await start(hand)
        assert "R1  cohort A" in hand.text()
        assert "R2  cohort B" in hand.text()
        assert isinstance(hand.screen, CodeScreen)
        assert hand.screen.here().splitlines()[0].endswith("or 0. Who answered: cohort A.")
