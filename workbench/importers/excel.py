"""Excel sheets as rows of text."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zipfile import ZipFile

from workbench.errors import FileFault
from workbench.importers.archive import BROKEN, opened
from workbench.importers.decoding import with_line_feeds

if TYPE_CHECKING:
    from openpyxl import Workbook

_MOST_CELLS = 50_000_000


def records_of(name: str, data: bytes) -> tuple[Iterator[list[str]], tuple[str, ...]]:
    """The rows of the first visible sheet, each cell as text, and what to know about it.

    A formula gives the value stored with it, and is refused where none is.
    """
    archive = opened(name, data)
    try:
        titles = _visible(workbook(data, values=True))
        if not titles:
            raise FileFault(f"{name} has no visible sheet.")
        rows = list(_rows(name, data, titles[0], values=True))
        if _has_formulas(archive):
            _refuse_unreckoned(name, rows, _rows(name, data, titles[0], values=False))
    except BROKEN as fault:
        raise FileFault(
            f"{name} is no Excel workbook, or a damaged one; open it, save it as csv, try again."
        ) from fault
    return ([shown(cell) for cell in row] for row in rows), tuple(_notes(titles))


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


def _visible(book: Workbook) -> list[str]:
    return [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]


def _rows(name: str, data: bytes, title: str, *, values: bool) -> Iterator[tuple[object, ...]]:
    """The sheet's rows without blank cells at their ends."""
    sheet = workbook(data, values=values)[title]
    # The size that a file declares for its sheet is often wrong; without it all rows are read.
    sheet.reset_dimensions()
    cells = 0
    for row in sheet.iter_rows(values_only=True):
        width = next((at for at in range(len(row), 0, -1) if row[at - 1] is not None), 0)
        cells += width + 1
        if cells > _MOST_CELLS:
            raise FileFault(f"{name} has more than {_MOST_CELLS:,} cells, too many for a table.")
        yield row[:width]


def _has_formulas(archive: ZipFile) -> bool:
    return any(
        b"<f>" in content or b"<f " in content
        for content in (
            archive.read(part)
            for part in archive.namelist()
            if part.startswith("xl/worksheets/") and part.endswith(".xml")
        )
    )


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


def _notes(titles: Sequence[str]) -> Iterator[str]:
    if len(titles) > 1:
        left = ", ".join(f"“{title}”" for title in titles[1:])
        yield f"Read from the sheet “{titles[0]}”; not read: {left}."
