"""Rounds as everybody may see them: who codes what, who has finished, never what they coded."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, func, select, union

from workbench.errors import NameUnknown
from workbench.store.sqlite import Prepared, listed, prepared
from workbench.store.tables import (
    assignment,
    attendance,
    coder,
    coding,
    document,
    no_code,
    round_,
    round_document,
    turn,
    unit,
    withdrawn_turn,
)
from workbench.store.transaction import Reader
from workbench.terms import Assignment, Round, Sample, Viewer
from workbench.watching import tell


def rounds(reader: Reader, viewer: Viewer, *, progress: bool = True) -> tuple[Round, ...]:
    """All rounds, first to last, with each coder's progress.

    Without `progress`, which is counted from all codings, their assignments are left out.
    """
    rows = reader.rows(select(round_).order_by(round_.c.n))
    return tuple(_round(reader, row, progress=progress) for row in rows)


def round_of(
    reader: Reader, viewer: Viewer, n: int | None = None, *, progress: bool = True
) -> Round:
    """One round; without a number the latest.

    Without `progress`, which is counted from all codings, its assignments are left out.
    """
    return _round(reader, round_row(reader, n), progress=progress)


def round_row(reader: Reader, n: int | None = None) -> Any:
    """The stored row of a round; without a number the latest."""
    latest = select(func.max(round_.c.n)).scalar_subquery()
    row = None
    if n is None or 0 < n < _BEYOND:
        row = reader.row(select(round_).where(round_.c.n == (latest if n is None else n)))
    if row is None:
        raise NameUnknown(_unknown_round(reader, n))
    return row


class RoundKey(NamedTuple):
    """What reading a round's codings needs of it."""

    id: int
    state: str
    version: int


_KEY = prepared(
    select(round_.c.id, round_.c.state, round_.c.version).where(round_.c.n == bindparam("n"))
)


def round_key(reader: Reader, n: int | None) -> RoundKey:
    """Id, state and codebook version of a round; a tenth of the cost of its row."""
    found = [] if n is None or abs(n) >= _BEYOND else reader.fetch(_KEY, {"n": n})
    return RoundKey(*found[0]) if found else round_row(reader, n)


_BEYOND = 2**63
"""SQLite's integers end there."""


def _unknown_round(reader: Reader, n: int | None) -> str:
    numbers = [str(row.n) for row in reader.rows(select(round_.c.n).order_by(round_.c.n))]
    if not numbers:
        return "There is no round yet; open one: workbench round STUDY open --coder NAME …"
    return f"There is no round {n}; there are: {', '.join(numbers)}."


def judged_units(reader: Reader, viewer: Viewer, n: int, name: str) -> tuple[int, ...]:
    """Positions of the units of a document that the round judges, in order."""
    row = round_row(reader, n)
    document_id = reader.id_of(document, "document", name)
    return tuple(judgeable(reader, row).get(document_id, {}).values())


def judged_unit_ids(reader: Reader, viewer: Viewer, n: int) -> dict[str, dict[int, int]]:
    """For each document of a round its judged units: id → position, in order of position."""
    row = round_row(reader, n)
    found = judgeable(reader, row)
    named = reader.rows(
        select(document.c.id, document.c.name)
        .join(round_document, round_document.c.document_id == document.c.id)
        .where(round_document.c.round_id == row.id)
    )
    return {name: found.get(id_, {}) for id_, name in named}


def share(reader: Reader, viewer: Viewer, n: int, coder_name: str, name: str) -> tuple[int, ...]:
    """Positions of the units of a document that a coder has to judge in the round."""
    row = round_row(reader, n)
    document_id = reader.id_of(document, "document", name)
    coder_id = reader.id_of(coder, "coder", coder_name)
    given = reader.row(
        select(assignment.c.units).where(
            assignment.c.round_id == row.id,
            assignment.c.coder_id == coder_id,
            assignment.c.document_id == document_id,
        )
    )
    if given is None:
        return ()
    statement = _of_document(tuple(row.roles))
    values = {"round_id": row.id, "document_id": document_id}
    judged = chain.from_iterable(reader.fetch(statement, values))
    if given.units is None:
        return tuple(judged)
    return tuple(filter(set(given.units).__contains__, judged))


def declared(reader: Reader, viewer: Viewer, n: int, coder_name: str, name: str) -> bool:
    """Whether a coder has declared a document of the round finished."""
    a = assignment.c
    return bool(
        reader.value(
            select(a.finished).where(
                a.round_id == round_key(reader, n).id,
                a.coder_id == reader.id_of(coder, "coder", coder_name),
                a.document_id == reader.id_of(document, "document", name),
            )
        )
    )


