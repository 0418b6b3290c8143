"""Which part of a split code somebody chose for a coding, in revealed rounds alone.

Codings are told apart by their ids, which until reveal would tell how many the others made.
"""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select

from workbench.store.reads.blindness import is_revealed
from workbench.store.reads.rounds import round_row
from workbench.store.tables import chosen_part, code, coder, coding, document
from workbench.store.transaction import Reader
from workbench.terms import Viewer


def chosen_parts(reader: Reader, viewer: Viewer, n: int) -> dict[int, dict[str, str | None]]:
    """For each coding of a round (id): for a code that was split (uid), the part; None: none."""
    whole, part = code.alias(), code.alias()
    rows = reader.rows(
        select(chosen_part.c.coding_id, whole.c.uid, part.c.uid)
        .join(coding, coding.c.id == chosen_part.c.coding_id)
        .join(whole, whole.c.id == chosen_part.c.from_code_id)
        .outerjoin(part, part.c.id == chosen_part.c.code_id)
        .where(
            coding.c.round_id == round_row(reader, n).id,
            is_revealed(coding),
        )
    )
    found: dict[int, dict[str, str | None]] = defaultdict(dict)
    for coding_id, uid, chosen in rows:
        found[coding_id][uid] = chosen
    return dict(found)


def coding_ids(reader: Reader, viewer: Viewer, n: int) -> dict[tuple[str, str, str, int, int], int]:
    """The ids of a round's codings by coder, document, code (uid), start and stop."""
    c = coding.c
    rows = reader.rows(
        select(coder.c.name, document.c.name, code.c.uid, c.start, c.stop, c.id)
        .join(coder, coder.c.id == c.coder_id)
        .join(document, document.c.id == c.document_id)
        .join(code, code.c.id == c.code_id)
        .where(c.round_id == round_row(reader, n).id, is_revealed(coding))
    )
    return {tuple(row[:5]): row[5] for row in rows}
