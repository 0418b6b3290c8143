"""Codings as a table: loading what was coded elsewhere, saving what may be seen.

Nothing is inferred: a unit without a row stays unjudged, unless an assignments table says that
it was the coder's to judge, which makes it “no code applies”.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import islice, repeat
from pathlib import Path
from typing import NamedTuple

from workbench.coding.codes import CodeIndex
from workbench.errors import Blind, FileFault, NameUnknown, NotAsked, WorkbenchError
from workbench.exporters import write
from workbench.exporters.to_csv import unguard
from workbench.importers.coding_columns import in_our_words
from workbench.importers.table import Sheet, read_table
from workbench.steps.books import book_of, whole_book
from workbench.steps.code import finish_at, rules_for
from workbench.steps.desk import Desk, Desks
from workbench.steps.leaving import STRICT, Leave, leaving
from workbench.store import Reader, Store, Writer
from workbench.store.reads import codings as coding_reads
from workbench.store.reads import documents, rounds
from workbench.store.writes import codings
from workbench.store.writes.places import Touched
from workbench.tables.codings import codings_table
from workbench.terms import NOBODY, Code, Span, Table, Viewer
from workbench.watching import MANY, each, tell

_SHOWN = 60


class Loaded(NamedTuple):
    """What loading a table did: new rows, rows already there, units that an assignment filled.

    Nobody in particular is not told which rows lay there already, for that would tell what a
    coder had said; then `codings` and `no_codes` count all rows, and `same` is None.
    """

    codings: int
    no_codes: int
    same: int | None
    filled: int


class _Row(NamedTuple):
    line: int
    document: str
    unit: str
    case: str
    start: str
    stop: str
    coder: str
    code: str
    of_round: str
    text: str


class _Meant(NamedTuple):
    """The code that a name means: its id, and those of the codes that exclude it."""

    id: int
    rivals: frozenset[int]


class _Book:
    """The codes that one coder may name in a round: those of its codebook, and their own."""

    def __init__(self, writer: Writer, n: int, coder: str) -> None:
        # A coder's own codes are theirs: only rows of their own can name them.
        codebook = book_of(writer, Viewer(coder), n, coder)
        row = rounds.round_row(writer, n)
        rules = rules_for(writer, row.version, row.id, writer.coder_id(coder))
        self._index, self._rules = CodeIndex.of(codebook), rules
        self._known: dict[str, _Meant] = {}

    def find(self, name: str) -> _Meant:
        """The code of that name, looked for once."""
        if name not in self._known:
            uid, ids = self._found(name).uid, self._rules.ids
            rivals = frozenset(ids[rival] for rival in self._rules.rivals.get(uid, ()))
            self._known[name] = _Meant(ids[uid], rivals)
        return self._known[name]

    def _found(self, name: str) -> Code:
        """Other programs write a path as `A::B`, or with a backslash."""
        try:
            return self._index.find(name)
        except NameUnknown:
            path = re.sub(r"\s*(?:::|\\+)\s*", " > ", name)
            if path == name:
                raise
            return self._index.find(path)


class _Passages:
    """Where words stand, for rows that give them and no place."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._texts: dict[str, str] = {}

    def span(self, document: str, said: str) -> Span:
        """The one place that has these words, however they are spaced; refused for two."""
        if document not in self._texts:
            self._texts[document] = documents.text(self._writer, NOBODY, document)
        words = r"\s+".join(map(re.escape, said.split()))
        found = list(islice(re.finditer(words, self._texts[document]), 2))
        if len(found) == 1:
            return Span(*found[0].span())
        short = said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"
        if not found:
            raise NotAsked(f"the words “{short}” are not in the document.")
        raise NotAsked(
            f"the words “{short}” stand in the document more than once; say which in a column"
            " “unit”, or “start” and “stop”."
        )


