"""Help where one is: what the screen is for, and what each key does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from workbench.tui.dialogs.form import words
from workbench.tui.dialogs.keys import keys


class Help(ModalScreen[None]):
    """Explains what is under the cursor, then the screen; any of the usual keys leaves it.

    What was said last comes first, where there was no room for all of it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *keys(close="dismiss"),
        Binding("f1", "dismiss", id="everywhere.help", show=False),
        Binding("enter", "dismiss", show=False),
    ]
    DEFAULT_CSS = """
    Help {
        align: center middle;
        & > VerticalScroll {
            width: 76; max-width: 100%; height: auto; max-height: 100%;
            background: $surface; border: round $accent; padding: 0 1; scrollbar-gutter: stable;
            scrollbar-size-vertical: 1;
        }
        & Static { width: 1fr; height: auto; padding-right: 1; }
        & .heading { text-style: bold; color: $accent; }
        & .part { color: $accent; }
        & .label { margin-bottom: 1; }
    }
    """

    def __init__(
        self, said: str, here: str, explained: str, keys: Sequence[tuple[str, str]]
    ) -> None:
        """`here`: of what is under the cursor; `keys`: each as people call it, and what it does."""
        super().__init__()
        self._said = said
        self._here, self._explained, self._keys = here, explained, keys

    def compose(self) -> ComposeResult:
        """What the screen is for, and its keys."""
        with VerticalScroll():
            yield from self._words()

    def _words(self) -> Iterable[Widget]:
        yield words("Help (Esc closes it, the arrows scroll)", "heading")
        if self._said:
            yield words("What was said last", "part")
            yield words(self._said)
        if self._here:
            yield words("Where you are", "part")
            yield words(self._here)
        if self._said or self._here:
            yield words("All of it", "part")
        yield words(self._explained)
        yield words("Keys", "part")
        yield Static(_table(self._keys))


def _table(keys: Sequence[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2))
    for key, what in keys:
        table.add_row(Text(key, style="bold"), Text(what))
    return table
