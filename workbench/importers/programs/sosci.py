"""SoSci Survey: codes of questions, often with a second row that has their words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.importers.programs.layout import (
    Known,
    Layout,
    Record,
    first_row,
    folded_heads,
    heads_of,
    one_row,
    two_rows,
)

_MARKS = frozenset(["case", "questnnr", "mode", "started"])
_OWN = re.compile(
    r"serial|ref|questnnr|mode|started|lastdata|status|finished|q_viewer|lastpage|maxpage|missing"
    r"|missrel|mailsent|time_(rsi|sum)|time\d+|deg_(time|miss|value)|deg_\w+|language|token"
)
_NO_ANSWER = ("-9",)
"""Written where a question was shown and not answered."""


def recognised(rows: Sequence[Record]) -> Layout | None:
    """A table of SoSci Survey, by its own columns."""
    folded = folded_heads(rows)
    if not _MARKS.issubset(folded):
        return None
    known = dict(_known(heads_of(rows)))
    if len(rows) > 1 and not _is_number(rows[1][1], folded.index("case")):
        layout = two_rows("SoSci Survey", rows, known)
    else:
        layout = one_row("SoSci Survey", rows, known, first_row(rows, 1))
    return layout._replace(no_answers=_NO_ANSWER)


def _is_number(cells: Sequence[str], at: int) -> bool:
    return at < len(cells) and cells[at].strip().isdigit()


def _known(columns: Sequence[str]) -> Known:
    for column in columns:
        name = column.casefold()
        if name == "case":
            yield column, "id"
        elif _OWN.fullmatch(name):
            yield column, "ignore"
