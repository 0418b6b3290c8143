"""What is held back because of names goes out where somebody insists, and says why."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from workbench.errors import HeldBack, WorkbenchError
from workbench.tui.dialogs.form import Answer, Form, field

ABOUT = "Names, or raw documents, would leave the study. With a reason it is written all the \
same, and the history tells who insisted and why."


class Insists(Form[Answer]):
    """Asks for a reason once something was held back; the other fields stay as they are."""

    DEFAULT_CSS = """
    Insists {
        & #of-insisting { display: none; }
        & #of-insisting.-there { display: block; }
    }
    """

    def to_insist(self) -> Iterable[Widget]:
        """The field for the reason, which is not in sight yet."""
        asked = field("insisting", "Insist, because")
        asked.id = "of-insisting"
        yield asked

    def refused(self, fault: WorkbenchError) -> None:
        """Ask for the reason, if that would let it out."""
        if isinstance(fault, HeldBack):
            self.query_one("#of-insisting").add_class("-there")
            self.query_one("#insisting").focus()

    @property
    def insisted(self) -> str:
        """Why somebody insists; empty: nobody does."""
        return self.typed("insisting")
