"""Files that were written from a study."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete

from workbench.store.tables import exported
from workbench.store.transaction import Writer, now


def put_exported(
    writer: Writer, what: str, file: str, sha256: str, documents: Sequence[int]
) -> None:
    """Keep that whoever writes wrote a file from documents (ids), in place of an older one."""
    writer.run(delete(exported).where(exported.c.file == file))
    values = {"what": what, "file": file, "sha256": sha256, "documents": list(documents)}
    writer.insert(exported, at=now(), who=writer.who, **values)
