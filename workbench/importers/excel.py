"""Excel sheets as rows of text."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zipfile import ZipFile

from workbench.errors import FileFault
from workbench.importers.archive import BROKEN, opened
from workbench.importers.books import Book, SheetOf, chosen, merged_note, refuse_too_many
from workbench.importers.decoding import with_line_feeds

if TYPE_CHECKING:
    from openpyxl import Workbook


def book_of(name: str, data: bytes, sheet: str | None = None) -> Book:
    """The rows of a sheet, each cell as text; without `sheet`, of the first visible one.

    A formula gives the value stored with it, and is refused where none is.
    """
    archive = opened(name, data)
    try:
        book = workbook(data, values=True)
        sheets = list(_sheets(book))
        title, notes = chosen(name, sheets, sheet)
        rows = list(_rows(name, data, title, values=True))
        part = str(getattr(book[title], "_worksheet_path", "")).lstrip("/")
        formulas, merged = _scanned(archive, part)
        if formulas:
            _refuse_unreckoned(name, rows, _rows(name, data, title, values=False))
    except BROKEN as fault:
        raise FileFault(
            f"{name} is no Excel workbook, or a damaged one; open it, save it as csv, try again."
        ) from fault
    full = tuple(one.title for one in sheets if not one.hidden and not one.empty)
    return Book(
        [[shown(cell) for cell in row] for row in rows], (*notes, *merged_note(merged)), full
    )


def _sheets(book: Workbook) -> Iterator[SheetOf]:
    for sheet in book.worksheets:
        yield SheetOf(sheet.title, sheet.sheet_state != "visible", _empty(book, sheet.title))


def _empty(book: Workbook, title: str) -> bool:
    """Whether no cell has a value; the size that a file declares is often wrong."""
    sheet = book[title]
    sheet.reset_dimensions()
    return not any(cell is not None for row in sheet.iter_rows(values_only=True) for cell in row)


def _scanned(archive: ZipFile, part: str) -> tuple[bool, list[str]]:
    """Whether a sheet has formulas, and its merged areas, such as A1:C1.

    Reading row by row leaves both out.
    """
    formulas, merged, rest = False, [], b""
    with archive.open(part) as sheet:
        while piece := sheet.read(_PIECE):
            seen = rest + piece
            formulas = formulas or b"<f>" in seen or b"<f " in seen
            merged += _MERGED.findall(seen)
            # A merged area that ends in this piece is not found again in the next.
            last = max((found.end() for found in _MERGED.finditer(seen)), default=0)
            rest = seen[max(last, len(seen) - 100) :]
    return formulas, [area.decode() for area in merged]


_PIECE = 4_000_000
_MERGED = re.compile(rb'<mergeCell\b[^>]{0,40}\bref="([A-Z0-9:]{1,30})"')


def shown(cell: object) -> str:
    """A cell's value as a person sees it.

    >>> shown(3.0), shown(True), shown(None), shown(datetime(2024, 1, 5))
    ('3', 'TRUE', '', '2024-01-05')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    # Excel writes a carriage return inside a cell as the letters _x000D_.
    return with_line_feeds(str(cell).replace("_x000D_\n", "\n").replace("_x000D_", "\n"))


def workbook(data: bytes, *, values: bool) -> Workbook:
    """The workbook in an archive that `opened` has measured; cells as values or as formulas."""
    # openpyxl takes a third of a second to import.

    from openpyxl import load_workbook

    with warnings.catch_warnings():
        # It warns of styles and extensions it leaves out; none of them is text.
        warnings.simplefilter("ignore")
        return load_workbook(io.BytesIO(data), read_only=True, data_only=values)


def _rows(name: str, data: bytes, title: str, *, values: bool) -> Iterator[tuple[object, ...]]:
    """The sheet's rows without blank cells at their ends."""
    sheet = workbook(data, values=values)[title]
    # The size that a file declares for its sheet is often wrong; without it all rows are read.
    sheet.reset_dimensions()
    cells = 0
    for row in sheet.iter_rows(values_only=True):
        width = next((at for at in range(len(row), 0, -1) if row[at - 1] is not None), 0)
        cells += width + 1
        refuse_too_many(name, cells)
        yield row[:width]


def _refuse_unreckoned(
    name: str, values: Sequence[Sequence[object]], formulas: Iterable[Sequence[object]]
) -> None:
    """Refuse a formula whose value was never stored: it would be read as a blank cell."""
    for row, record in enumerate(formulas, 1):
        for column, cell in enumerate(record, 1):
            formula = cell is not None and not (isinstance(cell, str) and not cell.startswith("="))
            if formula and _at(values, row, column) is None:
                raise FileFault(
                    f"{name}, row {row}, column {column} is a formula without a stored value; "
                    "open the file in a spreadsheet program, save it, and try again."
                )


def _at(rows: Sequence[Sequence[object]], row: int, column: int) -> object:
    """The cell counted from 1; None beyond the end."""
    record = rows[row - 1] if row <= len(rows) else ()
    return record[column - 1] if column <= len(record) else None
