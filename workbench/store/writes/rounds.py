"""Rounds: drafting one, taking it from state to state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import func, select, update

from workbench.store.reads.documents import unit_set_id
from workbench.store.reads.rounds import round_row
from workbench.store.tables import assignment, document, round_, round_document, unit_set
from workbench.store.transaction import Writer
from workbench.terms import Purpose, Sample, StartFrom, State


def add_round(
    writer: Writer,
    purpose: Purpose,
    version: int,
    unit: str,
    roles: Sequence[str],
    start_from: StartFrom,
    documents: Sequence[str],
    sample: Sample | None = None,
) -> int:
    """Store a drafted round on documents, each cut by the unit set named `unit`; its number."""
    drawn = None if sample is None else asdict(sample)
    n = int(writer.value(select(func.max(round_.c.n))) or 0) + 1
    round_id = writer.insert(
        round_,
        n=n,
        purpose=purpose,
        state="draft",
        version=version,
        unit=unit,
        roles=list(roles),
        start_from=start_from,
        sample=drawn,
    )
    writer.insert_many(
        round_document,
        ("round_id", "document_id", "unit_set_id"),
        (
            (round_id, writer.id_of(document, "document", name), unit_set_id(writer, name, unit))
            for name in documents
        ),
    )
    writer.event("round drafted", {"round": n, "codebook": version, **(drawn or {})})
    return n


def assign(
    writer: Writer, n: int, coder_name: str, document_name: str, units: Sequence[int] | None
) -> None:
    """Give a coder a document of a round: all its judged units, or those at some positions."""
    writer.insert(
        assignment,
        round_id=round_row(writer, n).id,
        coder_id=writer.coder_id(coder_name),
        document_id=writer.id_of(document, "document", document_name),
        units=None if units is None else list(units),
        finished=False,
    )


def set_state(writer: Writer, n: int, state: State) -> int:
    """Take a round to its next state, as an event; the event's number."""
    writer.run(update(round_).where(round_.c.n == n).values(state=state))
    return writer.event(f"round {state}", {"round": n})


def set_finished(writer: Writer, round_id: int, coder_id: int, document_id: int) -> int:
    """A coder has declared a document finished in a round; the event's number."""
    a = assignment.c
    writer.run(
        update(assignment)
        .where(a.round_id == round_id, a.coder_id == coder_id, a.document_id == document_id)
        .values(finished=True)
    )
    return writer.event("document finished", {"document": document_id}, round_id, coder_id)


def lock_units(writer: Writer, n: int) -> None:
    """From now on the unit sets that a round judges stay as they are."""
    judged = select(round_document.c.unit_set_id).where(
        round_document.c.round_id == round_row(writer, n).id
    )
    writer.run(update(unit_set).where(unit_set.c.id.in_(judged)).values(locked=True))
