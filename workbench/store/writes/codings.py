"""Codings and no-codes, one at a time (the keystroke) and many at once (a table, a packet).

The statements of the keystroke are prepared once, here and in `places.py`, so that a key costs
only their execution.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol

from sqlalchemy import ColumnElement, ScalarSelect, bindparam, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from workbench.store.sqlite import prepared
from workbench.store.tables import (
    code,
    code_state,
    coding,
    no_code,
    unit,
)
from workbench.store.transaction import Writer
from workbench.store.writes.places import Place
from workbench.terms import Span


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


COLUMNS = (
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


def put_many(writer: Writer, rows: Iterable[tuple[Any, ...]]) -> None:
    """Store many codings without marks, a row in the order of COLUMNS up to `copied`."""
    put_marked(writer, ((*row, False, None) for row in rows))


def put_marked(writer: Writer, rows: Iterable[tuple[Any, ...]]) -> None:
    """Store codings with their marks, a row in the order of COLUMNS."""
    writer.insert_many(coding, COLUMNS, rows)


def put_no_codes(writer: Writer, rows: Iterable[tuple[int, int, int]]) -> None:
    """Store no-codes: round, coder and unit ids."""
    writer.insert_many(no_code, ("round_id", "coder_id", "unit_id"), rows)


def clear_many(writer: Writer, rows: Iterable[tuple[int, int, int]]) -> None:
    """Take back no-codes: round, coder and unit ids."""
    for round_id, coder_id, unit_id in rows:
        asked = {"round_id": round_id, "coder_id": coder_id, "first": unit_id, "last": unit_id}
        writer.quick(_CLEAR, asked).fetchall()
