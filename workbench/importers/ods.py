"""Sheets of OpenDocument spreadsheets as rows of text.

They are read as a stream of XML events: a blank cell may be repeated a million times in one
element, and a library that fills all of them in fills the memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from workbench.errors import FileFault
from workbench.importers.archive import BROKEN, opened
from workbench.importers.books import Book, SheetOf, chosen, merged_note, refuse_too_many
from workbench.importers.decoding import with_line_feeds

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "


def book_of(name: str, data: bytes, sheet: str | None = None) -> Book:
    """The rows of a sheet, each cell as text; without `sheet`, of the first visible one.

    Numbers and dates are taken from the values stored, not from how they are shown.
    """
    archive = opened(name, data)
    reader = _Reader(name)
    try:
        with archive.open("content.xml") as content:
            reader.read(content)
        sheets = [SheetOf(s.title, s.style in reader.hidden, not s.rows) for s in reader.sheets]
        title, notes = chosen(name, sheets, sheet)
    except (*BROKEN, expat.ExpatError) as fault:
        raise FileFault(
            f"{name} is no OpenDocument spreadsheet, or a damaged one; open it, save it as csv, "
            "try again."
        ) from fault
    found = next(one for one in reader.sheets if one.title == title)
    full = tuple(one.title for one in sheets if not one.hidden and not one.empty)
    return Book(found.rows, (*notes, *merged_note(found.merged)), full)


@dataclass
class _Sheet:
    title: str
    style: str
    rows: list[list[str]] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    skipped: int = 0
    """Blank rows that nothing has followed yet."""


class _Reader:
    """Puts rows together from XML events."""

    def __init__(self, name: str) -> None:
        self.sheets: list[_Sheet] = []
        self.hidden: set[str] = set()
        """Styles of sheets that are not shown."""
        self._name = name
        self._style = ""
        self._row: list[tuple[str, int]] = []
        self._cell: Mapping[str, str] | None = None
        self._lines: list[str] = []
        self._aside = 0
        """How deep inside an annotation, whose text is not the cell's."""
        self._cells = 0
        self._repeated = 1

    def read(self, content: IO[bytes]) -> None:
        """Read a content.xml; FileFault where it has a document type."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        parser.ParseFile(content)

    def _refuse(self, *_: object) -> None:
        raise FileFault(f"{self._name} holds XML with a document type, which no office file needs.")

    def _start(self, tag: str, has: Mapping[str, str]) -> None:
        if tag == _STYLE + "style":
            self._style = has.get(_STYLE + "name", "")
        elif tag == _STYLE + "table-properties" and has.get(_TABLE + "display") == "false":
            self.hidden.add(self._style)
        elif tag == _TABLE + "table":
            title = has.get(_TABLE + "name", "")
            self.sheets.append(_Sheet(title, has.get(_TABLE + "style-name", "")))
        elif tag == _OFFICE + "annotation":
            self._aside += 1
        elif self.sheets:
            self._start_inside(tag, has)

    def _start_inside(self, tag: str, has: Mapping[str, str]) -> None:
        if tag == _TABLE + "table-row":
            self._row, self._repeated = [], _count(has, "number-rows-repeated")
        elif tag in _CELLS:
            self._cell, self._lines = has, []
            self._note_merged(has)
        elif self._aside or self._cell is None:
            return
        elif tag == _TEXT + "p":
            self._lines.append("")
        elif tag in _SIGNS and self._lines:
            self._lines[-1] += _SIGNS[tag] * min(_plain(has.get(_TEXT + "c", "1")), 1000)

    def _note_merged(self, has: Mapping[str, str]) -> None:
        wide = _count(has, "number-columns-spanned")
        high = _count(has, "number-rows-spanned")
        if wide > 1 or high > 1:
            sheet, column = self.sheets[-1], sum(times for _, times in self._row)
            row = len(sheet.rows) + sheet.skipped
            corner = f"{_letters(column)}{row + 1}"
            sheet.merged.append(f"{corner}:{_letters(column + wide - 1)}{row + high}")

    def _words(self, words: str) -> None:
        if self._cell is not None and self._lines and not self._aside:
            self._lines[-1] += words

    def _end(self, tag: str) -> None:
        if tag == _OFFICE + "annotation":
            self._aside -= 1
        elif tag in _CELLS and self._cell is not None:
            self._end_cell(self._cell)
        elif tag == _TABLE + "table-row" and self.sheets:
            self._end_row(self.sheets[-1])

    def _end_cell(self, has: Mapping[str, str]) -> None:
        self._row.append(
            (_shown(has, "\n".join(self._lines)), _count(has, "number-columns-repeated"))
        )
        self._cell = None

    def _end_row(self, sheet: _Sheet) -> None:
        while self._row and not self._row[-1][0]:
            self._row.pop()
        if not self._row:
            sheet.skipped += self._repeated
            return
        self._cells += sheet.skipped
        width = sum(times for _, times in self._row)
        self._cells += (width + 1) * self._repeated
        refuse_too_many(self._name, self._cells)
        sheet.rows += [[]] * sheet.skipped
        sheet.skipped = 0
        row = [cell for cell, times in self._row for _ in range(times)]
        sheet.rows += [row] * self._repeated


_CELLS = (_TABLE + "table-cell", _TABLE + "covered-table-cell")
_SIGNS = {_TEXT + "s": " ", _TEXT + "tab": "\t", _TEXT + "line-break": "\n"}


def _count(has: Mapping[str, str], name: str) -> int:
    return _plain(has.get(_TABLE + name, "1"))


def _plain(number: str) -> int:
    """A count in a file; what is none counts as one."""
    return max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 9 else 1


def _shown(has: Mapping[str, str], words: str) -> str:
    """A cell as a person would write it: whole numbers without “.0”, dates year first."""
    kind = has.get(_OFFICE + "value-type", "")
    if kind in ("float", "currency", "percentage"):
        value = has.get(_OFFICE + "value", words)
        return value.removesuffix(".0")
    if kind == "date":
        return has.get(_OFFICE + "date-value", words).removesuffix("T00:00:00").replace("T", " ")
    if kind == "boolean":
        return has.get(_OFFICE + "boolean-value", words).upper()
    return with_line_feeds(words)


def _letters(column: int) -> str:
    """A column's letters, counted from 0.

    >>> _letters(0), _letters(27)
    ('A', 'AB')
    """
    found = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        found = chr(ord("A") + letter) + found
    return found
