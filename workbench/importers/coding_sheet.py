"""A coding sheet that came back: what was marked in it, and what it belongs to.

`workbench.exporters.coding_sheet` writes it. Rows may stand in any order; none may be missing,
because a row that somebody deleted is not a unit that nobody judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import zip_longest

from workbench.errors import FileFault
from workbench.importers.archive import BROKEN, opened
from workbench.importers.excel import book_of, shown, workbook
from workbench.shares import (
    SHEET_FIXED,
    SHEET_LAST,
    SHEET_TITLE,
    SHEET_UNITS,
    TIMELESS,
    Returned,
    ReturnedCoding,
    ReturnedDocument,
    ReturnedMemo,
)
from workbench.terms import Span

_YES = {"x", "1", "yes", "y", "true", "ja", "j", "oui", "✓", "✔", "✗", "✘", "☒", "☑"}
_NO = {"", "0", "no", "n", "false", "nein", "non", "-", "–", "☐"}
_COPY = "(x)"
_SAVED = re.compile(rb"<dcterms:modified[^>]*>\s*([^<\s]+)\s*<")


def read_sheet(name: str, data: bytes) -> Returned:
    """What a coding sheet holds; FileFault where it is none, or a row or mark is unclear."""
    origin = _origin(name, data)
    # Somebody may have laid a sheet of their own before it, or given it another name.
    book = book_of(name, data, SHEET_UNITS if SHEET_UNITS in origin.titles else None)
    found = _Found(name, origin)
    found.read([list(row) for row in book.records])
    return Returned(
        study=origin.study,
        study_name=origin.study_name,
        packet=origin.packet,
        form="sheet",
        n=origin.n,
        coder=origin.coder,
        coder_name=origin.coder_name,
        version=origin.version,
        counter=_saved(name, data),
        documents=tuple(origin.documents()),
        codings=tuple(found.codings),
        no_codes=tuple(found.no_codes),
        memos=tuple(found.memos),
        shown=tuple(found.shown),
        unread=tuple(found.unread),
    )


def _saved(name: str, data: bytes) -> int:
    """The second when the file was saved, as its program wrote it."""
    archive = opened(name, data)
    if "docProps/core.xml" not in archive.namelist():
        return TIMELESS
    said = _SAVED.search(archive.read("docProps/core.xml"))
    try:
        at = datetime.fromisoformat(said[1].decode()) if said else None
    except ValueError:
        return TIMELESS
    if at is None:
        return TIMELESS
    return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp())


# ------------------------------------------------------------------ the hidden sheet


@dataclass
class _Origin:
    """What a sheet belongs to."""

    study: str = ""
    study_name: str = ""
    packet: str = ""
    n: int = 0
    version: int = 0
    coder: str = ""
    coder_name: str = ""
    titles: tuple[str, ...] = ()
    """Of the workbook's sheets."""
    codes: dict[str, str] = field(default_factory=dict)
    """Code uids by column head."""
    texts: list[tuple[str, str, str]] = field(default_factory=list)
    """Uid, name and SHA-256 of each document."""
    units: list[list[Span]] = field(default_factory=list)
    rows: set[tuple[str, int]] = field(default_factory=set)
    """Document uid and position of the units that are the coder's."""

    def documents(self) -> Iterator[ReturnedDocument]:
        """The documents, with all their units."""
        for text, units in zip(self.texts, self.units, strict=True):
            yield ReturnedDocument(*text, tuple(units), None)

    def put(self, what: str, *cells: str) -> None:
        """Take in a row of the hidden sheet."""
        if what == "study":
            self.study, self.study_name = (*cells, "")[:2]
        elif what == "packet":
            (self.packet,) = cells
        elif what == "round":
            self.n, self.version = (int(cell) for cell in cells)
        elif what == "coder":
            self.coder, self.coder_name = cells
        else:
            self._put_part(what, *cells)

    def _put_part(self, what: str, *cells: str) -> None:
        if what == "code":
            self.codes[_head(cells[0])] = cells[1]
        elif what == "document":
            uid, name, sha256 = cells
            self.texts.append((uid, name, sha256))
            self.units.append([])
        elif what in ("unit", "context"):
            self.units[-1].append(Span(*(int(cell) for cell in cells)))
            if what == "unit":
                self.rows.add((self.texts[-1][0], len(self.units[-1])))


