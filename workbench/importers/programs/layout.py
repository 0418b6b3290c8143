"""Where a table begins and what its columns are called."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from workbench.importers.table import breadth, column_names
from workbench.surveys import ColumnRole

LOOKED_AT = 12
"""How many rows are needed to know a layout."""


class Layout(NamedTuple):
    """Where a table begins and what its columns are called."""

    tool: str
    """The program that wrote it, as far as can be told; else `table`."""
    columns: tuple[str, ...]
    titles: tuple[str, ...]
    """For each column the question's words, where they stand apart from its name."""
    first: int
    """The row of the first respondent, counted as a spreadsheet counts."""
    known: Mapping[str, ColumnRole]
    """What the program itself says of columns."""
    notes: tuple[str, ...] = ()
    no_answers: tuple[str, ...] = ()
    """What the program writes where nobody answered."""
    submitted: str = ""
    """The column that is blank where somebody did not come to the end, as far as known."""


Record = tuple[int, Sequence[str]]
Known = Iterator[tuple[str, ColumnRole]]


def without_title(rows: list[Record]) -> tuple[list[Record], tuple[str, ...]]:
    """The rows without lines above the header that hold one cell, as people write over a table."""
    at = 0
    widest = max((breadth(cells) for _, cells in rows), default=0)
    while at + 1 < len(rows) and widest >= 3 and _filled(rows[at][1]) == 1:
        at += 1
    if at == 0 or at + 1 >= len(rows) or _filled(rows[at][1]) < 3:
        return rows, ()
    return rows[at:], (f"The header is row {rows[at][0]}; what stands above it is left out.",)


def _filled(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def heads_of(rows: Sequence[Record]) -> tuple[str, ...]:
    """The names of the columns, if the first row has them; each used once."""
    return column_names(_header(rows))[0]


def _header(rows: Sequence[Record]) -> Sequence[str]:
    """The first row, without blank cells at its end under which nobody answered either."""
    cells = rows[0][1]
    answered = max((breadth(row) for _, row in rows[1:]), default=0)
    return cells[: max(breadth(cells), min(len(cells), answered))]


def folded_heads(rows: Sequence[Record]) -> list[str]:
    """The cells of the first row, as they are compared."""
    return [line(cell).casefold() for cell in cut(rows[0][1])]


def first_row(rows: Sequence[Record], header: int) -> int:
    """The row of the first respondent, where so many rows are header."""
    return rows[header][0] if len(rows) > header else rows[header - 1][0] + 1


def one_row(
    tool: str, rows: Sequence[Record], known: Mapping[str, ColumnRole], first: int
) -> Layout:
    """The layout of a table whose first row names the columns."""
    columns, notes = column_names(_header(rows))
    return Layout(tool, columns, ("",) * len(columns), first, known, tuple(notes))


def two_rows(
    tool: str, rows: Sequence[Record], known: Mapping[str, ColumnRole], notes: Sequence[str] = ()
) -> Layout:
    """The layout of a table whose second row has the questions."""
    columns, renamed = column_names(cut(rows[0][1]))
    note = f"Row {rows[1][0]} describes the columns ({tool})."
    found = titles(columns, rows[1][1])
    return Layout(tool, columns, found, first_row(rows, 2), known, (*renamed, *notes, note))


def titles(columns: Sequence[str], row: Sequence[str]) -> tuple[str, ...]:
    """The questions' words in a row, where they say more than the column's name."""
    padded = (*(line(title) for title in row), *("",) * len(columns))
    return tuple(
        "" if title == column else title for column, title in zip(columns, padded, strict=False)
    )


def joined(
    heads: Sequence[str], below: Sequence[str], kinds: Collection[str] = ()
) -> Iterator[str]:
    """“Group - Name”; a group stands over its first column only, so it is carried on.

    What is one of `kinds`, in small letters, tells of what kind a column is and is no name.
    """
    group = ""
    for at, (head, name) in enumerate(zip(heads, below, strict=True), 1):
        group = head or group
        shown = group or f"Column {at}"
        yield shown if name.casefold() in kinds or not name else f"{shown} - {name}"


def own(columns: Sequence[str], pattern: re.Pattern[str]) -> Known:
    """Columns that are the program's own, by a pattern for their names in small letters."""
    for column in columns:
        if pattern.fullmatch(column.casefold()):
            yield column, "ignore"


def cut(cells: Sequence[str]) -> Sequence[str]:
    """A row without blank cells at its end."""
    return cells[: breadth(cells)]


def line(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())
