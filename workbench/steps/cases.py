"""Participants: who they are and which sessions they attended in which role."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workbench.errors import FileFault
from workbench.importers.table import Sheet, read_table
from workbench.store import Store, Writer
from workbench.store.reads import cases as reads
from workbench.store.writes import cases as writes
from workbench.terms import DraftAttribute, Viewer


def load_cases(store: Store, viewer: Viewer, path: Path) -> int:
    """Load a table about cases, all of it or nothing; how many rows.

    `case` names the case; `document` and `role` say what it attended; each other column is an
    attribute. People who attended and said nothing are added here.
    """
    sheet = read_table(path)
    if "case" not in sheet.columns:
        there = ", ".join(sheet.columns)
        raise FileFault(f"{path.name} has no column “case”; its columns are: {there}.")
    if "role" in sheet.columns and "document" not in sheet.columns:
        raise FileFault(
            f"{path.name} has roles but no column “document”; a role is had in a document."
        )
    if len(sheet.columns) == 1:
        raise FileFault(f"{path.name} says nothing of its cases; add a column, such as document.")
    with store.writing(viewer) as writer:
        for cells in _by_name(sheet):
            _load_row(writer, cells)
        writer.event("cases loaded", {"rows": len(sheet.rows)})
    return len(sheet.rows)


def _by_name(sheet: Sheet) -> list[dict[str, str]]:
    return [dict(zip(sheet.columns, cells, strict=True)) for cells in sheet.rows]


def _load_row(writer: Writer, cells: dict[str, str]) -> None:
    case, document, role = (cells.pop(name, "") for name in ("case", "document", "role"))
    facts = [DraftAttribute(case, name, _value(text)) for name, text in cells.items() if text]
    writes.put_attributes(writer, facts)
    if document:
        writes.put_attendance(writer, case, document, role or None)


def _value(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text


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
