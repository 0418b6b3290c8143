"""Each format keeps every cell, and takes no text for anything but text."""

import csv
import doctest
import io
import re
import zipfile
from html.parser import HTMLParser
from typing import Any

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench import safe
from workbench.errors import FileFault
from workbench.exporters import to_csv
from workbench.exporters.text import encodable, plain
from workbench.exporters.to_csv import format_csv, guard, unguard
from workbench.exporters.to_docx import format_docx
from workbench.exporters.to_html import format_html
from workbench.exporters.to_md import format_md
from workbench.exporters.to_tex import format_tex
from workbench.exporters.to_xlsx import format_xlsx
from workbench.terms import Cell, Table

HOSTILE = Table(
    "=1+1 | <b>",
    ("Theme", "n", "%", "Quotation"),
    (
        ("=cmd|'/C calc'!A0", 1, 93.0, "“one”\ntwo"),
        ("@SUM(1)", -3, None, "a\x1b[31m & <script>"),
        ("#REF!", 0, 0.25, "-2+3"),
    ),
    ("A *note*.",),
    {"study": "Balint", "date": "2026-03-01"},
)


def sheet_of(table: Table) -> Any:
    return openpyxl.load_workbook(io.BytesIO(format_xlsx(table)))


def test_csv_guards_texts_and_leaves_numbers() -> None:
    assert format_csv(HOSTILE).decode() == (
        "Theme,n,%,Quotation\n"
        "'=cmd|'/C calc'!A0,1,93.0,\"“one”\ntwo\"\n"
        "'@SUM(1),-3,,a\x1b[31m & <script>\n"
        "#REF!,0,0.25,'-2+3\n"
    )


def test_markdown_escapes_what_it_would_act_on() -> None:
    assert format_md(HOSTILE).decode() == (
        "## =1+1 \\| \\<b\\>\n"
        "\n"
        "| Theme | n | % | Quotation |\n"
        "|---|---:|---:|---|\n"
        "| =cmd\\|'/C calc'!A0 | 1 | 93.0 | “one”<br>two |\n"
        "| @SUM(1) | -3 |  | a␛\\[31m \\& \\<script\\> |\n"
        "| \\#REF! | 0 | 0.25 | -2+3 |\n"
        "\n"
        "- A \\*note\\*.\n"
        "- study: Balint; date: 2026-03-01\n"
    )


def test_html_escapes_whatever_a_transcript_says() -> None:
    page = format_html(HOSTILE).decode()
    table = page[page.index("<caption>") : page.index("</table>")]
    assert table == (
        "<caption>=1+1 | &lt;b&gt;</caption>\n"
        '<thead role="rowgroup"><tr role="row">'
        '<th role="columnheader" scope="col">Theme</th>'
        '<th role="columnheader" scope="col" class="number">n</th>'
        '<th role="columnheader" scope="col" class="number">%</th>'
        '<th role="columnheader" scope="col">Quotation</th></tr></thead>\n'
        '<tbody role="rowgroup">\n'
        '<tr role="row"><th role="rowheader" scope="row">=cmd|&#x27;/C calc&#x27;!A0</th>'
        '<td role="cell" data-head="n" class="number">1</td>'
        '<td role="cell" data-head="%" class="number">93.0</td>'
        '<td role="cell" data-head="Quotation">“one”<br>two</td></tr>\n'
        '<tr role="row"><th role="rowheader" scope="row">@SUM(1)</th>'
        '<td role="cell" data-head="n" class="number">-3</td>'
        '<td role="cell" data-head="%"></td>'
        '<td role="cell" data-head="Quotation">a␛[31m &amp; &lt;script&gt;</td></tr>\n'
        '<tr role="row"><th role="rowheader" scope="row">#REF!</th>'
        '<td role="cell" data-head="n" class="number">0</td>'
        '<td role="cell" data-head="%" class="number">0.25</td>'
        '<td role="cell" data-head="Quotation">-2+3</td></tr>\n'
        "</tbody>\n"
    )
    assert "<p>A *note*.</p>\n<p>study: Balint; date: 2026-03-01</p>" in page