def judgeable(reader: Reader, row: Any) -> dict[int, dict[int, int]]:
    """For each document id of a round, its judged units: id → position, in order of position."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    judged = reader.fetch(_judgeable(tuple(row.roles)), {"round_id": row.id})
    for document_id, unit_id, position in judged:
        found[document_id][unit_id] = position
    return found


@cache
def _judgeable(roles: tuple[str, ...]) -> Prepared:
    order = (round_document.c.document_id, unit.c.position)
    columns = (round_document.c.document_id, unit.c.id, unit.c.position)
    return prepared(_judging(roles).with_only_columns(*columns).order_by(*order))


@cache
def _of_document(roles: tuple[str, ...]) -> Prepared:
    here = round_document.c.document_id == bindparam("document_id")
    positions = _judging(roles).with_only_columns(unit.c.position)
    return prepared(positions.where(here).order_by(unit.c.position))


@cache
def _gathered(roles: tuple[str, ...]) -> Prepared:
    of = round_document.c.document_id
    units = func.json_group_array(unit.c.id)
    return prepared(_judging(roles).with_only_columns(of, units).group_by(of))


def _judging(roles: tuple[str, ...]) -> Select[Any]:
    """The units that a round with these roles judges."""
    here = and_(
        attendance.c.case_id == turn.c.case_id, attendance.c.document_id == turn.c.document_id
    )
    statement = (
        select(unit)
        .select_from(round_document)
        .join(unit, unit.c.unit_set_id == round_document.c.unit_set_id)
        .where(round_document.c.round_id == bindparam("round_id"))
        .where(unit.c.turn_id.not_in(select(withdrawn_turn.c.turn_id)))
    )
    if roles:
        statement = (
            statement.join(turn, turn.c.id == unit.c.turn_id)
            .join(attendance, here)
            .where(attendance.c.role.in_(listed(roles)))
        )
    return statement


def judged_by(reader: Reader, round_id: int) -> dict[int, frozenset[int]]:
    """For each coder who judged units of a round, which; ids.

    Judged means: coded (not merely copied), or set to no-code. It does not tell what they said.
    """
    return _sets(reader.fetch(_JUDGED, {"round_id": round_id}))


def _sets(rows: Iterable[tuple[int, str]]) -> dict[int, frozenset[int]]:
    # One text of JSON costs half of what as many rows do.
    return {id_: frozenset(json.loads(gathered)) for id_, gathered in rows}


def _judged() -> Select[Any]:
    coded = select(coding.c.coder_id, coding.c.first_unit_id).where(
        coding.c.round_id == bindparam("round_id"), coding.c.copied.is_(False)
    )
    one_unit = coded.where(coding.c.first_unit_id == coding.c.last_unit_id)
    # Only a passage across units needs the join that finds those between its ends.
    first, touched = unit.alias(), unit.alias()
    several = (
        coded.with_only_columns(coding.c.coder_id, touched.c.id)
        .join(first, first.c.id == coding.c.first_unit_id)
        .join(
            touched,
            and_(
                touched.c.unit_set_id == first.c.unit_set_id,
                touched.c.id.between(coding.c.first_unit_id, coding.c.last_unit_id),
            ),
        )
        .where(coding.c.first_unit_id < coding.c.last_unit_id)
    )
    passed = select(no_code.c.coder_id, no_code.c.unit_id).where(
        no_code.c.round_id == bindparam("round_id")
    )
    found = union(one_unit, several, passed).subquery()
    coder_id, unit_id = found.c
    return select(coder_id, func.json_group_array(unit_id)).group_by(coder_id)


_JUDGED = prepared(_judged())


def _round(reader: Reader, row: Any, *, progress: bool = True) -> Round:
    assignments = tuple(_assignments(reader, row)) if progress else ()
    coders = reader.rows(
        select(coder.c.name)
        .where(coder.c.id.in_(select(assignment.c.coder_id).where(assignment.c.round_id == row.id)))
        .order_by(coder.c.id)
    )
    names = reader.rows(
        select(document.c.name)
        .join(round_document, round_document.c.document_id == document.c.id)
        .where(round_document.c.round_id == row.id)
        .order_by(document.c.id)
    )
    return Round(
        n=row.n,
        purpose=row.purpose,
        state=row.state,
        version=row.version,
        unit=row.unit,
        roles=tuple(row.roles),
        start_from=row.start_from,
        documents=tuple(r.name for r in names),
        coders=tuple(one.name for one in coders),
        assignments=assignments,
        sample=None if row.sample is None else Sample(**row.sample),
    )


def _assignments(reader: Reader, row: Any) -> Iterable[Assignment]:
    tell("Counting what is judged")
    units = _sets(reader.fetch(_gathered(tuple(row.roles)), {"round_id": row.id}))
    judged = judged_by(reader, row.id)
    sampled = _sets(reader.fetch(_SAMPLED, {"round_id": row.id}))
    a = assignment.c
    given = reader.rows(
        select(a.id, a.coder_id, a.document_id, a.units, a.finished, coder.c.name, document.c.name)
        .join(coder, coder.c.id == a.coder_id)
        .join(document, document.c.id == a.document_id)
        .where(a.round_id == row.id)
        .order_by(a.coder_id, a.document_id)
    )
    for id_, coder_id, document_id, positions, finished, coder_name, document_name in given:
        theirs = units.get(document_id, frozenset())
        if positions is not None:
            theirs &= sampled.get(id_, frozenset())
        done = len(judged.get(coder_id, frozenset()) & theirs)
        sample = None if positions is None else tuple(positions)
        yield Assignment(coder_name, document_name, len(theirs), done, finished, sample)


def _sampled() -> Select[Any]:
    """The units of each share that is a sample, by the id of the assignment."""
    a = assignment.c
    here = and_(
        round_document.c.round_id == a.round_id, round_document.c.document_id == a.document_id
    )
    sample = select(func.json_each(a.units).table_valued("value").c.value)
    return (
        select(a.id, func.json_group_array(unit.c.id))
        .join(round_document, here)
        .join(unit, unit.c.unit_set_id == round_document.c.unit_set_id)
        .where(a.round_id == bindparam("round_id"), unit.c.position.in_(sample))
        .group_by(a.id)
    )


_SAMPLED = prepared(_sampled())
