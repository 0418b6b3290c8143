"""Whether a study is sound: the file, its texts, its stretches, its numbers, and its folder.

Nothing is changed. Each finding says what is wrong and how to mend it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from workbench.coding.soundness import Cut, misplaced, missing_numbers
from workbench.errors import StudyForeign
from workbench.steps import whereabouts
from workbench.steps.retention import reminders
from workbench.store import Reader, backups, open_study, soundness
from workbench.store.reads.withdrawals import withdrawals
from workbench.store.soundness import StoredText, StoredUnit
from workbench.store.sqlite import SQLITE_VERSION, resets_logs_soundly
from workbench.terms import NOBODY, Span
from workbench.words import plural

FEW = 5


class Finding(NamedTuple):
    """Something that is wrong, or good to know."""

    kind: str
    what: str
    mend: str


@dataclass(frozen=True)
class Checked:
    """What a check found."""

    faults: tuple[Finding, ...]
    """What is wrong with the study."""
    warnings: tuple[Finding, ...]
    """What may go wrong where it is."""
    sqlite: str
    """The version that runs."""
    sqlite_sound: bool
    """Whether that version may take its log in while others write (3.51.3 mended it)."""
    checked: int
    """How many texts, turns and units were looked at one by one.

    Codings and events were too; but how many there are would tell one coder of the others.
    """

    @property
    def verdict(self) -> str:
        """In a word or two."""
        number = len(self.faults)
        wrong = "1 thing is wrong" if number == 1 else f"{number} things are wrong"
        return wrong if number else "sound"

    def value(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "sound": not self.faults,
            "faults": [finding._asdict() for finding in self.faults],
            "warnings": [finding._asdict() for finding in self.warnings],
            "sqlite": {"version": self.sqlite, "wal_reset_mended": self.sqlite_sound},
            "checked": self.checked,
        }


class _Check:
    """One walk through a study."""

    def __init__(self, reader: Reader, mend: str) -> None:
        self.reader = reader
        self.mend = mend
        self.seen = 0

    def faults(self) -> Iterator[Finding]:
        yield from self._file()
        for document in soundness.texts(self.reader):
            yield from self._document(document)
        yield from self._events()
        for what, number in soundness.orphans(self.reader).items():
            yield self._finding("orphans", f"{what}: {number:,}.")

    def _finding(self, kind: str, what: str) -> Finding:
        return Finding(kind, what, self.mend)

    def _file(self) -> Iterator[Finding]:
        damage = soundness.integrity(self.reader)
        if damage:
            yield self._finding("integrity", f"The file is damaged: {'; '.join(damage[:FEW])}.")
        for table, number in soundness.broken_references(self.reader).items():
            what = f"Rows of “{table}” that refer to what is not there: {number:,}."
            yield self._finding("references", what)

    def _document(self, document: StoredText) -> Iterator[Finding]:
        self.seen += 1
        name, length = document.name, document.length
        if hashlib.sha256(document.stored).hexdigest() != document.sha256:
            what = f"The text of “{name}” is not what was imported: its hash differs."
            yield self._finding("text", what)
        turns = soundness.turns(self.reader, document.id)
        yield from self._in_order(f"Turns of “{name}”", turns, length)
        cuts = {}
        for set_id, unit_name in soundness.unit_sets(self.reader, document.id):
            units = soundness.units(self.reader, set_id)
            where = f"Units “{unit_name}” of “{name}”"
            yield from self._units(where, document.id, units, length)
            cuts[set_id] = Cut([(one.id, Span(one.start, one.stop)) for one in units])
        yield from self._codings(document, cuts)

    def _in_order(
        self, where: str, stretches: list[tuple[int, Span]], length: int
    ) -> Iterator[Finding]:
        self.seen += len(stretches)
        wrong = misplaced([span for _, span in stretches], length)
        if wrong:
            what = f"{where} overlap or leave the text: {_the_first(wrong)}."
            yield self._finding("stretches", what)
        missing = missing_numbers(position for position, _ in stretches)
        if missing:
            yield self._finding(
                "numbers", f"{where} are not numbered without gaps: no {_the_first(missing)}."
            )

    def _units(
        self, where: str, document_id: int, units: list[StoredUnit], length: int
    ) -> Iterator[Finding]:
        stretches = [(one.position, Span(one.start, one.stop)) for one in units]
        yield from self._in_order(where, stretches, length)
        outside = [
            one.position
            for one in units
            if one.turn_document != document_id
            or not one.turn_start <= one.start < one.stop <= one.turn_stop
        ]
        if outside:
            yield self._finding("stretches", f"{where} leave their turn: {_the_first(outside)}.")

    def _codings(self, document: StoredText, cuts: dict[int, Cut]) -> Iterator[Finding]:
        codings = soundness.codings(self.reader, document.id)
        wrong = sum(
            cuts[one.unit_set_id].touched(Span(one.start, one.stop))
            != (one.first_unit_id, one.last_unit_id)
            or one.stop > document.length
            for one in codings
        )
        if wrong:
            what = f"Codings of “{document.name}” that do not touch the units they name: {wrong:,}."
            yield self._finding("codings", what)

    def _events(self) -> Iterator[Finding]:
        numbers = soundness.event_numbers(self.reader)
        missing = missing_numbers(numbers)
        if missing:
            yield self._finding(
                "events", f"Events are missing from the history: {_the_first(missing)}."
            )


def _the_first(numbers: list[int]) -> str:
    few = ", ".join(str(number) for number in numbers[:FEW])
    return few if len(numbers) <= FEW else f"{few} and {len(numbers) - FEW} more"


def faults_of(reader: Reader) -> tuple[Finding, ...]:
    """What is wrong with a study as it stands in a transaction."""
    return tuple(_Check(reader, "").faults())


def check(path: Path) -> Checked:
    """Look at everything in a study that can be checked without knowing what was meant."""
    mend = _how_to_mend(path)
    faults: list[Finding] = []
    seen, clock = 0, 0
    passed: list[str] = []
    waits = False
    with open_study(path) as store:
        try:
            with store.reading() as reader:
                walk = _Check(reader, mend)
                faults.extend(walk.faults())
                seen, clock = walk.seen, soundness.clock_went_back(reader)
                passed = reminders(reader, NOBODY)
                waits = not all(one.settled for one in withdrawals(reader, NOBODY))
        except StudyForeign:
            # SQLite stopped reading at a damaged page.
            what = "The file is damaged and cannot be read through."
            faults.append(Finding("integrity", what, mend))
    runs, mended = SQLITE_VERSION, resets_logs_soundly()
    if waits:
        what = "Somebody withdrew, and backups from before were not gone through yet."
        mend = f"Finish it: workbench cases {path}"
        faults.append(Finding("withdrawal", what, mend))
    late = [Finding("retention", sentence, "") for sentence in passed]
    return Checked(tuple(faults), (*_warnings(path, clock), *late), runs, mended, seen)


def _how_to_mend(path: Path) -> str:
    there = backups.backups(path)
    if not there:
        return "There is no backup; keep the file as it is and import what you have again."
    return (
        f"Restore the last backup from before: workbench backup {path} restore {there[-1].path} "
        "(what is there now is kept)."
    )


def _warnings(path: Path, clock: int) -> Iterator[Finding]:
    unsafe = whereabouts.warning(path)
    if unsafe:
        yield Finding("folder", unsafe, whereabouts.ADVICE)
    if clock:
        what = f"The clock went backwards between events: {plural(clock, 'time')}."
        yield Finding(
            "clock", what, "Nothing is lost: events are ordered by number; set the clock."
        )
    if not resets_logs_soundly():
        yield Finding(
            "sqlite",
            f"SQLite {SQLITE_VERSION} runs, which before 3.51.3 may lose a commit when two "
            "programs take a study's log in at once.",
            "The workbench never does; do not write to the study with other programs.",
        )
