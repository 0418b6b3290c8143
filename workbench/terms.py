"""Plain values that the rooms exchange.

Offsets count code points of a document's stored text and are half-open, as in
`text[start:stop]`; `Span` says it once for all. Positions of turns and units count from 1,
as people count on the phone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

# ------------------------------------------------------------------ text


class Span(NamedTuple):
    """A stretch of text: code points from `start` up to, not including, `stop`."""

    start: int
    stop: int


class Passage(NamedTuple):
    """What a coder judges at once: one stretch of a document, or several."""

    document: str
    spans: Sequence[Span]
    sha256: str | None = None
    """Of the text in which it was read; None: of whatever text is there now."""


@dataclass(frozen=True)
class Segmentation:
    """How a unit set is made: the segmenter's name on the shelf, and its settings."""

    unit: str
    lang: str = "en"
    model: str | None = None
    words: int | None = None
    """How many words a unit of `words` has."""
    name: str | None = None
    """Of the unit set; None: it is called as its unit."""

    @property
    def called(self) -> str:
        """The name of the unit set."""
        return self.name or self.unit


# ------------------------------------------------------------------ who reads


class Viewer(NamedTuple):
    """Who reads. `coder` None: nobody in particular, who sees nothing that is blind."""

    coder: str | None = None


NOBODY = Viewer()


# ------------------------------------------------------------------ codebook

CodeKind = Literal["code", "category"]
Exclusive = Literal["nominal", "ordinal"]


@dataclass(frozen=True)
class Code:
    """A code or a category (a code that groups others), in one version of the codebook."""

    name: str
    kind: CodeKind = "code"
    definition: str = ""
    use_when: str = ""
    do_not_use_when: str = ""
    examples: tuple[str, ...] = ()
    origin: str = ""
    colour: str = ""
    key: str = ""
    groups: tuple[str, ...] = ()
    exclusive: Exclusive | None = None
    was: tuple[str, ...] = ()
    """Names in the version before: one is a rename, several a merge; shared by two, a split."""
    codes: tuple[Code, ...] = ()
    uid: str = ""
    """The identity that outlives the name; empty until stored."""


@dataclass(frozen=True)
class Codebook:
    """One version of the codebook: a tree of codes."""

    version: int
    codes: tuple[Code, ...]

    def walk(self) -> Iterator[tuple[tuple[str, ...], Code]]:
        """Every code with its path from the top, parents before children, in order."""
        yield from _walk((), self.codes)


def _walk(
    above: tuple[str, ...], codes: tuple[Code, ...]
) -> Iterator[tuple[tuple[str, ...], Code]]:
    for code in codes:
        path = (*above, code.name)
        yield path, code
        yield from _walk(path, code.codes)


# ------------------------------------------------------------------ what is read from a study


class Document(NamedTuple):
    """A stored document, without its text."""

    id: int
    name: str
    question: str | None
    sha256: str
    turns: int


Status = Literal["raw", "pseudonymised", "checked"]
STATUSES: tuple[Status, ...] = ("raw", "pseudonymised", "checked")
"""A document has the names that were said, other ones, or such as a second person checked."""


class DocumentStatus(NamedTuple):
    """What the team says of names in a document."""

    document: str
    status: Status
    by: str | None = None
    """Who said that it is pseudonymised, where that is known."""
    checked_by: str | None = None


class Turn(NamedTuple):
    """A stored turn; `position` counts from 1 within its document."""

    position: int
    start: int
    stop: int
    speaker: str | None
    case: str | None
    role: str | None
    time: float | None
    phase: str | None


def clock(seconds: float | None) -> str:
    """A time in a recording as it is shown everywhere, so that it can be found; empty for none.

    >>> clock(764.9), clock(None)
    ('[00:12:44]', '')
    """
    if seconds is None:
        return ""
    minutes, second = divmod(int(seconds), 60)
    hour, minute = divmod(minutes, 60)
    return f"[{hour:02}:{minute:02}:{second:02}]"


class Coder(NamedTuple):
    """A person who codes."""

    name: str
    role: str
    """`team`, `independent` (not an author) or `adjudicator`."""


CODER_ROLES = ("team", "independent", "adjudicator")


class Attribute(NamedTuple):
    """A typed fact about a case."""

    name: str
    value: str | float
    instrument: str = ""
    time: str = ""


class Attendance(NamedTuple):
    """A case took part in a document's session, in a role; `turns` 0: and said nothing."""

    document: str
    role: str | None
    turns: int


class CaseFacts(NamedTuple):
    """A case with what is known of it."""

    name: str
    attributes: tuple[Attribute, ...]
    attendances: tuple[Attendance, ...]


class Unit(NamedTuple):
    """A coding unit; `position` counts from 1 within its unit set."""

    position: int
    start: int
    stop: int
    turn: int
    """Position of the turn it lies in."""


