"""Decisions on units. They are made once a round is revealed, and from then on read by all."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from sqlalchemy import Column, Select, Table, select

from workbench.store.reads.blindness import is_revealed
from workbench.store.reads.rounds import round_row
from workbench.store.tables import (
    assent,
    code,
    coder,
    decision,
    decision_code,
    document,
    round_,
    unit,
    unit_set,
)
from workbench.store.transaction import Reader
from workbench.terms import Decision, Viewer


def decisions(
    reader: Reader, viewer: Viewer, n: int, document_name: str | None = None
) -> tuple[Decision, ...]:
    """The decisions of a round, in the order of the text; of one document if it is named."""
    round_id = round_row(reader, n).id
    found = reader.rows(_decisions(reader, round_id, document_name))
    codes = _names_by_decision(reader, decision_code, code.c.uid, code.c.id, "code_id", round_id)
    agreed = _names_by_decision(reader, assent, coder.c.name, coder.c.id, "coder_id", round_id)
    return tuple(
        Decision(
            row.name,
            row.position,
            tuple(codes[row.id]),
            row.outcome,
            row.reason,
            tuple(agreed[row.id]),
        )
        for row in found
    )


class Standing(NamedTuple):
    """What stands decided on a unit, by ids, as events hold it."""

    outcome: str
    codes: tuple[int, ...]
    agreed: tuple[int, ...]
    reason: str


def standing(reader: Reader, viewer: Viewer) -> dict[tuple[int, int], Standing]:
    """What stands decided in all rounds, by round and unit id."""
    d = decision.c
    rows = reader.rows(
        select(d.id, round_.c.n, d.unit_id, d.outcome, d.reason).join(
            round_, round_.c.id == d.round_id
        )
    )
    codes = _ids(reader, decision_code, decision_code.c.code_id)
    agreed = _ids(reader, assent, assent.c.coder_id)
    return {
        (row.n, row.unit_id): Standing(row.outcome, codes[row.id], agreed[row.id], row.reason)
        for row in rows
    }


def _ids(reader: Reader, table: Table, column: Column[int]) -> dict[int, tuple[int, ...]]:
    """What decisions (ids) have in a table beside them, sorted."""
    found: dict[int, tuple[int, ...]] = defaultdict(tuple)
    for decision_id, id_ in reader.rows(select(table.c.decision_id, column).order_by(column)):
        found[decision_id] += (id_,)
    return found


def _decisions(reader: Reader, round_id: int, document_name: str | None) -> Select[Any]:
    d = decision.c
    statement = (
        select(d.id, document.c.name, unit.c.position, d.outcome, d.reason)
        .join(unit, unit.c.id == d.unit_id)
        .join(unit_set, unit_set.c.id == unit.c.unit_set_id)
        .join(document, document.c.id == unit_set.c.document_id)
        .where(d.round_id == round_id, is_revealed(decision))
        .order_by(document.c.id, unit.c.position)
    )
    if document_name is not None:
        wanted = reader.id_of(document, "document", document_name)
        statement = statement.where(document.c.id == wanted)
    return statement


def _names_by_decision(
    reader: Reader, table: Any, named: Any, id_: Any, column: str, round_id: int
) -> dict[int, list[str]]:
    """For each decision of a round, the names that a table of pairs has for it, sorted."""
    rows = reader.rows(
        select(table.c.decision_id, named)
        .join(decision, decision.c.id == table.c.decision_id)
        .where(table.c[column] == id_, decision.c.round_id == round_id)
        .order_by(named)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for decision_id, name in rows:
        found[decision_id].append(name)
    return found
