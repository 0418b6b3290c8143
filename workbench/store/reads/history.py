"""The study's history. What a coder did in a blind round stays theirs until reveal."""

from __future__ import annotations

from sqlalchemy import select

from workbench.store.reads.blindness import visible
from workbench.store.tables import coder, event
from workbench.store.transaction import Reader
from workbench.terms import Event, Viewer


def events(reader: Reader, viewer: Viewer) -> tuple[Event, ...]:
    """Events that the viewer may see, first to last; numbers left out are not yet revealed."""
    e = event.c
    rows = reader.rows(
        select(e.n, e.at, coder.c.name, e.what, e.ids)
        .outerjoin(coder, coder.c.id == e.who)
        .where(visible(event, "coder_id", reader, viewer) | e.coder_id.is_(None))
        .order_by(e.n)
    )
    return tuple(Event(*row) for row in rows)


def last_change(reader: Reader, viewer: Viewer) -> str:
    """When the study last changed, as far as the viewer may know: UTC, to the second."""
    seen = visible(event, "coder_id", reader, viewer) | event.c.coder_id.is_(None)
    return str(reader.value(select(event.c.at).where(seen).order_by(event.c.n.desc()).limit(1)))
