"""Judged units at which coders are to look again, because their words were changed."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, insert, select

from workbench.revisions import SecondLook
from workbench.store.tables import (
    coding,
    document,
    no_code,
    round_,
    second_look,
    turn,
    unit,
    unit_set,
)
from workbench.store.transaction import Writer


def ask_to_look(writer: Writer, looks: Iterable[tuple[int, int, int]]) -> None:
    """Coders are to look again at units they judged: rows of round, coder and unit ids."""
    names = ("round_id", "coder_id", "unit_id")
    rows = [dict(zip(names, one, strict=True)) for one in sorted(looks)]
    if rows:
        writer.connection.execute(insert(second_look).prefix_with("OR IGNORE"), rows)


def look_at_turn(writer: Writer, document_id: int, position: int) -> None:
    """Whoever judged a unit of this turn is to look again."""
    t, c, p = turn.c, coding.c, no_code.c
    turn_id = writer.value(select(t.id).where(t.document_id == document_id, t.position == position))
    units = {row.id for row in writer.rows(select(unit.c.id).where(unit.c.turn_id == turn_id))}
    coded = writer.rows(
        select(c.round_id, c.coder_id, c.first_unit_id, c.last_unit_id).where(
            c.document_id == document_id
        )
    )
    looks = {
        (row.round_id, row.coder_id, unit_id)
        for row in coded
        for unit_id in range(row.first_unit_id, row.last_unit_id + 1)
        if unit_id in units
    }
    for unit_id in units:
        passed = writer.rows(select(p.round_id, p.coder_id, p.unit_id).where(p.unit_id == unit_id))
        looks.update(tuple(row) for row in passed)
    ask_to_look(writer, looks)


def have_looked(writer: Writer, one: SecondLook) -> None:
    """A coder has looked at a unit again: it goes off their list."""
    in_round = select(round_.c.id).where(round_.c.n == one.n).scalar_subquery()
    units = (
        select(unit.c.id)
        .join(unit_set, unit_set.c.id == unit.c.unit_set_id)
        .join(document, document.c.id == unit_set.c.document_id)
        .where(document.c.name == one.document, unit.c.position == one.unit)
    )
    here = second_look.c
    writer.run(
        delete(second_look).where(
            here.round_id == in_round,
            here.coder_id == writer.coder_id(one.coder),
            here.unit_id.in_(units),
        )
    )
