"""Documents are raw until somebody says otherwise; a second person checks what the first did."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.errors import NotAsked
from workbench.steps.keys import KeyFile
from workbench.steps.naming_check import check_names
from workbench.store import Store, Writer
from workbench.store.reads import statuses as reads
from workbench.store.writes.statuses import put_status, set_confidential
from workbench.terms import NOBODY, DocumentStatus, Status, Viewer


def statuses(store: Store, viewer: Viewer) -> tuple[DocumentStatus, ...]:
    """What the team says of names in each document."""
    with store.reading() as reader:
        return reads.statuses(reader, viewer)


def mark(
    store: Store,
    viewer: Viewer,
    status: Status,
    documents: Sequence[str] = (),
    keys: KeyFile | None = None,
    *,
    insist: bool = False,
) -> tuple[DocumentStatus, ...]:
    """Say of documents (none: of all) what they are; the study is confidential from then on.

    With `keys`, refused while a name of the key stands in one of them. Checked is what somebody
    else made pseudonymised; NotAsked where it is not known who that was, or who checks.
    """
    with store.reading() as reader:
        there = {one.document: one for one in reads.statuses(reader, NOBODY)}
    chosen = list(documents) or list(there)
    if keys is not None and keys.is_there and status != "raw" and not insist:
        _refuse_named(store, viewer, chosen, keys)
    with store.writing(viewer) as writer:
        set_confidential(writer)
        ids = [_mark(writer, viewer, status, name, there.get(name)) for name in chosen]
        writer.event(f"marked {status}", {"documents": ids})
    return tuple(one for one in statuses(store, viewer) if one.document in chosen)


def _mark(
    writer: Writer, viewer: Viewer, status: Status, name: str, before: DocumentStatus | None
) -> int:
    if status == "checked" and before is not None:
        _refuse_unchecked(viewer, before)
    return put_status(writer, name, status)


def _refuse_unchecked(viewer: Viewer, before: DocumentStatus) -> None:
    name = before.document
    if viewer.coder is None:
        raise NotAsked("Say who checked, with --as NAME; it has to be a second person.")
    if before.status == "raw":
        raise NotAsked(f"“{name}” is raw; mark it pseudonymised first, by whoever did that.")
    if before.by is None:
        raise NotAsked(
            f"Nobody knows who made “{name}” pseudonymised; mark it so again with --as NAME, and "
            "let somebody else check it."
        )
    if before.by == viewer.coder:
        raise NotAsked(f"{viewer.coder} made “{name}” pseudonymised; a second person checks it.")


def _refuse_named(store: Store, viewer: Viewer, chosen: Sequence[str], keys: KeyFile) -> None:
    found = check_names(store, viewer, keys.read().names, files=False)
    left = [one for one in found.faults if one.document in chosen]
    if left:
        raise NotAsked(
            f"“{left[0].document}” still holds {len(left)} names of the key, the first in turn "
            f"{left[0].turn or '–'}; replace them, or say --insist."
        )


def protect(store: Store, viewer: Viewer, *, on: bool) -> None:
    """Let raw documents leave the study only where somebody insists, or let them again."""
    with store.writing(viewer) as writer:
        set_confidential(writer, on=on)
