"""Tables from csv, tsv, xlsx, xls and ods, every cell as the text a person sees.

A whole number is `3`, not `3.0`; a date is written year first; a missing cell is empty. What
does not fit the header is refused with its row, counted as a spreadsheet counts: the header
is row 1.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import FileFault
from workbench.importers.reading import file_name, read_bytes
from workbench.importers.streaming import streamed

if TYPE_CHECKING:
    import _csv

    from workbench.importers.books import Book


@dataclass(frozen=True)
class Sheet:
    """A table of text: unique column names, and rows as long as the header."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()
    """Each row's number as a spreadsheet counts: the header is row 1, blank rows count."""
    notes: tuple[str, ...] = ()
    """Sentences about columns that were renamed, sheets that were left out."""
    short: tuple[int, ...] = ()
    """Numbers of rows of a text file that have fewer cells than the header; blanks fill them."""


def read_table(path: Path, encoding: str | None = None) -> Sheet:
    """The table in a csv, tsv, xlsx, xls or ods file; FileFault where it has none or is broken.

    A workbook gives its first visible sheet; a formula gives the value stored with it.
    """
    return table_of(file_name(path), read_bytes(path), encoding)


def table_of(
    name: str, data: bytes, encoding: str | None = None, sheet: str | None = None
) -> Sheet:
    """The table in a file's bytes, of a workbook in `sheet`; `name` serves for messages."""
    grid = grid_of(name, data, encoding, sheet)
    found = _sheet(name, grid.records(), grid.notes)
    # A workbook does not store the blank cells at the end of a row.
    return replace(found, short=()) if _workbook_reader(name, data) else found


@dataclass(frozen=True)
class Grid:
    """The rows of a file as they are written, header and blank rows included."""

    records: Callable[[], Iterator[Sequence[str]]]
    """All rows, as often as they are asked for; a csv file is never held as rows."""
    notes: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    """Visible sheets of a workbook that hold a table."""


def grid_of(name: str, data: bytes, encoding: str | None = None, sheet: str | None = None) -> Grid:
    """The rows of a file's bytes; of a workbook those of `sheet`, or of the first visible one."""
    if book := _workbook_reader(name, data):
        found = book(name, data, sheet)
        return Grid(lambda: iter(found.records), found.notes, found.sheets)
    if sheet is not None:
        raise FileFault(f"{name} is no workbook and has no sheets; leave --sheet out.")
    lines, notes = streamed(name, data, encoding)
    delimiter = _delimiter(lines)
    ended = data[-4:].rstrip(b"\0").endswith((b"\n", b"\r"))
    return Grid(lambda: _records(name, lines, delimiter, ended=ended), notes)


def _workbook_reader(name: str, data: bytes) -> Callable[[str, bytes, str | None], Book] | None:
    """Who reads this workbook; None for delimited text. Each is imported only when needed."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        from workbench.importers.xls import book_of as xls

        return xls
    if not data.startswith(b"PK\x03\x04"):
        return None
    if b"opendocument.spreadsheet" in data[:200] or name.casefold().endswith((".ods", ".ots")):
        from workbench.importers.ods import book_of as ods

        return ods
    from workbench.importers.excel import book_of as xlsx

    return xlsx


# ------------------------------------------------------------------ delimited text

_DELIMITERS = ",;\t|"
# A cell of ten million characters is a file that lost a quotation mark.
_LONGEST_CELL = 10_000_000
# More than a row can have.
_MOST_CELLS = sys.maxsize
_LOOKED_AT = 200
_Lines = Callable[[], Iterator[str]]


def _records(name: str, lines: _Lines, delimiter: str, *, ended: bool) -> Iterator[list[str]]:
    """The rows; `ended`: a line end stands after the last one."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = _reader(_undeclared(lines()), delimiter)
    try:
        yield from reader if ended else _whole(name, reader)
    except csv.Error as fault:
        raise FileFault(
            f"{name}, near line {reader.line_num}: a quotation mark is missing or stray; the file "
            "is truncated or was not written as csv."
        ) from fault


