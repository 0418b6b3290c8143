"""Who may see what: the one rule, as a condition that every read of coders' work carries."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Table, or_, select, true

from workbench.store.tables import coder, round_
from workbench.store.transaction import Reader
from workbench.terms import Viewer

REVEALED = ("revealed", "adjudicated")


def visible(table: Table, owner: str, reader: Reader, viewer: Viewer) -> ColumnElement[bool]:
    """True for rows of revealed rounds, rows of no round, and the viewer's own.

    `table` has a `round_id`; `owner` names its column with the coder whose work the row is.
    """
    return or_(
        table.c.round_id.is_(None),
        is_revealed(table),
        table.c[owner] == viewer_id(reader, viewer) if viewer.coder else ~true(),
    )


ONLY_CODER = "only_coder"
"""Whose rows of a round a statement is limited to, as the name of its value."""


def visible_in(row: Any, reader: Reader, viewer: Viewer) -> dict[str, int]:
    """The same rule for one round (its row): nothing to limit, or the coder that one is."""
    if row.state in REVEALED:
        return {}
    return {ONLY_CODER: viewer_id(reader, viewer) or _NOBODY}


_NOBODY = -1


def is_revealed(table: Table) -> ColumnElement[bool]:
    """True for rows of revealed rounds alone: of what nobody has before, not even its author."""
    return table.c.round_id.in_(select(round_.c.id).where(round_.c.state.in_(REVEALED)))


def viewer_id(reader: Reader, viewer: Viewer) -> int | None:
    """The id of the coder who reads; None for nobody in particular."""
    return reader.id_of(coder, "coder", viewer.coder) if viewer.coder else None
