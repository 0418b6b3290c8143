"""Cells of tables for the paper that people fill in: one by one, or as a table filled in elsewhere.

What is written is an event and can be undone. A file never takes other words away unless that is
asked for, because somebody may have written them since it was saved.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from workbench.errors import FileFault, NameUnknown, NotAsked
from workbench.exporters import write
from workbench.exporters.to_csv import unguard
from workbench.importers.reading import file_name
from workbench.importers.table import Sheet, read_table
from workbench.shelf import unknown
from workbench.steps.exports.wanted import Wanted
from workbench.steps.filling import FILLINGS
from workbench.steps.filling.written import written
from workbench.steps.findings import provenance
from workbench.steps.leaving import STRICT, Leave, leaving
from workbench.store import Reader, Store, Writer
from workbench.store.reads import history
from workbench.store.reads.cells import typed_cells
from workbench.store.writes import acts
from workbench.store.writes.acts import Act
from workbench.store.writes.cells import Typed, put_cell
from workbench.tables.filling import FillColumn, Filling, FillRow, filling_table
from workbench.terms import Event, Viewer
from workbench.watching import MANY, each, tell

NEW = "new"
"""Stands for a row that is still to come, where a table takes more."""


def filling_of(store: Store, viewer: Viewer, wanted: Wanted) -> Filling:
    """A table as it is to be filled in, with what is written there."""
    with store.reading() as reader:
        return FILLINGS[wanted.what](reader, viewer, wanted)


def save_cells(
    store: Store, viewer: Viewer, wanted: Wanted, path: Path, leave: Leave = STRICT
) -> int:
    """Write a table to be filled in elsewhere (csv, xlsx), to be loaded again; how many rows.

    Refused where raw documents or names would leave a confidential study.
    """
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise NotAsked("A table to be filled in is a .csv or .xlsx; end the file's name so.")
    FILLINGS[wanted.what]  # refused before anything is looked at
    with leaving(store, viewer, wanted.what, path, leave):
        with store.reading() as reader:
            filling = FILLINGS[wanted.what](reader, viewer, wanted)
            about = provenance(reader, viewer, None)
        write(filling_table(filling, provenance=about), path)
    return len(filling.rows)


# ------------------------------------------------------------------ writing


def set_cell(
    store: Store, viewer: Viewer, wanted: Wanted, row: str, column: str, words: str
) -> str:
    """Write one cell, in place of what it said; the name of its row. Empty words empty it.

    `row` is what people call it, or `new` where a table takes more rows.
    """
    with store.writing(viewer) as writer:
        filling = FILLINGS[wanted.what](writer, viewer, wanted)
        place = _row(filling, row)
        its = _column(filling, column)
        said = [(place, its, words.strip())]
        if not words.strip() and row == NEW:
            raise NotAsked("A new row needs words; write them.")
        _write(writer, wanted.what, _changes(writer, viewer, wanted.what, filling, said))
    return place.name


class Loaded(NamedTuple):
    """What a file did to a table."""

    written: int
    """Cells that were empty."""
    replaced: int
    """Cells that said otherwise, and now say what the file does."""
    kept: tuple[str, ...]
    """Cells that say otherwise and were left, as `row, column`; `replace` takes the file's."""
    rows_unknown: tuple[str, ...]
    """Rows of the file that the table does not have."""
    columns_unknown: tuple[str, ...]


def load_cells(
    store: Store, viewer: Viewer, wanted: Wanted, path: Path, *, replace: bool = False
) -> Loaded:
    """Take in a table that was filled in elsewhere, all of it or nothing.

    With `replace`, also where it says otherwise than the study, or nothing. Raises FileFault for
    a file without the column that names the rows, NameUnknown for a choice that is none.
    """
    tell("Reading the table")
    sheet, name = read_table(path), file_name(path)
    csv = path.suffix.lower() != ".xlsx"
    with store.writing(viewer) as writer:
        filling = FILLINGS[wanted.what](writer, viewer, wanted)
        heads = [unguard(column) if csv else column for column in sheet.columns]
        if filling.row_head not in heads:
            raise FileFault(
                f"{name} has no column “{filling.row_head}”, which names the rows; save the table "
                f"first: workbench cells STUDY save {wanted.what} FILE"
            )
        read = _Read(filling, heads, sheet, guarded=csv)
        changes = _changes(writer, viewer, wanted.what, filling, read.said)
        taken = [one for one in changes if not one.before or replace]
        _write(writer, wanted.what, taken)
    left = [one for one in changes if one not in taken and one.after]
    return Loaded(
        sum(not one.before for one in taken),
        sum(bool(one.before) for one in taken),
        tuple(_called(filling, one) for one in left),
        tuple(read.unknown),
        tuple(h for h in heads if h not in read.columns and h not in read.expected),
    )


