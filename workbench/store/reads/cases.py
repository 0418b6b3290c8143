"""Cases: who took part, in which role, and the facts about them."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import func, select

from workbench.store.tables import attendance, attribute, case, document, turn
from workbench.store.transaction import Reader
from workbench.terms import Attendance, Attribute, CaseFacts, Viewer


def cases(reader: Reader, viewer: Viewer) -> tuple[CaseFacts, ...]:
    """All cases in the order of their making, each with its facts and attendances."""
    facts, attended = _attributes(reader), _attendances(reader)
    rows = reader.rows(select(case.c.id, case.c.name).order_by(case.c.id))
    return tuple(
        CaseFacts(name, tuple(facts[case_id]), tuple(attended[case_id])) for case_id, name in rows
    )


def facts_in(reader: Reader, viewer: Viewer, name: str) -> dict[str, tuple[Attribute, ...]]:
    """By name, the facts about the cases that have a turn in a document; scores are none."""
    a = attribute.c
    here = (
        select(turn.c.case_id)
        .join(document, document.c.id == turn.c.document_id)
        .where(document.c.name == name)
    )
    rows = reader.rows(
        select(case.c.name, a.name, a.value, a.instrument, a.time)
        .join(case, case.c.id == a.case_id)
        .where(a.case_id.in_(here), a.instrument == "")
        .order_by(a.case_id, a.id)
    )
    found: dict[str, list[Attribute]] = defaultdict(list)
    for of, *values in rows:
        found[of].append(Attribute(*values))
    return {of: tuple(facts) for of, facts in found.items()}


def _attributes(reader: Reader) -> dict[int, list[Attribute]]:
    a = attribute.c
    rows = reader.rows(
        select(a.case_id, a.name, a.value, a.instrument, a.time).order_by(a.case_id, a.id)
    )
    found: dict[int, list[Attribute]] = defaultdict(list)
    for case_id, *values in rows:
        found[case_id].append(Attribute(*values))
    return found


def _attendances(reader: Reader) -> dict[int, list[Attendance]]:
    a = attendance.c
    spoken = (
        select(turn.c.document_id, turn.c.case_id, func.count().label("turns"))
        .group_by(turn.c.document_id, turn.c.case_id)
        .subquery()
    )
    rows = reader.rows(
        select(a.case_id, document.c.name, a.role, func.coalesce(spoken.c.turns, 0))
        .join(document, document.c.id == a.document_id)
        .outerjoin(
            spoken,
            (spoken.c.document_id == a.document_id) & (spoken.c.case_id == a.case_id),
        )
        .order_by(a.case_id, a.document_id)
    )
    found: dict[int, list[Attendance]] = defaultdict(list)
    for case_id, *values in rows:
        found[case_id].append(Attendance(*values))
    return found
