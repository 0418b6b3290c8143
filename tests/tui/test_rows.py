"""Tables: what is cut is whole in the row under the cursor, and the mouse hits what it is on."""

from __future__ import annotations

import doctest
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from workbench.tui.widgets import columns as module
from workbench.tui.widgets.rows import Rows
from workbench.tui.widgets.wrapping import wrapped

LONG = "She came every week, and always with something else."


class Table(App[None]):
    """Nothing but a table."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[int] = []

    def compose(self) -> ComposeResult:
        yield Rows("table", "Nothing.")

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        self.chosen.append(event.place)


@asynccontextmanager
async def table(*cells: str, height: int = 12) -> AsyncIterator[tuple[Rows, Pilot[None]]]:
    app = Table()
    async with app.run_test(size=(30, height)) as pilot:
        rows = app.query_one(Rows)
        rows.show(("No", "Words"), [(str(at), cell) for at, cell in enumerate(cells, 1)])
        rows.focus()
        await pilot.pause()
        yield rows, pilot


def seen(rows: Rows) -> list[str]:
    return [rows.render_line(y).text.rstrip() for y in range(rows.size.height)]


async def test_the_row_under_the_cursor_is_whole() -> None:
    async with table("short", LONG, "last") as (rows, pilot):
        assert seen(rows)[1:5] == [
            "› 1   short",
            "  2   She came every week, an…",
            "  3   last",
            "",
        ]
        await pilot.press("down")
        assert seen(rows)[1:7] == [
            "  1   short",
            "› 2   She came every week, and",
            "      always with something",
            "      else.",
            "  3   last",
            "",
        ]


async def test_what_would_fill_the_table_is_cut_after_a_third_of_it() -> None:
    async with table(LONG * 3, "last") as (rows, _):
        assert [line[6:] for line in seen(rows)[1:6]] == [
            "She came every week, and",
            "always with something",
            "else.She came every",
            "week, and always with s…",
            "last",
        ]


async def test_how_many_of_how_many_stand_below_each_other_also_where_some_are_done() -> None:
    async with table("x") as (rows, _):
        heads = ("No", "Units", "ana", "Version")
        rows.show(heads, [("1", "600", "0/13  ", "v1"), ("12", "48", "13/13 ✓", "v12")])
        assert seen(rows)[:3] == [
            "  No  Units      ana  Version",
            "› 1     600   0/13    v1",
            "  12     48  13/13 ✓  v12",
        ]


async def test_numbers_are_never_cut_where_words_can_give_way() -> None:
    async with table("x") as (rows, _):
        heads = ("Theme", "What it claims", "References")
        rows.show(heads, [("Naming", LONG, "106 (100.0)"), ("Anger", LONG, "7 (6.6)")])
        assert seen(rows)[2].split()[-2:] == ["106", "(100.0)"]
        assert all("…" not in line.split("  ")[-1] for line in seen(rows)[:4])


async def test_without_the_focus_no_row_is_taller_than_another() -> None:
    async with table(LONG, "last") as (rows, pilot):
        rows.screen.set_focus(None)
        await pilot.pause()
        assert seen(rows)[1:4] == ["  1   She came every week, an…", "  2   last", ""]


@pytest.mark.parametrize(("line", "place"), [(1, 0), (2, 0), (3, 0), (4, 1), (5, 2), (9, 0)])
async def test_the_mouse_hits_the_row_it_points_at(line: int, place: int) -> None:
    async with table(LONG, "second", "third") as (rows, pilot):
        await pilot.click("#table", offset=(8, line))
        assert rows.place == place


async def test_the_second_click_is_for_the_row_of_the_first() -> None:
    async with table(LONG, "second", "third", LONG) as (rows, pilot):
        await pilot.click("#table", offset=(8, 4), times=2)
        app = rows.app
        assert isinstance(app, Table)
        assert app.chosen == [1]


async def test_a_tall_row_at_the_end_comes_into_sight() -> None:
    async with table(*["short"] * 20, LONG) as (rows, pilot):
        await pilot.press("end")
        assert [line[6:].strip(" ▁▂▃▄▅▆▇█") for line in seen(rows)[-3:]] == [
            "She came every week,",
            "and always with",
            "something else.",
        ]


def test_the_examples_of_the_module_hold() -> None:
    assert doctest.testmod(module).failed == 0


async def test_columns_that_do_not_fit_are_told_and_come_by_key_and_mouse() -> None:
    coders = ("ana", "ben", "chris", "dana", "eve")
    async with table("x") as (rows, pilot):
        rows.show(("Document", *coders), [("session 1", *("10/3000" for _ in coders))])
        assert seen(rows)[:2] == ["  Document       ana > 4", "› session 1  10/3000"]
        await pilot.press(">", ">")
        assert seen(rows)[0] == "  Document     chris < 2 > 2"
        await pilot.click(Rows, offset=(28, 0))
        await pilot.press(">", ">", ">")
        assert seen(rows)[:2] == ["  Document       eve < 4", "› session 1  10/3000"]
        await pilot.press("<")
        assert seen(rows)[0].split() == ["Document", "dana", "<", "3", ">", "1"]


async def test_numbers_stand_below_each_other_and_long_heads_on_two_lines() -> None:
    counted = (("Naming", "12 (50.0)", "–"), ("Anger", "3 (8.3)", "–"))
    async with table("x") as (rows, pilot):
        rows.show(("Theme", "References n (%)", "Least value"), counted)
        assert seen(rows)[:4] == [
            "          References  Least",
            "  Theme        n (%)  value",
            "› Naming   12 (50.0)  –",
            "  Anger      3 (8.3)  –",
        ]
        await pilot.click(Rows, offset=(3, 3))
        assert rows.place == 1


async def test_a_table_says_that_nothing_is_there_only_once_that_is_known() -> None:
    app = Table()
    async with app.run_test(size=(30, 3)) as pilot:
        rows = app.query_one(Rows)
        assert seen(rows) == ["Nothing is read yet.", "", ""]
        rows.show((), ())
        await pilot.pause()
        assert seen(rows) == ["Nothing.", "", ""]


def test_lines_of_their_own_stay_apart_in_what_is_wrapped() -> None:
    assert wrapped("one\ntwo three four", 9, 3) == ["one", "two three", "four"]
    assert wrapped("one two\nthree four", 9, 2) == ["one two", "three fo…"]
