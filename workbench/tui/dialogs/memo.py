"""Free writing about a unit."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import TextArea

from workbench.safe import safe
from workbench.tui.dialogs.form import Form, words
from workbench.tui.widgets.lines import Lines

BLIND = "Blind like your codes until reveal."


class WriteMemo(Form[str]):
    """A memo as it stands, to be changed; left empty, it is removed."""

    HEADING = "Memo"
    DO = "new line"
    DEFAULT_CSS = """
    WriteMemo {
        & TextArea { height: 8; border: none; background: $primary 22%; padding: 0 1; }
        & TextArea:focus { border: none; }
    }
    """

    def __init__(self, about: str, text: str, explained: str = BLIND) -> None:
        """`explained`: what is to be known of it, in a sentence."""
        super().__init__()
        self._about, self._text, self._explained = about, text, explained

    def fields(self) -> Iterable[Widget]:
        """A page to write on."""
        yield words(f"About {self._about}. {self._explained}", "explained")
        yield Lines(safe(self._text, keep="\n\t"), id="text")

    def hints(self) -> Iterable[tuple[str, str]]:
        """Enter makes a line here, so another key saves."""
        save, leave = self.key_for("submit"), self.key_for("cancel")
        return ((save, "save"), (leave, "leave it as it was"))

    def answer(self) -> str:
        """The memo."""
        return self.query_one("#text", TextArea).text
