"""Participants: who they are and which sessions they attended in which role."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from workbench.drafts import DraftAttribute
from workbench.errors import FileFault
from workbench.importers.answers import is_error
from workbench.importers.reading import file_name
from workbench.importers.table import Sheet, read_table
from workbench.steps.namesakes import taken_for
from workbench.steps.quoting import is_no
from workbench.store import Store, Writer
from workbench.store.reads import cases as reads
from workbench.store.reads.withdrawals import withdrawals
from workbench.store.writes import cases as writes
from workbench.store.writes.quoting import set_quoting
from workbench.terms import Viewer
from workbench.watching import each

QUOTED = "may_be_quoted"
_PLACE = ("case", "document", "role", QUOTED)
_Cells = Mapping[str, str]


class Loaded(NamedTuple):
    """What loading a table about cases did."""

    rows: int
    joined: tuple[tuple[str, str], ...]
    """A row's case, and the name of the case in its document that is one with it now."""


def load_cases(store: Store, viewer: Viewer, path: Path) -> Loaded:
    """Load a table about cases, all of it or nothing.

    `case` names the case; `document` and `role` say what it attended; `may_be_quoted` is yes or
    no; each other column is an attribute. People who attended and said nothing are added here;
    rows of people who withdrew are left out. A row that names a case and a document says that
    whoever speaks there under this name is that case.
    """
    sheet, name = read_table(path), file_name(path)
    if "case" not in sheet.columns:
        there = ", ".join(sheet.columns)
        raise FileFault(f"{name} has no column “case”; its columns are: {there}.")
    if "role" in sheet.columns and "document" not in sheet.columns:
        raise FileFault(f"{name} has roles but no column “document”; a role is had in a document.")
    if len(sheet.columns) == 1:
        raise FileFault(f"{name} says nothing of its cases; add a column, such as document.")
    rows = _by_name(sheet)
    _refuse_unclear(name, sheet.numbers, rows)
    _refuse_contradictions(name, sheet.numbers, rows)
    with store.writing(viewer) as writer:
        gone = withdrawals(writer, viewer)
        kept = [cells for cells in rows if not any(one.is_called(cells["case"]) for one in gone)]
        joined = [
            pair
            for cells in each("Loading participants", kept, 100)
            for pair in _load_row(writer, cells)
        ]
        writer.event("cases loaded", {"rows": len(sheet.rows)})
    return Loaded(len(sheet.rows), tuple(joined))


def _by_name(sheet: Sheet) -> list[dict[str, str]]:
    stripped = ([cell.strip() for cell in cells] for cells in sheet.rows)
    return [dict(zip(sheet.columns, cells, strict=True)) for cells in stripped]


def _refuse_unclear(name: str, numbers: Sequence[int], rows: Sequence[_Cells]) -> None:
    """Refuse a row without a case, and a cell in which a formula failed."""
    for number, cells in zip(numbers, rows, strict=True):
        if not cells["case"]:
            raise FileFault(f"{name}, row {number} names no case; fill the column “case”.")
        for column, text in cells.items():
            if is_error(text):
                raise FileFault(
                    f"{name}, row {number}, column “{column}”: the spreadsheet's formula failed "
                    f"there ({text}); correct the cell or empty it."
                )


def _refuse_contradictions(name: str, numbers: Sequence[int], rows: Sequence[_Cells]) -> None:
    """Refuse a row that says otherwise than a row before it."""
    told: dict[tuple[str, str], tuple[int, str]] = {}
    for number, cells in zip(numbers, rows, strict=True):
        for about, text in _told(cells):
            first, before = told.setdefault((cells["case"].casefold(), about), (number, text))
            if _value(before) != _value(text):
                raise FileFault(
                    f"{name}, row {number}: {about} of the case “{cells['case']}” is “{text}”, "
                    f"but in row {first} it is “{before}”; correct one."
                )


def _told(cells: _Cells) -> Iterator[tuple[str, str]]:
    """What a row says of its case: the role in a document, and each fact."""
    if cells.get("document"):
        yield f"the role in “{cells['document']}”", cells.get("role", "")
    yield from ((f"“{name}”", text) for name, text in cells.items() if text and name not in _PLACE)


def _load_row(writer: Writer, cells: _Cells) -> Iterator[tuple[str, str]]:
    """Load a row; the cases that are one by what it says."""
    case, document = cells["case"], cells.get("document")
    own = taken_for(writer, case, document) if document else None
    if own:
        yield case, own
    facts = [
        DraftAttribute(case, name, _value(text))
        for name, text in cells.items()
        if text and name not in _PLACE
    ]
    writes.case_ids(writer, [case])
    writes.put_attributes(writer, facts)
    if cells.get(QUOTED):
        name = writes.called(writer, case)
        set_quoting(writer, "case", name, "" if is_no(cells[QUOTED]) else None)
    if document:
        writes.put_attendance(writer, case, document, cells.get("role") or None)


def _value(text: str) -> str | float:
    """A number where it is written in plain digits, with a point; everything else is text."""
    if not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", text) or not math.isfinite(float(text)):
        return text
    return float(text)


def case_rows(store: Store, viewer: Viewer) -> list[dict[str, Any]]:
    """All cases with their attributes and attendances, as plain values."""
    with store.reading() as reader:
        found = reads.cases(reader, viewer)
    return [
        {
            "case": one.name,
            "attributes": [fact._asdict() for fact in one.attributes],
            "attended": [attendance._asdict() for attendance in one.attendances],
        }
        for one in found
    ]
