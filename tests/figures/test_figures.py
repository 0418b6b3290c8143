"""Every figure shows what its table says, and is the same file each time."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import NameUnknown
from workbench.figures import FIGURES, FORMATS, draw
from workbench.figures.terminal import NARROWEST, columns_of, drawn
from workbench.terms import Cell, Table

ABOUT = {"study": "Small", "date": "2026-01-02T03:04:05+00:00"}
ODD = "a < b & $c$ “日本” \u202e"
TABLES = {
    "themes": Table(
        "Themes",
        ("Theme", "Subtheme", "References n (%)"),
        (("care", "", "5 (50.0)"), ("care", ODD, "5 (50.0)"), ("noise", None, "5 (50.0)")),
        (),
        ABOUT,
    ),
    "agreement-by-round": Table(
        "Agreement by round",
        ("Code", "Round", "α", "Low", "High", "Units", "Not estimable because"),
        (
            ("care", 1, 0.5, -0.9, 0.9, 20, ""),
            ("care", 2, 0.8, None, None, 20, ""),
            (ODD, 2, None, None, None, 20, "all judgements are the same"),
        ),
        (),
        ABOUT,
    ),
    "saturation": Table(
        "Saturation",
        ("Document (order)", "Codes in document", "New codes", "Cumulative"),
        (("s1 (1)", 4, 4, 4), (ODD, 3, 1, 5)),
        (),
        ABOUT,
    ),
    "co-occurrence": Table("Both", ("Code", "care", ODD), (("care", 7, 2), (ODD, 2, 3)), (), ABOUT),
    "codes-by-document": Table("Codes", ("Code", "s1", ODD), (("care", 7, 0),), (), ABOUT),
    "swot-boxes": Table(
        "SWOT", ("strength", "weakness"), ((f"care (5)\n{ODD} (2)", ""),), (), ABOUT
    ),
}


def words(svg: bytes) -> str:
    """What can be read in a drawing."""
    return "".join(ET.fromstring(svg).itertext())


@pytest.mark.parametrize("name", list(FIGURES))
def test_a_figure_shows_the_words_and_numbers_of_its_table(name: str) -> None:
    read = words(draw(name, TABLES[name], "svg"))
    assert "< b & $c$" in read
    for row in TABLES[name].rows[:1]:
        assert str(row[0]).split("\n")[0] in read


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", list(FIGURES))
def test_the_same_table_gives_the_same_file(name: str, suffix: str) -> None:
    first, second = (draw(name, TABLES[name], suffix) for _ in range(2))
    assert first == second
    assert first.startswith({"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}[suffix])


def test_what_cannot_be_estimated_says_so_and_has_no_mark() -> None:
    read = words(draw("agreement-by-round", TABLES["agreement-by-round"], "svg"))
    assert read.count("not estimable") == 1


def test_a_table_without_a_figure_is_refused_by_name() -> None:
    with pytest.raises(NameUnknown, match="There is no figure “rounds”; there are: themes"):
        draw("rounds", TABLES["themes"], "svg")


@settings(max_examples=5)
@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4),
    st.integers(0, 10**6),
)
def test_any_name_and_any_count_can_be_drawn(names: list[str], count: int) -> None:
    rows: tuple[tuple[Cell, ...], ...] = tuple((n, *([count] * len(names))) for n in names)
    svg = draw("co-occurrence", Table("x", ("Code", *names), rows), "svg")
    assert f"{count:g}" in words(svg)


def test_the_studys_last_change_is_the_date_of_the_file() -> None:
    svg = draw("themes", TABLES["themes"], "svg")
    assert re.search(rb"<dc:date>2026-01-02T03:04:05\+00:00</dc:date>", svg)


# ------------------------------------------------------------------ in a terminal


def test_every_figure_is_drawn_in_a_terminal_too() -> None:
    assert all(drawn(name, TABLES[name], 80) for name in FIGURES)
    with pytest.raises(NameUnknown, match="There is no figure “units”; there are: themes"):
        drawn("units", TABLES["themes"], 80)


def test_a_tree_has_bars_as_long_as_its_numbers() -> None:
    rows = (("care", "", "8 (66.7)"), ("care", "trust", "4 (33.3)"), ("noise", "", "0 (0.0)"))
    table = Table("Themes", ("Theme", "Subtheme", "References n (%)"), rows)
    assert drawn("themes", table, 40) == [
        "Themes",
        "",
        "care    8 (66.7) " + "█" * 23,
        "  trust 4 (33.3) " + "█" * 11 + "▌",
        "noise    0 (0.0) ",
    ]


def test_a_curve_has_new_codes_on_those_before() -> None:
    assert drawn("saturation", TABLES["saturation"], 40)[2:4] == [
        "                      new  all",
        "s1 (1)                  4    4 ███████",
    ]


def test_an_interval_lies_on_a_line() -> None:
    lines = drawn("agreement-by-round", TABLES["agreement-by-round"], 60)
    assert lines[2].split() == ["round", "α", "−1", "1"]
    assert lines[3].startswith("care                     1  0.50   ───")
    assert lines[4].count("─") == 0
    assert lines[5].split()[-3:-1] == ["2", "–"]


def test_shades_tell_counts_and_the_diagonal_has_none() -> None:
    table = Table("Both", ("Code", "a", "b"), (("a", 9, 2), ("b", 2, 3)))
    assert drawn("co-occurrence", table, 40)[2:] == [
        "   1  2", "a 9  2█", "b 2█ 3 ", "", "  1 a", "  2 b"]  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.text(max_size=30), st.integers(0, 10**6)), max_size=6),
    st.integers(1, 120),
)
def test_no_line_is_wider_than_the_terminal_and_none_obeyed(
    cells: list[tuple[str, int]], width: int
) -> None:
    names = tuple(name for name, _ in cells)
    tables = {
        "themes": Table("T", ("Theme", "Subtheme", "References n (%)"),
                        tuple((name, "", f"{n} (1.0)") for name, n in cells)),
        "codes-by-document": Table("T", ("Code", *names),
                                   tuple((name, *(n for _, n in cells)) for name, n in cells)),
        "saturation": Table("T", ("D", "C", "N", "A"), tuple((x, n, n, n) for x, n in cells)),
        "swot-boxes": Table("T", (*names, "", "")[:2], ((*names, "", "")[:2],)),
    }  # fmt: skip
    for name, table in tables.items():
        lines = drawn(name, table, width)
        assert all(columns_of(line) <= max(width, NARROWEST) for line in lines), (name, lines)
        assert not any(ord(letter) < 32 for line in lines for letter in line)
