"""Memos. One written in a round is blind like the codings of that round."""

from __future__ import annotations

from sqlalchemy import select

from workbench.store.reads.blindness import visible
from workbench.store.reads.history import on_events
from workbench.store.reads.rounds import round_row
from workbench.store.tables import coder, memo, round_
from workbench.store.transaction import Reader
from workbench.terms import Memo, Viewer


def memos(
    reader: Reader, viewer: Viewer, n: int | None = None, target: str | None = None
) -> tuple[Memo, ...]:
    """Memos that the viewer may see: of one round, about one target, or all.

    An event is called by the number that it has for the viewer.
    """
    statement = (
        select(coder.c.name, memo.c.target_kind, memo.c.target_uid, memo.c.text, round_.c.n)
        .select_from(memo)
        .outerjoin(coder, coder.c.id == memo.c.author_id)
        .outerjoin(round_, round_.c.id == memo.c.round_id)
        .where(visible(memo, "author_id", reader, viewer))
        .order_by(memo.c.id)
    )
    if n is not None:
        statement = statement.where(memo.c.round_id == round_row(reader, n).id)
    found = on_events(reader, viewer, [Memo(*row) for row in reader.rows(statement)])
    return tuple(one for one in found if target in (None, one.target))
