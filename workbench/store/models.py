"""The schema, declared once in SQLModel.

The classes declare; reads and writes are Core statements on their tables, because objects for
100,000 rows cost fifty times what the driver does. The tables are written out in `tables.py` by
`python -m workbench.store.writing_out`, so that the program imports neither SQLModel nor pydantic.
Constraints are named, so that a migration can find them.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlmodel import Field, SQLModel

from workbench.ideas import PROPOSAL_KINDS, PROPOSAL_OUTCOMES
from workbench.shares import SHARE_FORMS
from workbench.store.defaults import folded
from workbench.terms import OUTCOMES, PURPOSES, STATES, STATUSES

SCHEMA = 11
"""Counts the migrations; a study of a higher number was made by a newer program."""

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
_SPAN = "start >= 0 AND stop > start"


def _one_of(column: str, values: tuple[str, ...], name: str) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=name)


def _text() -> Any:  # SQLModel types a field by its value, so its factories return Any
    return Field(sa_type=Text)


class Base(SQLModel):
    """All tables share one metadata, apart from any other SQLModel in the process."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)


class StudyRow(Base, table=True):
    """The study itself: one row."""

    __tablename__: ClassVar[str] = "study"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)
    id: int = Field(primary_key=True)
    uid: str
    name: str
    schema_version: int
    program: str


class DocumentRow(Base, table=True):
    """A text as it is read and coded."""

    __tablename__: ClassVar[str] = "document"
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    name: str = Field(unique=True)
    question: str | None
    sha256: str
    source: str
    source_sha256: str
    importer: str
    text: str = _text()


class RevisionRow(Base, table=True):
    """A document's text was changed: what it was before by its hash, and where its places went.

    `map` has `[start, stop, length]` of each change, in offsets of the older text. What was said
    there is not kept.
    """

    __tablename__: ClassVar[str] = "revision"
    document_id: int = Field(foreign_key="document.id", primary_key=True)
    n: int = Field(primary_key=True)
    sha256: str = Field(index=True)
    map: list[list[int]] = Field(sa_type=JSON)


class CaseRow(Base, table=True):
    """A person (or site); `folded` is the name without capitals, by which it is found."""

    __tablename__: ClassVar[str] = "case"
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    name: str = Field(unique=True)
    folded: str = Field(index=True, sa_column_kwargs={"default": folded})


class AttributeRow(Base, table=True):
    """A typed fact about a case: text or a number."""

    __tablename__: ClassVar[str] = "attribute"
    __table_args__ = (UniqueConstraint("case_id", "name", "instrument", "time"),)
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id")
    name: str
    instrument: str
    time: str
    value: str | float = Field(sa_type=JSON)


class AttendanceRow(Base, table=True):
    """A case took part in a session, in a role."""

    __tablename__: ClassVar[str] = "attendance"
    __table_args__ = (UniqueConstraint("case_id", "document_id"),)
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id")
    document_id: int = Field(foreign_key="document.id", index=True)
    role: str | None


class TurnRow(Base, table=True):
    """One speaker's contribution, or one respondent's answer."""

    __tablename__: ClassVar[str] = "turn"
    __table_args__ = (
        UniqueConstraint("document_id", "position"),
        CheckConstraint(_SPAN, name="span"),
    )
    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="document.id")
    position: int
    start: int
    stop: int
    speaker: str | None
    case_id: int | None = Field(foreign_key="case.id", index=True)
    time: float | None
    phase: str | None


class UnitSetRow(Base, table=True):
    """How a document was cut into units; locked once a round opened on it."""

    __tablename__: ClassVar[str] = "unit_set"
    __table_args__ = (UniqueConstraint("document_id", "name"),)
    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="document.id")
    name: str
    settings: dict[str, Any] = Field(sa_type=JSON)
    locked: bool


class UnitRow(Base, table=True):
    """The stretch that coders judge."""

    __tablename__: ClassVar[str] = "unit"
    __table_args__ = (
        UniqueConstraint("unit_set_id", "position"),
        CheckConstraint(_SPAN, name="span"),
        Index("ix_unit_start", "unit_set_id", "start"),
    )
    id: int | None = Field(default=None, primary_key=True)
    unit_set_id: int = Field(foreign_key="unit_set.id")
    position: int
    start: int
    stop: int
    turn_id: int = Field(foreign_key="turn.id")


