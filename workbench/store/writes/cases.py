"""Cases, facts about them, and who attended what in which role."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select, update

from workbench.store.tables import attendance, attribute, case, document
from workbench.store.transaction import Writer, new_uid
from workbench.terms import DraftAttribute


def case_ids(writer: Writer, names: Iterable[str]) -> dict[str, int]:
    """The ids of cases by name; those not there yet are made.

    `RUTH` is the case `Ruth`: transcribers write labels in capitals.
    """
    wanted = list(dict.fromkeys(names))
    known = _known(writer)
    new = {name.casefold(): name for name in reversed(wanted) if name.casefold() not in known}
    writer.insert_many(case, ("uid", "name"), ((new_uid(), name) for name in new.values()))
    known = _known(writer)
    return {name: known[name.casefold()] for name in wanted}


def _known(writer: Writer) -> dict[str, int]:
    rows = writer.rows(select(case.c.name, case.c.id).order_by(case.c.id.desc()))
    return {row.name.casefold(): row.id for row in rows}


def put_attributes(writer: Writer, attributes: Sequence[DraftAttribute]) -> None:
    """Store facts about cases; a fact told again replaces what was told before."""
    cases = case_ids(writer, (a.case for a in attributes))
    a = attribute.c
    for fact in attributes:
        writer.run(
            delete(attribute).where(
                a.case_id == cases[fact.case],
                a.name == fact.name,
                a.instrument == fact.instrument,
                a.time == fact.time,
            )
        )
        writer.insert(
            attribute,
            case_id=cases[fact.case],
            name=fact.name,
            instrument=fact.instrument,
            time=fact.time,
            value=fact.value,
        )


def put_attendance(writer: Writer, case_name: str, document_name: str, role: str | None) -> None:
    """A case took part in a document's session; said again, the role is what was said last."""
    case_id = case_ids(writer, [case_name])[case_name]
    document_id = writer.id_of(document, "document", document_name)
    here = (attendance.c.case_id == case_id) & (attendance.c.document_id == document_id)
    if not writer.run(update(attendance).where(here).values(role=role)):
        writer.insert(attendance, case_id=case_id, document_id=document_id, role=role)
