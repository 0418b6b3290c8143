"""SurveyMonkey: questions, each over its first choice only, then choices or kinds of answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.importers.programs.layout import (
    Layout,
    Record,
    first_row,
    folded_heads,
    heads_of,
    joined,
    line,
    one_row,
    own,
)
from workbench.importers.table import breadth, distinct
from workbench.surveys import ColumnRole

_IDS = ("respondent id", "respondent_id")
_OWN = re.compile(
    r"collector[ _]id|(start|end)[ _]date|date[ _](created|modified)|custom( data)?[ _]\d+"
)
_UNNAMED = re.compile(r"Unnamed: \d+(_level_\d+)?")
"""What pandas writes for a blank head."""
_KINDS = frozenset(["response", "open-ended response"])
_OTHER = re.compile(r"\(please specify\)|\bspecify\b|\bprécisez\b|\bbitte angeben\b", re.IGNORECASE)


def two_rows(rows: Sequence[Record]) -> Layout | None:
    """Two rows of header; of a question with several columns only the first has its words."""
    heads = ["" if _UNNAMED.fullmatch(line(cell)) else line(cell) for cell in rows[0][1]]
    if heads[0].casefold() not in _IDS or not _goes_on(rows):
        return None
    below = [line(cell) for cell in rows[1][1]]
    width = max(breadth(heads), breadth(below))
    heads += [""] * (width - len(heads))
    below += [""] * (width - len(below))
    columns = tuple(distinct(list(joined(heads[:width], below[:width], _KINDS))))
    known: dict[str, ColumnRole] = dict(own(columns, _OWN)) | {columns[0]: "id"}
    for column, kind in zip(columns, below, strict=False):
        if kind.casefold() == "open-ended response" or _OTHER.search(kind):
            known[column] = "text"
    note = f"Row {rows[1][0]} goes on with the header (SurveyMonkey); names of columns were joined."
    return Layout("SurveyMonkey", columns, ("",) * width, first_row(rows, 2), known, (note,))


def _goes_on(rows: Sequence[Record]) -> bool:
    """Whether the second row is no respondent: it has no id, and tells kinds or choices."""
    if len(rows) < 2 or rows[1][1][0].strip():
        return False
    kinds = {line(cell).casefold() for cell in rows[1][1]}
    return bool(_KINDS & kinds) or len(rows) < 3 or bool(rows[2][1][0].strip())


def one_row_of_header(rows: Sequence[Record]) -> Layout | None:
    """The condensed form, whose second row is blank, and what its interface gives."""
    folded = folded_heads(rows)
    if folded[0] not in _IDS or not {"collector id", "collector_id"} & set(folded):
        return None
    columns = heads_of(rows)
    known: dict[str, ColumnRole] = dict(own(columns, _OWN)) | {columns[0]: "id"}
    return one_row("SurveyMonkey", rows, known, first_row(rows, 1))
