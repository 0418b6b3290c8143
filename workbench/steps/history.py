"""The audit trail as people read it: each event with its reason, and the unit that caused it."""

from __future__ import annotations

from typing import Any

from workbench.coding.spoken import spoken
from workbench.store import Store
from workbench.store.reads import documents
from workbench.store.reads.history import events
from workbench.store.reads.memos import memos
from workbench.terms import Event, Viewer


def told(store: Store, viewer: Viewer) -> list[dict[str, Any]]:
    """The events that the viewer may see, first to last, as plain values."""
    with store.reading() as reader:
        reasons = {
            memo.target: memo.text for memo in memos(reader, viewer) if memo.target_kind == "event"
        }
        names = {one.id: one.name for one in documents.documents(reader, viewer)}
        return [
            {
                **event._asdict(),
                "reason": reasons.get(str(event.n)),
                "because_of": _because(event, names),
            }
            for event in events(reader, viewer)
        ]


def _because(event: Event, names: dict[int, str]) -> str | None:
    """The unit that caused a version of the codebook, as it is spoken."""
    document, unit = event.ids.get("document"), event.ids.get("unit")
    if "version" not in event.ids or not isinstance(document, int) or not isinstance(unit, int):
        return None
    return spoken(names.values(), names[document], unit)
