"""Whose work comes in with another program's project, and whether to take it in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from workbench.errors import NotAsked
from workbench.tui.dialogs.form import Form, field, labelled, words
from workbench.tui.widgets.choices import Choice


class AskUser(Form[tuple[str, str]]):
    """Which coder of the study a user of a project is."""

    HEADING = "Who is who?"
    EXPLAINED = "A user of the other program who is a coder of this study."
    DO = "look again"

    def __init__(self, users: Sequence[str]) -> None:
        """`users`: as whom they would be taken in now, with a note where that name is taken."""
        super().__init__()
        self._users = users

    def fields(self) -> Iterable[Widget]:
        """Both names."""
        yield field("user", "Name in the project")
        yield field("coder", "Coder of the study")
        yield words(f"Now they would be: {', '.join(self._users)}", "explained")

    def answer(self) -> tuple[str, str]:
        """Both names."""
        if not self.typed("user") or not self.typed("coder"):
            raise NotAsked("Please type both names, or leave with Esc.")
        return self.typed("user"), self.typed("coder")


class AskTake(Form[bool]):
    """Whether to take a project in."""

    HEADING = "Take it in"
    EXPLAINED = "All of it is taken, or nothing. A copy of the study is made before."
    DO = "take it in"

    def __init__(self, what: str) -> None:
        """`what`: what will be taken, in a sentence."""
        super().__init__()
        self._what = what

    def fields(self) -> Iterable[Widget]:
        """What it is, and something that the keys go to."""
        yield words(self._what)
        yield labelled("", Choice("take", ("take it in",)))

    def answer(self) -> bool:
        """Yes."""
        return True
