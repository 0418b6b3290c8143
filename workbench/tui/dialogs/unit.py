"""Which unit to go to."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from workbench.errors import NotAsked
from workbench.tui.dialogs.form import Form, field


class AskUnit(Form[int]):
    """Which unit to go to."""

    HEADING = "Go to unit"
    DO = "go"

    def __init__(self, last: int) -> None:
        super().__init__()
        self._last = last

    def fields(self) -> Iterable[Widget]:
        """A number."""
        yield field("number", f"Number of the unit, 1 to {self._last}")

    def answer(self) -> int:
        """The number."""
        typed = self.typed("number")
        number = int(typed) if typed.isascii() and typed.isdigit() else 0
        if not 1 <= number <= self._last:
            raise NotAsked(f"Please type a number from 1 to {self._last}.")
        return number
