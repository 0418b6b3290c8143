"""Decisions on units. They are made once a round is revealed, and from then on read by all."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Select, select

from workbench.store.reads.blindness import is_revealed
from workbench.store.reads.rounds import round_row
from workbench.store.tables import (
    assent,
    code,
    coder,
    decision,
    decision_code,
    document,
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
    codes = _listed(reader, decision_code, code.c.uid, code.c.id, "code_id", round_id)
    agreed = _listed(reader, assent, coder.c.name, coder.c.id, "coder_id", round_id)
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


def _listed(
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
