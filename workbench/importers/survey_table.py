"""A survey table as it is written: its columns, and its rows one after the other.

A table may have a million rows, so it is read as a stream, as often as it is needed: to see what
its columns are, to check every row before anything is stored, and to hand its rows on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, Never

from workbench.errors import NameUnknown
from workbench.importers.answers import Answers, answers_by_column, folded, of_column, score
from workbench.importers.damage import repairing
from workbench.importers.programs.layout import Layout
from workbench.importers.table import Grid, fitted, says
from workbench.shelf import unknown
from workbench.surveys import SurveyOptions
from workbench.watching import MANY, tell
from workbench.words import plural

_Only = dict[int, set[str]]
"""Places of cells, and what may stand there in a row that is taken, folded."""
_Tests = list[tuple[int, re.Pattern[str]]]
"""Places of cells, and what stands there in a row that is left out."""


class Row(NamedTuple):
    """A respondent's row."""

    number: int
    """As a spreadsheet counts: the first row is row 1, blank rows count."""
    cells: Sequence[str]


@dataclass(frozen=True)
class SurveyTable:
    """A survey table, and what was said of it."""

    name: str
    sha256: str
    grid: Grid
    layout: Layout
    options: SurveyOptions

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns, each name used once."""
        return self.layout.columns

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be known of the file itself."""
        return (*self.grid.notes, *self.layout.notes)

    @cached_property
    def answers(self) -> dict[str, Answers]:
        """What counts as an answer, for each column."""
        none = (*self.layout.no_answers, *self.options.no_answers)
        return answers_by_column(self.columns, none, self.options.answers)

    def places(self, columns: Iterable[str]) -> dict[str, int]:
        """Where columns stand."""
        return {column: self.columns.index(column) for column in columns}

    def rows(self) -> Iterator[Row]:
        """All rows of respondents, as long as the header, mended where that was asked for.

        Rows that the makers of the survey wrote while testing it are left out.
        """
        mend = repairing(self.options.repairs) if self.options.repairs else None
        dropped = self._dropped()
        width = len(self.columns)
        for number, record, is_sum in self._records():
            cells = fitted(self.name, number, record, width)
            if not is_sum and (dropped is None or not dropped(cells)):
                yield Row(number, [mend(cell) for cell in cells] if mend else cells)

    def _records(self) -> Iterator[tuple[int, Sequence[str], bool]]:
        """The records below the header that say anything, and whether they sum up others.

        Those that do stand at the end and begin as no other does: “n” may be a no, Max a name.
        """
        last: list[tuple[int, Sequence[str]]] = []
        begun = Counter[str]()
        for number, record in self._said():
            if sums_up(record) and len(last) < _MOST_SUMS:
                last.append((number, record))
                continue
            if last:
                begun.update(folded(_first(one)) for _, one in last)
                yield from ((*one, False) for one in last)
                last.clear()
            yield number, record, False
        begun.update(folded(_first(one)) for _, one in last)
        yield from ((*one, begun[folded(_first(one[1]))] == 1) for one in last)

    def _said(self) -> Iterator[tuple[int, Sequence[str]]]:
        for number, record in enumerate(self.grid.records(), 1):
            if not number % MANY:
                tell(f"Reading the table, row {number:,}")
            if number >= self.layout.first and says(record):
                yield number, record

    # -------------------------------------------------------------- rows that are left out

    def _dropped(self) -> Callable[[Sequence[str]], bool] | None:
        """Whether a row is left out; None where none is."""
        tests = [] if self.options.previews else self._previews()
        tests += self._unfinished() if self.options.finished else []
        only = self._only()
        if not tests and not only:
            return None
        return lambda cells: _any(tests, cells) or not _has(only, cells)

    def _only(self) -> _Only:
        """Where which cells are asked for; NameUnknown for a column there is not."""
        asked: _Only = {}
        for said in self.options.only:
            column, cell = of_column(said, self.columns) or self._unknown(said)
            asked.setdefault(self.columns.index(column), set()).add(folded(cell))
        return asked

    def _unknown(self, said: str) -> Never:
        column = said.rpartition("=")[0] or said
        raise NameUnknown(f"In {self.name}: {unknown('column', column, list(self.columns))}")

    def left_out(self) -> Iterator[str]:
        """Notes on rows that are left out, or might be."""
        for number, record, is_sum in self._records():
            if is_sum:
                yield f"Row {number} is left out: it sums up others (“{_first(record)[:40]}”)."
        previews, unfinished, only = self._previews(), self._unfinished(), self._only()
        if not previews and not unfinished and not only:
            return
        seen, early, other = 0, 0, 0
        for _, cells in replace(self, options=SurveyOptions(previews=True)).rows():
            seen += _any(previews, cells)
            early += _any(unfinished, cells)
            other += not _has(only, cells)
        if seen and not self.options.previews:
            yield f"{_rows(seen)} of previews, tests or spam left out (--previews keeps them)."
        if early:
            fate = "left out" if self.options.finished else "kept (--finished leaves them out)"
            yield f"{_rows(early)} of people who did not finish {fate}."
        if other:
            asked = ", ".join(f"“{said}”" for said in self.options.only)
            yield f"{_rows(other)} without {asked} left out."

    def _previews(self) -> _Tests:
        return self._tests("Status", _PREVIEW) if "Qualtrics" in self.layout.tool else []

    def _unfinished(self) -> _Tests:
        if self.layout.submitted:
            return self._tests(self.layout.submitted, _BLANK)
        for column, pattern in _UNFINISHED.items():
            if tests := self._tests(column, pattern):
                return tests
        return []

    def _tests(self, column: str, pattern: re.Pattern[str]) -> _Tests:
        folded = [name.casefold() for name in self.columns]
        return [(folded.index(column.casefold()), pattern)] if column.casefold() in folded else []


