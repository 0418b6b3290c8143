"""A coder at a document of an open round, as loading a table needs it: many rows, few reads."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

from workbench.errors import NotAsked
from workbench.store import Writer
from workbench.store.reads import documents
from workbench.store.writes import codings, places
from workbench.store.writes.places import Place, Touched
from workbench.terms import NOBODY, Span


@dataclass
class Desk:
    """Where the rows of one coder and one document go, and what lies there already."""

    place: Place
    units: list[Touched]
    cases: dict[str, list[Span]]
    """The answers, or turns, of each case."""
    coded: dict[int, set[int]]
    """For each unit id, the ids of the codes on it."""
    passed: set[int]
    """Ids of the units with no-code."""
    there: set[tuple[int, int, int]]
    """Code id, start and stop of each coding."""
    length: int
    """Code points of the document's text."""
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.starts = [unit.start for unit in self.units]

    def span(self, unit: str, case: str, start: str, stop: str) -> Span:
        """The stretch that a row's cells name: offsets, else a case, else a unit's number."""
        if start or stop:
            return Span(_number(start, "start"), _number(stop, "stop"))
        if case:
            return self._of_case(case, unit)
        return self._unit(unit)

    def _of_case(self, case: str, unit: str) -> Span:
        answers = self.cases.get(case, [])
        if not answers:
            raise NotAsked(f"“{case}” has no answer here; see: workbench cases STUDY")
        if len(answers) == 1:
            return answers[0]
        if not unit:
            raise NotAsked(
                f"“{case}” has {len(answers)} answers here; say in “unit” which is meant."
            )
        found = self._unit(unit)
        if not any(one.start <= found.start and found.stop <= one.stop for one in answers):
            raise NotAsked(f"unit {unit} is no answer of “{case}”.")
        return found

    def _unit(self, unit: str) -> Span:
        position = _number(unit, "unit")
        if not 1 <= position <= len(self.units):
            raise NotAsked(f"there is no unit {position}; there are {len(self.units)}.")
        found = self.units[position - 1]
        return Span(found.start, found.stop)

    def touched(self, span: Span) -> list[Touched]:
        """The units that a stretch touches; refused when none of them is the coder's to judge."""
        first = max(bisect_right(self.starts, span.start) - 1, 0)
        last = bisect_right(self.starts, span.stop - 1)
        found = [unit for unit in self.units[first:last] if unit.stop > span.start]
        within = 0 <= span.start < span.stop <= self.length
        if not within or not any(unit.judged for unit in found):
            raise NotAsked(
                f"the stretch {span.start} to {span.stop} touches no unit that this coder judges."
            )
        return found


def _number(cell: str, column: str) -> int:
    try:
        return int(cell)
    except ValueError as fault:
        raise NotAsked(
            f"the column “{column}” has “{cell}” where a whole number belongs."
        ) from fault


class Desks:
    """All desks of a round that a table's rows need, each read once."""

    def __init__(self, writer: Writer, n: int) -> None:
        self._writer = writer
        self._n = n
        self._known: dict[tuple[str, str], Desk] = {}

    def at(self, coder: str, document: str) -> Desk:
        """The desk of a coder at a document; refused unless it is open to them."""
        if (coder, document) not in self._known:
            self._known[coder, document] = self._read(coder, document)
        return self._known[coder, document]

    def _read(self, coder: str, document: str) -> Desk:
        place = places.place(self._writer, self._n, coder, document)
        units = places.all_units(self._writer, place)
        coded: dict[int, set[int]] = defaultdict(set)
        there = set()
        for row in codings.lying_at(self._writer, place):
            there.add((row.code_id, row.start, row.stop))
            for unit_id in range(row.first_unit_id, row.last_unit_id + 1):
                coded[unit_id].add(row.code_id)
        cases: dict[str, list[Span]] = defaultdict(list)
        for turn in documents.turns(self._writer, NOBODY, document):
            if turn.case:
                cases[turn.case].append(Span(turn.start, turn.stop))
        return Desk(
            place=place,
            units=units,
            cases=cases,
            coded=coded,
            passed=codings.passed_at(self._writer, place),
            there=there,
            length=places.text_length(self._writer, place),
        )