APART = " \\addlinespace[0.3em]"


def test_tex_escapes_what_it_would_act_on() -> None:
    page = format_tex(HOSTILE).decode()
    table = page[page.index("\\toprule") : page.index("\\end{document}")]
    assert table.replace(APART, "") == (
        "\\toprule\n"
        "Theme & n & \\% & Quotation \\\\\n"
        "\\midrule\n\\endhead\n\\bottomrule\n\\endlastfoot\n"
        "=cmd\\textbar{}'/\\allowbreak{}C calc'!A0 & 1 & 93.0 & “one”\\newline two \\\\\n"
        "@SUM(1) & -3 &  & a\\sign{241B}{␛}{[}31m \\& \\textless{}script\\textgreater{} \\\\\n"
        "\\#REF! & 0 & 0.25 & -2+3 \\\\\n"
        "\\end{longtable}\n"
        "\\noindent A {*}note{*}.\\par\n"
        "\\noindent study: Balint; date: 2026-03-01\\par\n"
    )


def test_xlsx_has_typed_cells_under_a_frozen_head() -> None:
    book = sheet_of(HOSTILE)
    sheet = book["Table"]
    assert [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()] == [
        [("Theme", "s"), ("n", "s"), ("%", "s"), ("Quotation", "s")],
        [("=cmd|'/C calc'!A0", "s"), (1, "n"), (93, "n"), ("“one”\ntwo", "s")],
        [("@SUM(1)", "s"), (-3, "n"), (None, "n"), ("a␛[31m & <script>", "s")],
        [("#REF!", "s"), (0, "n"), (0.25, "n"), ("-2+3", "s")],
    ]
    assert (sheet.freeze_panes, sheet["C2"].number_format, sheet["A2"].quotePrefix) == (
        "A2",
        "0.0",
        True,
    )
    assert [cell.value for cell in book["Notes"]["A"]] == [
        "=1+1 | <b>",
        None,
        "A *note*.",
        "study: Balint; date: 2026-03-01",
    ]


def test_no_part_of_an_xlsx_is_a_formula() -> None:
    parts = zipfile.ZipFile(io.BytesIO(format_xlsx(HOSTILE)))
    assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def test_a_cell_too_long_for_xlsx_is_refused_and_not_cut() -> None:
    with pytest.raises(FileFault, match="A cell of 32768 characters does not fit into xlsx"):
        format_xlsx(Table("", ("a",), (("x" * 32_768,),)))


def test_docx_is_a_true_table_that_repeats_its_head() -> None:
    document = docx.Document(io.BytesIO(format_docx(HOSTILE)))
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Theme", "n", "%", "Quotation"],
        ["=cmd|'/C calc'!A0", "1", "93.0", "“one”\ntwo"],
        ["@SUM(1)", "-3", "", "a␛[31m & <script>"],
        ["#REF!", "0", "0.25", "-2+3"],
    ]
    xml = zipfile.ZipFile(io.BytesIO(format_docx(HOSTILE))).read("word/document.xml").decode()
    assert (xml.count("<w:tblHeader/>"), xml.count("<w:cantSplit/>"), "w:shd" in xml) == (
        1,
        4,
        False,
    )
    assert [p.text for p in document.paragraphs] == [
        "=1+1 | <b>",
        "A *note*.",
        "study: Balint; date: 2026-03-01",
    ]
    properties = document.core_properties
    assert (properties.title, properties.comments) == (
        "=1+1 | <b>",
        "study: Balint; date: 2026-03-01",
    )


def test_a_wide_table_lies_on_its_side() -> None:
    def is_landscape(columns: int) -> bool:
        table = Table("", tuple("abcdefgh"[:columns]), ())
        section = docx.Document(io.BytesIO(format_docx(table))).sections[0]
        return bool((section.page_width or 0) > (section.page_height or 0))

    assert [is_landscape(5), is_landscape(6)] == [False, True]


