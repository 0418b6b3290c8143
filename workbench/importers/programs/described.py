"""Tables of any origin with a second row of header: groups over names, or codes over questions.

That the second row is no respondent is told from columns of numbers, in which it has words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.importers.answers import is_answer, score
from workbench.importers.programs.layout import (
    Layout,
    Record,
    cut,
    first_row,
    joined,
    line,
    two_rows,
)
from workbench.importers.table import breadth, distinct

_COLUMNS = 2
_ROWS = 3
"""So many columns of numbers, in so many rows, tell that words above them describe them."""


def recognised(rows: Sequence[Record]) -> Layout | None:
    """A table whose second row describes its columns."""
    if len(rows) < 2 + _ROWS or not _describes(rows):
        return None
    heads = [line(cell) for cell in cut(rows[0][1])]
    return _grouped(rows) if not all(heads) else two_rows("table", rows, {})


def _describes(rows: Sequence[Record]) -> bool:
    second = [line(cell) for cell in rows[1][1]]
    told = [cell for cell in second if cell]
    numeric = list(_numeric(rows))
    return (
        len(numeric) >= _COLUMNS
        and len(set(told)) == len(told)
        and all(at < len(second) and _is_word(second[at]) for at in numeric)
    )


def _numeric(rows: Sequence[Record]) -> Iterator[int]:
    """The columns that have nothing but numbers from the third row on."""
    for at in range(len(rows[0][1])):
        cells = [cells[at] for _, cells in rows[2:] if at < len(cells) and is_answer(cells[at])]
        if len(cells) >= _ROWS and all(score(cell) is not None for cell in cells):
            yield at


def _is_word(cell: str) -> bool:
    return is_answer(cell) and score(cell) is None and any(sign.isalpha() for sign in cell)


def _grouped(rows: Sequence[Record]) -> Layout:
    """Each group stands over its first column only and is carried on."""
    heads, below = ([line(cell) for cell in cells] for _, cells in rows[:2])
    width = max(breadth(heads), breadth(below))
    heads += [""] * (width - len(heads))
    below += [""] * (width - len(below))
    columns = tuple(distinct(list(joined(heads[:width], below[:width]))))
    note = f"Row {rows[1][0]} goes on with the header; names of columns were joined."
    return Layout("table", columns, ("",) * width, first_row(rows, 2), {}, (note,))
