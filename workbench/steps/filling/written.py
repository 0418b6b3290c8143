"""What is written in the cells of one table."""

from __future__ import annotations

from workbench.store import Reader
from workbench.store.reads.cells import typed_cells
from workbench.terms import Viewer


def written(reader: Reader, viewer: Viewer, table: str) -> dict[str, dict[str, str]]:
    """For each row (key), the words by column (key)."""
    found: dict[str, dict[str, str]] = {}
    for cell in typed_cells(reader, viewer, table):
        found.setdefault(cell.row, {})[cell.column] = cell.words
    return found


def numbered(reader: Reader, viewer: Viewer, table: str) -> dict[int, dict[str, str]]:
    """The same of a table whose rows are numbers, in their order."""
    found = written(reader, viewer, table)
    return {n: found[str(n)] for n in sorted(int(row) for row in found if _is_number(row))}


def _is_number(row: str) -> bool:
    return row.isascii() and row.isdecimal() and str(int(row)) == row
