"""Which files to import, and what is in a folder that could be."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, Static

from workbench.errors import NotAsked
from workbench.safe import safe
from workbench.tui.dialogs.form import Form, field
from workbench.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from workbench.steps.reading import Reading

MOST = 300
"""Entries of a folder that are listed; letters narrow them."""


class AskFiles(Form["tuple[Reading, ...]"]):
    """Which files to import: typed, or chosen from what is in the folder."""

    HEADING = "Import"
    EXPLAINED = "A transcript, a table of answers, or another program's project (.qdpx). It is \
shown before it is stored. Ctrl+T takes several transcripts together."
    DO = "look at it"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Next", show=False),
        Binding("up", "move(-1)", "Before", show=False),
        Binding("pagedown", "move(6)", "Further", show=False),
        Binding("pageup", "move(-6)", "Back", show=False),
        Binding(
            "tab",
            "complete",
            "Complete",
            show=False,
            priority=True,
            tooltip="Complete what is typed; go to the next field, if it is whole.",
        ),
        Binding(
            "ctrl+t,insert",
            "take",
            "Take",
            show=False,
            priority=True,
            tooltip="Take the file together with others, or not any more.",
        ),
    ]
    DEFAULT_CSS = """
    AskFiles {
        & Rows { height: 8; background: $surface; margin: 1 0 0 0; }
        & #taken { color: $foreground 70%; height: 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._taken: list[Path] = []
        self._entries: list[tuple[str, bool]] = []
        self._folder = ""
        self._moved = False

    def fields(self) -> Iterable[Widget]:
        """The path, the folder, and what can seldom not be found out."""
        yield field("path", "Path of the file")
        rows = Rows("entries", "Nothing here fits what is typed.")
        rows.can_focus = False
        yield rows
        yield Static("", id="taken", markup=False)
        yield field("sheet", "Sheet of a workbook", hint="if it has several")
        yield field("encoding", "Encoding of a text", hint="if it cannot be told, such as cp1252")
        yield field("importer", "Read as", hint="if it is taken wrongly, such as text")

    def hints(self) -> Iterable[tuple[str, str]]:
        """Several can be taken here."""
        return (("Enter", self.DO), ("Ctrl+T", "several"), ("Esc", "cancel"))

    def on_mount(self) -> None:
        """List the folder that one is in."""
        self._list("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """List what fits."""
        if event.input.id == "path":
            self._list(event.value)

    def _list(self, typed: str) -> None:
        folder, _, begun = typed.rpartition("/") if "/" in typed else ("", "", typed)
        self._folder = f"{folder}/" if "/" in typed else ""
        self._entries, self._moved = entries(self._folder, begun), False
        self._show(0)

    def _show(self, place: int) -> None:
        """Show the entries, with a sign at those that are taken, and go to one."""
        taken = {str(path) for path in self._taken}
        shown = (
            f"{'✓ ' * (f'{self._folder}{name}' in taken)}{name}{'/' * is_folder}"
            for name, is_folder in self._entries
        )
        rows = self.query_one("#entries", Rows)
        rows.show(("In the folder",), [(one,) for one in shown])
        rows.go(place)

    def action_move(self, step: int) -> None:
        """Go to another entry."""
        rows = self.query_one("#entries", Rows)
        rows.go(rows.place + step)
        self._moved = True
        if self._entries:
            with self.prevent(Input.Changed):
                self._type(self._here())

    def _here(self) -> str:
        name, is_folder = self._entries[self.query_one("#entries", Rows).place]
        return f"{self._folder}{name}{'/' * is_folder}"

    def _type(self, path: str) -> None:
        typed = self.query_one("#path", Input)
        typed.value = path
        typed.cursor_position = len(path)

    def action_complete(self) -> None:
        """Complete what is typed as far as it is clear; go to the next field, if it is whole."""
        typed = self.query_one("#path", Input)
        if not typed.has_focus:
            self.focus_next()
            return
        longer = self._folder + _beginning([name for name, _ in self._entries])
        if len(self._entries) == 1 or self._moved:
            longer = self._here() if self._entries else typed.value
        if self._entries and (longer != typed.value or longer.endswith("/")):
            self._type(longer)
            self._list(longer)
        else:
            self.focus_next()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Take what was clicked twice."""
        event.stop()
        self._type(self._here())
        self.action_submit()

    def action_take(self) -> None:
        """Take the file together with others, or not any more."""
        path = Path(self.typed("path") or self._here()).expanduser()
        if not path.is_file():
            self.tell("Choose a file first: the arrows go through the folder.")
            return
        if path in self._taken:
            self._taken.remove(path)
        else:
            self._taken.append(path)
        names = ", ".join(one.name for one in self._taken)
        self.query_one("#taken", Static).update(safe(f"Together: {names}" if names else ""))
        with self.prevent(Input.Changed):
            self._type(self._folder)
        self._moved = False
        self._show(self.query_one("#entries", Rows).place + 1)

    def action_submit(self) -> None:
        """Go into a folder; else look at the file: the one in the list, if none is typed whole."""
        typed = self.typed("path")
        if self._entries and not Path(typed).expanduser().is_file() and not self._taken:
            typed = self._here()
            self._type(typed)
        if typed and Path(typed).expanduser().is_dir():
            longer = typed if typed.endswith("/") else f"{typed}/"
            self._type(longer)
            self._list(longer)
            return
        super().action_submit()

    def answer(self) -> tuple[Reading, ...]:
        """The files, and how to read them."""
        from workbench.steps.reading import Reading

        typed = self.typed("path")
        last = [Path(typed).expanduser()] if typed and not typed.endswith("/") else []
        paths = list(dict.fromkeys((*self._taken, *last)))
        if not paths:
            raise NotAsked("Please type the path of a file, or go to one with the arrows.")
        return tuple(
            Reading(
                path,
                self.typed("importer") or None,
                self.typed("encoding") or None,
                sheet=self.typed("sheet") or None,
            )
            for path in paths
        )


def entries(folder: str, begun: str) -> list[tuple[str, bool]]:
    """What is in a folder and begins so, and whether it is a folder: files that can be read.

    A folder that cannot be read has none. What begins with a point is listed when that is typed.
    """
    from workbench.importers import SUFFIXES
    from workbench.steps.previewing import PROJECTS

    readable = {*SUFFIXES, *PROJECTS}
    try:
        with os.scandir(Path(folder or ".").expanduser()) as there:
            fits = [
                (one.name, one.is_dir())
                for one in there
                if one.name.casefold().startswith(begun.casefold())
                and one.name.startswith(".") == begun.startswith(".")
                and (one.is_dir() or Path(one.name).suffix.lower() in readable)
            ]
    except OSError:
        return []
    return sorted(fits, key=lambda one: (not one[1], one[0].casefold()))[:MOST]


def _beginning(names: Sequence[str]) -> str:
    """What all names begin with."""
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    return "".join(letters[0] for letters in alike)
