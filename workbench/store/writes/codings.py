"""Codings and no-codes, one at a time (the keystroke) and many at once (a table, a packet).

The statements of the keystroke are built once, here, so that a key costs only their execution.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select, update

from workbench.errors import NotDue
from workbench.store.reads.rounds import round_row
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


class Touched(NamedTuple):
    """A unit that a stretch touches; `judged`: it is the coder's to judge in this round."""

    id: int
    position: int
    start: int
    stop: int
    judged: bool


_PLACE = (
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
    row = writer.row(_PLACE, {"n": n, "coder": coder_name, "document": document_name})
    if row is None:
        raise NotDue(
            f"“{document_name}” is not assigned to {coder_name} in round {n}; "
            "see: workbench round STUDY list"
        )
    found = Place(*row)
    if found.state != "open":
        raise NotDue(
            f"Round {n} is {found.state}, so it takes no codings; only an open round does."
        )
    return found


_earlier = unit.alias()
_TOUCHED = (
    select(unit.c.id, unit.c.position, unit.c.start, unit.c.stop, attendance.c.role)
    .join(turn, turn.c.id == unit.c.turn_id)
    .outerjoin(
        attendance,
        (attendance.c.case_id == turn.c.case_id) & (attendance.c.document_id == turn.c.document_id),
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
    rows = writer.rows(_TOUCHED, {"set": where.unit_set_id, "start": span.start, "stop": span.stop})
    return [
        Touched(row.id, row.position, row.start, row.stop, _judges(where, row))
        for row in rows
        if row.stop > span.start
    ]


def all_units(writer: Writer, where: Place) -> list[Touched]:
    """All units of the place's document, in order."""
    return touched(writer, where, Span(0, _BEYOND_ANY_TEXT))


_BEYOND_ANY_TEXT = 2**62


def _judges(where: Place, row: Any) -> bool:
    given = where.units is None or row.position in where.units
    return given and (not where.roles or row.role in where.roles)


_CODE = (
    select(code.c.id)
    .join(code_state, code_state.c.code_id == code.c.id)
    .where(code.c.uid == bindparam("uid"), code_state.c.version == bindparam("version"))
)


def code_id(writer: Writer, where: Place, uid: str) -> int:
    """The id of a code of the round's codebook."""
    row = writer.row(_CODE, {"uid": uid, "version": where.version})
    if row is None:
        raise NotDue(f"That code is not in codebook version {where.version}, which the round uses.")
    return int(row.id)


_SAME = (
    (coding.c.round_id == bindparam("in_round"))
    & (coding.c.coder_id == bindparam("of_coder"))
    & (coding.c.document_id == bindparam("in_document"))
    & (coding.c.code_id == bindparam("of_code"))
    & (coding.c.start == bindparam("from_start"))
    & (coding.c.stop == bindparam("to_stop"))
)
_REMOVE = delete(coding).where(_SAME)
_PUT = insert(coding)
_TOUCHING = (
    select(coding.c.id, code.c.uid)
    .join(code, code.c.id == coding.c.code_id)
    .where(
        coding.c.round_id == bindparam("round_id"),
        coding.c.coder_id == bindparam("coder_id"),
        coding.c.document_id == bindparam("document_id"),
        coding.c.first_unit_id <= bindparam("last"),
        coding.c.last_unit_id >= bindparam("first"),
    )
)


def remove(writer: Writer, where: Place, of_code: int, span: Span) -> bool:
    """Take back a coding of exactly this stretch; whether there was one."""
    return bool(
        writer.run(
            _REMOVE,
            {
                "in_round": where.round_id,
                "of_coder": where.coder_id,
                "in_document": where.document_id,
                "of_code": of_code,
                "from_start": span.start,
                "to_stop": span.stop,
            },
        )
    )


def put(writer: Writer, where: Place, of_code: int, span: Span, units: list[Touched]) -> None:
    """Put a code on a stretch."""
    writer.run(
        _PUT,
        {
            "round_id": where.round_id,
            "coder_id": where.coder_id,
            "document_id": where.document_id,
            "code_id": of_code,
            "start": span.start,
            "stop": span.stop,
            "first_unit_id": units[0].id,
            "last_unit_id": units[-1].id,
            "copied": False,
            "starred": False,
            "group": None,
        },
    )


def touching(writer: Writer, where: Place, first: int, last: int) -> list[Any]:
    """The coder's codings (id, code's uid) that touch any of the units from first to last (ids)."""
    return list(
        writer.rows(
            _TOUCHING,
            {
                "round_id": where.round_id,
                "coder_id": where.coder_id,
                "document_id": where.document_id,
                "first": first,
                "last": last,
            },
        )
    )


def remove_ids(writer: Writer, ids: Iterable[int]) -> None:
    """Take back codings by id."""
    for id_ in ids:
        writer.run(_REMOVE_ID, {"of_id": id_})


_REMOVE_ID = delete(coding).where(coding.c.id == bindparam("of_id"))
_CLEAR = delete(no_code).where(
    no_code.c.round_id == bindparam("in_round"),
    no_code.c.coder_id == bindparam("of_coder"),
    no_code.c.unit_id.between(bindparam("first"), bindparam("last")),
)
_PASS = insert(no_code)


def clear_no_codes(writer: Writer, where: Place, first: int, last: int) -> int:
    """Take back no-code from the units from first to last (ids, both included); how many."""
    values = {"in_round": where.round_id, "of_coder": where.coder_id}
    return writer.run(_CLEAR, {**values, "first": first, "last": last})


def put_no_code(writer: Writer, where: Place, unit_id: int) -> None:
    """The coder found that no code applies to a unit."""
    values = {"round_id": where.round_id, "coder_id": where.coder_id}
    writer.run(_PASS, {**values, "unit_id": unit_id})


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
        values = {"in_round": round_id, "of_coder": coder_id}
        writer.run(_CLEAR, {**values, "first": unit_id, "last": unit_id})


def copy_own(writer: Writer, n: int) -> None:
    """Give each coder of a round copies of what they coded last in these documents before.

    Only codes of the round's codebook version are copied, and only onto the same unit sets. A
    copy is unjudged until its coder confirms it.
    """
    row = round_row(writer, n)
    for coder_id, document_id, unit_set_id in writer.rows(_SHARES, {"round_id": row.id}):
        share = {"coder_id": coder_id, "document_id": document_id}
        earlier = writer.value(_EARLIER, {**share, "n": n})
        asked = {**share, "unit_set_id": unit_set_id, "earlier": earlier, "v": row.version}
        copies = writer.rows(_COPIES, asked) if earlier is not None else ()
        put_many(writer, ((row.id, *copied, True) for copied in copies))


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
    select(round_.c.id)
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
        coding.c.coder_id,
        coding.c.document_id,
        coding.c.code_id,
        coding.c.start,
        coding.c.stop,
        coding.c.first_unit_id,
        coding.c.last_unit_id,
    )
    .join(unit, unit.c.id == coding.c.first_unit_id)
    .join(
        code_state,
        (code_state.c.code_id == coding.c.code_id) & (code_state.c.version == bindparam("v")),
    )
    .where(
        coding.c.round_id == bindparam("earlier"),
        coding.c.coder_id == bindparam("coder_id"),
        coding.c.document_id == bindparam("document_id"),
        unit.c.unit_set_id == bindparam("unit_set_id"),
    )
)
_CONFIRM = (
    update(coding)
    .where(
        coding.c.round_id == bindparam("in_round"),
        coding.c.coder_id == bindparam("of_coder"),
        coding.c.first_unit_id <= bindparam("at_unit"),
        coding.c.last_unit_id >= bindparam("at_unit"),
        coding.c.copied.is_(True),
    )
    .values(copied=False)
)


def confirm(writer: Writer, where: Place, unit_id: int) -> int:
    """The coder stands by the copies on a unit; how many."""
    values = {"in_round": where.round_id, "of_coder": where.coder_id, "at_unit": unit_id}
    return writer.run(_CONFIRM, values)
