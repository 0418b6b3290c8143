"""Fields to type in; what is pasted into them is text, whatever a clipboard holds."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from workbench.safe import safe

LONGEST = 10_000
"""Characters that are pasted into a line; a path or a reason has fewer."""


class Field(Input):
    """A line to type in."""

    def on_mount(self) -> None:
        """Let the cursor stand still."""
        self.cursor_blink = False

    def on_paste(self, event: events.Paste) -> None:
        """Put all lines in as one; Textual would take the first and drop the others."""
        event.stop()
        event.prevent_default()
        self.replace(one_line(event.text)[:LONGEST], *self.selection)


def one_line(text: str) -> str:
    r"""Text as one line, without control characters.

    >>> one_line("group one,\r\n\tgroup\x1b two \x07\n")
    'group one, group two'
    """
    lines = (line.strip() for line in plain(text).replace("\t", " ").splitlines())
    return " ".join(filter(None, lines))


def plain(text: str) -> str:
    r"""Text without control characters but ends of lines and tabs.

    >>> plain("one\x07\r\n\ttwo")
    'one\r\n\ttwo'
    """
    return "".join(sign for sign in text if sign in "\r\n\t" or safe(sign) == sign)
