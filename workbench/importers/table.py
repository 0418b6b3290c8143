"""Tables from csv, tsv and xlsx, every cell as the text a person sees.

A whole number is `3`, not `3.0`; a date is written year first; a missing cell is empty. What
does not fit the header is refused with its row, counted as a spreadsheet counts: the header
is row 1.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import FileFault
from workbench.importers.decoding import decode
from workbench.importers.reading import file_name, read_bytes

if TYPE_CHECKING:
    import _csv


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
    """The table in a csv, tsv or xlsx file; FileFault where there is none, or a broken one.

    An xlsx file gives its first visible sheet; a formula gives the value stored with it.
    """
    return table_of(file_name(path), read_bytes(path), encoding)


def table_of(name: str, data: bytes, encoding: str | None = None) -> Sheet:
    """The table in a file's bytes; `name` serves for messages."""
    if data.startswith(b"PK\x03\x04"):
        # openpyxl is imported only for those who bring an Excel file.
        from workbench.importers.excel import records_of

        records, notes = records_of(name, data)
        # A workbook does not store the blank cells at the end of a row.
        return replace(_sheet(name, records, notes), short=())
    text, notes = decode(name, data, encoding)
    return _sheet(name, _records(name, text), notes)


# ------------------------------------------------------------------ delimited text

_DELIMITERS = ",;\t|"
# A cell of ten million characters is a file that lost a quotation mark.
_LONGEST_CELL = 10_000_000


def _records(name: str, text: str) -> Iterator[list[str]]:
    """The rows of delimited text, by the delimiter that makes the most even table."""
    text, delimiter = _declared(text)
    csv.field_size_limit(_LONGEST_CELL)
    reader = _reader(text, delimiter or _vote(text))
    try:
        yield from reader
    except csv.Error as fault:
        raise FileFault(
            f"{name}, near line {reader.line_num}: a quotation mark is missing or stray; the file "
            "is truncated or was not written as csv."
        ) from fault


def _declared(text: str) -> tuple[str, str]:
    """Excel's first line “sep=;” taken off, and what it says."""
    found = re.match(r'"?sep=([,;\t|])"?\n', text)
    return (text[found.end() :], found[1]) if found else (text, "")


def _vote(text: str) -> str:
    """The delimiter by which the most rows are as long as the header; ties go to more columns."""
    return max(_DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    lengths = []
    try:
        lengths = [len(row) for row in islice(_reader(text, delimiter), 200) if any(row)]
    except csv.Error:
        return (0.0, 0)
    if not lengths or lengths[0] < 2:
        return (0.0, 0)
    return (sum(length == lengths[0] for length in lengths) / len(lengths), lengths[0])


def _reader(text: str, delimiter: str) -> _csv.Reader:
    return csv.reader(_lines(text), delimiter=delimiter, strict=True)


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends. A StringIO would hold four bytes for every letter."""
    start = 0
    while start < len(text):
        stop = text.find("\n", start) + 1 or len(text)
        yield text[start:stop]
        start = stop


# ------------------------------------------------------------------ one shape for all


def _sheet(name: str, records: Iterable[Sequence[str]], notes: Iterable[str]) -> Sheet:
    """The records as a table: blank rows left out, short ones filled, longer ones refused."""
    filled = ((row, record) for row, record in enumerate(records, 1) if _says(record))
    _, heads = next(filled, (0, ()))
    if not heads:
        raise FileFault(f"{name} holds no table; its first row names the columns.")
    columns, renamed = _columns(heads[: _breadth(heads)])
    numbers, short, rows = [], [], []
    for row, record in filled:
        numbers.append(row)
        if len(record) < len(columns):
            short.append(row)
        rows.append(_row(name, row, record, len(columns)))
    return Sheet(columns, tuple(rows), tuple(numbers), (*notes, *renamed), tuple(short))


def _says(record: Sequence[str]) -> bool:
    return any(cell.strip() for cell in record)


def _breadth(record: Sequence[str]) -> int:
    """How many cells, without blank ones at the end."""
    return next((at for at in range(len(record), 0, -1) if record[at - 1].strip()), 0)


def _row(name: str, row: int, record: Sequence[str], width: int) -> tuple[str, ...]:
    if _breadth(record) > width:
        raise FileFault(
            f"{name}, row {row} has {_breadth(record)} cells, but the header names {width} "
            "columns; a cell with a delimiter in it must stand in quotation marks."
        )
    return (*record[:width], *("",) * (width - len(record)))


def _columns(heads: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """Names that are each used once: blank ones are numbered, repeated ones too."""
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
