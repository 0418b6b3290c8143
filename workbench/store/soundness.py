"""What a check of a study reads: structure and numbers of all coders' rows, never what they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    LargeBinary,
    Text,
    and_,
    cast,
    exists,
    func,
    or_,
    select,
    text,
    tuple_,
)

from workbench.store.tables import (
    assignment,
    code,
    code_state,
    coding,
    decision,
    decision_code,
    document,
    event,
    memo,
    no_code,
    round_,
    round_document,
    turn,
    undo,
    unit,
    unit_set,
)
from workbench.store.transaction import Reader
from workbench.terms import Span
from workbench.watching import each, tell


class StoredText(NamedTuple):
    """A document as it is stored."""

    id: int
    name: str
    sha256: str
    stored: bytes
    """The text; as bytes, because damaged ones need not be UTF-8."""

    @property
    def length(self) -> int:
        """In code points."""
        return len(self.stored.decode("utf-8", "replace"))


class StoredUnit(NamedTuple):
    """A unit with the bounds of the turn that it says to lie in."""

    id: int
    position: int
    start: int
    stop: int
    turn_start: int
    turn_stop: int
    turn_document: int


class StoredCoding(NamedTuple):
    """Where a coding lies, and which units it says to touch."""

    unit_set_id: int
    start: int
    stop: int
    first_unit_id: int
    last_unit_id: int


def integrity(reader: Reader) -> list[str]:
    """What SQLite finds wrong with the file; nothing where it is whole."""
    tell("Reading the whole file")
    rows = reader.rows(text("PRAGMA integrity_check(20)"))
    return [str(row[0]) for row in rows if row[0] != "ok"]


def broken_references(reader: Reader) -> dict[str, int]:
    """For each table, how many rows refer to what is not there."""
    found: dict[str, int] = {}
    for row in reader.rows(text("PRAGMA foreign_key_check")):
        found[row[0]] = found.get(row[0], 0) + 1
    return found


def texts(reader: Reader) -> Iterator[StoredText]:
    """All documents, one at a time."""
    d = document.c
    for (id_,) in each("Checking documents", reader.rows(select(d.id).order_by(d.id))):
        row = reader.row(
            select(d.id, d.name, d.sha256, cast(d.text, LargeBinary)).where(d.id == id_)
        )
        yield StoredText(*row)


def turns(reader: Reader, document_id: int) -> list[tuple[int, Span]]:
    """Position and stretch of a document's turns, by position."""
    t = turn.c
    rows = reader.rows(
        select(t.position, t.start, t.stop).where(t.document_id == document_id).order_by(t.position)
    )
    return [(row.position, Span(row.start, row.stop)) for row in rows]


def unit_sets(reader: Reader, document_id: int) -> Sequence[tuple[int, str]]:
    """Id and name of a document's unit sets."""
    u = unit_set.c
    rows = reader.rows(select(u.id, u.name).where(u.document_id == document_id).order_by(u.id))
    return [(row.id, row.name) for row in rows]


def units(reader: Reader, unit_set_id: int) -> list[StoredUnit]:
    """The units of a set, by position."""
    u, t = unit.c, turn.c
    rows = reader.rows(
        select(u.id, u.position, u.start, u.stop, t.start, t.stop, t.document_id)
        .join(turn, t.id == u.turn_id)
        .where(u.unit_set_id == unit_set_id)
        .order_by(u.position)
    )
    return [StoredUnit(*row) for row in rows]


def codings(reader: Reader, document_id: int) -> list[StoredCoding]:
    """The codings of a document in all rounds, by all coders."""
    c, d = coding.c, round_document.c
    rows = reader.rows(
        select(d.unit_set_id, c.start, c.stop, c.first_unit_id, c.last_unit_id)
        .join(
            round_document,
            and_(d.round_id == c.round_id, d.document_id == c.document_id),
        )
        .where(c.document_id == document_id)
    )
    return [StoredCoding(*row) for row in rows]


def event_numbers(reader: Reader) -> list[int]:
    """The numbers of all events, in order."""
    return [row.n for row in reader.rows(select(event.c.n).order_by(event.c.n))]


def clock_went_back(reader: Reader) -> int:
    """How many events have an earlier time than the one before."""
    before = event.alias()
    return int(
        reader.value(
            select(func.count())
            .select_from(event)
            .join(before, before.c.n == event.c.n - 1)
            .where(event.c.at < before.c.at)
        )
    )


def orphans(reader: Reader) -> dict[str, int]:
    """Rows that nothing holds any more: for each sentence, how many."""
    found = {
        what: int(reader.value(select(func.count()).select_from(table).where(condition)))
        for what, table, condition in each("Checking what belongs together", _ORPHANS)
    }
    return {what: number for what, number in found.items() if number}


_assigned = exists().where(
    assignment.c.round_id == coding.c.round_id,
    assignment.c.coder_id == coding.c.coder_id,
    assignment.c.document_id == coding.c.document_id,
)
_in_codebook = (
    exists()
    .where(round_.c.id == coding.c.round_id)
    .where(code_state.c.version == round_.c.version, code_state.c.code_id == coding.c.code_id)
)
_proposed = exists().where(code.c.id == coding.c.code_id, code.c.proposed_by.is_not(None))
_judged = (
    exists()
    .where(unit.c.id == no_code.c.unit_id)
    .where(
        round_document.c.unit_set_id == unit.c.unit_set_id,
        round_document.c.round_id == no_code.c.round_id,
    )
)
_none = no_code.alias()
# From the few units of a coding to its no-codes; the other way each was held to all codings.
_both = tuple_(*no_code.primary_key.columns).in_(
    select(*_none.primary_key).join(
        coding,
        (coding.c.round_id == _none.c.round_id)
        & (coding.c.coder_id == _none.c.coder_id)
        & _none.c.unit_id.between(coding.c.first_unit_id, coding.c.last_unit_id),
    )
)
_event_there = exists().where(cast(event.c.n, Text) == memo.c.target_uid)


def _unread(column: ColumnElement[Any]) -> ColumnElement[bool]:
    return func.json_valid(cast(column, Text)) == 0


_ORPHANS = (
    ("Codings of documents that were not assigned to their coder", coding, ~_assigned),
    (
        "Codings with a code that is not in the codebook of their round",
        coding,
        ~or_(_in_codebook, _proposed),
    ),
    ("No-codes on units that their round does not judge", no_code, ~_judged),
    ("Units that their coder both coded and found without a code", no_code, _both),
    (
        "Codes that are in no version of the codebook and that nobody proposed",
        code,
        code.c.proposed_by.is_(None) & ~exists().where(code_state.c.code_id == code.c.id),
    ),
    (
        "Memos on events that are not there",
        memo,
        (memo.c.target_kind == "event") & ~_event_there,
    ),
    (
        "Decisions that name no code, though codes were decided on",
        decision,
        (decision.c.outcome == "codes")
        & ~exists().where(decision_code.c.decision_id == decision.c.id),
    ),
    (
        "Acts that can be undone but not read",
        undo,
        _unread(undo.c.inverse),
    ),
    (
        "Lines of the history that cannot be read",
        event,
        _unread(event.c.ids),
    ),
    ("Unit sets without a unit", unit_set, ~exists().where(unit.c.unit_set_id == unit_set.c.id)),
)