def test_the_examples_in_the_docstrings_hold() -> None:
    assert [doctest.testmod(module).failed for module in (to_csv, safe)] == [0, 0]


TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.characters(categories=["Cs", "Cc"]),
        st.sampled_from("='+-@\t\r\n|<>&*_[]\\`\"_x0041_"),
    )
)
CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(), TEXTS, st.integers(-(10**9), 10**9), st.floats(-1e6, 1e6).map(lambda x: round(x, 3))
)
TABLES = st.lists(st.tuples(CELLS, CELLS), max_size=4).map(
    lambda rows: Table("t", ("a", "b"), tuple(rows))
)


@given(TEXTS)
def test_a_guarded_text_is_no_formula_and_can_be_found_back(text: str) -> None:
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(TABLES)
def test_csv_loses_nothing(table: Table) -> None:
    text = io.StringIO(format_csv(table).decode(), newline="")
    _, *rows = csv.reader(text)
    assert [[unguard(cell) for cell in row] for row in rows] == [
        ["" if cell is None else encodable(str(cell)) for cell in row] for row in table.rows
    ]


@settings(deadline=None, max_examples=50)
@given(TABLES)
def test_xlsx_keeps_texts_and_numbers_apart(table: Table) -> None:
    sheet = sheet_of(table)["Table"]
    rows = sheet.iter_rows(min_row=2, max_row=1 + len(table.rows), max_col=2)
    assert [[cell.value for cell in row] for row in rows] == [
        [_in_sheet(cell) for cell in row] for row in table.rows
    ]


def _in_sheet(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", plain(cell)) or None


@settings(deadline=None, max_examples=50)
@given(TABLES)
def test_docx_holds_any_text(table: Table) -> None:
    (found,) = docx.Document(io.BytesIO(format_docx(table))).tables
    assert [len(row.cells) for row in found.rows] == [2] * (len(table.rows) + 1)


@given(TABLES)
def test_a_markdown_row_has_as_many_cells_as_columns(table: Table) -> None:
    lines = format_md(table).decode().split("\n")[2 : 4 + len(table.rows)]
    assert [len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in lines] == [3] * len(lines)
    assert not any(re.search(r"(?<!\\)(?:\\\\)*<(?!br>)", line) for line in lines)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)


OURS = "html meta title style div table caption thead tbody tr th td br footer p"


@given(TABLES)
def test_html_holds_no_tags_but_ours(table: Table) -> None:
    reader = _Reader()
    reader.feed(format_html(table).decode())
    cells = [cell for row in table.rows for cell in row]
    breaks = sum(str(cell).count("\n") for cell in cells)
    named = sum(bool(row[0]) and isinstance(row[0], str) for row in table.rows)
    heads = len(table.columns) + named
    found = [reader.tags.count(tag) for tag in ("th", "td", "br")]
    assert found == [heads, len(cells) - named, breaks]
    assert set(reader.tags) <= set(OURS.split())


ALLOWED = re.compile(
    r"\\(?:[%#&${}_]|allowbreak\{\}|text[a-z]+\{\}|newline |ensuremath\{\\[a-z]+\}|ensuremath\{-\}"
    r"|sign\{[0-9A-F]+\}\{.\})|\{[\[*]\}"
)


@given(TABLES)
def test_tex_holds_no_commands_but_ours(table: Table) -> None:
    page = format_tex(table).decode()
    _, _, body = page.partition("\\endlastfoot\n")
    *rows, rest = body.partition("\\end{longtable}")[0].split(f" \\\\{APART}\n")
    assert (len(rows), rest) == (len(table.rows), "")
    for row in rows:
        letters = ALLOWED.sub("", row)
        assert letters.count(" & ") == letters.count("&") == 1
        assert not re.search(r"[\\#$%^_~<>|\"`\[*]", letters)
