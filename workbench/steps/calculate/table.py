"""A table as it is handed in: columns by name, and rows of cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from workbench.errors import NotAsked

MOST_CODERS = 1000
"""Columns beyond which a table is taken to lie on its side."""


class Table(NamedTuple):
    """Cells without white space around them; a blank one is missing."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


def filled(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """The table without blank rows; NotAsked for a row of another length than the columns."""
    if not columns:
        raise NotAsked("The table is empty; its first row must name the columns.")
    for number, row in enumerate(rows, start=1):
        if len(row) != len(columns) and any(cell.strip() for cell in row):
            raise NotAsked(
                f"Row {number} has {len(row)} cells, and the table has {len(columns)} columns; "
                "give every row a cell for every column, blank where missing."
            )
    names = tuple(column.strip() for column in columns)
    stripped = ([cell.strip() for cell in row] for row in rows)
    return Table(names, [row for row in stripped if any(row)])


def coders_in(columns: Sequence[str]) -> Sequence[str]:
    """The names of the coders, a column each after the first; NotAsked for wrong ones."""
    coders = columns[1:]
    if not coders:
        raise NotAsked(
            "The table has no coders: its first column names the unit, each further one a coder."
        )
    twice = [coder for coder in coders if coders.count(coder) > 1]
    if twice:
        raise NotAsked(f"Two columns are named “{twice[0]}”; give each coder a name of their own.")
    if len(coders) > MOST_CODERS:
        raise NotAsked(
            f"The table has {len(coders):,} columns of coders; if its rows are the coders, turn it "
            "so that each row is a unit."
        )
    return coders
