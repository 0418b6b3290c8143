"""A question with yes and no."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from workbench.tui.dialogs.form import Form, words
from workbench.tui.widgets.choices import Choice


class Confirm(Form[bool]):
    """A question with yes and no; no is the first."""

    DO = "answer"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("y", "yes", "Yes", show=False)]

    def __init__(self, question: str, yes: str, no: str = "Not now") -> None:
        super().__init__()
        self._question, self._yes, self._no = question, yes, no

    def fields(self) -> Iterable[Widget]:
        """The question, and both answers."""
        yield words(self._question)
        yield Choice("sure", (self._no, self._yes))

    def hints(self) -> Iterable[tuple[str, str]]:
        """There is one field; its arrows choose, and y chooses for them."""
        return (("← →", "choose"), ("Enter", self.DO), ("y", self._yes), ("Esc", self._no))

    def answer(self) -> bool:
        """Whether it is yes."""
        return self.query_one("#sure", Choice).chosen == self._yes

    def action_yes(self) -> None:
        """Say yes by one key."""
        self.dismiss(True)  # noqa: FBT003 - Textual takes an answer by its place
