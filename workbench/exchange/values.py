"""A project as the exchange standard sees it, as plain values.

GUIDs are strings without braces in lower case. Offsets of a project that was read are what its
writer meant by them, until `offsets` has found out; then, and in a project to be written, they
are code points of the LF text, half-open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

Typed = str | int | float | bool


class User(NamedTuple):
    """A person who worked on the project; `short` is what the standard calls id."""

    guid: str
    name: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class CodeElement:
    """A code with those below it."""

    guid: str
    name: str
    codable: bool = True
    colour: str = ""
    """`#RRGGBB`, or empty."""
    description: str = ""
    notes: tuple[str, ...] = ()
    codes: tuple[CodeElement, ...] = ()


class Variable(NamedTuple):
    """What is known of cases or sources; `kind` is the standard's, such as Integer or Text."""

    guid: str
    name: str
    kind: str
    description: str = ""


class Case(NamedTuple):
    """A person, or whatever the researchers compare."""

    guid: str
    name: str
    description: str = ""
    values: tuple[tuple[str, Typed], ...] = ()
    """The variable's GUID and the value."""
    sources: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()
    """GUIDs of selections that belong to it."""
    notes: tuple[str, ...] = ()


class Applied(NamedTuple):
    """Somebody applied a code: the standard's Coding."""

    guid: str
    code: str
    user: str = ""
    created: str = ""
    notes: tuple[str, ...] = ()


class Selection(NamedTuple):
    """A stretch of a source's text; start and stop None: the file gives no whole number."""

    guid: str
    name: str
    start: int | None
    stop: int | None
    user: str = ""
    created: str = ""
    description: str = ""
    applied: tuple[Applied, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A text that is coded, or the text that stands for a PDF or a recording."""

    guid: str
    name: str
    text: str | None = None
    """With LF line ends; None where the file has none."""
    lost: str = ""
    """Why there is no text."""
    description: str = ""
    selections: tuple[Selection, ...] = ()
    applied: tuple[Applied, ...] = ()
    """Codes on the whole source."""
    notes: tuple[str, ...] = ()
    values: tuple[tuple[str, Typed], ...] = ()
    created: str = ""
    also: tuple[str, ...] = ()
    """GUIDs that mean it as well: of its recording or PDF, of the same text listed again."""


class Note(NamedTuple):
    """A memo."""

    guid: str
    name: str
    text: str = ""
    user: str = ""
    created: str = ""
    inside: bool = True
    """Whether the text stands in the project itself; else in a text file of its own."""


class Set(NamedTuple):
    """A named collection of codes, sources or notes."""

    guid: str
    name: str
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """What a project file holds, as far as text goes."""

    name: str
    origin: str
    created: str = ""
    modified: str = ""
    description: str = ""
    users: tuple[User, ...] = ()
    codes: tuple[CodeElement, ...] = ()
    variables: tuple[Variable, ...] = ()
    cases: tuple[Case, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[Note, ...] = ()
    sets: tuple[Set, ...] = ()
    about: tuple[str, ...] = ()
    """GUIDs of the notes on the project itself."""
    others: Mapping[str, int] = field(default_factory=dict)
    """How many elements there are of the kinds that have no place here: links, graphs, media."""
    links: tuple[tuple[str, str], ...] = ()
    """GUIDs that a link joins."""


class Convention(NamedTuple):
    """How a program counts positions in a text."""

    unit: str
    """`code points`, `UTF-16` or `bytes`."""
    crlf: int
    """What a line end counts for that is CRLF in the file: 1 or 2."""
    mark: bool
    """Whether a byte order mark counts."""
    inclusive: bool
    """Whether the end is the last character, not the one after it."""

    @property
    def words(self) -> str:
        """As a person reads it."""
        return ", ".join(
            (
                f"{self.unit} counted",
                f"CRLF counts {self.crlf}",
                "the byte order mark counts" if self.mark else "no byte order mark counted",
                "the end included" if self.inclusive else "the end not included",
            )
        )


PLAIN = Convention("code points", 1, mark=False, inclusive=False)
"""The standard's words, read as all programs that were measured read them; ours."""


class Own(NamedTuple):
    """What the workbench's own note carries, of a file that is as the workbench wrote it."""

    study: Mapping[str, object]
    codings: int
    quotes: tuple[str, ...]
    """The first words that were coded."""


class Read(NamedTuple):
    """A project that was read from a file, with what to know about it."""

    project: Project
    """Positions in it are code points, half-open, wherever they could be told."""
    convention: Convention
    evidence: str
    """Why the convention was chosen, in words."""
    unplaced: Mapping[str, str]
    """For each selection that has no place in its text, by GUID, why."""
    notes: tuple[str, ...] = ()
    """Sentences about oddities that were read all the same."""
    sha256: str = ""
    """Of the file."""
    own: Own | None = None
    """Where it was asked for and the file is ours; the project then comes without selections."""
