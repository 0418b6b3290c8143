"""What screens share that have a list, and what is under its cursor in full."""

from __future__ import annotations

from typing import ClassVar

from workbench.tui.widgets.prose import Prose
from workbench.tui.widgets.rows import Rows
from workbench.tui.work_screen import WorkScreen


class ListedScreen(WorkScreen):
    """A list; another row is another thing in full."""

    FULL: ClassVar[str] = ""
    """The id of the widget that has what is under the cursor."""

    def show_one(self) -> None:
        """Show what is under the cursor in full."""

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Show another."""
        event.stop()
        self.show_one()

    def action_page(self, step: int) -> None:
        """Scroll what is shown in full; below 0: back."""
        self.query_one(f"#{self.FULL}", Prose).page(step)
