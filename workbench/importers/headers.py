"""Survey exports with several header rows, which would be taken for respondents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from workbench.importers.table import Sheet, distinct


def with_one_header(sheet: Sheet) -> Sheet:
    """The table with its header in one row, and a note where it had several."""
    if qualtrics := _rows_to_import_ids(sheet):
        note = f"Rows 2 to {sheet.numbers[qualtrics - 1]} describe the columns (Qualtrics)."
        return _without(sheet, qualtrics, note)
    if sheet.rows and _is_second_header(sheet.columns, sheet.rows[0]):
        names = tuple(distinct(list(_joined(sheet.columns, sheet.rows[0]))))
        note = "Row 2 goes on with the header (SurveyMonkey); names of columns were joined."
        # The notes on blank names spoke of the header before it was put together.
        return _without(replace(sheet, columns=names, notes=()), 1, note)
    return sheet


def _without(sheet: Sheet, rows: int, note: str) -> Sheet:
    return Sheet(sheet.columns, sheet.rows[rows:], sheet.numbers[rows:], (*sheet.notes, note))


def _rows_to_import_ids(sheet: Sheet) -> int:
    """How many rows at the head end with one of Qualtrics' import ids; 0 without any."""
    for at, row in enumerate(sheet.rows[:2], 1):
        said = [cell for cell in row if cell]
        if said and all(cell.replace(" ", "").startswith('{"ImportId"') for cell in said):
            return at
    return 0


_KINDS = frozenset(["Response", "Open-Ended Response"])


def _is_second_header(columns: Sequence[str], row: Sequence[str]) -> bool:
    """SurveyMonkey's second row: no respondent, but kinds of answers or choices."""
    return columns[0] == "Respondent ID" and not row[0].strip() and bool(_KINDS & set(row))


def _joined(columns: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    """“Question - Choice”; a question stands over its first choice only, so it is carried on."""
    question = ""
    for at, (name, below) in enumerate(zip(columns, row, strict=True), 1):
        question = question if name == f"Column {at}" else name
        choice = " ".join(below.split())
        yield question if choice in _KINDS or not choice else f"{question} - {choice}"
