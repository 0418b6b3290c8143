"""Cases, facts about them, and who attended what in which role."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import delete, select, update

from workbench.drafts import DraftAttribute
from workbench.errors import NotAsked
from workbench.store.reads.cases import id_of_case
from workbench.store.sqlite import listed
from workbench.store.tables import (
    attendance,
    attribute,
    case,
    document,
    memo,
    survey_response,
    turn,
)
from workbench.store.transaction import Reader, Writer, new_uid

T = TypeVar("T")


def case_ids(writer: Writer, names: Iterable[str]) -> dict[str, int]:
    """The ids of cases by name; those not there yet are made.

    `RUTH` is the case `Ruth`: transcribers write labels in capitals.
    """
    wanted = list(dict.fromkeys(names))
    known = known_cases(writer, wanted)
    new = {name.casefold(): name for name in reversed(wanted) if name.casefold() not in known}
    writer.insert_many(
        case,
        ("uid", "name", "folded"),
        ((new_uid(), name, key) for key, name in reversed(new.items())),
    )
    known |= known_cases(writer, new) if new else {}
    return {name: known[name.casefold()] for name in wanted}


def known_cases(reader: Reader, names: Iterable[str]) -> dict[str, int]:
    """The ids of cases that are there, by the name without capitals."""
    keys = list(dict.fromkeys(name.casefold() for name in names))
    found: dict[str, int] = {}
    for some in in_helpings(keys):
        c = case.c
        rows = reader.rows(
            select(c.folded, c.id).where(c.folded.in_(listed(some))).order_by(c.id.desc())
        )
        found |= {row.folded: row.id for row in rows}
    return found


def called(reader: Reader, name: str) -> str:
    """A case's name as the study has it, however it is capitalised."""
    id_ = known_cases(reader, [name])[name.casefold()]
    return str(reader.value(select(case.c.name).where(case.c.id == id_)))


