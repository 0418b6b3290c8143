"""Codings and no-codes, one at a time (the keystroke) and many at once (a table, a packet).

The statements of the keystroke are prepared once, here, so that a key costs only their execution.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, Protocol

from sqlalchemy import ColumnElement, ScalarSelect, bindparam, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from workbench.errors import NotDue
from workbench.store.reads.rounds import round_row
from workbench.store.sqlite import prepared
from workbench.store.tables import (
    assignment,
    attendance,
    code,
    code_state,
    coder,
    coding,
    document,
    no_code,
    round_,
    round_document,
    share,
    turn,
    unit,
    withdrawn_turn,
)
from workbench.store.transaction import Writer
from workbench.store.writes.shares import is_out
from workbench.terms import Span


class Place(NamedTuple):
    """Where a coder works: a document of an open round, with the ids that rows need."""

    round_id: int
    n: int
    state: str
    version: int
    roles: list[str]
    coder_id: int
    document_id: int
    unit_set_id: int
    units: list[int] | None
    finished: bool
    out: bool | None
    """Whether the share is on another machine; None where it never travelled."""
    sha256: str
    """Of the document's text."""


class Seat(Protocol):
    """Whose codings, in which round and document: the ids."""

    @property
    def round_id(self) -> int: ...  # noqa: D102 as it says
    @property
    def coder_id(self) -> int: ...  # noqa: D102 as it says
    @property
    def document_id(self) -> int: ...  # noqa: D102 as it says


class Mark(NamedTuple):
    """A coding as its row is, at a place."""

    code_id: int
    start: int
    stop: int
    first_unit_id: int
    last_unit_id: int
    copied: int = 0
    starred: int = 0
    group: str | None = None


class Touched(NamedTuple):
    """A unit that a stretch touches."""

    id: int
    position: int
    start: int
    stop: int
    judged: bool
    """It is the coder's to judge in this round."""
    passed: bool
    """The coder set it to no-code."""


_PLACE = prepared(
    select(
        round_.c.id,
        round_.c.n,
        round_.c.state,
        round_.c.version,
        round_.c.roles,
        coder.c.id,
        document.c.id,
        round_document.c.unit_set_id,
        assignment.c.units,
        assignment.c.finished,
        share.c.out,
        document.c.sha256,
    )
    .join(assignment, assignment.c.round_id == round_.c.id)
    .join(coder, coder.c.id == assignment.c.coder_id)
    .join(document, document.c.id == assignment.c.document_id)
    .join(
        round_document,
        (round_document.c.round_id == round_.c.id)
        & (round_document.c.document_id == assignment.c.document_id),
    )
    .outerjoin(
        share,
        (share.c.round_id == assignment.c.round_id) & (share.c.coder_id == assignment.c.coder_id),
    )
    .where(
        round_.c.n == bindparam("n"),
        coder.c.name == bindparam("coder"),
        document.c.name == bindparam("document"),
    )
)


def place(writer: Writer, n: int, coder_name: str, document_name: str) -> Place:
    """Where this coder works; refused unless the round is open and the document theirs, here."""
    found = place_of(writer, n, coder_name, document_name)
    if found.out:
        raise is_out(n, coder_name)
    return found


def place_of(writer: Writer, n: int, coder_name: str, document_name: str) -> Place:
    """The same, also while the share is on another machine: for taking it back."""
    asked = {"n": n, "coder": coder_name, "document": document_name}
    found = writer.keep(("place", *asked.values()), lambda: _found(writer, asked))
    if found.state != "open":
        raise NotDue(
            f"Round {n} is {found.state}, so it takes no codings; only an open round does."
        )
    return found


def _found(writer: Writer, asked: dict[str, Any]) -> Place:
    row = writer.quick(_PLACE, asked).fetchone()
    if row is None:
        raise NotDue(
            "“{document}” is not assigned to {coder} in round {n}; "
            "see: workbench round STUDY list".format(**asked)
        )
    return _place(*row)


def _place(*cells: Any) -> Place:
    # As the driver gives it: lists as JSON, flags as 0 and 1.
    id_, n, state, version, roles, coder_id, document_id, set_id, units, finished, out, sha256 = (
        cells
    )
    return Place(
        id_,
        n,
        state,
        version,
        json.loads(roles),
        coder_id,
        document_id,
        set_id,
        None if units is None else json.loads(units),
        bool(finished),
        None if out is None else bool(out),
        sha256,
    )