class _New:
    """Rows that are to be stored, each already checked against what lies there."""

    def __init__(self, writer: Writer, n: int) -> None:
        self._writer, self._n = writer, n
        self._books: dict[str, _Book] = {}
        self.codings: list[tuple[int, ...]] = []
        self.no_codes: list[tuple[int, int, int]] = []
        self.cleared: list[tuple[int, int, int]] = []
        self.said: set[tuple[int, int, int]] = set()
        """Units of which the table says that no code applies."""
        self.same = 0

    def book(self, coder: str) -> _Book:
        """The codes that a coder may name, read once."""
        if coder not in self._books:
            self._books[coder] = _Book(self._writer, self._n, coder)
        return self._books[coder]

    def add_code(self, desk: Desk, span: Span, name: str, book: _Book) -> None:
        code_id, rivals = book.find(name)
        units = desk.touched(span)
        if (code_id, *span) in desk.there:
            self.same += 1
            return
        self._refuse_rivals(desk, units, name, rivals)
        place = desk.place
        ids = (place.round_id, place.coder_id, place.document_id, code_id)
        self.codings.append((*ids, *span, units[0].id, units[-1].id, False))
        desk.there.add((code_id, *span))
        for unit in units:
            self._clear(desk, unit)
            desk.coded[unit.id].add(code_id)

    def _refuse_rivals(
        self, desk: Desk, units: list[Touched], name: str, rivals: frozenset[int]
    ) -> None:
        for unit in units if rivals else ():
            if desk.coded[unit.id] & rivals:
                raise NotAsked(
                    f"unit {unit.position} has a code that excludes “{name}”; keep one of them."
                )

    def _clear(self, desk: Desk, unit: Touched) -> None:
        passed = (desk.place.round_id, desk.place.coder_id, unit.id)
        if passed in self.said:
            raise NotAsked(f"unit {unit.position} has “no code applies” in the same table.")
        if unit.id in desk.passed:
            desk.passed.discard(unit.id)
            self.cleared.append(passed)

    def add_no_code(self, desk: Desk, span: Span) -> None:
        unit = desk.touched(span)[0]
        passed = (desk.place.round_id, desk.place.coder_id, unit.id)
        self.said.add(passed)
        if unit.id in desk.passed:
            self.same += 1
            return
        if desk.coded[unit.id]:
            raise NotAsked(f"unit {unit.position} has a code, so “no code applies” cannot be said.")
        desk.passed.add(unit.id)
        self.no_codes.append(passed)


def load(
    store: Store, viewer: Viewer, n: int, path: Path, assignments: Path | None = None
) -> Loaded:
    """Load a table of codings into an open round, all of it or nothing.

    Taken twice, it changes nothing the second time.
    """
    tell("Reading the table")
    sheet = in_our_words(read_table(path), viewer.coder)
    rows = _rows(sheet, path, n, ("document", "coder", "code"))
    given = []
    if assignments:
        given = _rows(read_table(assignments), assignments, n, ("document", "coder"))
    _refuse_others(viewer, path, (*rows, *given))
    with store.writing(viewer) as writer:
        new = _check(writer, n, path, rows)
        codings.put_many(writer, each("Storing codings", new.codings, MANY))
        codings.put_no_codes(writer, each("Storing no-codes", new.no_codes, MANY))
        codings.clear_many(writer, new.cleared)
        filled = _fill(writer, n, assignments or path, given)
        _tell(writer, n, rows)
    if viewer.coder is None:
        coded = sum(bool(row.code) for row in rows)
        return Loaded(coded, len(rows) - coded, None, filled)
    return Loaded(len(new.codings), len(new.no_codes), new.same, filled)


def _refuse_others(viewer: Viewer, path: Path, rows: Sequence[_Row]) -> None:
    """Who says who they are loads their own work, not what another is to have coded."""
    for row in rows:
        if viewer.coder not in (None, row.coder):
            raise Blind(
                f"{path.name}, line {row.line}: this is {row.coder}'s; {viewer.coder} loads only "
                "their own codings."
            )


def _tell(writer: Writer, n: int, rows: list[_Row]) -> None:
    """An event a coder, which stays theirs until reveal."""
    round_id = rounds.round_row(writer, n).id
    for coder, count in Counter(row.coder for row in rows).items():
        ids = {"round": n, "rows": count}
        writer.event("codings loaded", ids, round_id, writer.coder_id(coder))


def _rows(sheet: Sheet, path: Path, n: int, needed_columns: tuple[str, ...]) -> list[_Row]:
    for needed in needed_columns:
        if needed not in sheet.columns:
            there = ", ".join(sheet.columns)
            whose = ", or say whose they are with --as" if needed == "coder" else ""
            raise FileFault(
                f"{path.name} has no column “{needed}”; its columns are: {there}{whose}."
            )
    at = {name: place for place, name in enumerate(sheet.columns)}
    columns = (
        [unguard(cells[at[name]]) for cells in sheet.rows] if name in at else repeat("")
        for name in _ROW_COLUMNS
    )
    rows = list(map(_Row, sheet.numbers, *columns))
    for row in rows:
        if row.of_round and row.of_round != str(n):
            raise FileFault(
                f"{path.name}, line {row.line}: it is of round {row.of_round}, not {n}."
            )
    return rows


