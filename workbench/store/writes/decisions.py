"""Decisions on units of a revealed round; the codings that they settle stay as they were."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select, update

from workbench.errors import NotDue
from workbench.store.reads.rounds import judgeable, round_row
from workbench.store.tables import assent, decision, decision_code, document
from workbench.store.transaction import Writer, new_uid
from workbench.store.writes.codings import code_ids
from workbench.store.writes.memos import put_memo
from workbench.terms import Decision


def put_decision(writer: Writer, n: int, made: Decision) -> bool:
    """Store a decision on a unit that the round judges; whether it replaced another.

    The event of a replacement names by id what stood there before, and its memo the reason.
    """
    row = round_row(writer, n)
    _refuse_unless_revealed(row)
    unit_id = _unit_id(writer, row, made)
    before = writer.row(
        select(decision).where(decision.c.round_id == row.id, decision.c.unit_id == unit_id)
    )
    if before is None:
        _put(writer, row, unit_id, made)
        return False
    _replace(writer, row, before, made)
    return True


def _refuse_unless_revealed(row: Any) -> None:
    if row.state != "revealed":
        said = "its decisions stand" if row.state == "adjudicated" else "and blind"
        raise NotDue(
            f"Round {row.n} is {row.state}, {said}; decisions are made once a round is revealed"
            " and until it is adjudicated."
        )


def _unit_id(writer: Writer, row: Any, made: Decision) -> int:
    document_id = writer.id_of(document, "document", made.document)
    for unit_id, position in judgeable(writer, row).get(document_id, {}).items():
        if position == made.unit:
            return unit_id
    raise NotDue(
        f"Unit {made.unit} of “{made.document}” is not judged in round {row.n}; "
        f"see: workbench disagreements STUDY --round {row.n}"
    )


def _put(writer: Writer, row: Any, unit_id: int, made: Decision) -> None:
    decision_id = writer.insert(
        decision,
        uid=new_uid(),
        round_id=row.id,
        unit_id=unit_id,
        outcome=made.outcome,
        reason=made.reason,
    )
    ids = _put_parts(writer, row, decision_id, made)
    writer.event("decision made", {"unit": unit_id, "outcome": made.outcome, **ids}, row.id)


def _replace(writer: Writer, row: Any, before: Any, made: Decision) -> None:
    was = {"outcome": before.outcome, **_parts(writer, before.id)}
    values = {"outcome": made.outcome, "reason": made.reason}
    writer.run(update(decision).where(decision.c.id == before.id).values(**values))
    for table in (decision_code, assent):
        writer.run(delete(table).where(table.c.decision_id == before.id))
    ids = _put_parts(writer, row, before.id, made)
    said = {"unit": before.unit_id, "outcome": made.outcome, **ids, "was": was}
    event = writer.event("decision replaced", said, row.id)
    put_memo(writer, "event", str(event), f"The reason before was: {before.reason}", None)


def _parts(writer: Writer, decision_id: int) -> dict[str, list[int]]:
    codes = select(decision_code.c.code_id).where(decision_code.c.decision_id == decision_id)
    coders = select(assent.c.coder_id).where(assent.c.decision_id == decision_id)
    return {
        "codes": [row.code_id for row in writer.rows(codes.order_by(decision_code.c.code_id))],
        "agreed": [row.coder_id for row in writer.rows(coders.order_by(assent.c.coder_id))],
    }


def _put_parts(writer: Writer, row: Any, decision_id: int, made: Decision) -> dict[str, list[int]]:
    known = code_ids(writer, row.version)
    for uid in sorted(set(made.codes)):
        writer.insert(decision_code, decision_id=decision_id, code_id=known[uid])
    for name in sorted(set(made.agreed)):
        writer.insert(assent, decision_id=decision_id, coder_id=writer.coder_id(name))
    return _parts(writer, decision_id)
