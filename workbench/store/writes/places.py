"""Where a coder works: a document of a round, whether they may write there now, and its units."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select

from workbench.errors import NotDue
from workbench.store.sqlite import prepared
from workbench.store.tables import (
    assignment,
    attendance,
    coder,
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
