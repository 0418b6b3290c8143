"""Texts that were changed: how places moved, and which judgements want a second look."""

from __future__ import annotations

from sqlalchemy import select

from workbench.revisions import Revision, SecondLook
from workbench.store.reads.blindness import visible
from workbench.store.reads.rounds import round_row
from workbench.store.tables import coder, document, revision, round_, second_look, unit, unit_set
from workbench.store.transaction import Reader
from workbench.terms import Viewer


def revisions(reader: Reader, viewer: Viewer, name: str) -> tuple[Revision, ...]:
    """The changes made to a document's text, first to last."""
    r = revision.c
    rows = reader.rows(
        select(r.n, r.sha256, r.map)
        .where(r.document_id == reader.id_of(document, "document", name))
        .order_by(r.n)
    )
    return tuple(
        Revision(row.n, row.sha256, tuple((start, stop, length) for start, stop, length in row.map))
        for row in rows
    )


def second_looks(reader: Reader, viewer: Viewer, n: int | None = None) -> tuple[SecondLook, ...]:
    """Judged units whose words changed, of one round or all; until reveal a coder's own alone."""
    statement = (
        select(
            round_.c.n,
            round_.c.state,
            coder.c.name,
            document.c.name,
            unit.c.position,
            unit.c.start,
            unit.c.stop,
        )
        .select_from(second_look)
        .join(round_, round_.c.id == second_look.c.round_id)
        .join(coder, coder.c.id == second_look.c.coder_id)
        .join(unit, unit.c.id == second_look.c.unit_id)
        .join(unit_set, unit_set.c.id == unit.c.unit_set_id)
        .join(document, document.c.id == unit_set.c.document_id)
        .where(visible(second_look, "coder_id", reader, viewer))
        .order_by(round_.c.n, coder.c.id, document.c.id, unit.c.position)
    )
    if n is not None:
        statement = statement.where(second_look.c.round_id == round_row(reader, n).id)
    return tuple(SecondLook(*row) for row in reader.rows(statement))
