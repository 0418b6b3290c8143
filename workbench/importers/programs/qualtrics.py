"""Qualtrics: names of questions, their words, and ids; older exports and edited ones have fewer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.importers.programs.layout import (
    Known,
    Layout,
    Record,
    cut,
    first_row,
    folded_heads,
    heads_of,
    line,
    titles,
    two_rows,
)
from workbench.importers.table import column_names
from workbench.surveys import ColumnRole

_DERIVED = re.compile(
    r".*( - |_)(topics?|parent topics|sentiment( polarity| score)?|topic sentiment.*"
    r"|actionability|effort.*|emotion.*|topic hierarchy level \d+)|.*_do(_.*)?",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r".*_((first|last) click|page submit|click count|browser|version|operating system|resolution)"
    r"|q_[A-Z]\w*|locationaccuracy",
    re.IGNORECASE,
)
"""Timing, what people answered with, and fields that the program adds (`Q_RecaptchaScore`)."""
_IMPORT_ID = re.compile(r"""\{\s*["']ImportId["']""")
"""Scripts that fetch exports write the row with single quotation marks."""
_OWN = ("startdate", "enddate", "recordeddate", "responseid", "finished", "distributionchannel")


def three_rows(rows: Sequence[Record]) -> Layout | None:
    """Three rows, the last with import ids; or two, where the questions were left out."""
    at = next((at for at, (_, cells) in enumerate(rows[:4]) if _import_ids(cells)), None)
    if not at:
        return None
    columns, notes = column_names(cut(rows[0][1]))
    asked = titles(columns, rows[1][1] if at > 1 else ())
    known = dict(_known(columns, rows[at][1]))
    rows_of = (
        f"Rows {rows[1][0]} to {rows[at][0]} describe" if at > 1 else f"Row {rows[1][0]} describes"
    )
    note = f"{rows_of} the columns (Qualtrics)."
    first = first_row(rows, at + 1)
    return Layout("Qualtrics", columns, asked, first, known, (*notes, note))


def _import_ids(cells: Sequence[str]) -> bool:
    said = [cell for cell in cells if cell.strip()]
    return bool(said) and all(_IMPORT_ID.match(cell.strip()) for cell in said)


def _known(columns: Sequence[str], ids: Sequence[str]) -> Known:
    for column, import_id in zip(columns, (*ids, *("",) * len(columns)), strict=False):
        if _DERIVED.fullmatch(column) or _MEASURED.fullmatch(column):
            yield column, "ignore"
        elif re.search(r"""[_-]TEXT["']?\s*[,}]""", import_id):
            yield column, "text"
        elif "_recordId" in import_id or column.casefold() == "responseid":
            yield column, "id"
        elif re.fullmatch(r"SC\d+", column):
            yield column, "score"


def older(rows: Sequence[Record]) -> Layout | None:
    """The older export: V1 … V10 over ResponseID … Finished, then one row of questions."""
    heads = [line(cell) for cell in cut(rows[0][1])]
    if len(rows) < 2 or heads[:2] != ["V1", "V2"] or line(rows[1][1][0]) != "ResponseID":
        return None
    below = [line(cell) for cell in rows[1][1]]
    below += [""] * (len(heads) - len(below))
    own = [re.fullmatch(r"V\d+", head) is not None for head in heads]
    names = [under if mine and under else head for mine, head, under in zip(own, heads, below)]  # noqa: B905
    columns, notes = column_names(names)
    known: dict[str, ColumnRole] = {columns[0]: "id"}
    known |= {column: "text" for column in columns if column.endswith("_TEXT")}
    note = f"Row {rows[1][0]} describes the columns (older Qualtrics)."
    asked = titles(columns, ["" if mine else under for mine, under in zip(own, below)])  # noqa: B905
    return Layout("Qualtrics (older)", columns, asked, first_row(rows, 2), known, (*notes, note))


def without_ids(rows: Sequence[Record]) -> Layout | None:
    """Qualtrics' columns without the row of import ids, which people delete; or without both."""
    folded = folded_heads(rows)
    places = [folded.index(name) for name in _OWN if name in folded]
    if len(places) < 3 or "responseid" not in folded:
        return None
    known = dict(_known(heads_of(rows), ()))
    if _describes(rows, places):
        return two_rows("Qualtrics", rows, known)
    columns, notes = column_names(cut(rows[0][1]))
    none = ("",) * len(columns)
    return Layout("Qualtrics", columns, none, first_row(rows, 1), known, tuple(notes))


def _describes(rows: Sequence[Record], places: Sequence[int]) -> bool:
    """Whether the second row has words where a respondent has dates, an id and yes or no.

    Of yes and no all rows have the same few words, which no title is among.
    """
    if len(rows) < 2:
        return False
    told = [line(rows[1][1][at]) for at in places if at < len(rows[1][1])]
    return sum(bool(cell) and not re.search(r"\d", cell) for cell in told) > len(told) / 2
