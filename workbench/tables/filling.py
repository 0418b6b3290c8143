"""Tables that people fill in: which rows and columns they have, and what is written there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbench.terms import Cell, Table


@dataclass(frozen=True)
class FillColumn:
    """A column that people fill in."""

    key: str
    """By which its cells are stored."""
    head: str
    choices: Mapping[str, str] | None = None
    """What may stand in it, and as what that is stored; None: any words."""


@dataclass(frozen=True)
class FillRow:
    """A row that people fill in."""

    key: str
    """By which its cells are stored."""
    name: str
    """What people call it."""
    shown: tuple[Cell, ...] = ()
    """What stands beside it, so that one knows what it is about."""
    words: Mapping[str, str] = field(default_factory=dict)
    """What is written in it, by the key of the column, as people read it."""


@dataclass(frozen=True)
class Filling:
    """A table to be filled in."""

    title: str
    row_head: str
    """The head of the column that names the rows."""
    shown: tuple[str, ...]
    columns: tuple[FillColumn, ...]
    rows: tuple[FillRow, ...]
    next_key: str | None = None
    """The key of a row that is still to come; None: the rows are those there are."""


GONE = "(no longer there)"
"""Stands for a theme or a code that was chosen and is gone."""


def filling_table(filling: Filling, *, provenance: Mapping[str, str] | None = None) -> Table:
    """The table as people fill it in elsewhere, to be read back by its heads."""
    heads = (filling.row_head, *filling.shown, *(column.head for column in filling.columns))
    rows = tuple(
        (row.name, *row.shown, *(row.words.get(column.key, "") for column in filling.columns))
        for row in filling.rows
    )
    return Table(filling.title, heads, rows, _notes(filling), provenance or {})


def _notes(filling: Filling) -> tuple[str, ...]:
    heads = ", ".join(column.head for column in filling.columns)
    more = " A row without a name is a new one." if filling.next_key else ""
    chosen = (
        f"{column.head}: one of {', '.join(column.choices)}."
        for column in filling.columns
        if column.choices
    )
    return (f"To be filled in: {heads}. Leave the other columns as they are.{more}", *chosen)