def _whole(name: str, records: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows of a file whose last line has no end; refused where it is cut in the last row."""
    at, cells, fewest = 0, _MOST_CELLS, _MOST_CELLS
    for row, record in enumerate(records, 1):
        if says(record):
            at, cells, fewest = row, len(record), min(cells, fewest)
        yield record
    if cells < fewest < _MOST_CELLS:
        raise FileFault(
            f"{name} is cut within its last row, {at}, which has fewer cells than all others and "
            "no line end; fetch it again, or end that line if the row is whole."
        )


_SAID = re.compile(r'"?sep=([,;\t|])"?\n')


def _undeclared(lines: Iterator[str]) -> Iterator[str]:
    """The lines without Excel's first one, “sep=;”."""
    for first in islice(lines, 1):
        if not _SAID.fullmatch(first):
            yield first
    yield from lines


def _delimiter(lines: _Lines) -> str:
    """What Excel's first line says, else the delimiter by which the most rows are even.

    Ties go to more columns.
    """
    first = next(lines(), "")
    if said := _SAID.fullmatch(first):
        return said[1]
    return max(_DELIMITERS, key=lambda delimiter: _evenness(lines, delimiter))


def _evenness(lines: _Lines, delimiter: str) -> tuple[float, int]:
    csv.field_size_limit(_LONGEST_CELL)
    lengths = []
    try:
        rows = (row for row in _reader(lines(), delimiter) if any(row))
        lengths = [len(row) for row in islice(rows, _LOOKED_AT)]
    except csv.Error:
        return (0.0, 0)
    if not lengths or lengths[0] < 2:
        return (0.0, 0)
    return (sum(length == lengths[0] for length in lengths) / len(lengths), lengths[0])


def _reader(lines: Iterator[str], delimiter: str) -> _csv.Reader:
    return csv.reader(lines, delimiter=delimiter, strict=True)


# ------------------------------------------------------------------ one shape for all


def _sheet(name: str, records: Iterable[Sequence[str]], notes: Iterable[str]) -> Sheet:
    """The records as a table: blank rows left out, short ones filled, longer ones refused."""
    filled = ((row, record) for row, record in enumerate(records, 1) if says(record))
    _, heads = next(filled, (0, ()))
    if not heads:
        raise FileFault(f"{name} holds no table; its first row names the columns.")
    columns, renamed = column_names(heads[: breadth(heads)])
    numbers, short, rows = [], [], []
    for row, record in filled:
        numbers.append(row)
        if len(record) < len(columns):
            short.append(row)
        rows.append(fitted(name, row, record, len(columns)))
    return Sheet(columns, tuple(rows), tuple(numbers), (*notes, *renamed), tuple(short))


def says(record: Sequence[str]) -> bool:
    """Whether anything stands in the row."""
    return any(cell.strip() for cell in record)


def breadth(record: Sequence[str]) -> int:
    """How many cells, without blank ones at the end."""
    return next((at for at in range(len(record), 0, -1) if record[at - 1].strip()), 0)


def fitted(name: str, row: int, record: Sequence[str], width: int) -> tuple[str, ...]:
    """The row as long as the header; FileFault where more stands in it."""
    if len(record) == width:
        return tuple(record)
    if breadth(record) > width:
        raise FileFault(
            f"{name}, row {row} has {breadth(record)} cells, but the header names {width} "
            "columns: name them all, or put a cell with a delimiter in it in quotation marks."
        )
    return (*record[:width], *("",) * (width - len(record)))


def column_names(heads: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """Names that are each used once, blank ones numbered, repeated ones too; and what to know."""
    trimmed = [" ".join(head.split()) or f"Column {at}" for at, head in enumerate(heads, 1)]
    names = list(distinct(trimmed))
    changed = [
        f"“{name}” is the name of column {at}, which repeats “{head}”."
        for at, (head, name) in enumerate(zip(trimmed, names, strict=True), 1)
        if head != name
    ]
    blank = [f"Column {at} has no name." for at, head in enumerate(heads, 1) if not head.strip()]
    return tuple(names), blank + changed


def distinct(names: Sequence[str]) -> Iterator[str]:
    """The names, those that repeat an earlier one with a number after them."""
    taken = set(names)
    seen: Counter[str] = Counter()
    for name in names:
        seen[name] += 1
        unique = name
        while seen[name] > 1 and unique in taken:
            unique = f"{name} ({seen[name]})"
            seen[name] += unique in taken
        taken.add(unique)
        yield unique
