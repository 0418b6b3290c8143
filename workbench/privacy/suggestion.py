"""A place where a name may stand, and why it may be something else."""

from __future__ import annotations

from typing import Literal, NamedTuple

from workbench.privacy.names import Kind
from workbench.revisions import Edit

Doubt = Literal[
    "", "word", "small", "misspelt", "short", "ending", "faint", "shared", "joined", "guess"
]
DOUBTS: dict[Doubt, str] = {
    "word": "also a common word",
    "small": "in small letters",
    "misspelt": "differs by a letter or two",
    "short": "a short form, or what it is short for",
    "ending": "with another ending or beginning",
    "faint": "near a name, but may well be a word in small letters",
    "shared": "part of several names",
    "joined": "tied to another name",
    "guess": "by its form or by a model",
}
"""Why a suggestion may be wrong."""
ORDER: tuple[Doubt, ...] = (
    "faint", "misspelt", "short", "ending", "word", "small", "shared", "joined", "guess",
)  # fmt: skip
"""Of several doubts, the one that is told."""
NEAR: tuple[Doubt, ...] = ("misspelt", "short", "ending", "faint")
"""Doubts in a word that is not the name's by its letters."""


class Suggestion(NamedTuple):
    """A stretch of a text (code points, half-open) that may tell who somebody is."""

    start: int
    stop: int
    original: str
    """The name that it stands for; for a pattern the words themselves."""
    replacement: str
    kind: Kind
    what: str
    """`name`, or what a pattern or a model takes it for."""
    doubt: Doubt = ""

    @property
    def edit(self) -> Edit:
        """The change that it suggests."""
        return Edit(self.start, self.stop, self.replacement)


class Entity(NamedTuple):
    """A stretch that a trained pipeline takes for a name, and for what."""

    start: int
    stop: int
    what: str
