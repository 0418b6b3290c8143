"""Sheets of Excel's old format (.xls) as rows of text, by xlrd."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import xlrd
from xlrd.compdoc import CompDocError

from workbench.errors import FileFault
from workbench.importers.archive import BROKEN
from workbench.importers.books import Book, SheetOf, chosen, refuse_too_many
from workbench.importers.excel import shown


def book_of(name: str, data: bytes, sheet: str | None = None) -> Book:
    """The rows of a sheet, each cell as text; without `sheet`, of the first visible one."""
    try:
        # xlrd tells of oddities on standard output unless it is given somewhere else.
        book = xlrd.open_workbook(
            file_contents=data, logfile=io.StringIO(), on_demand=True, ragged_rows=True
        )
        found = [book.sheet_by_name(title) for title in book.sheet_names()]
        sheets = [SheetOf(s.name, s.visibility != 0, s.nrows == 0) for s in found]
        title, notes = chosen(name, sheets, sheet)
        records = list(_rows(name, book, next(one for one in found if one.name == title)))
    except (*BROKEN, xlrd.XLRDError, CompDocError) as fault:
        raise FileFault(
            f"{name} is no Excel workbook, or damaged, or locked with a password; open it, "
            "save it as xlsx or csv, try again."
        ) from fault
    full = tuple(one.title for one in sheets if not one.hidden and not one.empty)
    return Book(records, notes, full)


def _rows(name: str, book: Any, sheet: Any) -> Iterator[list[str]]:  # xlrd ships no types
    cells = 0
    for row in range(sheet.nrows):
        values = sheet.row(row)
        cells += len(values) + 1
        refuse_too_many(name, cells)
        yield [_shown(book, cell) for cell in values]


def _shown(book: Any, cell: Any) -> str:
    if cell.ctype == xlrd.XL_CELL_DATE:
        return shown(_date(cell.value, book.datemode))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return shown(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    return shown(cell.value).replace("\0", "")


def _date(number: float, datemode: int) -> datetime | float:
    try:
        return datetime(*xlrd.xldate_as_tuple(number, datemode))  # noqa: DTZ001 - Excel's have no zone
    except (xlrd.XLDateError, ValueError):
        return number  # a time alone, or no date at all
