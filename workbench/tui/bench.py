"""What screens need of the program: all that they know of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from workbench.store import Store
    from workbench.terms import Viewer


class Bench(Protocol):
    """The program around the screens."""

    path: Path | None
    """The study's file; None: it is still asked for."""
    store: Store | None
    """The open study; None: not yet."""
    viewer: Viewer
    """Who is coding."""
    keys_changed: dict[str, str]
    """Keys that a person has changed, by the names of commands."""

    def action_who(self) -> object:
        """Change who is coding."""
        ...

    def show(self, name: str) -> None:
        """Put a screen in front, by its name on the shelf of screens."""
        ...
