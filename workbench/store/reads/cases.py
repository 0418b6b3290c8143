"""Cases: who took part, in which role, and the facts about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import func, select

from workbench.store.sqlite import listed
from workbench.store.tables import (
    attendance,
    attribute,
    case,
    document,
    survey,
    survey_response,
    turn,
)
from workbench.store.transaction import Reader
from workbench.terms import Attendance, Attribute, CaseFacts, Viewer


def cases(reader: Reader, viewer: Viewer) -> tuple[CaseFacts, ...]:
    """All cases in the order of their making, each with its facts and attendances."""
    facts, attended = _attributes(reader), _attendances(reader)
    rows = reader.rows(select(case.c.id, case.c.name).order_by(case.c.id))
    return tuple(
        CaseFacts(name, tuple(facts[case_id]), tuple(attended[case_id])) for case_id, name in rows
    )


def names(reader: Reader, viewer: Viewer) -> dict[int, str]:
    """The names of all cases by id."""
    return {row.id: row.name for row in reader.rows(select(case.c.id, case.c.name))}


def uids(reader: Reader, viewer: Viewer) -> dict[str, str]:
    """The uids of all cases by their name."""
    rows = reader.rows(select(case.c.name, case.c.uid).order_by(case.c.id))
    return {row.name: row.uid for row in rows}


def documents_of(
    reader: Reader, viewer: Viewer, names: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """The documents that cases attended, in the order of import, by the folded name of the case."""
    keys = list(dict.fromkeys(name.casefold() for name in names))
    found: dict[str, list[str]] = defaultdict(list)
    for at in range(0, len(keys), _HELPING):
        rows = reader.rows(
            select(case.c.folded, document.c.name)
            .join(attendance, attendance.c.case_id == case.c.id)
            .join(document, document.c.id == attendance.c.document_id)
            .where(case.c.folded.in_(listed(keys[at : at + _HELPING])))
            .order_by(document.c.id)
        )
        for folded, name in rows:
            found[folded].append(name)
    return {folded: tuple(there) for folded, there in found.items()}


_HELPING = 5_000
"""How many names one statement takes."""


def contradictions(
    reader: Reader, viewer: Viewer, keep: str, gone: str
) -> list[tuple[str, str, str]]:
    """What two cases cannot both be as one person: what about, and what is said of each."""
    first, second = (_told(reader, id_of_case(reader, name)) for name in (keep, gone))
    return [
        (about, value, second[about])
        for about, value in first.items()
        if about in second and value != second[about]
    ]


def id_of_case(reader: Reader, name: str) -> int:
    """The id of a case, however its name is capitalised; NameUnknown where there is none."""
    found = reader.value(
        select(case.c.id).where(case.c.folded == name.casefold()).order_by(case.c.id)
    )
    return reader.id_of(case, "case", name) if found is None else int(found)


def _told(reader: Reader, id_: int) -> dict[str, str]:
    """All that is said of a case once, by what it is about."""
    a, r = attribute.c, survey_response.c
    told = {}
    for about, value, instrument, time in reader.rows(
        select(a.name, a.value, a.instrument, a.time).where(a.case_id == id_)
    ):
        more = ", ".join(part for part in (instrument, time) if part)
        told[f"{about} ({more})" if more else about] = str(value).removesuffix(".0")
    there = select(document.c.name, attendance.c.role).join(
        document, document.c.id == attendance.c.document_id
    )
    for name, role in reader.rows(there.where(attendance.c.case_id == id_)):
        if role:
            told[f"the role in “{name}”"] = role
    answered = select(survey.c.name, r.occasion, r.n).join(survey, survey.c.id == r.survey_id)
    for name, occasion, n in reader.rows(answered.where(r.case_id == id_)):
        told[f"the row in the survey “{name}”{f', {occasion}' if occasion else ''}"] = str(n)
    return told


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
