"""A document with all that lies on its text, as those who change the text need it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from workbench.revisions import Laid, LaidCoding, LaidSet, LaidTurn, LaidUnit
from workbench.store.tables import coding, document, round_document, turn, unit, unit_set
from workbench.store.transaction import Reader


def laid(reader: Reader, name: str) -> Laid:
    """A document with all that lies on its text; a set that a round uses counts as locked."""
    d = document.c
    document_id = reader.id_of(document, "document", name)
    text = reader.value(select(d.text).where(d.id == document_id))
    t, c = turn.c, coding.c
    turns = reader.rows(
        select(t.id, t.start, t.stop).where(t.document_id == document_id).order_by(t.position)
    )
    codings = reader.rows(
        select(c.id, c.start, c.stop, c.first_unit_id, c.last_unit_id)
        .where(c.document_id == document_id)
        .order_by(c.id)
    )
    return Laid(
        document_id,
        name,
        str(text),
        tuple(LaidTurn(*row) for row in turns),
        tuple(_sets(reader, document_id)),
        tuple(LaidCoding(*row) for row in codings),
    )


def _sets(reader: Reader, document_id: int) -> Iterable[LaidSet]:
    s, u = unit_set.c, unit.c
    used = {row[0] for row in reader.rows(select(round_document.c.unit_set_id).distinct())}
    rows = reader.rows(
        select(s.id, s.name, s.locked).where(s.document_id == document_id).order_by(s.id)
    )
    for id_, name, locked in rows:
        units = reader.rows(
            select(u.id, u.turn_id, u.start, u.stop)
            .where(u.unit_set_id == id_)
            .order_by(u.position)
        )
        yield LaidSet(
            id_, name, bool(locked) or id_ in used, tuple(LaidUnit(*row) for row in units)
        )
