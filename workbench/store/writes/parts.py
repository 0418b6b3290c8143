"""Which part of a split code a coding has become."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, insert, select

from workbench.store.tables import chosen_part, code, coding
from workbench.store.transaction import Writer


def set_part(
    writer: Writer,
    coding_id: int,
    whole: str,
    before: Sequence[str | None],
    after: Sequence[str | None],
) -> bool:
    """Choose a part (uid; None: none of them) for a coding whose code was split.

    `before` and `after` are empty where nothing is chosen. False where it was not as `before`.
    """
    whole_id = writer.value(select(code.c.id).where(code.c.uid == whole))
    here = (chosen_part.c.coding_id == coding_id) & (chosen_part.c.from_code_id == whole_id)
    rows = writer.rows(
        select(code.c.uid)
        .select_from(chosen_part)
        .outerjoin(code, code.c.id == chosen_part.c.code_id)
        .where(here)
    )
    if [row.uid for row in rows] != list(before):
        return False
    writer.run(delete(chosen_part).where(here))
    for part in after:
        part_id = writer.value(select(code.c.id).where(code.c.uid == part)) if part else None
        values = {"coding_id": coding_id, "from_code_id": whole_id, "code_id": part_id}
        writer.run(insert(chosen_part).values(**values))
    return True


def place_ids(writer: Writer, coding_id: int) -> dict[str, int]:
    """A coding as history names it: the ids of it, of its coder and of its first unit."""
    c = coding.c
    found = writer.row(select(c.coder_id, c.first_unit_id).where(c.id == coding_id))
    return {"coding": coding_id, "coder": found.coder_id, "unit": found.first_unit_id}
