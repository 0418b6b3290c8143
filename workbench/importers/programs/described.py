"""Tables of any origin with a second row of header: groups over names, or codes over questions.

That the second row is no respondent is told from columns of numbers, in which it has words; from
questions where all others answer; or from blanks over it, where others say the same few things.
"""

from __future__ import annotations

from collections import Counter
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
    if len(rows) < 2 + _ROWS or not (_is_over_numbers(rows) or _asks(rows) or _parts(rows)):
        return None
    heads = [line(cell) for cell in cut(rows[0][1])]
    return _grouped(rows) if not all(heads) else two_rows("table", rows, {})


def _asks(rows: Sequence[Record]) -> bool:
    """Whether the second row has questions, under names without blanks, over answers."""
    heads = [line(cell) for cell in cut(rows[0][1])]
    names = sum(" " not in head for head in heads)
    asked = [at for at, cell in enumerate(rows[1][1][: len(heads)]) if _is_question(cell)]
    answers = [cells[at] for _, cells in rows[2:] for at in asked if at < len(cells)]
    few = 10 * sum(map(_is_question, answers)) <= len(answers)
    return 5 * names >= 4 * len(heads) and len(asked) >= max(2, len(heads) / 3) and few


def _is_question(cell: str) -> bool:
    bare = line(cell)
    return bare.endswith(("?", "?]", ":", "？")) and " " in bare


def _parts(rows: Sequence[Record]) -> bool:
    """Whether the second row names what is blank in the first, and no respondent says the same."""
    heads, below = ([line(cell) for cell in cells] for _, cells in rows[:2])
    heads += [""] * (len(below) - len(heads))
    blank = [at for at, cell in enumerate(below) if not heads[at]]
    if len(blank) < _COLUMNS or not heads[0] or not all(_is_word(below[at]) for at in blank):
        return False
    told = [at for at in blank if _repeats(rows, at)]
    return len(told) >= max(_COLUMNS, len(blank) / 2)


def _repeats(rows: Sequence[Record], at: int) -> bool:
    """Whether those below choose from a few answers, none of which the second row has."""
    said = Counter(line(cells[at]) for _, cells in rows[2:] if at < len(cells))
    del said[""]
    return bool(said) and line(rows[1][1][at]) not in said and said.total() > len(said)


def _is_over_numbers(rows: Sequence[Record]) -> bool:
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