_PREVIEW = re.compile(
    r"1|2|8|9|12|.*(preview|vorschau|aperçu|vista previa|voorbeeld|anteprima).*|survey test|spam",
    re.IGNORECASE,
)
_NO = re.compile(r"0|false|falsch|faux|falso|onwaar|nein|no|non", re.IGNORECASE)
_BLANK = re.compile("")
_UNFINISHED = {
    "Finished": _NO,
    "End Date": _BLANK,
}


def sums_up(record: Sequence[str]) -> bool:
    """Whether a row holds totals or means of others, as people write below a table.

    >>> sums_up(["Mean", "", "3.5"]), sums_up(["Total", "It was good"]), sums_up(["R1", "3"])
    (True, False, False)
    """
    first = _first(record)
    if len(first) > _LONGEST_SUM or folded(first).rstrip(": ") not in _SUMS:
        return False
    rest = [cell for cell in record if cell.strip()][1:]
    return bool(rest) and all(score(cell) is not None or _PER_CENT.fullmatch(cell) for cell in rest)


def _first(record: Sequence[str]) -> str:
    """The first cell in which anything stands."""
    if record and record[0].strip():
        return record[0]
    return next((cell for cell in record if cell and not cell.isspace()), "")


_PER_CENT = re.compile(r"\s*\d+([.,]\d+)?\s*%\s*")
_SUMS = frozenset(
    [
        *("total", "totals", "sum", "mean", "average", "avg", "median", "sd", "std", "grand total"),
        *("standard deviation", "count", "n", "min", "max", "minimum", "maximum", "gesamt"),
        *("summe", "mittelwert", "durchschnitt", "mw", "anzahl", "standardabweichung", "totaux"),
        *("somme", "moyenne", "écart-type", "suma", "media", "promedio", "desviación estándar"),
        *("soma", "média", "totale", "somma", "totaal", "gemiddelde", "som", "summa", "medel"),
        *("medelvärde", "gennemsnit", "gjennomsnitt", "razem", "suma końcowa", "średnia", "итого"),
        *("всего", "среднее", "合計", "平均", "总计", "平均值"),
    ]
)
"""What the first cell of a row says that sums up others."""
_LONGEST_SUM = 30
_MOST_SUMS = 60
"""Rows; where more stand together, they are answers."""


def _any(tests: _Tests, cells: Sequence[str]) -> bool:
    return any(pattern.fullmatch(cells[at].strip()) for at, pattern in tests)


def _has(only: _Only, cells: Sequence[str]) -> bool:
    return all(folded(cells[at]) in asked for at, asked in only.items())


def _rows(count: int) -> str:
    return plural(count, "row")
