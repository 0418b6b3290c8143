"""The dialogs of the screen of names: replacements, more names, statuses, and the key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual.widget import Widget
from textual.widgets import Input

from workbench.errors import NotAsked
from workbench.privacy.names import KINDS, Name, bare, named
from workbench.privacy.suggestion import Suggestion
from workbench.terms import STATUSES, DocumentStatus, Status
from workbench.tui.dialogs.form import Form, field, labelled, secret, words
from workbench.tui.dialogs.packet import twice
from workbench.tui.dialogs.paths import needed, path_field
from workbench.tui.widgets.choices import Choice, Picks


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


class MoreAsked(NamedTuple):
    """Names that are to be sought too: one with its replacement, or a file of them."""

    name: Name | None
    file: Path | None


class AskMore(Form[MoreAsked]):
    """A name that nobody has as a label, or a list of such."""

    HEADING = "More names"
    EXPLAINED = "A patient, a hospital, a town: type one as it is said, or the path of a list, a \
name a line, or of a table with the columns original, replacement and kind."
    DO = "seek it"

    def fields(self) -> Iterable[Widget]:
        """A name with its replacement, or a file."""
        yield field("original", "Name")
        yield field("replacement", "Instead", hint="empty: Person and a number")
        yield labelled("Kind", Choice("kind", KINDS))
        yield path_field("file", "Or a list of names")

    def answer(self) -> MoreAsked:
        """The name or the file."""
        original, said, file = (self.typed(one) for one in ("original", "replacement", "file"))
        if bool(original) == bool(file):
            raise NotAsked("Please type a name, or the path of a list.")
        if file:
            return MoreAsked(None, Path(file).expanduser())
        kind = self.query_one("#kind", Choice).chosen
        if not said and kind == "pseudonym":
            return MoreAsked(Name(" ".join(original.split()), ""), None)
        return MoreAsked(named(original, said, kind), None)


ALL = "all documents"


class MarkAsked(NamedTuple):
    """What is said of documents; of all where none is named."""

    documents: tuple[str, ...]
    status: Status


class AskMark(Form[MarkAsked]):
    """Whether documents are raw, pseudonymised, or checked by a second person."""

    HEADING = "Raw, pseudonymised, checked"
    EXPLAINED = "No program can promise that a text tells nobody who spoke, so it is you who says \
so. Checked is what a second person read: somebody else than who made it pseudonymised. Nothing \
made of raw documents leaves a confidential study."
    DO = "say so"
    DEFAULT_CSS = "AskMark { & Picks { height: 8; background: $surface; margin-bottom: 1; } }"
    ABOUT: ClassVar = {"document": "One of them, or all."}

    def __init__(self, there: Sequence[DocumentStatus]) -> None:
        super().__init__()
        self._there = there

    def fields(self) -> Iterable[Widget]:
        """The documents with what is said of them, and what is to be said."""
        rows = [(one.document, one.status, _by(one)) for one in self._there]
        heads = ("Document", "Is", "Said by")
        yield Picks("document", heads, [(ALL, "", ""), *rows], ALL)
        first = next((one for one in STATUSES if _is_due(one, self._there)), STATUSES[0])
        yield labelled("They are", Choice("status", STATUSES, first))

    def answer(self) -> MarkAsked:
        """Which documents, and what they are."""
        picked = self.query_one("#document", Picks).chosen
        chosen = self.query_one("#status", Choice).chosen
        status = next(one for one in STATUSES if one == chosen)
        return MarkAsked(() if picked == ALL else (picked,), status)


def _by(one: DocumentStatus) -> str:
    return ", ".join(name for name in (one.by, one.checked_by) if name)


def _is_due(status: Status, there: Sequence[DocumentStatus]) -> bool:
    """Whether it is what a document is likely to become next."""
    before = {"pseudonymised": "raw", "checked": "pseudonymised"}.get(status)
    return any(one.status == before for one in there)


class AskSeal(Form[str]):
    """A passphrase for the key, typed twice."""

    HEADING = "Seal the key"
    EXPLAINED = "Who is who is encrypted then, and opens with this passphrase alone. Whoever loses \
it loses who is who."
    DO = "seal it"

    def fields(self) -> Iterable[Widget]:
        """The passphrase, twice."""
        yield secret("passphrase", "Passphrase")
        yield secret("repeated", "  and again")

    def answer(self) -> str:
        """The passphrase."""
        return twice(self, "Please type a passphrase twice.")
