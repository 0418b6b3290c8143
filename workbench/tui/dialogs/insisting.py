"""What is held back because of names goes out where somebody insists, and says why.

Where it is not known whether there are names, because the key is sealed, its passphrase will do.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Input

from workbench.errors import HeldBack, KeySealed, WorkbenchError
from workbench.tui.dialogs.form import Answer, Form, field, secret
from workbench.tui.insisted import Insisted

ABOUT = "Names, or raw documents, would leave the study. With a reason it is written all the \
same, and the history tells who insisted and why."


class Insists(Form[Answer]):
    """Asks for a reason, or for the key, once something was held back; all else stays."""

    DEFAULT_CSS = """
    Insists {
        & #of-insisting, & #of-key { display: none; }
        & #of-insisting.-there, & #of-key.-there { display: block; }
    }
    """

    def to_insist(self) -> Iterable[Widget]:
        """The fields for the key and for the reason, which are not in sight yet."""
        words = secret("key-words", "Passphrase of the key")
        words.id = "of-key"
        yield words
        asked = field("insisting", "Insist, because")
        asked.id = "of-insisting"
        yield asked

    def refused(self, fault: WorkbenchError) -> None:
        """Ask for the reason, or for the key, if that would let it out."""
        if isinstance(fault, HeldBack):
            is_sealed = isinstance(fault, KeySealed)
            self.query_one("#of-insisting").add_class("-there")
            self.query_one("#of-key").set_class(is_sealed, "-there")
            self.query_one("#key-words" if is_sealed else "#insisting").focus()

    @property
    def insisted(self) -> Insisted:
        """Why somebody insists, or how the key is opened."""
        return Insisted(self.typed("insisting"), self.query_one("#key-words", Input).value)
