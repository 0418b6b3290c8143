"""Who codes in a study."""

from __future__ import annotations

from workbench.errors import NotAsked
from workbench.store import Store
from workbench.store.writes import coders
from workbench.terms import CODER_ROLES, Viewer


def add_coder(store: Store, viewer: Viewer, name: str, role: str = "team") -> None:
    """Add a coder; `role` is one of CODER_ROLES."""
    if not name.strip():
        raise NotAsked("A coder needs a name; type one.")
    if role not in CODER_ROLES:
        raise NotAsked(f"A coder's role is one of {', '.join(CODER_ROLES)}, not “{role}”.")
    with store.writing(viewer) as writer:
        coders.add_coder(writer, name.strip(), role)
