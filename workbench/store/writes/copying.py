"""Copies of earlier codings, from which a round may start."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, select

from workbench.store.reads.rounds import round_row
from workbench.store.tables import assignment, code, coding, round_, round_document, unit
from workbench.store.transaction import Writer
from workbench.store.writes.codings import code_ids, put_many


class Copied(NamedTuple):
    """An earlier coding of a coder, or what is copied of it; its code by uid."""

    id: int
    code: str
    start: int
    stop: int
    first_unit_id: int
    last_unit_id: int


def copy_own(
    writer: Writer, n: int, carry: Callable[[int, Sequence[Copied]], Iterable[Copied]]
) -> None:
    """Give each coder of a round copies of what they coded last in these documents before.

    `carry` makes of the codings of an earlier round, which lie on the same unit set, those that
    are copied. A copy is unjudged until its coder confirms it.
    """
    row = round_row(writer, n)
    ids = code_ids(writer, row.version)
    for coder_id, document_id, unit_set_id in writer.rows(_SHARES, {"round_id": row.id}):
        share = {"coder_id": coder_id, "document_id": document_id}
        earlier = writer.row(_EARLIER, {**share, "n": n})
        if earlier is not None:
            asked = {**share, "unit_set_id": unit_set_id, "earlier": earlier.id}
            old = [Copied(*found) for found in writer.rows(_COPIES, asked)]
            here = (row.id, coder_id, document_id)
            put_many(
                writer,
                ((*here, ids[one.code], *one[2:], True) for one in carry(earlier.n, old)),
            )


_SHARES = (
    select(assignment.c.coder_id, assignment.c.document_id, round_document.c.unit_set_id)
    .join(
        round_document,
        (round_document.c.round_id == assignment.c.round_id)
        & (round_document.c.document_id == assignment.c.document_id),
    )
    .where(assignment.c.round_id == bindparam("round_id"))
)


_EARLIER = (
    select(round_.c.id, round_.c.n)
    .join(coding, coding.c.round_id == round_.c.id)
    .where(
        round_.c.n < bindparam("n"),
        coding.c.coder_id == bindparam("coder_id"),
        coding.c.document_id == bindparam("document_id"),
    )
    .order_by(round_.c.n.desc())
    .limit(1)
)


_COPIES = (
    select(
        coding.c.id,
        code.c.uid,
        coding.c.start,
        coding.c.stop,
        coding.c.first_unit_id,
        coding.c.last_unit_id,
    )
    .join(code, code.c.id == coding.c.code_id)
    .join(unit, unit.c.id == coding.c.first_unit_id)
    .where(
        coding.c.round_id == bindparam("earlier"),
        coding.c.coder_id == bindparam("coder_id"),
        coding.c.document_id == bindparam("document_id"),
        unit.c.unit_set_id == bindparam("unit_set_id"),
    )
)
