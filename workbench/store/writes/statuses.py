"""Saying what names a document has, and whether raw ones may leave the study."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from workbench.store.reads.statuses import CONFIDENTIAL, is_confidential
from workbench.store.tables import document, document_status, setting
from workbench.store.transaction import Writer
from workbench.terms import NOBODY, Status


def put_status(writer: Writer, name: str, status: Status) -> int:
    """Say of a document what it is, by whoever writes; the document's id."""
    document_id = writer.id_of(document, "document", name)
    said: dict[str, Any] = {"status": status, "checked_by_id": None, "checked_sha256": ""}
    if status == "checked":
        text = writer.value(select(document.c.sha256).where(document.c.id == document_id))
        said |= {"checked_by_id": writer.who, "checked_sha256": text}
    else:
        said["by_id"] = None if status == "raw" else writer.who
    statement = insert(document_status).values(document_id=document_id, **{"by_id": None, **said})
    writer.run(statement.on_conflict_do_update(index_elements=["document_id"], set_=said))
    return document_id


def set_confidential(writer: Writer, *, on: bool = True) -> None:
    """Let raw documents leave the study only where somebody insists; told in the history."""
    if is_confidential(writer, NOBODY) == on:
        return
    value = {"on": on}
    statement = insert(setting).values(name=CONFIDENTIAL, value=value)
    writer.run(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
    writer.event("confidential" if on else "not confidential", {})
