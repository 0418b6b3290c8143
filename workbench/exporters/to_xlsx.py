"""A table as an Excel workbook: numbers are numbers, text is text and never a formula.

The table alone stands on the first sheet, its heads frozen, so that it can be sorted and
filtered; the notes stand on the second.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from workbench.errors import FileFault
from workbench.exporters.archive import EXCEL_TABLE, Long, with_date
from workbench.exporters.text import date, is_formula, notes, plain, provenance
from workbench.terms import Cell, Table
from workbench.watching import tell

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

# The most that a cell, a sheet can hold; more would be cut without a word.
_CHARACTERS = 32_767
_ROWS = 1_048_576
_COLUMNS = 16_384
# Excel reads these as one character.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def format_xlsx(table: Table) -> bytes:
    """The table as a workbook; raises FileFault when a sheet cannot hold it."""
    from openpyxl import Workbook

    _refuse_too_large(table)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Table")
    _head_sheet(sheet, table)
    styles = _Styles.of(sheet)
    _annotate(book.create_sheet("Notes"), table)
    _describe(book, table)
    rows = Long(EXCEL_TABLE, chain(_rows(table, styles), (_END,)), _END)
    return with_date(saved(book), date(table), rows)


def _refuse_too_large(table: Table) -> None:
    longest = max(
        (len(cell) for row in table.rows for cell in row if isinstance(cell, str)), default=0
    )
    if longest > _CHARACTERS:
        raise FileFault(
            f"A cell of {longest} characters does not fit into xlsx, which holds {_CHARACTERS};"
            " write csv instead."
        )
    if len(table.rows) >= _ROWS or len(table.columns) > _COLUMNS:
        raise FileFault(
            f"{len(table.rows)} rows of {len(table.columns)} columns do not fit into xlsx;"
            " write csv instead."
        )


def fill_sheet(sheet: Worksheet, table: Table) -> None:
    """Write a short table's heads and rows into an empty sheet, heads frozen."""
    _head_sheet(sheet, table)
    for row in table.rows:
        sheet.append([_cell(sheet, cell) for cell in row])


def _head_sheet(sheet: Worksheet, table: Table) -> None:
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for at, width in enumerate(_widths(table), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.append([_head(sheet, column) for column in table.columns])


def _annotate(sheet: Worksheet, table: Table) -> None:
    sheet.column_dimensions["A"].width = 100
    for line in (table.title, "", *notes(table)):
        sheet.append([text_cell(sheet, line)])


def _widths(table: Table) -> list[int]:
    """Widths in characters, from the heads and the first rows."""
    columns = zip(table.columns, *table.rows[:200], strict=True)
    return [min(60, max(8, *(_longest_line(cell) + 2 for cell in column))) for column in columns]


def _longest_line(cell: Cell) -> int:
    return max((len(line) for line in str(cell or "").splitlines()), default=0)


def _head(sheet: Worksheet, column: str) -> SheetCell:
    from openpyxl.styles import Alignment, Font

    cell = text_cell(sheet, column)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(sheet: Worksheet, cell: Cell) -> object:
    if cell is None or cell == "":
        return None
    if isinstance(cell, str):
        return text_cell(sheet, cell)
    return _number(sheet, cell) if math.isfinite(cell) else text_cell(sheet, str(cell))


def text_cell(sheet: Worksheet, text: str) -> SheetCell:
    """A cell that is text, whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    cell = WriteOnlyCell(sheet, _ESCAPE.sub("_x005F_", plain(text)))
    # Assigning guesses formulas and error values; saying the type afterwards makes it text.
    cell.data_type = "s"
    if is_formula(text):
        # Else it would become one as soon as somebody edits the cell.
        cell.quotePrefix = True
    if _wraps(text):
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _wraps(text: str) -> bool:
    return len(text) > 60 or "\n" in text


def _number(sheet: Worksheet, number: float) -> SheetCell:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, number)
    if _TENTHS.fullmatch(repr(number)):
        cell.number_format = "0.0"
    return cell


def _describe(book: Workbook, table: Table) -> None:
    book.properties.title = plain(table.title)
    book.properties.description = provenance(table)
    book.properties.creator = "workbench"
    book.properties.created = book.properties.modified = date(table)


def saved(book: Workbook) -> bytes:
    """The workbook's bytes: as the package's own save does, but without the present time."""
    from zipfile import ZIP_DEFLATED, ZipFile

    from openpyxl.writer.excel import ExcelWriter

    out = io.BytesIO()
    ExcelWriter(book, ZipFile(out, "w", ZIP_DEFLATED)).save()
    return out.getvalue()


# ------------------------------------------------------------------ rows as XML

# A hundred thousand rows of cells as objects took ten times as long.
_TENTHS = re.compile(r"-?\d+\.\d")
_END = "</sheetData>"
_PIECE = 500
"""So many rows are handed on together."""


class _Styles(NamedTuple):
    """For each kind of cell, how it names its style."""

    tenths: str
    text: Mapping[tuple[bool, bool], str]
    """By whether it reads as a formula, and whether it is long."""

    @classmethod
    def of(cls, sheet: Worksheet) -> _Styles:
        """The styles as the sheet's workbook counts them."""
        kinds = {
            (is_formula(text), _wraps(text)): _style(text_cell(sheet, text))
            for text in ("a", "=", "a\na", "=\na")
        }
        return cls(_style(_number(sheet, 0.5)), kinds)


def _style(cell: SheetCell) -> str:
    return f' s="{cell.style_id}"' if cell.has_style else ""


def _rows(table: Table, styles: _Styles) -> Iterator[str]:
    from openpyxl.utils import get_column_letter

    letters = [get_column_letter(at) for at in range(1, len(table.columns) + 1)]
    for start in range(0, len(table.rows), _PIECE):
        tell("Writing rows", start, len(table.rows))
        rows = enumerate(table.rows[start : start + _PIECE], start + 2)
        yield "".join(_row(n, row, letters, styles) for n, row in rows)


def _row(n: int, row: Sequence[Cell], letters: Sequence[str], styles: _Styles) -> str:
    cells = (
        _element(f"{letter}{n}", cell, styles)
        for letter, cell in zip(letters, row, strict=True)
        if cell is not None and cell != ""
    )
    return f'<row r="{n}">{"".join(cells)}</row>'


def _element(place: str, cell: str | float, styles: _Styles) -> str:
    if isinstance(cell, str) or not math.isfinite(cell):
        return _text_element(place, str(cell), styles)
    style = styles.tenths if _TENTHS.fullmatch(repr(cell)) else ""
    said = cell if isinstance(cell, int) else format(cell, ".16g")
    return f'<c r="{place}"{style} t="n"><v>{said}</v></c>'


def _text_element(place: str, text: str, styles: _Styles) -> str:
    said = _ESCAPE.sub("_x005F_", plain(text))
    keep = "" if said == said.strip() else ' xml:space="preserve"'
    # A parser would take a bare CR for LF.
    inside = escape(said, quote=False).replace("\r", "&#13;")
    style = styles.text[is_formula(text), _wraps(text)]
    return f'<c r="{place}"{style} t="inlineStr"><is><t{keep}>{inside}</t></is></c>'
