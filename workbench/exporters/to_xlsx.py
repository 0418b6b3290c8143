"""A table as an Excel workbook: numbers are numbers, text is text and never a formula.

The table alone stands on the first sheet, its heads frozen, so that it can be sorted and
filtered; the notes stand on the second.
"""

from __future__ import annotations

import io
import math
import re
from typing import TYPE_CHECKING

from workbench.errors import FileFault
from workbench.exporters.archive import with_date
from workbench.exporters.text import date, is_formula, notes, plain, provenance
from workbench.terms import Cell, Table

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
    book = Workbook()
    book.remove(book.worksheets[0])
    fill_sheet(book.create_sheet("Table"), table)
    _annotate(book.create_sheet("Notes"), table)
    _describe(book, table)
    return with_date(saved(book), date(table))


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
    """Write a table's heads and rows into an empty sheet, heads frozen."""
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for at, width in enumerate(_widths(table), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.append([_head(sheet, column) for column in table.columns])
    for row in table.rows:
        sheet.append([_cell(sheet, cell) for cell in row])


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
    if len(text) > 60 or "\n" in text:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _number(sheet: Worksheet, number: float) -> SheetCell:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, number)
    if re.fullmatch(r"-?\d+\.\d", repr(number)):
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