class CodebookVersionRow(Base, table=True):
    """One version of the codebook."""

    __tablename__: ClassVar[str] = "codebook_version"
    n: int = Field(primary_key=True)


class CoderRow(Base, table=True):
    """A person who codes."""

    __tablename__: ClassVar[str] = "coder"
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    name: str = Field(unique=True)
    role: str


class CodeRow(Base, table=True):
    """The identity of a code, which outlives its name."""

    __tablename__: ClassVar[str] = "code"
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    proposed_by: int | None = Field(foreign_key="coder.id")


class CodeStateRow(Base, table=True):
    """What a code is in one version of the codebook."""

    __tablename__: ClassVar[str] = "code_state"
    __table_args__ = (
        UniqueConstraint("version", "code_id"),
        UniqueConstraint("version", "parent_id", "name"),
        _one_of("kind", ("code", "category"), "kind"),
    )
    id: int | None = Field(default=None, primary_key=True)
    version: int = Field(foreign_key="codebook_version.n")
    code_id: int = Field(foreign_key="code.id")
    parent_id: int | None = Field(foreign_key="code.id")
    position: int
    name: str
    kind: str
    rules: dict[str, Any] = Field(sa_type=JSON)


class LineageRow(Base, table=True):
    """A code of a version came from an older code (rename, merge or split)."""

    __tablename__: ClassVar[str] = "lineage"
    version: int = Field(foreign_key="codebook_version.n", primary_key=True)
    code_id: int = Field(foreign_key="code.id", primary_key=True)
    from_code_id: int = Field(foreign_key="code.id", primary_key=True)


class CodeGroupRow(Base, table=True):
    """A code belongs to a named group, across the tree."""

    __tablename__: ClassVar[str] = "code_group"
    version: int = Field(foreign_key="codebook_version.n", primary_key=True)
    code_id: int = Field(foreign_key="code.id", primary_key=True)
    name: str = Field(primary_key=True)


class RoundRow(Base, table=True):
    """Documents × units × coders × one frozen codebook version; `sample`: how units were drawn."""

    __tablename__: ClassVar[str] = "round"
    __table_args__ = (
        _one_of("purpose", PURPOSES, "purpose"),
        _one_of("state", STATES, "state"),
        _one_of("start_from", ("blank", "own", "decisions"), "start_from"),
    )
    id: int | None = Field(default=None, primary_key=True)
    n: int = Field(unique=True)
    purpose: str
    state: str
    version: int = Field(foreign_key="codebook_version.n")
    unit: str
    roles: list[str] = Field(sa_type=JSON)
    start_from: str
    sample: dict[str, Any] | None = Field(
        default=None, sa_column=Column(JSON(none_as_null=True), nullable=True)
    )


class RoundDocumentRow(Base, table=True):
    """A document is judged in a round, cut as the unit set says."""

    __tablename__: ClassVar[str] = "round_document"
    round_id: int = Field(foreign_key="round.id", primary_key=True)
    document_id: int = Field(foreign_key="document.id", primary_key=True)
    unit_set_id: int = Field(foreign_key="unit_set.id")


class AssignmentRow(Base, table=True):
    """A coder's share of a document in a round; `units` None: all that the round judges."""

    __tablename__: ClassVar[str] = "assignment"
    __table_args__ = (UniqueConstraint("round_id", "coder_id", "document_id"),)
    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id")
    coder_id: int = Field(foreign_key="coder.id")
    document_id: int = Field(foreign_key="document.id")
    units: list[int] | None = Field(sa_column=Column(JSON(none_as_null=True), nullable=True))
    finished: bool


class CodingRow(Base, table=True):
    """In a round, a coder put a code on a stretch of a document."""

    __tablename__: ClassVar[str] = "coding"
    __table_args__ = (
        UniqueConstraint("round_id", "coder_id", "document_id", "start", "stop", "code_id"),
        CheckConstraint(_SPAN, name="span"),
        CheckConstraint("first_unit_id <= last_unit_id", name="units"),
        Index("ix_coding_window", "round_id", "document_id", "start"),
    )
    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id")
    coder_id: int = Field(foreign_key="coder.id")
    document_id: int = Field(foreign_key="document.id")
    code_id: int = Field(foreign_key="code.id")
    start: int
    stop: int
    first_unit_id: int = Field(foreign_key="unit.id")
    last_unit_id: int = Field(foreign_key="unit.id")
    copied: bool
    starred: bool
    group: str | None


