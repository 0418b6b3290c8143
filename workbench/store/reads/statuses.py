"""What the team says of names in documents, and whether raw ones may leave the study."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from workbench.store.tables import coder, document, document_status, setting
from workbench.store.transaction import Reader
from workbench.terms import DocumentStatus, Viewer

CONFIDENTIAL = "confidential"


def is_confidential(reader: Reader, viewer: Viewer) -> bool:
    """Whether raw documents leave the study only where somebody insists."""
    value = reader.value(select(setting.c.value).where(setting.c.name == CONFIDENTIAL))
    return bool(value and value.get("on"))


def statuses(reader: Reader, viewer: Viewer) -> tuple[DocumentStatus, ...]:
    """The status of each document, in the order of their import.

    Where a text was changed after it was checked, the check holds no longer.
    """
    s, checker = document_status.c, coder.alias()
    rows = reader.rows(
        select(document.c.name, document.c.sha256, s.status, s.checked_sha256,
               coder.c.name.label("by"), checker.c.name.label("checked_by"))
        .outerjoin(document_status, s.document_id == document.c.id)
        .outerjoin(coder, coder.c.id == s.by_id)
        .outerjoin(checker, checker.c.id == s.checked_by_id)
        .order_by(document.c.id)
    )  # fmt: skip
    return tuple(_status(row) for row in rows)


def _status(row: Any) -> DocumentStatus:
    if row.status == "checked" and row.sha256 == row.checked_sha256:
        return DocumentStatus(row.name, "checked", row.by, row.checked_by)
    if row.status in ("checked", "pseudonymised"):
        return DocumentStatus(row.name, "pseudonymised", row.by)
    return DocumentStatus(row.name, "raw")