_Said = list[tuple[FillRow, FillColumn, str]]


class _Read:
    """What a file says, by the rows and columns of a table."""

    def __init__(self, filling: Filling, heads: list[str], sheet: Sheet, *, guarded: bool) -> None:
        named = {row.name: row for row in filling.rows}
        self.columns = {c.head: c for c in filling.columns if c.head in heads}
        self.expected = (filling.row_head, *filling.shown)
        self.said: _Said = []
        self.unknown: list[str] = []
        following = int(filling.next_key or 0)
        for cells in each("Reading rows", sheet.rows, MANY):
            plain = [unguard(cell) if guarded else cell for cell in cells]
            words = dict(zip(heads, (cell.strip() for cell in plain), strict=True))
            name = words[filling.row_head]
            row = named.get(name)
            if row is None and filling.next_key and name in ("", NEW):
                row = FillRow(str(following), str(following))
                following += 1
            if row is None:
                self.unknown.append(name or "(without a name)")
                continue
            self.said += [(row, its, words[head]) for head, its in self.columns.items()]


def _row(filling: Filling, name: str) -> FillRow:
    if filling.next_key and name == NEW:
        return FillRow(filling.next_key, filling.next_key)
    for row in filling.rows:
        if row.name.casefold() == name.casefold():
            return row
    raise NameUnknown(unknown(f"row of {filling.title}", name, _names(filling)))


def _names(filling: Filling, most: int = 30) -> list[str]:
    names = [row.name for row in filling.rows]
    more = [NEW] if filling.next_key else []
    return [*names[:most], *(["…"] if len(names) > most else []), *more]


def _column(filling: Filling, name: str) -> FillColumn:
    for column in filling.columns:
        if name.casefold() == column.head.casefold():
            return column
    heads = [column.head for column in filling.columns]
    raise NameUnknown(unknown(f"column to fill in of {filling.title}", name, heads))


def _changes(
    reader: Reader, viewer: Viewer, table: str, filling: Filling, said: _Said
) -> list[Typed]:
    """The cells that would say something else than they do, in stored form."""
    there = written(reader, viewer, table)
    return [
        Typed(table, row.key, column.key, before, after)
        for row, column, words in said
        if (
            after := _stored(
                filling, column, row, words, before := there.get(row.key, {}).get(column.key, "")
            )
        )
        != before
    ]


def _stored(filling: Filling, column: FillColumn, row: FillRow, words: str, before: str) -> str:
    """Words as they are stored; what a cell shows already stays, whatever stands for it."""
    if words == row.words.get(column.key, "").strip():
        return before
    if column.choices is None or not words:
        return words
    if words not in column.choices:
        raise NameUnknown(unknown(f"{column.head} in {filling.title}", words, list(column.choices)))
    return column.choices[words]


def _write(writer: Writer, table: str, changes: list[Typed]) -> None:
    if not changes:
        return
    ids = [put_cell(writer, one) for one in each("Writing cells", changes, 100)]
    event = writer.event("table filled in", {"table": table, "cells": ids})
    acts.remember(writer, event, Act("table filled in", typed=tuple(changes)), None)


def _called(filling: Filling, one: Typed) -> str:
    row = next(row.name for row in filling.rows if row.key == one.row)
    head = next(column.head for column in filling.columns if column.key == one.column)
    return f"{row}, {head}"


# ------------------------------------------------------------------ reading


def cell_rows(store: Store, viewer: Viewer, wanted: Wanted) -> list[dict[str, Any]]:
    """What is written in a table, cell by cell, with who wrote it last and when."""
    with store.reading() as reader:
        filling = FILLINGS[wanted.what](reader, viewer, wanted)
        wrote = _wrote(reader, viewer)
        ids = {(c.row, c.column): c.id for c in typed_cells(reader, viewer, wanted.what)}
    return [
        {
            "row": row.name,
            "column": column.head,
            "words": row.words[column.key],
            "who": event.who if event else None,
            "at": event.at if event else None,
        }
        for row in filling.rows
        for column in filling.columns
        if row.words.get(column.key)
        for event in (wrote.get(ids.get((row.key, column.key), 0)),)
    ]


def _wrote(reader: Reader, viewer: Viewer) -> dict[int, Event]:
    """For each cell (id), the event in which it was written last."""
    return dict(_told(history.events(reader, viewer)))


def _told(events: tuple[Event, ...]) -> Iterator[tuple[int, Event]]:
    for event in events:
        cells = event.ids.get("cells")
        if event.what == "table filled in" and isinstance(cells, list):
            yield from ((cell, event) for cell in cells)
