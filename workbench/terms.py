"""Plain values that the rooms exchange.

Offsets count code points of a document's stored text and are half-open, as in
`text[start:stop]`; `Span` says it once for all. Positions of turns and units count from 1,
as people count on the phone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from workbench.surveys import Columns as Columns
from workbench.surveys import Response, SurveyPlan

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# ------------------------------------------------------------------ text


class Span(NamedTuple):
    """A stretch of text: code points from `start` up to, not including, `stop`."""

    start: int
    stop: int


@dataclass(frozen=True)
class DraftTurn:
    """One speaker's contribution, or one respondent's answer, before it is stored."""

    start: int
    stop: int
    speaker: str | None = None
    time: float | None = None
    """Seconds from the start of the recording."""
    case: str | None = None
    """The case's name; speakers become cases of their label unless told otherwise."""
    phase: str | None = None
    cues: tuple[int, ...] = ()
    """Offsets within the turn at which a cue begins after another, where the file has cues."""


@dataclass(frozen=True)
class DraftDocument:
    """A text as it will be read and coded, before it is stored."""

    name: str
    text: str
    turns: tuple[DraftTurn, ...]
    question: str | None = None
    """The survey question that the turns answer; None for a transcript."""


@dataclass(frozen=True)
class DraftAttribute:
    """A typed fact about a case, before it is stored."""

    case: str
    name: str
    value: str | float
    instrument: str = ""
    time: str = ""


@dataclass(frozen=True)
class Draft:
    """What an importer found in one file: documents, facts about cases, and what to know."""

    source: str
    """The file's name, without its folders."""
    source_sha256: str
    importer: str
    documents: tuple[DraftDocument, ...]
    attributes: tuple[DraftAttribute, ...] = ()
    notes: tuple[str, ...] = ()
    """Sentences for the person importing: what was left out, guessed, or looks odd."""
    plan: SurveyPlan | None = None
    """Of a survey: what its columns are."""
    responses: tuple[Response, ...] = ()
    """Of a survey: what each row says; the documents and attributes are made of them."""


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
    characters: int
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


# ------------------------------------------------------------------ agreement

Level = Literal["nominal", "ordinal", "interval", "ratio"]
Undefined = Literal["no_data", "single_coder", "no_pairable_units", "no_variation", "too_few_units"]


@dataclass(frozen=True)
class ReliabilityData:
    """What coders said of the same units.

    `values` has a row a unit and a column a coder; each cell is the index of a category in
    `categories`, or -1 where the coder did not judge the unit (missing, which is not “no”).
    """

    coders: tuple[str, ...]
    categories: tuple[object, ...]
    """The declared values, in order (ordinal levels rest on it); all are kept, used or not."""
    values: NDArray[np.int32]
    clusters: NDArray[np.int32] | None = None
    """For each unit, the index of the document it lies in; None: units are independent."""
    frequency: NDArray[np.float64] | None = None
    """How many units each row stands for, where like units are one row; None: one."""


@dataclass(frozen=True)
class Agreement:
    """How far coders coincide, by one coefficient; undefined is a value with a reason."""

    coefficient: str
    level: Level
    value: float | None
    units: int
    """Units that at least two coders judged."""
    coders: int
    low: float | None = None
    high: float | None = None
    se: float | None = None
    observed: float | None = None
    expected: float | None = None
    undefined_because: Undefined | None = None
    interval: str = ""
    """How `low` and `high` were made, for the recipe line, or why there are none; empty: not asked.

    `undefined_because` is `too_few_units` beside a value that rests on a single unit.
    """
    chance_below_667: float | None = None
    """The chance that the coefficient of all such units is below 2/3; with the interval."""
    chance_below_800: float | None = None
    """The same for .800."""


@dataclass(frozen=True)
class AgreementRow:
    """One coefficient on one thing that was asked about: a code, a document, a pair."""

    code: str
    """What it is about, in words: a code's name, or whatever else was asked by."""
    coefficient: str
    value: float | None
    units: int
    coders: int
    low: float | None = None
    high: float | None = None
    prevalence: Mapping[str, float | None] = field(default_factory=dict)
    """For each coder, the share of their judged units that have the code, 0 to 1."""
    percent: float | None = None
    """Agreement, 0 to 1."""
    positive_agreement: float | None = None
    undefined_because: Undefined | None = None
    note: str | None = None
    """What a reader has to know of this number, in the program's words."""
    explanation: str | None = None
    """Why it is as low as it is, and what was done, in the team's words."""
    level: Level = "nominal"
    interval: str = ""
    """How `low` and `high` were made, or why there are none."""
    below: float | None = None
    """How probable it is that the coefficient lies below .667, 0 to 1."""
    cells: tuple[int, int, int, int] | None = None
    """With two coders: units that both, only the first, only the second, neither gave it."""
    key: Mapping[str, str | list[str]] = field(default_factory=dict)
    """What it is about, for programs: `{"code": …}`, `{"pair": [a, b], "code": …}`, …"""
    observed: float | None = None
    expected: float | None = None
    """As it was, and as chance makes it: of disagreement for alphas, of agreement for kappas."""


@dataclass(frozen=True)
class RoundAgreement:
    """The agreement of one round, as `workbench agreement --json` prints it."""

    n: int
    purpose: Purpose
    recipe: str
    rows: tuple[AgreementRow, ...] = ()
    overall: AgreementRow | None = None
    """Binary alpha over the judged unit × code cells."""
    note: str | None = None
    """What the purpose of the round means for its numbers; None for a test round."""
    seen_before: int = 0
    """How many of the units these coders had coded or discussed in an earlier round."""


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
