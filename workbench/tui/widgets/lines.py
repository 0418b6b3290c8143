"""A field of several lines."""

from __future__ import annotations

from textual import events
from textual.widgets import TextArea

from workbench.tui.widgets.field import plain


class Lines(TextArea):
    """Several lines to type in, broken where they are too long."""

    def on_mount(self) -> None:
        """Let the cursor stand still."""
        self.cursor_blink = False

    def on_paste(self, event: events.Paste) -> None:
        """Take what is pasted as text, whatever a clipboard holds."""
        event.text = plain(event.text)
