"""Paths as people type them, with what is in the folder offered on the way."""

from __future__ import annotations

from pathlib import Path

from textual.containers import Horizontal
from textual.suggester import Suggester

from workbench.errors import NotAsked
from workbench.safe import safe
from workbench.tui.dialogs.form import labelled
from workbench.tui.widgets.field import Field


def needed(value: str, sentence: str) -> str:
    """The value, unless it is empty."""
    if not value:
        raise NotAsked(sentence)
    return value


def a_path(typed: str) -> Path:
    """A path as people type it; `~` is their home."""
    return Path(needed(typed, "Please type the path of a file.")).expanduser()


class InFolder(Suggester):
    """Offers, behind the cursor, what in the folder begins as what is typed; → takes it."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The first name that fits; a folder ends with a slash."""
        folder, slash, begun = value.rpartition("/")
        try:
            there = sorted(Path(folder + slash or ".").expanduser().iterdir())
        except OSError:
            return None
        shown = (one for one in there if begun or not one.name.startswith("."))
        fits = (one for one in shown if one.name.startswith(begun) and one.name != begun)
        one = next(fits, None)
        if one is None or safe(one.name) != one.name:
            return None
        return f"{folder}{slash}{one.name}{'/' * one.is_dir()}"


def path_field(id: str, label: str, value: str = "", hint: str = "") -> Horizontal:  # noqa: A002
    """A line for a path."""
    typed = Field(safe(value), placeholder=hint, id=id, select_on_focus=False, suggester=InFolder())
    return labelled(label, typed)
