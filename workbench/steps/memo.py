"""Free writing attached to anything."""

from __future__ import annotations

from workbench.store import Store, Writer
from workbench.store.writes import acts
from workbench.store.writes.acts import Act, Note
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
        write_memo_in(writer, kind, target, text, n)


def write_memo_in(writer: Writer, kind: str, target: str, text: str, n: int | None) -> None:
    """The same within a transaction; it can be undone."""
    done = put_memo(writer, kind, target, text, n)
    if done:
        note = Note(kind, target, done.before, done.after)
        acts.remember(writer, done.n, Act("memo written", done.state, memo=note), done.round_id)
