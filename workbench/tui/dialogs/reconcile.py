"""What becomes of coders' own codes: one code of them, or another name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textual.widget import Widget

from workbench.tui.dialogs.form import Form, field, labelled, words
from workbench.tui.dialogs.paths import needed
from workbench.tui.widgets.choices import Choice
from workbench.words import listed

THERE, TOP = "(where it lies)", "(at the top)"
NEW = "(a new code)"


class Kept(NamedTuple):
    """A code that is kept."""

    name: str
    under: str | None
    """Path of its parent; empty: the top; None: where it lies."""


class KeepCode(Form[Kept]):
    """The name and the place that a coder's own code is to have."""

    HEADING = "Keep this code"
    DO = "keep it so"

    def __init__(self, called: str, name: str, paths: Sequence[str]) -> None:
        """`paths`: what it may lie under."""
        super().__init__()
        self._called, self._offered, self._paths = called, name, paths

    def fields(self) -> Iterable[Widget]:
        """The name, and the place."""
        yield words(self._called, "explained")
        yield field("name", "It is called", self._offered)
        yield labelled("Under", Choice("under", (THERE, TOP, *self._paths)))

    def answer(self) -> Kept:
        """The name, and the place."""
        chosen = self.query_one("#under", Choice).chosen
        under = {THERE: None, TOP: ""}.get(chosen, chosen)
        return Kept(needed(self.typed("name"), "Please type a name."), under)


class Parent(NamedTuple):
    """A new category."""

    name: str
    under: str
    """Path of its own parent; empty: the top."""


class NewParent(Form[Parent]):
    """A category that no code becomes, to put codes under."""

    HEADING = "A new category"
    EXPLAINED = "Put codes under it with r. The name of one that is meant already takes it out \
again, while nothing lies under it."
    DO = "mean it so"

    def __init__(self, paths: Sequence[str]) -> None:
        """`paths`: what it may lie under."""
        super().__init__()
        self._paths = paths

    def fields(self) -> Iterable[Widget]:
        """The name, and the place."""
        yield field("name", "Name")
        yield labelled("Under", Choice("under", (TOP, *self._paths)))

    def answer(self) -> Parent:
        """The name, and the place."""
        chosen = self.query_one("#under", Choice).chosen
        name = needed(self.typed("name"), "Please type what it is called.")
        return Parent(name, "" if chosen == TOP else chosen)


class Joined(NamedTuple):
    """What several codes become."""

    name: str
    """Of the new code; empty: they are joined into one of the codebook."""
    into: str
    """Path of a code of the codebook; empty: a new one is made."""


class JoinCodes(Form[Joined]):
    """The one code that several become."""

    HEADING = "Join these codes"
    EXPLAINED = "They become one code with the history of each; choose a code of the codebook \
to join them with that one."
    DO = "join them"

    def __init__(self, called: Sequence[str], name: str, paths: Sequence[str]) -> None:
        """`paths`: the codes of the codebook."""
        super().__init__()
        self._called, self._offered, self._paths = called, name, paths

    def fields(self) -> Iterable[Widget]:
        """The name, or the code of the codebook."""
        yield words(listed(self._called))
        yield labelled("Into", Choice("into", (NEW, *self._paths)))
        yield field("name", "Name of the new code", self._offered)

    def answer(self) -> Joined:
        """The name, or the code."""
        into = self.query_one("#into", Choice).chosen
        if into != NEW:
            return Joined("", into)
        return Joined(needed(self.typed("name"), "Please type what it is called."), "")