Purpose = Literal["explore", "train", "test", "revise", "complete"]
State = Literal["draft", "open", "closed", "revealed", "adjudicated"]
StartFrom = Literal["blank", "own", "decisions"]

PURPOSES: tuple[Purpose, ...] = ("explore", "train", "test", "revise", "complete")
STATES: tuple[State, ...] = ("draft", "open", "closed", "revealed", "adjudicated")


class Assignment(NamedTuple):
    """A coder's share of a document in a round, and how far they are."""

    coder: str
    document: str
    units: int
    """How many units are theirs to judge."""
    judged: int
    finished: bool
    sample: tuple[int, ...] | None = None
    """Positions of the units, where only a part of the document is theirs."""


SampleBy = Literal["document", "role", "question"]
SAMPLE_BY: tuple[SampleBy, ...] = ("document", "role", "question")


@dataclass(frozen=True)
class Sample:
    """How the units of a round are drawn at random, the same for all its coders."""

    size: str
    """A share of the units, such as `20%`, or how many."""
    seed: int = 1
    """The same seed draws the same units."""
    by: SampleBy = "document"
    """Each of these gives its share."""
    stretch: int = 10
    """Units in a row, in a transcript; answers to a survey are drawn one by one."""


@dataclass(frozen=True)
class RoundPlan:
    """A round as it is asked for."""

    coders: tuple[str, ...]
    unit: str
    purpose: Purpose = "test"
    documents: tuple[str, ...] = ()
    """Empty: all that are cut into this unit."""
    roles: tuple[str, ...] = ()
    sample: Sample | None = None
    """None: everything is judged."""
    start_from: StartFrom = "blank"
    version: int | None = None
    """Of the codebook; None: the latest."""


@dataclass(frozen=True)
class Round:
    """A round as everybody may see it: who codes what, and how far they are."""

    n: int
    purpose: Purpose
    state: State
    version: int
    """Of the codebook, frozen for the round."""
    unit: str
    """Name of the unit set on each document."""
    roles: tuple[str, ...]
    """Whose turns are judged; empty: everybody's."""
    start_from: StartFrom
    documents: tuple[str, ...]
    coders: tuple[str, ...]
    assignments: tuple[Assignment, ...] = ()
    sample: Sample | None = None
    """How its units were drawn; None: everything is judged."""


class Coding(NamedTuple):
    """In a round, a coder put a code on a stretch of a document."""

    coder: str
    document: str
    code: str
    """The code's uid."""
    start: int
    stop: int
    first_unit: int
    """Position of the first unit that the stretch touches."""
    last_unit: int
    """Position of the last, included."""
    copied: bool = False
    starred: bool = False
    group: str | None = None
    """The group that this one coding belongs to; None: those of its code."""


class NoCode(NamedTuple):
    """In a round, a coder read a unit and found that no code applies."""

    coder: str
    document: str
    unit: int


Outcome = Literal["codes", "none", "open", "codebook"]
OUTCOMES: tuple[Outcome, ...] = ("codes", "none", "open", "codebook")
"""The unit gets some codes; none applies; it is left open; it asks for a new or changed code."""


class Decision(NamedTuple):
    """How the coders' disagreement on a unit was settled; their codings stay as they were."""

    document: str
    unit: int
    codes: tuple[str, ...] = ()
    """Uids of the codes that the unit is to have, sorted."""
    outcome: Outcome = "codes"
    reason: str = ""
    agreed: tuple[str, ...] = ()
    """Names of the coders who agreed to it, sorted."""

    @property
    def settled(self) -> bool:
        """Whether it says what the unit is to have; else it was discussed without an end."""
        return self.outcome in ("codes", "none")


class Memo(NamedTuple):
    """Free writing by somebody about something."""

    author: str | None
    target_kind: str
    target: str
    text: str
    n: int | None = None
    """The round in which it was written; None: in none, so that all read it at once."""


class Event(NamedTuple):
    """One line of the study's history. It holds ids, never text or names of people in it."""

    n: int
    at: str
    who: str | None
    what: str
    ids: Mapping[str, object]
    coder: str | None = None
    """Whose work it is about; None: nobody's in particular."""
    round: int | None = None
    """In which round it was done; None: in none."""


# ------------------------------------------------------------------ tables


class TypedCell(NamedTuple):
    """What somebody wrote into a cell of a table for the paper."""

    id: int
    table: str
    row: str
    """A key: an id, a number or a fixed word."""
    column: str
    words: str


Cell = str | int | float | None


@dataclass(frozen=True)
class Table:
    """A table as it will be printed: a title, column heads, rows of typed cells, notes."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    """Sentences under the table: denominators, rules, where it comes from."""
    provenance: Mapping[str, str] = field(default_factory=dict)
