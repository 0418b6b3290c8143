"""Free writing attached to anything."""

from __future__ import annotations

from workbench.store import Store
from workbench.store.writes.memos import put_memo
from workbench.terms import Viewer


def write_memo(
    store: Store, viewer: Viewer, kind: str, target: str, text: str, n: int | None = None
) -> None:
    """Write the viewer's memo about a target; an empty text removes it.

    `target` is a uid, or for a unit `DOCUMENT#POSITION`; `n` the round in which it is written,
    until whose reveal nobody else reads it.
    """
    with store.writing(viewer) as writer:
        put_memo(writer, kind, target, text, n)
