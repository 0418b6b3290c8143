"""Plain values of surveys that the rooms exchange: what a table's columns are, what a row says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

ColumnRole = Literal["id", "text", "attribute", "score", "personal", "occasion", "ignore"]
"""What a column of a survey is: who answered; an open answer; a fact; a number; personal data or
consent, which are dropped; which of several rows of a person; nothing of use."""

WhoseIds = Literal["", "same", "own"]
"""Ids of a survey are those of people whom the study knows by them, or the survey's own: its
people are called by its name and the id."""

PART = 20_000
"""How many rows of a table are stored at once, whole: the largest part of a survey."""


@dataclass(frozen=True)
class Columns:
    """Which columns of a survey table are what; named as in the table's header."""

    id: str | None = None
    text: tuple[str, ...] = ()
    attribute: tuple[str, ...] = ()
    score: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    occasion: tuple[str, ...] = ()
    """Which of several rows of a person this is: an event, an instance."""


@dataclass(frozen=True)
class SurveyOptions:
    """What the person importing says of a survey beyond its columns."""

    accept: bool = False
    """Whether what is proposed is taken for the columns that nothing was said of."""
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """The least and the greatest number of a score, both included."""
    no_answers: tuple[str, ...] = ()
    """Cells that are no answer, beside the usual ones."""
    answers: tuple[str, ...] = ()
    """Cells that are an answer, although they usually are none."""
    repairs: tuple[str, ...] = ()
    """Damage to be repaired: `mojibake`, `ranges`, `codes`."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Columns that go by another name than in the header: old name to new."""
    sheet: str | None = None
    """Of a workbook; None: the only one that holds a table."""
    time: str = ""
    """When these were asked, such as `pre`: the time of facts and scores."""
    previews: bool = False
    """Whether rows that the survey's makers made while testing are kept."""
    finished: bool = False
    """Whether rows of those who did not come to the end are left out."""
    only: tuple[str, ...] = ()
    """`COLUMN=CELL`: rows with other cells there are left out; of one column any of several."""
    fields: Mapping[str, ColumnRole] = field(default_factory=dict)
    """What a data dictionary says of columns."""
    ids: WhoseIds = ""
    """Whose the ids are; empty: nobody said."""
    survey: str | None = None
    """The survey in the study that this is a later export of, or the name of a new one."""


class Fact(NamedTuple):
    """A fact that a row tells of its respondent."""

    name: str
    value: str | float
    time: str = ""


class Response(NamedTuple):
    """One row of a survey: what a respondent answered, on one occasion."""

    n: int
    """Counts the rows of the file from 1, without the header and without blank rows."""
    case: str
    """The id as it is written; empty where the rows are numbered."""
    occasion: str
    answers: tuple[str, ...]
    """One for each question, in order; empty is no answer."""
    facts: tuple[Fact, ...]
    raw: int = 0
    """A hash of the row as the file has it, by which rows without an id are known again."""


class Change(NamedTuple):
    """A later export says otherwise of a respondent than the study, which stays as it is."""

    case: str
    column: str
    before: str
    now: str


@dataclass(frozen=True)
class SurveyPlan:
    """What is remembered of a survey, so that its next export is read alike."""

    name: str
    header: tuple[str, ...]
    """All columns of the table."""
    columns: Columns
    options: SurveyOptions = SurveyOptions()


class Proposal(NamedTuple):
    """What a column seems to be, and why; shown before it is believed."""

    column: str
    title: str
    """The question's words, where the file has them apart from the column's name."""
    role: ColumnRole
    why: str
    answered: int
    """Rows with an answer, of those that were looked at."""
    distinct: int
    least: float | None = None
    greatest: float | None = None
    """Of a score."""
    example: str = ""


class Damage(NamedTuple):
    """Damage that a file brought along, with examples; `repair` names what would mend it."""

    column: str
    kind: str
    """In words, such as `text read in a wrong encoding`."""
    cells: int
    examples: tuple[str, ...]
    repair: str | None = None