_ROW_COLUMNS = ("document", "unit", "case", "start", "stop", "coder", "code", "round", "text")


def _check(writer: Writer, n: int, path: Path, rows: list[_Row]) -> _New:
    rounds.round_row(writer, n)  # a round that is not there is no row's fault
    new, desks, passages = _New(writer, n), Desks(writer, n), _Passages(writer)
    known = rounds.round_of(writer, NOBODY, n).documents
    for row in each("Checking rows", rows, MANY):
        try:
            _add(new, desks, passages, _of_known(row, known))
        except WorkbenchError as fault:
            raise _in_line(path, row, fault) from fault
    return new


def _of_known(row: _Row, known: Collection[str]) -> _Row:
    """Other programs name a document by its file, we by its stem."""
    stem = row.document.rpartition(".")[0]
    return row._replace(document=stem) if row.document not in known and stem in known else row


def _add(new: _New, desks: Desks, passages: _Passages, row: _Row) -> None:
    desk = desks.at(row.coder, row.document)
    if row.text and not (row.unit or row.case or row.start):
        span = passages.span(row.document, row.text)
    else:
        span = desk.span(row.unit, row.case, row.start, row.stop)
    if row.code:
        new.add_code(desk, span, row.code, new.book(row.coder))
    else:
        new.add_no_code(desk, span)


def _in_line(path: Path, row: _Row, fault: WorkbenchError) -> FileFault:
    return FileFault(f"{path.name}, line {row.line}: {fault}")


def _fill(writer: Writer, n: int, path: Path, given: list[_Row]) -> int:
    """Set no-code on what was assigned and has no row; a whole document counts as finished."""
    desks = Desks(writer, n)
    chosen: dict[tuple[str, str], set[int] | None] = {}
    for row in given:
        try:
            _choose(chosen, desks, row)
        except WorkbenchError as fault:
            raise _in_line(path, row, fault) from fault
    return sum(
        finish_at(writer, desks.at(*key).place, None if only is None else frozenset(only))
        for key, only in each("Finishing documents", chosen.items())
    )


def _choose(chosen: dict[tuple[str, str], set[int] | None], desks: Desks, row: _Row) -> None:
    desk = desks.at(row.coder, row.document)
    key = (row.coder, row.document)
    if not (row.unit or row.case or row.start):
        chosen[key] = None
    elif (positions := chosen.setdefault(key, set())) is not None:
        span = desk.span(row.unit, row.case, row.start, row.stop)
        positions.update(unit.position for unit in desk.touched(span))


def save(
    store: Store, viewer: Viewer, path: Path, n: int | None = None, leave: Leave = STRICT
) -> int:
    """Write codings to a table that loads again, see `saved`; how many rows.

    Refused where raw documents or names would leave a confidential study.
    """
    with leaving(store, viewer, "codings", path, leave):
        table = saved(store, viewer, n)
        write(table, path)
    return len(table.rows)


def saved(store: Store, viewer: Viewer, n: int | None = None) -> Table:
    """The codings of a round (without a number: of all) that the viewer may see, as a table.

    It loads again as it is; no-codes are rows without a code.
    """
    with store.reading() as reader:
        numbers = [n] if n is not None else [one.n for one in rounds.rounds(reader, viewer)]
        parts = [_saved_round(reader, viewer, number) for number in numbers]
    if not parts:
        raise NotAsked("There is no round yet, so there are no codings to save.")
    return replace(parts[0], rows=tuple(row for part in parts for row in part.rows))


def _saved_round(reader: Reader, viewer: Viewer, n: int) -> Table:
    one = rounds.round_of(reader, viewer, n)
    if viewer.coder is None and one.state not in ("revealed", "adjudicated"):
        raise Blind(f"Round {n} is {one.state} and blind; name yourself with --as, or reveal it.")
    return codings_table(
        n,
        whole_book(reader, viewer, one),
        {name: documents.units(reader, viewer, name, one.unit) for name in one.documents},
        [c for c in coding_reads.codings(reader, viewer, n, proposed=True) if not c.copied],
        coding_reads.no_codes(reader, viewer, n),
    )
