"""Plain values of what an importer found, before it is stored."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.surveys import Response, SurveyPlan


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