_LENGTH = prepared(select(func.length(document.c.text)).where(document.c.id == bindparam("id")))


def text_length(writer: Writer, where: Place) -> int:
    """Code points of the document's text; asked once for a text, because it is read for that."""
    key = ("length", where.sha256)
    if key not in writer.frozen:
        writer.frozen[key] = writer.quick(_LENGTH, {"id": where.document_id}).fetchone()[0]
    return int(str(writer.frozen[key]))


_earlier = unit.alias()
_TOUCHED = prepared(
    select(
        unit.c.id,
        unit.c.position,
        unit.c.start,
        unit.c.stop,
        attendance.c.role,
        no_code.c.unit_id.is_not(None),
        withdrawn_turn.c.turn_id,
    )
    .join(turn, turn.c.id == unit.c.turn_id)
    .outerjoin(withdrawn_turn, withdrawn_turn.c.turn_id == unit.c.turn_id)
    .outerjoin(
        attendance,
        (attendance.c.case_id == turn.c.case_id) & (attendance.c.document_id == turn.c.document_id),
    )
    .outerjoin(
        no_code,
        (no_code.c.round_id == bindparam("round_id"))
        & (no_code.c.coder_id == bindparam("coder_id"))
        & (no_code.c.unit_id == unit.c.id),
    )
    .where(
        unit.c.unit_set_id == bindparam("set"),
        unit.c.start < bindparam("stop"),
        unit.c.start
        >= func.coalesce(
            select(func.max(_earlier.c.start))
            .where(
                _earlier.c.unit_set_id == bindparam("set"),
                _earlier.c.start <= bindparam("start"),
            )
            .scalar_subquery(),
            0,
        ),
    )
    .order_by(unit.c.start)
)


def touched(writer: Writer, where: Place, span: Span) -> list[Touched]:
    """The units that a stretch touches, in order."""
    whose = {"round_id": where.round_id, "coder_id": where.coder_id, "set": where.unit_set_id}
    asked = {**whose, "start": span.start, "stop": span.stop}
    return [
        Touched(
            id_, position, start, stop, gone is None and _judges(where, position, role), passed != 0
        )
        for id_, position, start, stop, role, passed, gone in writer.quick(_TOUCHED, asked)
        if stop > span.start
    ]


def all_units(writer: Writer, where: Place) -> list[Touched]:
    """All units of the place's document, in order."""
    return touched(writer, where, Span(0, _BEYOND_ANY_TEXT))


_BEYOND_ANY_TEXT = 2**62


def _judges(where: Place, position: int, role: str | None) -> bool:
    given = where.units is None or position in where.units
    return given and (not where.roles or role in where.roles)


_MARK = ("code_id", "start", "stop", "first_unit_id", "last_unit_id", "copied", "starred", "group")
_MARKED = tuple(coding.c[name] for name in _MARK)
_HERE = (
    (coding.c.round_id == bindparam("round_id"))
    & (coding.c.coder_id == bindparam("coder_id"))
    & (coding.c.document_id == bindparam("document_id"))
)


def _bound(edge: ColumnElement[int], of_unit: str) -> ScalarSelect[int]:
    return select(edge).where(unit.c.id == bindparam(of_unit)).scalar_subquery()


_REMOVE = prepared(
    delete(coding)
    .where(
        _HERE,
        coding.c.code_id == bindparam("code_id"),
        coding.c.start == bindparam("start"),
        coding.c.stop == bindparam("stop"),
    )
    .returning(*_MARKED)
)
_COLUMNS = ("round_id", "coder_id", "document_id", *_MARK)
_PUT = prepared(insert(coding), _COLUMNS)
_PUT_NEW = prepared(sqlite_insert(coding).on_conflict_do_nothing(), _COLUMNS)
_TOUCHING = prepared(
    select(code.c.uid, *_MARKED)
    .join(code, code.c.id == coding.c.code_id)
    .where(
        _HERE,
        # By offsets, which the index has; by units, every coding of the document would be read.
        coding.c.start < _bound(unit.c.stop, "last"),
        coding.c.stop > _bound(unit.c.start, "first"),
    )
)
_CLEAR = prepared(
    delete(no_code)
    .where(
        no_code.c.round_id == bindparam("round_id"),
        no_code.c.coder_id == bindparam("coder_id"),
        no_code.c.unit_id.between(bindparam("first"), bindparam("last")),
    )
    .returning(no_code.c.unit_id)
)
_PASS = prepared(insert(no_code), ("round_id", "coder_id", "unit_id"))


