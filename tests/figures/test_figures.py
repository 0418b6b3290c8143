"""Every figure shows what its table says, and is the same file each time."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import NameUnknown
from workbench.figures import FIGURES, FORMATS, draw
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
