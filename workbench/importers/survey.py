"""Survey tables: a document for each text column, whose turns are the answers.

A blank, “n/a”, “-” or “.” is no answer and no turn. Attributes and scores are facts about the
respondent, who is a case named by the id column, or where there is none by the file and the
row's number: row 1 of another file is somebody else.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from workbench.errors import FileFault, NameUnknown
from workbench.importers.headers import with_one_header
from workbench.importers.pieces import Piece, document, draft, stem
from workbench.importers.settings import Settings
from workbench.importers.table import Sheet, table_of
from workbench.shelf import unknown
from workbench.terms import Columns, Draft, DraftAttribute, DraftDocument


def read(name: str, data: bytes, settings: Settings) -> Draft:
    """The draft of a survey table; `settings.columns` says which columns are what."""
    sheet = with_one_header(table_of(name, data, settings.encoding))
    columns = _present(name, sheet, settings.columns or Columns())
    survey = _Survey(name, sheet, columns, _cases(name, sheet, columns.id))
    documents = [survey.document(column) for column in columns.text]
    answered = [document for document in documents if document.turns]
    if not answered:
        raise FileFault(f"{name} has no answers in {_quoted(columns.text)}.")
    notes = (*sheet.notes, *_notes(survey, documents))
    return draft(name, data, "survey", answered, notes, survey.attributes())


def is_answer(cell: str) -> bool:
    """Whether somebody answered.

    >>> is_answer("n/a"), is_answer(" . "), is_answer("No."), is_answer("👍")
    (False, False, True, True)
    """
    bare = " ".join(cell.split()).casefold()
    if bare in _NO_ANSWERS or bare in _ERRORS:
        return False
    return re.fullmatch(r"[.…,;:/\\_*–—-]*", bare) is None


_NO_ANSWERS = frozenset(("n/a", "n/a.", "n.a", "n.a.", "na", "n\\a", "#n/a", "nan", "null", "<na>"))
_ERRORS = frozenset(
    (
        "#null!", "#div/0!", "#value!", "#ref!", "#name?", "#num!", "#n/a", "#getting_data",
        "#spill!", "#calc!", "#field!", "#blocked!", "#connect!", "#busy!", "#unknown!",
        "#external!", "#python!",
    )
)  # fmt: skip
"""What spreadsheets show where a formula failed, in lower case."""


def is_error(cell: str) -> bool:
    """Whether a spreadsheet's formula failed here.

    >>> is_error("#REF!"), is_error("#1!")
    (True, False)
    """
    return cell.strip().casefold() in _ERRORS


def score(cell: str) -> float | None:
    """The number in a cell, with a point or a decimal comma; None where it is none.

    A comma before exactly three digits may part thousands, so it is not understood.

    >>> score("3"), score("-1,5"), score("1,234"), score("9 - Likely")
    (3.0, -1.5, None, None)
    """
    found = re.fullmatch(r"([+-]?\d+)(?:\.(\d+)|,(\d{1,2}|\d{4,}))?", cell.strip(), re.ASCII)
    if found is None:
        return None
    return float(f"{found[1]}.{found[2] or found[3] or 0}")


class _Survey(NamedTuple):
    """A table with the part each column plays."""

    name: str
    sheet: Sheet
    columns: Columns
    cases: Sequence[str]

    def document(self, column: str) -> DraftDocument:
        """The answers to one question, in the order of the rows."""
        pieces = (Piece(row.cell, case=row.case) for row in self._answers(column))
        return document(f"{stem(self.name)}/{column}", pieces, question=column)

    def attributes(self) -> Iterator[DraftAttribute]:
        """Attributes as text, scores as numbers; nothing where there is no answer."""
        for column in self.columns.attribute:
            for row in self._answers(column):
                yield DraftAttribute(row.case, column, row.cell)
        for column in self.columns.score:
            for row in self._answers(column):
                yield DraftAttribute(row.case, column, self._score(column, row))

    def failed(self) -> Iterator[str]:
        """A note for each column with cells that show a spreadsheet's error."""
        used = (*self.columns.text, *self.columns.attribute, *self.columns.score)
        for column in dict.fromkeys(used):
            at = self.sheet.columns.index(column)
            errors = Counter(row[at].strip() for row in self.sheet.rows if is_error(row[at]))
            if errors:
                shown = ", ".join(f"{error} ({times})" for error, times in errors.items())
                yield f"“{column}”: cells with a spreadsheet's error are no answers: {shown}."

    def _answers(self, column: str) -> Iterator[_Answer]:
        at = self.sheet.columns.index(column)
        rows = zip(self.sheet.numbers, self.cases, self.sheet.rows, strict=True)
        for number, case, row in rows:
            if is_answer(row[at]):
                yield _Answer(number, case, row[at].strip())

    def _score(self, column: str, row: _Answer) -> float:
        number = score(row.cell)
        if number is None:
            raise FileFault(
                f"{self.name}, row {row.number}, column “{column}”: “{row.cell[:40]}” is not a "
                "number; correct it, or import the column as an attribute."
            )
        if not math.isfinite(number):
            raise FileFault(
                f"{self.name}, row {row.number}, column “{column}”: “{row.cell[:40]}…” is too "
                "large a number; correct it, or import the column as an attribute."
            )
        return number


class _Answer(NamedTuple):
    number: int
    case: str
    cell: str


# ------------------------------------------------------------------ which column is what


def _present(name: str, sheet: Sheet, asked: Columns) -> Columns:
    """The columns asked for, as the header writes them."""
    if not asked.text:
        raise FileFault(
            f"Say which columns of {name} hold answers in people's own words (--text); "
            f"there are: {', '.join(sheet.columns)}."
        )
    return Columns(
        id=_column(name, sheet, asked.id) if asked.id is not None else None,
        text=_all(name, sheet, asked.text),
        attribute=_all(name, sheet, asked.attribute),
        score=_all(name, sheet, asked.score),
    )


def _all(name: str, sheet: Sheet, asked: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_column(name, sheet, column) for column in asked))


def _column(name: str, sheet: Sheet, asked: str) -> str:
    column = " ".join(asked.split())
    if column not in sheet.columns:
        raise NameUnknown(f"In {name}: {unknown('column', asked, list(sheet.columns))}")
    return column


# ------------------------------------------------------------------ who answered


def _cases(name: str, sheet: Sheet, column: str | None) -> list[str]:
    """Each row's case: its id, or else the file with a number, from 1 without the header."""
    if column is None:
        return [f"{stem(name)} {at}" for at in range(1, len(sheet.rows) + 1)]
    at = sheet.columns.index(column)
    cases = [row[at].strip() for row in sheet.rows]
    seen: dict[str, int] = {}
    for number, case in zip(sheet.numbers, cases, strict=True):
        if not case or is_error(case):
            raise FileFault(f"{name}, row {number} has no id in column “{column}”; give it one.")
        # The study takes R1 and r1 for the same case.
        first = seen.setdefault(case.casefold(), number)
        if first != number:
            raise FileFault(
                f"{name}: the id “{case}” stands in rows {first} and {number}; "
                "each respondent has one row."
            )
    return cases


# ------------------------------------------------------------------ what to tell


def _notes(survey: _Survey, documents: Sequence[DraftDocument]) -> Iterator[str]:
    rows = len(survey.sheet.rows)
    if survey.columns.id is None:
        yield f"No id column was named: the cases are the rows, from “{survey.cases[0]}” on."
    for column, found in zip(survey.columns.text, documents, strict=True):
        yield f"“{column}”: {len(found.turns)} answers in {rows} rows."
    yield from survey.failed()


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