def _ids(where: Seat) -> dict[str, Any]:
    return {
        "round_id": where.round_id,
        "coder_id": where.coder_id,
        "document_id": where.document_id,
    }


def span_of(mark: Mark) -> Span:
    """The stretch of a coding."""
    return Span(mark.start, mark.stop)


def id_of_code(writer: Writer, uid: str) -> int:
    """The id of a code, in whatever version."""
    return int(writer.value(select(code.c.id).where(code.c.uid == uid)))


_UID = prepared(select(code.c.uid).where(code.c.id == bindparam("code_id")))


def uid_of(writer: Writer, code_id: int) -> str:
    """The uid of a code."""
    return str(writer.quick(_UID, {"code_id": code_id}).fetchone()[0])


def remove(writer: Writer, where: Seat, of_code: int, span: Span) -> Mark | None:
    """Take back a coding of exactly this stretch; what it was, if there was one."""
    asked = {**_ids(where), "code_id": of_code, "start": span.start, "stop": span.stop}
    found = writer.quick(_REMOVE, asked).fetchall()
    return Mark(*found[0]) if found else None


def put(writer: Writer, where: Seat, mark: Mark) -> None:
    """Put a code on a stretch."""
    writer.quick(_PUT, {**_ids(where), **mark._asdict()})


def put_new(writer: Writer, where: Seat, mark: Mark) -> bool:
    """The same, unless it is there already; whether it was put."""
    return writer.quick(_PUT_NEW, {**_ids(where), **mark._asdict()}).rowcount > 0


def touching(writer: Writer, where: Seat, first: int, last: int) -> list[tuple[str, Mark]]:
    """The coder's codings, each with its code's uid, on any unit from first to last (ids)."""
    rows = writer.quick(_TOUCHING, {**_ids(where), "first": first, "last": last})
    return [(uid, Mark(*rest)) for uid, *rest in rows]


def clear_no_codes(writer: Writer, where: Seat, first: int, last: int) -> tuple[int, ...]:
    """Take back no-code from the units from first to last (ids, both included); from which."""
    found = writer.quick(_CLEAR, {**_ids(where), "first": first, "last": last}).fetchall()
    return tuple(unit_id for (unit_id,) in found)


def put_no_code(writer: Writer, where: Seat, unit_id: int) -> None:
    """The coder found that no code applies to a unit."""
    writer.quick(_PASS, {**_ids(where), "unit_id": unit_id})


def lying_at(writer: Writer, where: Place) -> list[Any]:
    """The coder's codings at a place: rows of code_id, start, stop and first and last unit id."""
    c = coding.c
    return list(
        writer.rows(
            select(c.code_id, c.start, c.stop, c.first_unit_id, c.last_unit_id).where(
                c.round_id == where.round_id,
                c.coder_id == where.coder_id,
                c.document_id == where.document_id,
            )
        )
    )


def copied_units(writer: Writer, where: Place) -> set[int]:
    """Ids of the units at a place that a copy touches which its coder has not confirmed."""
    here = unit.alias()
    rows = writer.rows(
        select(here.c.id)
        .distinct()
        .select_from(coding)
        .join(
            here,
            (here.c.unit_set_id == where.unit_set_id)
            & here.c.id.between(coding.c.first_unit_id, coding.c.last_unit_id),
        )
        .where(
            coding.c.round_id == where.round_id,
            coding.c.coder_id == where.coder_id,
            coding.c.document_id == where.document_id,
            coding.c.copied.is_(True),
        )
    )
    return {row.id for row in rows}


