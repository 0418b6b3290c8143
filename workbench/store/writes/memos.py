"""Memos: one a person, target and round; written again, the text is what was written last."""

from __future__ import annotations

from sqlalchemy import delete, update

from workbench.store.reads.rounds import round_row
from workbench.store.tables import memo
from workbench.store.transaction import Writer, new_uid
from workbench.store.writes.shares import Whose, refuse_out


def put_memo(writer: Writer, target_kind: str, target: str, text: str, n: int | None) -> None:
    """Store a memo of whoever writes; an empty text removes it."""
    round_id = None if n is None else int(round_row(writer, n).id)
    if n is not None and round_id is not None and writer.who is not None:
        refuse_out(writer, Whose(n, round_id, writer.who))
    here = (
        (memo.c.target_kind == target_kind)
        & (memo.c.target_uid == target)
        & memo.c.round_id.is_not_distinct_from(round_id)
        & memo.c.author_id.is_not_distinct_from(writer.who)
    )
    if not text.strip():
        changed = writer.run(delete(memo).where(here))
    else:
        changed = writer.run(update(memo).where(here).values(text=text))
        if not changed:
            changed = 1
            writer.insert(
                memo,
                uid=new_uid(),
                target_kind=target_kind,
                target_uid=target,
                round_id=round_id,
                author_id=writer.who,
                text=text,
            )
    if changed:
        writer.event("memo written", {"target": target}, round_id, writer.who)
