"""What a row of a survey tells of its respondent: facts, and scores with their times."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator

from workbench.errors import FileFault
from workbench.importers.answers import score
from workbench.importers.survey_people import People
from workbench.importers.survey_table import Row, SurveyTable
from workbench.importers.timed import timed
from workbench.surveys import Columns, Fact

Telling = Callable[[Row, str], tuple[Fact, ...]]
"""What makes the facts of a row, on an occasion."""


def telling(people: People) -> Telling:
    """What makes the facts of a table's rows; times are told from names such as `worry_pre`."""
    attributes, scores = _attributes(people), _scores(people.table, people.columns)
    return lambda row, occasion: (*attributes(row, occasion), *scores(row, occasion))


def _attributes(people: People) -> Callable[[Row, str], Iterator[Fact]]:
    table, own = people.table, people.table.options.time
    places = table.places(people.columns.attribute)
    varying = _varying(people) if people.columns.occasion else frozenset()

    def of(row: Row, occasion: str) -> Iterator[Fact]:
        for column, at in places.items():
            if table.answers[column].has(cell := row.cells[at]):
                when = occasion if column in varying else ""
                yield Fact(column, cell.strip(), _times(own, when))

    return of


def _scores(table: SurveyTable, columns: Columns) -> Callable[[Row, str], Iterator[Fact]]:
    places, own = table.places(columns.score), table.options.time
    named = timed(columns.score)

    def of(row: Row, occasion: str) -> Iterator[Fact]:
        for column, at in places.items():
            if table.answers[column].has(cell := row.cells[at]):
                name, when = named.get(column, (column, ""))
                number = score_in(table, column, row.number, cell)
                yield Fact(name, number, _times(own, occasion, when))

    return of


def _times(*times: str) -> str:
    return " ".join(time for time in times if time)


def _varying(people: People) -> frozenset[str]:
    """Attributes of which one person has several values, on different occasions."""
    told: dict[tuple[str, str], str] = {}
    varying, answers = set(), people.table.answers
    places = people.table.places(people.columns.attribute)
    for row in people.table.rows():
        case = people.case(row).casefold()
        for column, at in places.items():
            cell = row.cells[at].strip()
            if answers[column].has(cell) and told.setdefault((case, column), cell) != cell:
                varying.add(column)
    return frozenset(varying)


_DOUBTFUL = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?|[+-]?\d{1,3}(\.\d{3})+,\d+")
"""A number whose commas or stops may part thousands."""


def score_in(table: SurveyTable, column: str, number: int, cell: str) -> float:
    """The number in a cell; FileFault for what is none, or lies outside the column's range."""
    found = score(cell)
    where = f"{table.name}, row {number}, column “{column}”: “{cell[:40]}"
    if found is None and _DOUBTFUL.fullmatch(cell.strip()):
        raise FileFault(f"{where}” may be in thousands or not; write it without the comma or stop.")
    if found is None:
        raise FileFault(
            f"{where}” is not a number; correct it, or import the column as an attribute."
        )
    if not math.isfinite(found):
        raise FileFault(
            f"{where}…” is too large a number; correct it, or import the column as an attribute."
        )
    least, greatest = table.options.ranges.get(column, (-math.inf, math.inf))
    if not least <= found <= greatest:
        raise FileFault(
            f"{where}” lies outside {least:g} to {greatest:g}; correct it, or give another --range."
        )
    return found