def in_helpings(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in lists that one statement can take."""
    for at in range(0, len(values), 5_000):
        yield values[at : at + 5_000]


def any_facts(reader: Reader) -> bool:
    """Whether anything is known of any case."""
    return reader.value(select(attribute.c.id).limit(1)) is not None


def refuse_changes(reader: Reader, source: str, attributes: Sequence[DraftAttribute]) -> None:
    """Refuse facts from a file that say something else than the study, or than one another."""
    told = _told(reader, known_cases(reader, (fact.case for fact in attributes)).values())
    for fact in attributes:
        about = (fact.case.casefold(), fact.name, fact.instrument, fact.time)
        before = told.setdefault(about, fact.value)
        if shown(before) != shown(fact.value):
            raise NotAsked(
                f"{source} says of the case “{fact.case}” that {fact.name} is "
                f"“{shown(fact.value)}”, and it was “{shown(before)}” before; correct the file, "
                "or load the right value first (workbench cases STUDY load FILE)."
            )


def _told(reader: Reader, case_ids: Iterable[int]) -> dict[tuple[str, str, str, str], str | float]:
    """Every fact's value about some cases, by what it is about."""
    a = attribute.c
    facts = select(case.c.folded, a.name, a.instrument, a.time, a.value).join(
        case, case.c.id == a.case_id
    )
    return {
        (who, *about): value
        for some in in_helpings(list(case_ids))
        for who, *about, value in reader.rows(facts.where(a.case_id.in_(listed(some))))
    }


def shown(value: str | float) -> str:
    """A fact as text, so that 3 is the same read as a number and as a word."""
    return value if isinstance(value, str) else str(value).removesuffix(".0")


def put_attributes(writer: Writer, attributes: Sequence[DraftAttribute]) -> None:
    """Store facts about cases; a fact told again replaces what was told before.

    An importer asks `refuse_changes` first; a researcher who loads facts corrects them.
    """
    cases = case_ids(writer, (a.case for a in attributes))
    facts = {(cases[a.case], a.name, a.instrument, a.time): a.value for a in attributes}
    _forget(writer, facts)
    writer.insert_many(
        attribute,
        ("case_id", "name", "instrument", "time", "value"),
        # Rows go to the driver as they are, so the column's JSON is written here.
        ((*about, json.dumps(value)) for about, value in facts.items()),
    )


def _forget(writer: Writer, facts: Mapping[tuple[int, str, str, str], object]) -> None:
    """Remove facts that are told anew."""
    a = attribute.c
    about = list(dict.fromkeys(one[0] for one in facts))
    for some in in_helpings(about):
        rows = writer.rows(
            select(a.id, a.case_id, a.name, a.instrument, a.time).where(a.case_id.in_(listed(some)))
        )
        old = [row.id for row in rows if tuple(row[1:]) in facts]
        writer.run(delete(attribute).where(a.id.in_(listed(old))))


def put_attendance(writer: Writer, case_name: str, document_name: str, role: str | None) -> None:
    """A case took part in a document's session; said again, the role is what was said last."""
    case_id = case_ids(writer, [case_name])[case_name]
    document_id = writer.id_of(document, "document", document_name)
    here = (attendance.c.case_id == case_id) & (attendance.c.document_id == document_id)
    if not writer.run(update(attendance).where(here).values(role=role)):
        writer.insert(attendance, case_id=case_id, document_id=document_id, role=role)


def attending(writer: Writer, document_id: int, case_name: str) -> int:
    """The id of a case that took part in a document's session; it is made where it is new."""
    case_id = case_ids(writer, [case_name])[case_name]
    here = (attendance.c.case_id == case_id) & (attendance.c.document_id == document_id)
    if writer.value(select(attendance.c.id).where(here)) is None:
        writer.insert(attendance, case_id=case_id, document_id=document_id, role=None)
    return case_id


def join_cases(writer: Writer, keep: str, gone: str) -> None:
    """Make two cases one: all that is of the second is of the first; the second goes.

    A fact that both have is kept once.
    """
    one, other = id_of_case(writer, keep), id_of_case(writer, gone)
    t, a = turn.c, attendance.c
    writer.run(update(turn).where(t.case_id == other).values(case_id=one))
    answered = survey_response.c.case_id == other
    writer.run(update(survey_response).where(answered).values(case_id=one))
    _join_facts(writer, one, other)
    for document_id, role in writer.rows(
        select(a.document_id, a.role).where(a.case_id == other).order_by(a.document_id)
    ):
        _join_attendance(writer, one, other, document_id, role)
    _join_memos(writer, one, other)
    writer.run(delete(case).where(case.c.id == other))
    writer.event("cases joined", {"case": one, "gone": other})


def _join_facts(writer: Writer, one: int, other: int) -> None:
    a = attribute.c
    about = (a.name, a.instrument, a.time)
    known = {tuple(row) for row in writer.rows(select(*about).where(a.case_id == one))}
    rows = writer.rows(select(a.id, *about).where(a.case_id == other))
    twice = [row.id for row in rows if tuple(row[1:]) in known]
    writer.run(delete(attribute).where(a.id.in_(listed(twice))))
    writer.run(update(attribute).where(a.case_id == other).values(case_id=one))


def _join_attendance(
    writer: Writer, one: int, other: int, document_id: int, role: str | None
) -> None:
    a = attendance.c
    mine = (a.case_id == one) & (a.document_id == document_id)
    theirs = (a.case_id == other) & (a.document_id == document_id)
    if writer.value(select(a.id).where(mine)) is None:
        writer.run(update(attendance).where(theirs).values(case_id=one))
        return
    writer.run(update(attendance).where(mine, a.role.is_(None)).values(role=role))
    writer.run(delete(attendance).where(theirs))


def _join_memos(writer: Writer, one: int, other: int) -> None:
    """What was written of either is written of the one; both memos of an author are one memo."""
    m, uid = memo.c, select(case.c.uid)
    mine, theirs = (writer.value(uid.where(case.c.id == id_)) for id_ in (one, other))
    kept = {
        (row.round_id, row.author_id): row
        for row in writer.rows(select(memo).where(m.target_kind == "case", m.target_uid == mine))
    }
    for row in writer.rows(select(memo).where(m.target_kind == "case", m.target_uid == theirs)):
        before = kept.get((row.round_id, row.author_id))
        if before is None:
            writer.run(update(memo).where(m.id == row.id).values(target_uid=mine))
            continue
        both = f"{before.text}\n\n{row.text}"
        writer.run(update(memo).where(m.id == before.id).values(text=both, uid=new_uid()))
        writer.run(delete(memo).where(m.id == row.id))


def drop_unheard(writer: Writer, document_id: int, case_name: str | None, heir: str | None) -> None:
    """A case that no turn of a document belongs to any more did not attend it.

    Its role there goes to the case `heir`, where that has none. A case of which nothing else is
    known goes.
    """
    case_id = _id_of(writer, case_name)
    a, t = attendance.c, turn.c
    spoke = (t.document_id == document_id) & (t.case_id == case_id)
    if case_id is None or writer.value(select(t.id).where(spoke).limit(1)) is not None:
        return
    here = (a.case_id == case_id) & (a.document_id == document_id)
    role = writer.value(select(a.role).where(here))
    writer.run(delete(attendance).where(here))
    theirs = (a.case_id == _id_of(writer, heir)) & (a.document_id == document_id)
    writer.run(update(attendance).where(theirs, a.role.is_(None)).values(role=role))
    for table in (attendance, attribute, turn, survey_response):
        known = select(table.c.case_id).where(table.c.case_id == case_id).limit(1)
        if writer.value(known) is not None:
            return
    writer.run(delete(case).where(case.c.id == case_id))


def _id_of(writer: Writer, name: str | None) -> int | None:
    return known_cases(writer, [name]).get(name.casefold()) if name else None
