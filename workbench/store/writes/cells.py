"""Cells that people fill in. One that is emptied keeps its row, so that its id stays its own."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select, update

from workbench.store.tables import typed_cell
from workbench.store.transaction import Writer


class Typed(NamedTuple):
    """What a cell said before and after; empty: nothing."""

    table: str
    row: str
    column: str
    before: str
    after: str

    def inverse(self) -> Typed:
        """What takes it back."""
        return self._replace(before=self.after, after=self.before)


def put_cell(writer: Writer, typed: Typed) -> int | None:
    """Write a cell; its id. None, and nothing written, where it does not say what it did before."""
    c = typed_cell.c
    here = (c.table_name == typed.table) & (c.row_key == typed.row) & (c.column_key == typed.column)
    row = writer.row(select(c.id, c.words).where(here))
    if (row.words if row else "") != typed.before:
        return None
    if row is None:
        table, key, column, _, words = typed
        names = {"table_name": table, "row_key": key, "column_key": column}
        return writer.insert(typed_cell, **names, words=words)
    writer.run(update(typed_cell).where(c.id == row.id).values(words=typed.after))
    return int(row.id)