class NoCodeRow(Base, table=True):
    """In a round, a coder read a unit and found that no code applies."""

    __tablename__: ClassVar[str] = "no_code"
    round_id: int = Field(foreign_key="round.id", primary_key=True)
    coder_id: int = Field(foreign_key="coder.id", primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", primary_key=True)


class SecondLookRow(Base, table=True):
    """In a round, a coder judged a unit whose words, or whose coded words, were changed since."""

    __tablename__: ClassVar[str] = "second_look"
    round_id: int = Field(foreign_key="round.id", primary_key=True)
    coder_id: int = Field(foreign_key="coder.id", primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", primary_key=True)


class MemoRow(Base, table=True):
    """Free writing attached to anything, by the kind and the uid of its target."""

    __tablename__: ClassVar[str] = "memo"
    __table_args__ = (UniqueConstraint("target_kind", "target_uid", "round_id", "author_id"),)
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    target_kind: str
    target_uid: str
    round_id: int | None = Field(foreign_key="round.id")
    author_id: int | None = Field(foreign_key="coder.id")
    text: str = _text()


class EventRow(Base, table=True):
    """One line of the history. `round_id` and `coder_id` say whose blind work it tells of."""

    __tablename__: ClassVar[str] = "event"
    n: int = Field(primary_key=True)
    at: str
    who: int | None = Field(foreign_key="coder.id")
    what: str
    ids: dict[str, Any] = Field(sa_type=JSON)
    round_id: int | None = Field(foreign_key="round.id")
    coder_id: int | None = Field(foreign_key="coder.id")


class DecisionRow(Base, table=True):
    """How the coders' disagreement on a unit of a revealed round was settled, and why."""

    __tablename__: ClassVar[str] = "decision"
    __table_args__ = (
        UniqueConstraint("round_id", "unit_id"),
        _one_of("outcome", OUTCOMES, "outcome"),
    )
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    round_id: int = Field(foreign_key="round.id")
    unit_id: int = Field(foreign_key="unit.id")
    outcome: str
    reason: str = _text()


class DecisionCodeRow(Base, table=True):
    """A unit is to have this code, by decision."""

    __tablename__: ClassVar[str] = "decision_code"
    decision_id: int = Field(foreign_key="decision.id", primary_key=True)
    code_id: int = Field(foreign_key="code.id", primary_key=True)


class AssentRow(Base, table=True):
    """A coder agreed to a decision."""

    __tablename__: ClassVar[str] = "assent"
    decision_id: int = Field(foreign_key="decision.id", primary_key=True)
    coder_id: int = Field(foreign_key="coder.id", primary_key=True)


class ResultRow(Base, table=True):
    """What was once measured of a revealed round, so that asking again gives the same."""

    __tablename__: ClassVar[str] = "result"
    __table_args__ = (UniqueConstraint("round_id", "question"),)
    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id")
    question: str = _text()
    numbers: dict[str, Any] = Field(sa_type=JSON)
    program: str


class ShareRow(Base, table=True):
    """A coder's share of a round that travels, and how far it came back.

    `counter` and `trail` (a hash of its history) say which state of the packet was last taken,
    `held` (a hash of codings, no-codes and memos) what the coder had here then.
    """

    __tablename__: ClassVar[str] = "share"
    __table_args__ = (_one_of("form", SHARE_FORMS, "form"),)
    round_id: int = Field(foreign_key="round.id", primary_key=True)
    coder_id: int = Field(foreign_key="coder.id", primary_key=True)
    packet: str
    form: str
    counter: int
    trail: str
    held: str
    out: bool


class DiscussionRow(Base, table=True):
    """Where there is a row, the study is a packet to talk about the disagreements of a round."""

    __tablename__: ClassVar[str] = "discussion"
    packet: str = Field(primary_key=True)
    round_id: int = Field(foreign_key="round.id")


class WordingRow(Base, table=True):
    """What a decision or a memo of a round once said, by the uid that it had then.

    Of two copies, the one that has been where the other stands is the later.
    """

    __tablename__: ClassVar[str] = "wording"
    __table_args__ = (UniqueConstraint("subject", "uid"),)
    id: int | None = Field(default=None, primary_key=True)
    uid: str
    round_id: int = Field(foreign_key="round.id")
    subject: str


class UndoRow(Base, table=True):
    """What takes back an act of a coder; `n` is the number of the act's event."""

    __tablename__: ClassVar[str] = "undo"
    __table_args__: ClassVar[dict[str, Any]] = {"sqlite_with_rowid": False}
    coder_id: int = Field(foreign_key="coder.id", primary_key=True)
    n: int = Field(foreign_key="event.n", primary_key=True)
    round_id: int | None = Field(foreign_key="round.id")
    document_id: int | None = Field(foreign_key="document.id")
    inverse: dict[str, Any] = Field(sa_type=JSON)
    undone: int | None = Field(foreign_key="event.n")


class SurveyRow(Base, table=True):
    """A survey: what its columns are, so that its next export is read alike."""

    __tablename__: ClassVar[str] = "survey"
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    plan: dict[str, Any] = Field(sa_type=JSON)


class SurveyDocumentRow(Base, table=True):
    """A document holds answers of a survey."""

    __tablename__: ClassVar[str] = "survey_document"
    survey_id: int = Field(foreign_key="survey.id", primary_key=True)
    document_id: int = Field(foreign_key="document.id", primary_key=True)


class SurveyResponseRow(Base, table=True):
    """A row of a survey's table that was imported; `n` counts them in the survey.

    `kept` is a hash of what is kept of it, `raw` of the whole row.
    """

    __tablename__: ClassVar[str] = "survey_response"
    survey_id: int = Field(foreign_key="survey.id", primary_key=True)
    n: int = Field(primary_key=True)
    case_id: int | None = Field(foreign_key="case.id", index=True)
    occasion: str
    raw: int = Field(sa_type=BigInteger)
    kept: int = Field(sa_type=BigInteger)


class ProposalRow(Base, table=True):
    """In a round, a coder proposes a new code or a change; blind until reveal."""

    __tablename__: ClassVar[str] = "proposal"
    __table_args__ = (
        _one_of("kind", PROPOSAL_KINDS, "kind"),
        _one_of("outcome", PROPOSAL_OUTCOMES, "outcome"),
    )
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    coder_id: int = Field(foreign_key="coder.id")
    kind: str
    code_id: int | None = Field(foreign_key="code.id")
    """The new code."""
    said: dict[str, Any] | None = Field(sa_column=Column(JSON(none_as_null=True), nullable=True))
    """None: it was withdrawn."""
    outcome: str
    answer: str = _text()
    version: int | None = Field(foreign_key="codebook_version.n")


class ReconcilingRow(Base, table=True):
    """What a team means to make of the coders' own codes of a revealed round, so far."""

    __tablename__: ClassVar[str] = "reconciling"
    round_id: int = Field(foreign_key="round.id", primary_key=True)
    plan: dict[str, Any] = Field(sa_type=JSON)


class ChosenPartRow(Base, table=True):
    """Of the codes that one was split into, this coding has become one; None: none of them."""

    __tablename__: ClassVar[str] = "chosen_part"
    coding_id: int = Field(foreign_key="coding.id", primary_key=True)
    from_code_id: int = Field(foreign_key="code.id", primary_key=True)
    code_id: int | None = Field(foreign_key="code.id")


class ThemeSetRow(Base, table=True):
    """A version of the themes, by its name."""

    __tablename__: ClassVar[str] = "theme_set"
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    name: str = Field(unique=True)
    copied_from: str


class ThemeRow(Base, table=True):
    """A theme in a set; its uid is the same in every set it was copied to."""

    __tablename__: ClassVar[str] = "theme"
    __table_args__ = (UniqueConstraint("set_id", "uid"),)
    id: int | None = Field(default=None, primary_key=True)
    set_id: int = Field(foreign_key="theme_set.id")
    uid: str
    position: int
    name: str
    claim: str = _text()
    memo: str = _text()
    came_from: list[str] = Field(sa_type=JSON)


class ThemeCodeRow(Base, table=True):
    """A code serves a theme."""

    __tablename__: ClassVar[str] = "theme_code"
    theme_id: int = Field(foreign_key="theme.id", primary_key=True)
    code_id: int = Field(foreign_key="code.id", primary_key=True)
    position: int


class ThemeQuotationRow(Base, table=True):
    """A stretch supports or contradicts a theme; `coding_id` where it is a coding."""

    __tablename__: ClassVar[str] = "theme_quotation"
    __table_args__ = (
        UniqueConstraint("theme_id", "document_id", "start", "stop"),
        CheckConstraint(_SPAN, name="span"),
    )
    id: int | None = Field(default=None, primary_key=True)
    theme_id: int = Field(foreign_key="theme.id")
    document_id: int = Field(foreign_key="document.id")
    start: int
    stop: int
    supports: bool
    coding_id: int | None = Field(foreign_key="coding.id")


class TypedCellRow(Base, table=True):
    """What somebody wrote into a cell of a table for the paper; emptied, it keeps its row.

    `row_key` and `column_key` are ids, numbers or fixed words, never a person's name.
    """

    __tablename__: ClassVar[str] = "typed_cell"
    __table_args__ = (UniqueConstraint("table_name", "row_key", "column_key"),)
    id: int | None = Field(default=None, primary_key=True)
    table_name: str
    row_key: str
    column_key: str
    words: str = _text()


class WithdrawalRow(Base, table=True):
    """Somebody withdrew. Of who it was only hashes are kept, by which older copies know them.

    `identity` is of the case's uid, `name` of its name without capitals, `known_by` of survey rows
    without an id and of the names that the key had for them, each with `salt`.
    `settled`: backups from before hold nothing of theirs.
    """

    __tablename__: ClassVar[str] = "withdrawal"
    n: int = Field(primary_key=True)
    at: str
    salt: str
    identity: str
    name: str
    known_by: list[str] = Field(sa_type=JSON)
    how: dict[str, Any] = Field(sa_type=JSON)
    settled: bool


class WithdrawnTurnRow(Base, table=True):
    """A turn whose words were withdrawn; nobody judges or quotes it any more."""

    __tablename__: ClassVar[str] = "withdrawn_turn"
    turn_id: int = Field(foreign_key="turn.id", primary_key=True)


class UnquotedRow(Base, table=True):
    """A case, or a document, whose words are not to be quoted, and why."""

    __tablename__: ClassVar[str] = "unquoted"
    __table_args__ = (
        UniqueConstraint("case_id"),
        UniqueConstraint("document_id"),
        CheckConstraint("(case_id IS NULL) <> (document_id IS NULL)", name="one"),
    )
    id: int | None = Field(default=None, primary_key=True)
    case_id: int | None = Field(foreign_key="case.id")
    document_id: int | None = Field(foreign_key="document.id")
    reason: str = _text()


class ExportedRow(Base, table=True):
    """A file that was written from the study: what, where, when, from which documents."""

    __tablename__: ClassVar[str] = "exported"
    id: int | None = Field(default=None, primary_key=True)
    at: str
    who: int | None = Field(foreign_key="coder.id")
    what: str
    file: str = _text()
    sha256: str
    documents: list[int] = Field(sa_type=JSON)


class DocumentStatusRow(Base, table=True):
    """What the team says of names in a document; without a row it is raw.

    A check holds for the text that had this hash when it was checked.
    """

    __tablename__: ClassVar[str] = "document_status"
    __table_args__ = (_one_of("status", STATUSES, "status"),)
    document_id: int = Field(foreign_key="document.id", primary_key=True)
    status: str
    by_id: int | None = Field(foreign_key="coder.id")
    checked_by_id: int | None = Field(foreign_key="coder.id")
    checked_sha256: str


class SettingRow(Base, table=True):
    """What is settled for the whole study, by its name."""

    __tablename__: ClassVar[str] = "setting"
    name: str = Field(primary_key=True)
    value: dict[str, Any] = Field(sa_type=JSON)


alembic_version = Table(
    "alembic_version", Base.metadata, Column("version_num", String(32), primary_key=True)
)
"""Alembic's own table, here so that a new study need not import alembic."""
