"""Who codes."""

from __future__ import annotations

from sqlalchemy import select

from workbench.errors import NotAsked
from workbench.store.tables import coder
from workbench.store.transaction import Writer, new_uid


def add_coder(writer: Writer, name: str, role: str, uid: str | None = None) -> None:
    """Add a coder; names are people, so no two are the same.

    Who had an identity elsewhere brings their `uid`.
    """
    if writer.value(select(coder.c.id).where(coder.c.name == name)):
        raise NotAsked(f"There is a coder “{name}” already; choose another name.")
    coder_id = writer.insert(coder, uid=uid or new_uid(), name=name, role=role)
    writer.event("coder added", {"coder": coder_id})