def passed_at(writer: Writer, where: Place) -> set[int]:
    """Ids of the units at a place that the coder set to no-code."""
    rows = writer.rows(
        select(no_code.c.unit_id)
        .join(unit, unit.c.id == no_code.c.unit_id)
        .where(
            no_code.c.round_id == where.round_id,
            no_code.c.coder_id == where.coder_id,
            unit.c.unit_set_id == where.unit_set_id,
        )
    )
    return {row.unit_id for row in rows}


def code_ids(writer: Writer, version: int) -> dict[str, int]:
    """The ids of a version's codes by uid."""
    rows = writer.rows(
        select(code.c.uid, code.c.id)
        .join(code_state, code_state.c.code_id == code.c.id)
        .where(code_state.c.version == version)
    )
    return {row.uid: row.id for row in rows}


def put_many(writer: Writer, rows: Iterable[tuple[Any, ...]]) -> None:
    """Store many codings.

    A row is: round, coder, document and code ids, start, stop, first and last unit id, copied.
    """
    columns = (
        "round_id",
        "coder_id",
        "document_id",
        "code_id",
        "start",
        "stop",
        "first_unit_id",
        "last_unit_id",
        "copied",
        "starred",
        "group",
    )
    writer.insert_many(coding, columns, ((*row, False, None) for row in rows))


def put_no_codes(writer: Writer, rows: Iterable[tuple[int, int, int]]) -> None:
    """Store no-codes: round, coder and unit ids."""
    writer.insert_many(no_code, ("round_id", "coder_id", "unit_id"), rows)


def clear_many(writer: Writer, rows: Iterable[tuple[int, int, int]]) -> None:
    """Take back no-codes: round, coder and unit ids."""
    for round_id, coder_id, unit_id in rows:
        asked = {"round_id": round_id, "coder_id": coder_id, "first": unit_id, "last": unit_id}
        writer.quick(_CLEAR, asked).fetchall()


class Copied(NamedTuple):
    """An earlier coding of a coder, or what is copied of it; its code by uid."""

    id: int
    code: str
    start: int
    stop: int
    first_unit_id: int
    last_unit_id: int


def copy_own(
    writer: Writer, n: int, carry: Callable[[int, Sequence[Copied]], Iterable[Copied]]
) -> None:
    """Give each coder of a round copies of what they coded last in these documents before.

    `carry` makes of the codings of an earlier round, which lie on the same unit set, those that
    are copied. A copy is unjudged until its coder confirms it.
    """
    row = round_row(writer, n)
    ids = code_ids(writer, row.version)
    for coder_id, document_id, unit_set_id in writer.rows(_SHARES, {"round_id": row.id}):
        share = {"coder_id": coder_id, "document_id": document_id}
        earlier = writer.row(_EARLIER, {**share, "n": n})
        if earlier is not None:
            asked = {**share, "unit_set_id": unit_set_id, "earlier": earlier.id}
            old = [Copied(*found) for found in writer.rows(_COPIES, asked)]
            here = (row.id, coder_id, document_id)
            put_many(
                writer,
                ((*here, ids[one.code], *one[2:], True) for one in carry(earlier.n, old)),
            )


_SHARES = (
    select(assignment.c.coder_id, assignment.c.document_id, round_document.c.unit_set_id)
    .join(
        round_document,
        (round_document.c.round_id == assignment.c.round_id)
        & (round_document.c.document_id == assignment.c.document_id),
    )
    .where(assignment.c.round_id == bindparam("round_id"))
)
_EARLIER = (
    select(round_.c.id, round_.c.n)
    .join(coding, coding.c.round_id == round_.c.id)
    .where(
        round_.c.n < bindparam("n"),
        coding.c.coder_id == bindparam("coder_id"),
        coding.c.document_id == bindparam("document_id"),
    )
    .order_by(round_.c.n.desc())
    .limit(1)
)
_COPIES = (
    select(
        coding.c.id,
        code.c.uid,
        coding.c.start,
        coding.c.stop,
        coding.c.first_unit_id,
        coding.c.last_unit_id,
    )
    .join(code, code.c.id == coding.c.code_id)
    .join(unit, unit.c.id == coding.c.first_unit_id)
    .where(
        coding.c.round_id == bindparam("earlier"),
        coding.c.coder_id == bindparam("coder_id"),
        coding.c.document_id == bindparam("document_id"),
        unit.c.unit_set_id == bindparam("unit_set_id"),
    )
)
