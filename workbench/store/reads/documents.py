"""Documents, their turns and their units. What was said is seen by all; only codings are blind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select

from workbench.errors import NameUnknown
from workbench.shelf import unknown
from workbench.store.sqlite import prepared
from workbench.store.tables import attendance, case, document, turn, unit, unit_set
from workbench.store.transaction import Reader
from workbench.terms import Document, Turn, Unit, Viewer


def documents(reader: Reader, viewer: Viewer) -> tuple[Document, ...]:
    """All documents in the order of their import."""
    turns = (
        select(turn.c.document_id, func.count().label("turns"))
        .group_by(turn.c.document_id)
        .subquery()
    )
    d, found = document.c, func.coalesce(turns.c.turns, 0)
    rows = reader.rows(
        select(d.id, d.name, d.question, d.sha256, found)
        .outerjoin(turns, turns.c.document_id == d.id)
        .order_by(d.id)
    )
    return tuple(Document(*row) for row in rows)


def characters(reader: Reader, viewer: Viewer) -> dict[str, int]:
    """How many code points the text of each document has, by its name; this reads all texts."""
    d = document.c
    rows = reader.rows(select(d.name, func.length(d.text).label("length")).order_by(d.id))
    return {row.name: row.length for row in rows}


def question(reader: Reader, viewer: Viewer, name: str) -> str | None:
    """The survey question that a document answers; None for a transcript."""
    found = reader.value(select(document.c.question).where(document.c.name == name))
    return None if found is None else str(found)


def questions(reader: Reader, viewer: Viewer) -> dict[str, str | None]:
    """What each document answers, by its name, in the order of their import; None: a transcript."""
    return dict(reader.fetch(_QUESTIONS, {}))


_QUESTIONS = prepared(select(document.c.name, document.c.question).order_by(document.c.id))


def names(reader: Reader, viewer: Viewer) -> dict[int, str]:
    """The names of all documents by id."""
    return {row.id: row.name for row in reader.rows(select(document.c.id, document.c.name))}


def unit_set_places(reader: Reader, viewer: Viewer) -> dict[int, tuple[str, str]]:
    """What each unit set is, by id: its document's name, and its own."""
    rows = reader.rows(
        select(unit_set.c.id, document.c.name, unit_set.c.name).join(
            document, document.c.id == unit_set.c.document_id
        )
    )
    return {id_: (of, name) for id_, of, name in rows}


def unit_places(reader: Reader, viewer: Viewer) -> dict[int, tuple[str, int]]:
    """Where each unit of every unit set is, by id: its document and its position."""
    rows = reader.fetch(_PLACES, {})
    return {id_: (name, position) for id_, name, position in rows}


_PLACES = prepared(
    select(unit.c.id, document.c.name, unit.c.position)
    .join(unit_set, unit_set.c.id == unit.c.unit_set_id)
    .join(document, document.c.id == unit_set.c.document_id)
)


def names_by_uid(reader: Reader, viewer: Viewer) -> dict[str, str]:
    """The names of all documents by their uid."""
    rows = reader.rows(select(document.c.uid, document.c.name).order_by(document.c.id))
    return {row.uid: row.name for row in rows}


def text(reader: Reader, viewer: Viewer, name: str) -> str:
    """The stored text of a document; all offsets count its code points."""
    found = reader.fetch(_TEXT, {"name": name})
    if not found:
        reader.id_of(document, "document", name)  # says which names there are
    return str(found[0][0])


def beginning(reader: Reader, viewer: Viewer, name: str, stop: int) -> str:
    """The stored text of a document up to an offset; the whole, if it is shorter."""
    found = reader.fetch(_BEGINNING, {"name": name, "stop": stop})
    if found and len(found[0][0]) == stop:
        return str(found[0][0])
    return text(reader, viewer, name)  # SQLite sees no further than to a NUL


_TEXT = prepared(select(document.c.text).where(document.c.name == bindparam("name")))
_BEGINNING = prepared(
    select(func.substr(document.c.text, 1, bindparam("stop"))).where(
        document.c.name == bindparam("name")
    )
)


def sha256(reader: Reader, viewer: Viewer, name: str) -> str:
    """The hash of a document's text, by which one knows whether it was corrected."""
    found = reader.fetch(_SHA256, {"name": name})
    if not found:
        reader.id_of(document, "document", name)  # says which names there are
    return str(found[0][0])


