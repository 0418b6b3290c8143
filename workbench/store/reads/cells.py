"""Cells of tables for the paper that people fill in.

They are the team's, outside rounds, and read by all: their tables show nothing that is blind.
"""

from __future__ import annotations

from sqlalchemy import select

from workbench.store.tables import typed_cell
from workbench.store.transaction import Reader
from workbench.terms import TypedCell, Viewer


def typed_cells(
    reader: Reader, viewer: Viewer, table_name: str | None = None
) -> tuple[TypedCell, ...]:
    """The cells of one table, or of all, in which something is written, in their first order."""
    c = typed_cell.c
    statement = (
        select(c.id, c.table_name, c.row_key, c.column_key, c.words)
        .where(c.words != "")
        .order_by(c.id)
    )
    if table_name is not None:
        statement = statement.where(c.table_name == table_name)
    return tuple(TypedCell(*row) for row in reader.rows(statement))


FRAMEWORK, ABSTRACTION = "framework", "abstraction"
"""Tables whose rows are somebody's: a case by its uid, a unit of theirs."""


def unit_row(document: str, cut: str, position: int) -> str:
    """The key of a unit's row: its document (uid), its unit set (name), its position there."""
    return f"{document} {cut} {position}"
