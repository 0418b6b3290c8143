"""Correcting words that were misheard: shown first, then done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.widget import Widget
from textual.widgets import Static

from workbench.errors import NotAsked
from workbench.safe import safe
from workbench.terms import Viewer
from workbench.tui.dialogs.form import Form, field, words
from workbench.words import plural

if TYPE_CHECKING:
    from workbench.steps.correcting.corrected import Corrected
    from workbench.store import Store

Words = tuple[str, str]
"""As they stand, and as they are to be."""


class CorrectWords(Form[Words]):
    """Other words in the place of some of a turn."""

    HEADING = "Correct words"
    EXPLAINED = "Codings stay on their words; who judged a unit whose words change is asked to \
look again. It is shown first; nothing is changed before the second Enter."
    DO = "see what changes"

    def __init__(self, document: str, turn: int) -> None:
        super().__init__()
        self._document, self._turn = document, turn
        self._shown: Words | None = None
        self.found = ""
        """What would change, in words."""

    def fields(self) -> Iterable[Widget]:
        """The words, and those to put in their place."""
        yield words(f"Turn {self._turn} of {self._document}")
        yield field("old", "Words as they stand")
        yield field("new", "As they are to be")
        yield Static("", id="found", markup=False)

    def answer(self) -> Words:
        """The words."""
        old, new = self.typed("old"), self.typed("new")
        if not old:
            raise NotAsked("Please type the words that are to be corrected.")
        return old, new

    def correct(self, store: Store, viewer: Viewer, asked: Words) -> str | None:
        """Show what would change when it is asked for; do it when asked again."""
        from workbench.steps.correcting.words import correct_words

        old, new = asked
        again = asked == self._shown
        done = correct_words(
            store, viewer, self._document, old, new, turn=self._turn, dry_run=not again
        )
        if again:
            return f"Corrected: “{old}” is “{new}”."
        if not done.changes:
            raise NotAsked("Nothing differs; type what it is to be.")
        self._shown, self.found = asked, "\n".join(_lines(done))
        return None

    def asked_again(self, answer: Words) -> None:  # noqa: ARG002 - it is kept
        """Show what would change."""
        self.query_one("#found", Static).update(safe(self.found, keep="\n"))
        self.tell("Nothing is changed yet: Enter does it, Esc does not.")


def _lines(done: Corrected) -> Iterable[str]:
    for change in done.changes:
        yield f"“{change.before}” → “{change.after}”"
    yield from done.notes
    if done.touched:
        judged = plural(len(done.touched), "judgement")
        yield f"{judged} to look at again, as far as you may see."
