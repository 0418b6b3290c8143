"""A coder's share of a round as an Excel workbook, for someone who installs nothing.

The first sheet has a row a unit and a column a code, where the coder types an x; the second is
the codebook; a third, hidden, says what the sheet belongs to, so that it can be taken back.
`workbench.importers.coding_sheet` reads it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from workbench.errors import FileFault
from workbench.exporters.archive import with_date
from workbench.exporters.to_xlsx import fill_sheet, saved, text_cell
from workbench.shares import SHEET_FIXED, SHEET_LAST, SHEET_TITLE, SHEET_UNITS, Returned, SheetUnit
from workbench.terms import Table

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_CHARACTERS = 32_767
_WIDTHS = {"document": 14, "unit": 6, "speaker": 12, "before": 40, "text": 60, "after": 40}

# Any program that saves the sheet says a later time.
_BEGINNING = datetime(1980, 1, 1)  # noqa: DTZ001 zip archives have no zone


def format_sheet(
    share: Returned, codes: Sequence[tuple[str, str]], units: Sequence[SheetUnit], codebook: Table
) -> bytes:
    """The workbook; `codes` are the columns (head, code's uid), `units` the rows.

    What `share` holds is filled in already; its codings must be whole units. Raises FileFault
    when a unit does not fit into a cell.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    _fill_units(book.create_sheet(SHEET_UNITS), share, codes, units)
    fill_sheet(book.create_sheet("Codebook"), codebook)
    rows = {(unit.document, unit.position) for unit in units}
    _fill_origin(book.create_sheet(SHEET_TITLE), share, codes, rows)
    book.properties.creator = "workbench"
    book.properties.created = book.properties.modified = _BEGINNING
    return with_date(saved(book), _BEGINNING)


def _fill_units(
    sheet: Worksheet, share: Returned, codes: Sequence[tuple[str, str]], units: Sequence[SheetUnit]
) -> None:
    from openpyxl.utils import get_column_letter

    heads = (*SHEET_FIXED, *(head for head, _ in codes), *SHEET_LAST)
    sheet.freeze_panes = "C2"
    for at, head in enumerate(heads, 1):
        width = _WIDTHS.get(head, 40 if head == "memo" else 14)
        sheet.column_dimensions[get_column_letter(at)].width = width
    _append(sheet, heads)
    filled = _Filled(share)
    for unit in units:
        _append(sheet, (*_fixed(share, unit), *filled.cells(unit, [uid for _, uid in codes])))


def _fixed(share: Returned, unit: SheetUnit) -> tuple[str | int, ...]:
    names = {one.uid: one.name for one in share.documents}
    name = names[unit.document]
    if len(unit.text) > _CHARACTERS:
        raise FileFault(
            f"“{name}”, unit {unit.position} has {len(unit.text)} characters, more than a cell "
            "holds; make a packet, or cut the document into smaller units."
        )
    return (name, unit.position, unit.speaker, unit.before, unit.text, unit.after)


class _Filled:
    """What the coder has judged so far, as cells."""

    def __init__(self, share: Returned) -> None:
        self.passed = set(share.no_codes)
        self.memos = {one.target: one.text for one in share.memos if one.target_kind == "unit"}
        self.names = {one.uid: one.name for one in share.documents}
        self.marks: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
        places = {
            (one.uid, *span): position
            for one in share.documents
            for position, span in enumerate(one.units, 1)
        }
        for one in share.codings:
            position = places[one.document, one.start, one.stop]
            self.marks[one.document, position][one.code] = "(x)" if one.copied else "x"

    def cells(self, unit: SheetUnit, codes: Sequence[str]) -> Iterator[str]:
        """The cells of a unit after its text."""
        place = (unit.document, unit.position)
        marks = self.marks.get(place, {})
        yield from (marks.get(uid, "") for uid in codes)
        yield "x" if place in self.passed else ""
        yield self.memos.get(f"{self.names[unit.document]}#{unit.position}", "")


def _fill_origin(
    sheet: Worksheet,
    share: Returned,
    codes: Sequence[tuple[str, str]],
    rows: Container[tuple[str, int]],
) -> None:
    sheet.sheet_state = "veryHidden"
    _append(sheet, ("study", share.study, share.study_name))
    _append(sheet, ("packet", share.packet))
    _append(sheet, ("round", share.n, share.version))
    _append(sheet, ("coder", share.coder, share.coder_name))
    for head, uid in codes:
        _append(sheet, ("code", head, uid))
    for one in share.documents:
        _append(sheet, ("document", one.uid, one.name, one.sha256))
        for position, (start, stop) in enumerate(one.units, 1):
            kind = "unit" if (one.uid, position) in rows else "context"
            _append(sheet, (kind, start, stop))


def _append(sheet: Worksheet, cells: Sequence[str | int]) -> None:
    sheet.append([_cell(sheet, cell) for cell in cells])


def _cell(sheet: Worksheet, cell: str | int) -> object:
    if isinstance(cell, int):
        return cell
    return text_cell(sheet, cell) if cell else None
