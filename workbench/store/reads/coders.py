"""Who codes."""

from __future__ import annotations

from sqlalchemy import select

from workbench.store.tables import coder
from workbench.store.transaction import Reader
from workbench.terms import Coder, Viewer


def coders(reader: Reader, viewer: Viewer) -> tuple[Coder, ...]:
    """All coders in the order in which they were added."""
    rows = reader.rows(select(coder.c.name, coder.c.role).order_by(coder.c.id))
    return tuple(Coder(*row) for row in rows)


def ids(reader: Reader, viewer: Viewer) -> dict[str, int]:
    """The ids of all coders by name."""
    return {row.name: row.id for row in reader.rows(select(coder.c.name, coder.c.id))}