def _origin(name: str, data: bytes) -> _Origin:
    opened(name, data)
    origin = _Origin()
    try:
        book = workbook(data, values=True)
        origin.titles = tuple(book.sheetnames)
        sheet = book[SHEET_TITLE]
        sheet.reset_dimensions()
        for row in sheet.iter_rows(values_only=True):
            cells = [shown(cell) for cell in row]
            origin.put(*cells[: _breadth(cells)])
    except BROKEN as fault:
        raise FileFault(
            f"{name} is no coding sheet, or its hidden sheet is lost; take the file that "
            "`packet make` wrote, saved as xlsx."
        ) from fault
    if not (origin.packet and origin.n and origin.texts):
        raise FileFault(f"{name} is no coding sheet; take the file that `packet make` wrote.")
    return origin


def _breadth(cells: Sequence[str]) -> int:
    return next((at for at in range(len(cells), 0, -1) if cells[at - 1]), 0)


def _head(text: str) -> str:
    return " ".join(text.split())


# ------------------------------------------------------------------ the units


class _Found:
    """What stands in the rows."""

    def __init__(self, name: str, origin: _Origin) -> None:
        self.name, self.origin = name, origin
        self.codings: list[ReturnedCoding] = []
        self.no_codes: list[tuple[str, int]] = []
        self.memos: list[ReturnedMemo] = []
        self.shown: list[tuple[str, int, str]] = []
        self.unread: dict[str, None] = {}
        self.seen: set[tuple[str, int]] = set()
        self.units = {text[1]: (text[0], units)
                      for text, units in zip(origin.texts, origin.units, strict=True)}  # fmt: skip

    def read(self, records: Sequence[Sequence[str]]) -> None:
        """Take in the first sheet: its heads, then its rows."""
        heads = [_head(cell) for cell in records[0]] if records else []
        needed = (*SHEET_FIXED[:2], *self.origin.codes, *SHEET_LAST)
        known = {*needed, *SHEET_FIXED}
        missing = [head for head in needed if heads.count(head) != 1]
        if missing:
            raise FileFault(
                f"{self.name} has no column “{missing[0]}” on its first sheet, or has it twice; "
                "leave the columns as they were."
            )
        for number, record in enumerate(records[1:], 2):
            cells = dict(zip(heads, (*record, *[""] * len(heads)), strict=False))
            if any(cells.values()):
                self._row(number, cells)
            self.unread |= {
                head or "without a head": None
                for head, cell in zip_longest(heads, record, fillvalue="")
                if cell.strip() and head not in known
            }
        for uid, position in sorted(self.origin.rows - self.seen)[:1]:
            title = next(name for name, (known, _) in self.units.items() if known == uid)
            raise FileFault(
                f"{self.name} has lost the row of “{title}”, unit {position}; put it back, empty "
                "if you have not judged it."
            )

    def _row(self, number: int, cells: Mapping[str, str]) -> None:
        name, (uid, units), position = self._place(number, cells)
        span = units[position - 1]
        self.seen.add((uid, position))
        self.shown.append((uid, position, cells.get("text", "")))
        for head, code in self.origin.codes.items():
            mark = self._mark(number, head, cells[head])
            if mark:
                self.codings.append(ReturnedCoding(uid, code, *span, mark == _COPY))
        if self._mark(number, SHEET_LAST[0], cells[SHEET_LAST[0]]):
            self.no_codes.append((uid, position))
        if cells[SHEET_LAST[1]].strip():
            memo = cells[SHEET_LAST[1]].replace("_x005F_", "_")
            self.memos.append(ReturnedMemo("unit", f"{name}#{position}", memo))

    def _place(
        self, number: int, cells: Mapping[str, str]
    ) -> tuple[str, tuple[str, list[Span]], int]:
        name, unit = cells[SHEET_FIXED[0]], cells[SHEET_FIXED[1]]
        uid, units = self.units.get(name, ("", []))
        position = int(unit) if unit.isascii() and unit.isdigit() else 0
        if (uid, position) not in self.origin.rows:
            raise FileFault(
                f"{self.name}, row {number}: there is no unit “{unit}” of a document “{name}”; "
                "leave the first two columns as they were."
            )
        if (uid, position) in self.seen:
            raise FileFault(f"{self.name}, row {number}: “{name}”, unit {unit} stands there twice.")
        return name, (uid, units), position

    def _mark(self, number: int, head: str, cell: str) -> str:
        said = cell.strip().casefold()
        if said == _COPY or said in _YES:
            return _COPY if said == _COPY else "x"
        if said in _NO:
            return ""
        raise FileFault(
            f"{self.name}, row {number}, column “{head}”: “{cell}” is no mark; write x or nothing."
        )
