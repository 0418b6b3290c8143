"""The dialogs of the screen of names: another replacement, and a key's passphrase."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Input

from workbench.privacy.names import KINDS, Name, bare, named
from workbench.privacy.seeking import Suggestion
from workbench.tui.dialogs.form import Choice, Form, field, labelled, words
from workbench.tui.dialogs.packet import secret
from workbench.tui.dialogs.paths import needed


class AskReplacement(Form[Name]):
    """What is to stand there instead."""

    HEADING = "Another replacement"
    EXPLAINED = "A pseudonym (Student 3), a category (hospital), a generalisation (a northern \
city), or nothing where its kind is removal. It stands in brackets."
    DO = "choose it"

    def __init__(self, suggestion: Suggestion, said: str) -> None:
        super().__init__()
        self._suggestion, self._said = suggestion, said

    def fields(self) -> Iterable[Widget]:
        """The words, their replacement and its kind."""
        yield words(self._said, "explained")
        yield field("replacement", "Instead", bare(self._suggestion.replacement))
        yield labelled("Kind", Choice("kind", KINDS, self._suggestion.kind))

    def answer(self) -> Name:
        """The name with what is to stand there."""
        kind = self.query_one("#kind", Choice).chosen
        return named(self._suggestion.original, self.typed("replacement"), kind)


class AskKeyPassphrase(Form[str]):
    """The passphrase of a sealed key."""

    HEADING = "The key is sealed"
    EXPLAINED = "Who is who stands in the key beside the study. Without its passphrase no name \
can be replaced, because it could not be kept."
    DO = "open it"

    def fields(self) -> Iterable[Widget]:
        """A line that shows nothing of what is typed."""
        yield secret("passphrase", "Passphrase")

    def answer(self) -> str:
        """The passphrase."""
        return needed(self.query_one("#passphrase", Input).value, "Please type the passphrase.")
