"""Every row of a survey looked at: what it holds, and why it cannot be taken as it is."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from workbench.importers.answers import Answers
from workbench.importers.damage import Finder, lost_zeros
from workbench.importers.decoding import storable
from workbench.importers.roles import LOOKED_AT
from workbench.importers.scales import scale_of
from workbench.importers.survey_facts import score_in
from workbench.importers.survey_people import People
from workbench.importers.survey_table import Row, SurveyTable
from workbench.surveys import Columns, Damage

_KINDS_OF_NOTHING = 50
_NUMBERS = 100
"""So many different numbers are no scale any more."""


@dataclass
class Counts:
    """What all rows of a survey hold."""

    rows: int = 0
    respondents: int = 0
    answered: Counter[str] = field(default_factory=Counter)
    """For each column that is used, how many rows have an answer."""
    nothing: dict[str, Counter[str]] = field(default_factory=dict)
    """For each of them, the cells that are no answer; `` is blank."""
    damage: tuple[Damage, ...] = ()


def used(columns: Columns) -> tuple[str, ...]:
    """The columns whose cells are kept, the id apart."""
    return tuple(dict.fromkeys((*columns.text, *columns.attribute, *columns.score)))


def checked(people: People) -> Counts:
    """Look at every row; FileFault for the first that cannot be taken as it is."""
    table = people.table
    looking = [_Looking(table, people.columns, column) for column in used(people.columns)]
    counts, identities = Counts(), array("q")
    for row in table.rows():
        counts.rows += 1
        identities.append(hash(people.identity(row)))
        for one in looking:
            one.see(row)
    counts.respondents = people.counted(identities)
    counts.answered = Counter({one.column: one.answered for one in looking if one.answered})
    counts.nothing = {one.column: one.nothing for one in looking}
    found = [damage for one in looking for damage in one.damage()]
    counts.damage = (*found, *_damage_of_ids(people))
    return counts


class _Looking:
    """Looks at one column, cell by cell."""

    def __init__(self, table: SurveyTable, columns: Columns, column: str) -> None:
        self.column, self.answered, self.nothing = column, 0, Counter[str]()
        self._table, self._at = table, table.columns.index(column)
        self._answers: Answers = table.answers[column]
        self._numbers: Counter[float] | None = Counter() if column in columns.score else None
        self._finder = Finder(column)

    def see(self, row: Row) -> None:
        cell = row.cells[self._at]
        if cell and not cell.isspace():
            self._finder.see(cell)
        if self._answers.has(cell):
            self._see_answer(row.number, cell)
        elif len(self.nothing) < _KINDS_OF_NOTHING:
            self.nothing[cell.strip()[:40]] += 1
        if not cell.isascii():
            storable(f"{self._table.name}, row {row.number}", cell)

    def _see_answer(self, number: int, cell: str) -> None:
        self.answered += 1
        if self._numbers is not None:
            found = score_in(self._table, self.column, number, cell)
            if len(self._numbers) < _NUMBERS:
                self._numbers[found] += 1

    def damage(self) -> Iterator[Damage]:
        yield from self._finder.damage()
        if self._numbers:
            yield from _codes(self.column, self._numbers)


def _codes(column: str, numbers: Mapping[float, int]) -> Iterator[Damage]:
    """Numbers that stand apart from a scale, which would be counted as answers."""
    scale = scale_of(sorted(numbers))
    if scale is None or not scale.apart:
        return
    codes = [f"{number:g}" for number in scale.apart]
    kind = (
        f"numbers stand apart from a scale of {scale.steps[0]:g} to {scale.steps[-1]:g}, as codes "
        f"for no answer do; --no-answer “{column}={codes[0]}” takes one as such"
    )
    yield Damage(column, kind, sum(numbers[one] for one in scale.apart), tuple(codes))


def _damage_of_ids(people: People) -> Iterator[Damage]:
    column = people.columns.id
    if column is None:
        return
    at, finder = people.table.columns.index(column), Finder(column)
    ids = [row.cells[at].strip() for row in islice(people.table.rows(), LOOKED_AT)]
    for one in ids:
        finder.see(one)
    yield from (one for one in finder.damage() if one.repair is None)
    if lost := lost_zeros(column, ids):
        yield lost
