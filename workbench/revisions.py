"""Plain values of texts that change: edits, and what lies on a text and moves with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from workbench.terms import State


class Edit(NamedTuple):
    """Code points of a stored text from `start` up to `stop`, and what stands there instead."""

    start: int
    stop: int
    """As `start`: nothing goes, the replacement is put in before it."""
    replacement: str


class LaidUnit(NamedTuple):
    """A unit as it is stored; `turn` is the id of its turn."""

    id: int
    turn: int
    start: int
    stop: int


class LaidSet(NamedTuple):
    """A unit set as it is stored, its units in order."""

    id: int
    name: str
    locked: bool
    units: tuple[LaidUnit, ...]


class LaidTurn(NamedTuple):
    """Where a turn is stored, by its id."""

    id: int
    start: int
    stop: int


class LaidCoding(NamedTuple):
    """Where a coding lies, by ids; its units are all of one set."""

    id: int
    start: int
    stop: int
    first_unit: int
    last_unit: int


@dataclass(frozen=True)
class Laid:
    """A document with every stretch that lies on its text, whoever laid it there."""

    document: int
    """The id."""
    name: str
    text: str
    turns: tuple[LaidTurn, ...]
    sets: tuple[LaidSet, ...]
    codings: tuple[LaidCoding, ...]


class Revision(NamedTuple):
    """A change of a document's text that was made. Of what was said before it keeps the hash."""

    n: int
    sha256: str
    """Of the text as it was before."""
    changes: tuple[tuple[int, int, int], ...]
    """`(start, stop, length)` of each, in offsets of the text as it was before."""


class SecondLook(NamedTuple):
    """A unit that a coder judged and whose words were changed since."""

    n: int
    """The round."""
    state: State
    coder: str
    document: str
    unit: int
    start: int
    stop: int