_SHA256 = prepared(select(document.c.sha256).where(document.c.name == bindparam("name")))


def turns(reader: Reader, viewer: Viewer, name: str, last: int | None = None) -> tuple[Turn, ...]:
    """The turns of a document in order, with the speaker's case and role in it.

    `last`: the position of the last that is wanted; None: all.
    """
    document_id = reader.id_of(document, "document", name)
    rows = reader.fetch(_TURNS, {"document_id": document_id, "last": _last(last)})
    return tuple(map(Turn._make, rows))


def _last(position: int | None) -> int:
    return 2**63 - 1 if position is None else position


_PRESENT = and_(
    attendance.c.case_id == turn.c.case_id, attendance.c.document_id == turn.c.document_id
)
_TURNS = prepared(
    select(
        turn.c.position,
        turn.c.start,
        turn.c.stop,
        turn.c.speaker,
        case.c.name,
        attendance.c.role,
        turn.c.time,
        turn.c.phase,
    )
    .outerjoin(case, case.c.id == turn.c.case_id)
    .outerjoin(attendance, _PRESENT)
    .where(turn.c.document_id == bindparam("document_id"), turn.c.position <= bindparam("last"))
    .order_by(turn.c.position)
)


def units(
    reader: Reader, viewer: Viewer, name: str, unit_name: str, last: int | None = None
) -> tuple[Unit, ...]:
    """The units of a document in order, as cut by the unit set `unit_name`.

    `last`: the position of the last that is wanted; None: all.
    """
    set_id = unit_set_id(reader, name, unit_name)
    return tuple(map(Unit._make, reader.fetch(_UNITS, {"set": set_id, "last": _last(last)})))


_UNITS = prepared(
    select(unit.c.position, unit.c.start, unit.c.stop, turn.c.position)
    .join(turn, turn.c.id == unit.c.turn_id)
    .where(unit.c.unit_set_id == bindparam("set"), unit.c.position <= bindparam("last"))
    .order_by(unit.c.position)
)


def unit_set_id(reader: Reader, name: str, unit_name: str) -> int:
    """The id of a document's unit set."""
    found = reader.fetch(_SET, {"name": name, "unit": unit_name})
    if found:
        return int(found[0][0])
    known = [row.name for row in unit_sets(reader, name)]
    raise NameUnknown(
        unknown(f"unit set of “{name}”", unit_name, known)
        + f" Make it with: workbench segment STUDY --unit {unit_name}"
    )


_SET = prepared(
    select(unit_set.c.id)
    .join(document, document.c.id == unit_set.c.document_id)
    .where(document.c.name == bindparam("name"), unit_set.c.name == bindparam("unit"))
)


def how_many_units(reader: Reader, viewer: Viewer, name: str, unit_name: str) -> int:
    """How many units a document's unit set has: they are numbered from 1 without gaps."""
    set_id = unit_set_id(reader, name, unit_name)
    last = select(func.max(unit.c.position)).where(unit.c.unit_set_id == set_id)
    return int(reader.value(last) or 0)


def unit_sets(reader: Reader, name: str) -> Sequence[Any]:
    """The unit sets of a document: rows of id, name, settings, locked and units."""
    document_id = reader.id_of(document, "document", name)
    counted = (
        select(unit.c.unit_set_id, func.count().label("units"))
        .where(unit.c.unit_set_id.in_(_sets_of(document_id)))
        .group_by(unit.c.unit_set_id)
        .subquery()
    )
    u = unit_set.c
    return reader.rows(
        select(u.id, u.name, u.settings, u.locked, func.coalesce(counted.c.units, 0).label("units"))
        .outerjoin(counted, counted.c.unit_set_id == u.id)
        .where(u.document_id == document_id)
        .order_by(u.id)
    )


def _sets_of(document_id: int) -> Select[Any]:
    return select(unit_set.c.id).where(unit_set.c.document_id == document_id)


def unit_id(reader: Reader, name: str, position: int, cut: str) -> int:
    """The id of a unit of a document's unit set."""
    return int(
        reader.value(
            select(unit.c.id).where(
                unit.c.unit_set_id == unit_set_id(reader, name, cut), unit.c.position == position
            )
        )
    )
