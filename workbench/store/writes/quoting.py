"""Saying whose words may be quoted."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import delete

from workbench.store.tables import case, document, unquoted
from workbench.store.transaction import Writer

Of = Literal["case", "document"]


def set_quoting(writer: Writer, of: Of, name: str, reason: str | None) -> bool:
    """A case, or a document, may not be quoted, for a reason; None: it may. Whether that is new."""
    table = case if of == "case" else document
    kind = "participant" if of == "case" else "document"
    id_ = writer.id_of(table, kind, name)
    here = unquoted.c[f"{of}_id"] == id_
    before = writer.value(unquoted.select().with_only_columns(unquoted.c.reason).where(here))
    if before == reason:
        return False
    writer.run(delete(unquoted).where(here))
    if reason is not None:
        writer.insert(unquoted, **{"case_id": None, "document_id": None, f"{of}_id": id_},
                      reason=reason)  # fmt: skip
    writer.event("not to be quoted" if reason is not None else "may be quoted", {of: id_})
    return True
