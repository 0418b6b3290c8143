"""The tables as `models.py` declares them. Written by `writing_out.py`; change those."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from workbench.store.defaults import folded

SCHEMA = 11
"""Counts the migrations; a study of a higher number was made by a newer program."""
METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
study = Table(
    "study",
    METADATA,
    Column("id", Integer(), primary_key=True, nullable=False),
    Column("uid", String(), nullable=False),
    Column("name", String(), nullable=False),
    Column("schema_version", Integer(), nullable=False),
    Column("program", String(), nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)
document = Table(
    "document",
    METADATA,
    Column("id", Integer(), primary_key=True, nullable=False),
    Column("uid", String(), nullable=False),
    Column("name", String(), nullable=False),
    Column("question", String(), nullable=True),
    Column("sha256", String(), nullable=False),
    Column("source", String(), nullable=False),
    Column("source_sha256", String(), nullable=False),
    Column("importer", String(), nullable=False),
    Column("text", Text(), nullable=False),
    UniqueConstraint("name"),
    UniqueConstraint("uid"),
)
revision = Table(
    "revision",
    METADATA,
    Column("document_id", Integer(), ForeignKey("document.id"), primary_key=True, nullable=False),
    Column("n", Integer(), primary_key=True, nullable=False),
    Column("sha256", String(), nullable=False),
    Column("map", JSON(), nullable=False),
    Index("ix_revision_sha256", "sha256", unique=False),
)
case = Table(
    "case",
    METADATA,
    Column("id", Integer(), primary_key=True, nullable=False),
    Column("uid", String(), nullable=False),
    Column("name", String(), nullable=False),
    Column("folded", String(), nullable=False, default=folded),
    UniqueConstraint("name"),
    UniqueConstraint("uid"),
    Index("ix_case_folded", "folded", unique=False),
)
attribute = Table(
    "attribute",
    METADATA,
    Column("id", Integer(), primary_key=True, nullable=False),
    Column("case_id", Integer(), ForeignKey("case.id"), nullable=False),
    Column("name", String(), nullable=False),
    Column("instrument", String(), nullable=False),
    Column("time", String(), nullable=False),
    Column("value", JSON(), nullable=False),
    UniqueConstraint("case_id", "name", "instrument", "time"),
)
attendance = Table(
    "attendance",
    METADATA,
    Column("id", Integer(), primary_key=True, nullable=False),
    Column("case_id", Integer(), ForeignKey("case.id"), nullable=False),
    Column("document_id", Integer(), ForeignKey("document.id"), nullable=False),
    Column("role", String(), nullable=True),
    UniqueConstraint("case_id", "document_id"),
    Index("ix_attendance_document_id", "document_id", unique=False),
)
turn = Table(
    "turn",
    METADATA,
    Column("id", Integer(), primary_key=True, nullable=False),
    Column("document_id", Integer(), ForeignKey("document.id"), nullable=False),
    Column("position", Integer(), nullable=False),
    Column("start", Integer(), nullable=False),
    Column("stop", Integer(), nullable=False),
    Column("speaker", String(), nullable=True),
    Column("case_id", Integer(), ForeignKey("case.id"), nullable=True),
    Column("time", Float(), nullable=True),
    Column("phase", String(), nullable=True),
    CheckConstraint("start >= 0 AND stop > start", name="span"),
    UniqueConstraint("document_id", "position"),
    Index("ix_turn_case_id", "case_id", unique=False),
)
unit_set = Table(
    "unit_set",
    METADATA,
    Column("id", Integer(), primary_key=True, nullable=False),
    Column("document_id", Integer(), ForeignKey("document.id"), nullable=False),
    Column("name", String(), nullable=False),
    Column("settings", JSON(), nullable=False),
    Column("locked", Boolean(), nullable=False),
    UniqueConstraint("document_id", "name"),
)
unit = Table(
    "unit",
    METADATA,
    Column("id", Integer(), primary_key=True, nullable=False),
    Column("unit_set_id", Integer(), ForeignKey("unit_set.id"), nullable=False),
    Column("position", Integer(), nullable=False),
    Column("start", Integer(), nullable=False),
    Column("stop", Integer(), nullable=False),
    Column("turn_id", Integer(), ForeignKey("turn.id"), nullable=False),
    CheckConstraint("start >= 0 AND stop > start", name="span"),
    UniqueConstraint("unit_set_id", "position"),
    Index("ix_unit_start", "unit_set_id", "start", unique=False),
)
codebook_version = Table(
    "codebook_version",
    METADATA,
    Column("n", Integer(), primary_key=True, nullable=False),
)
coder = Table(
    "coder",
    METADATA,
    Column("id", Integer(), primary_key=True, nullable=False),
    Column("uid", String(), nullable=False),
    Column("name", String(), nullable=False),
    Column("role", String(), nullable=False),
    UniqueConstraint("name"),
    UniqueConstraint("uid"),
)
code = Table(
    "code",
    METADATA,
    Column("id", Integer(), primary_key=True, nullable=False),
    Column("uid", String(), nullable=False),
    Column("proposed_by", Integer(), ForeignKey("coder.id"), nullable=True),
    UniqueConstraint("uid"),
)
code_state = Table(
    "code_state",
    METADATA,
    Column("id", Integer(), primary_key=True, nullable=False),
    Column("version", Integer(), ForeignKey("codebook_version.n"), nullable=False),
    Column("code_id", Integer(), ForeignKey("code.id"), nullable=False),
    Column("parent_id", Integer(), ForeignKey("code.id"), nullable=True),
    Column("position", Integer(), nullable=False),
    Column("name", String(), nullable=False),
    Column("kind", String(), nullable=False),
    Column("rules", JSON(), nullable=False),
    CheckConstraint("kind IN ('code', 'category')", name="kind"),
    UniqueConstraint("version", "code_id"),
    UniqueConstraint("version", "parent_id", "name"),
)
lineage = Table(
    "lineage",
    METADATA,
    Column(
        "version", Integer(), ForeignKey("codebook_version.n"), primary_key=True, nullable=False
    ),
    Column("code_id", Integer(), ForeignKey("code.id"), primary_key=True, nullable=False),
    Column("from_code_id", Integer(), ForeignKey("code.id"), primary_key=True, nullable=False),
)
code_group = Table(
    "code_group",
    METADATA,
    Column(
        "version", Integer(), ForeignKey("codebook_version.n"), primary_key=True, nullable=False
    ),
    Column("code_id", Integer(), ForeignKey("code.id"), primary_key=True, nullable=False),
    Column("name", String(), primary_key=True, nullable=False),
)
round_ = Table(
    "round",
    METADATA,
    Column("id", Integer(), primary_key=True, nullable=False),
    Column("n", Integer(), nullable=False),
    Column("purpose", String(), nullable=False),
    Column("state", String(), nullable=False),
    Column("version", Integer(), ForeignKey("codebook_version.n"), nullable=False),
    Column("unit", String(), nullable=False),
    Column("roles", JSON(), nullable=False),
    Column("start_from", String(), nullable=False),
    Column("sample", JSON(none_as_null=True), nullable=True),
    CheckConstraint(
        "purpose IN ('explore', 'train', 'test', 'revise', 'complete')", name="purpose"
    ),
    CheckConstraint("start_from IN ('blank', 'own', 'decisions')", name="start_from"),
    CheckConstraint(
        "state IN ('draft', 'open', 'closed', 'revealed', 'adjudicated')", name="state"
    ),
    UniqueConstraint("n"),
)
round_document = Table(
    "round_document",
    METADATA,
    Column("round_id", Integer(), ForeignKey("round.id"), primary_key=True, nullable=False),
    Column("document_id", Integer(), ForeignKey("document.id"), primary_key=True, nullable=False),
    Column("unit_set_id", Integer(), ForeignKey("unit_set.id"), nullable=False),
)
assignment = Table(
    "assignment",
    METADATA,
    Column("id", Integer(), primary_key=True, nullable=False),
    Column("round_id", Integer(), ForeignKey("round.id"), nullable=False),
    Column("coder_id", Integer(), ForeignKey("coder.id"), nullable=False),
    Column("document_id", Integer(), ForeignKey("document.id"), nullable=False),
    Column("units", JSON(none_as_null=True), nullable=True),
    Column("finished", Boolean(), nullable=False),
    UniqueConstraint("round_id", "coder_id", "document_id"),
)
coding = Table(
    "coding",
    METADATA,
    Column("id", Integer(), primary_key=True, nullable=False),
    Column("round_id", Integer(), ForeignKey("round.id"), nullable=False),
    Column("coder_id", Integer(), ForeignKey("coder.id"), nullable=False),
    Column("document_id", Integer(), ForeignKey("document.id"), nullable=False),
    Column("code_id", Integer(), ForeignKey("code.id"), nullable=False),
    Column("start", Integer(), nullable=False),
    Column("stop", Integer(), nullable=False),
    Column("first_unit_id", Integer(), ForeignKey("unit.id"), nullable=False),
    Column("last_unit_id", Integer(), ForeignKey("unit.id"), nullable=False),
    Column("copied", Boolean(), nullable=False),
    Column("starred", Boolean(), nullable=False),
    Column("group", String(), nullable=True),
    CheckConstraint("first_unit_id <= last_unit_id", name="units"),
    CheckConstraint("start >= 0 AND stop > start", name="span"),
    UniqueConstraint("round_id", "coder_id", "document_id", "start", "stop", "code_id"),
    Index("ix_coding_window", "round_id", "document_id", "start", unique=False),
)
no_code = Table(
    "no_code",
    METADATA,
    Column("round_id", Integer(), ForeignKey("round.id"), primary_key=True, nullable=False),
    Column("coder_id", Integer(), ForeignKey("coder.id"), primary_key=True, nullable=False),
    Column("unit_id", Integer(), ForeignKey("unit.id"), primary_key=True, nullable=False),
)
second_look = Table(
    "second_look",
    METADATA,
    Column("round_id", Integer(), ForeignKey("round.id"), primary_key=True, nullable=False),
    Column("coder_id", Integer(), ForeignKey("coder.id"), primary_key=True, nullable=False),
    Column("unit_id", Integer(), ForeignKey("unit.id"), primary_key=True, nullable=False),
)
memo = Table(
    "memo",
    METADATA,
    Column("id", Integer(), primary_key=True, nullable=False),
    Column("uid", String(), nullable=False),
    Column("target_kind", String(), nullable=False),
    Column("target_uid", String(), nullable=False),
    Column("round_id", Integer(), ForeignKey("round.id"), nullable=True),
    Column("author_id", Integer(), ForeignKey("coder.id"), nullable=True),
    Column("text", Text(), nullable=False),
    UniqueConstraint("target_kind", "target_uid", "round_id", "author_id"),
    UniqueConstraint("uid"),
)
event = Table(
    "event",
    METADATA,
    Column("n", Integer(), primary_key=True, nullable=False),
    Column("at", String(), nullable=False),
    Column("who", Integer(), ForeignKey("coder.id"), nullable=True),
    Column("what", String(), nullable=False),
    Column("ids", JSON(), nullable=False),
    Column("round_id", Integer(), ForeignKey("round.id"), nullable=True),
    Column("coder_id", Integer(), ForeignKey("coder.id"), nullable=True),
)
decision = Table(
    "decision",
    METADATA,
    Column("id", Integer(), primary_key=True, nullable=False),
    Column("uid", String(), nullable=False),
    Column("round_id", Integer(), ForeignKey("round.id"), nullable=False),
    Column("unit_id", Integer(), ForeignKey("unit.id"), nullable=False),
    Column("outcome", String(), nullable=False),
    Column("reason", Text(), nullable=False),
    CheckConstraint("outcome IN ('codes', 'none', 'open', 'codebook')", name="outcome"),
    UniqueConstraint("round_id", "unit_id"),
    UniqueConstraint("uid"),
)
decision_code = Table(
    "decision_code",
    METADATA,
    Column("decision_id", Integer(), ForeignKey("decision.id"), primary_key=True, nullable=False),
    Column("code_id", Integer(), ForeignKey("code.id"), primary_key=True, nullable=False),
)
assent = Table(
    "assent",
    METADATA,
    Column("decision_id", Integer(), ForeignKey("decision.id"), primary_key=True, nullable=False),
    Column("coder_id", Integer(), ForeignKey("coder.id"), primary_key=True, nullable=False),
)
result = Table(
    "result",
    METADATA,
    Column("id", Integer(), primary_key=True, nullable=False),
    Column("round_id", Integer(), ForeignKey("round.id"), nullable=False),
    Column("question", Text(), nullable=False),
    Column("numbers", JSON(), nullable=False),
    Column("program", String(), nullable=False),
    UniqueConstraint("round_id", "question"),
)
share = Table(
    "share",
    METADATA,
    Column("round_id", Integer(), ForeignKey("round.id"), primary_key=True, nullable=False),
    Column("coder_id", Integer(), ForeignKey("coder.id"), primary_key=True, nullable=False),
    Column("packet", String(), nullable=False),
    Column("form", String(), nullable=False),
    Column("counter", Integer(), nullable=False),
    Column("trail", String(), nullable=False),
    Column("held", String(), nullable=False),
    Column("out", Boolean(), nullable=False),
    CheckConstraint("form IN ('packet', 'sheet', 'here')", name="form"),
)
discussion = Table(
    "discussion",
    METADATA,
    Column("packet", String(), primary_key=True, nullable=False),
    Column("round_id", Integer(), ForeignKey("round.id"), nullable=False),
)
wording = Table(
    "wording",
    METADATA,
    Column("id", Integer(), primary_key=True, nullable=False),
    Column("uid", String(), nullable=False),
    Column("round_id", Integer(), ForeignKey("round.id"), nullable=False),
    Column("subject", String(), nullable=False),
    UniqueConstraint("subject", "uid"),
)
undo = Table(
    "undo",
    METADATA,
    Column("coder_id", Integer(), ForeignKey("coder.id"), primary_key=True, nullable=False),
    Column("n", Integer(), ForeignKey("event.n"), primary_key=True, nullable=False),
    Column("round_id", Integer(), ForeignKey("round.id"), nullable=True),
    Column("document_id", Integer(), ForeignKey("document.id"), nullable=True),
    Column("inverse", JSON(), nullable=False),
    Column("undone", Integer(), ForeignKey("event.n"), nullable=True),
    sqlite_with_rowid=False,
)
survey = Table(
    "survey",
    METADATA,
    Column("id", Integer(), primary_key=True, nullable=False),
    Column("name", String(), nullable=False),
    Column("plan", JSON(), nullable=False),
    UniqueConstraint("name"),
)
survey_document = Table(
    "survey_document",
    METADATA,
    Column("survey_id", Integer(), ForeignKey("survey.id"), primary_key=True, nullable=False),
    Column("document_id", Integer(), ForeignKey("document.id"), primary_key=True, nullable=False),
)
survey_response = Table(
    "survey_response",
    METADATA,
    Column("survey_id", Integer(), ForeignKey("survey.id"), primary_key=True, nullable=False),
    Column("n", Integer(), primary_key=True, nullable=False),
    Column("case_id", Integer(), ForeignKey("case.id"), nullable=True),
    Column("occasion", String(), nullable=False),
    Column("raw", BigInteger(), nullable=False),
    Column("kept", BigInteger(), nullable=False),
    Index("ix_survey_response_case_id", "case_id", unique=False),
)
proposal = Table(
    "proposal",
    METADATA,
    Column("id", Integer(), primary_key=True, nullable=False),
    Column("uid", String(), nullable=False),
    Column("round_id", Integer(), ForeignKey("round.id"), nullable=False),
    Column("coder_id", Integer(), ForeignKey("coder.id"), nullable=False),
    Column("kind", String(), nullable=False),
    Column("code_id", Integer(), ForeignKey("code.id"), nullable=True),
    Column("said", JSON(none_as_null=True), nullable=True),
    Column("outcome", String(), nullable=False),
    Column("answer", Text(), nullable=False),
    Column("version", Integer(), ForeignKey("codebook_version.n"), nullable=True),
    CheckConstraint(
        "kind IN ('add', 'rename', 'redefine', 'move', 'merge', 'split', 'retire')", name="kind"
    ),
    CheckConstraint("outcome IN ('', 'taken', 'declined')", name="outcome"),
    UniqueConstraint("uid"),
    Index("ix_proposal_round_id", "round_id", unique=False),
)
reconciling = Table(
    "reconciling",
    METADATA,
    Column("round_id", Integer(), ForeignKey("round.id"), primary_key=True, nullable=False),
    Column("plan", JSON(), nullable=False),
)
chosen_part = Table(
    "chosen_part",
    METADATA,
    Column("coding_id", Integer(), ForeignKey("coding.id"), primary_key=True, nullable=False),
    Column("from_code_id", Integer(), ForeignKey("code.id"), primary_key=True, nullable=False),
    Column("code_id", Integer(), ForeignKey("code.id"), nullable=True),
)
theme_set = Table(
    "theme_set",
    METADATA,
    Column("id", Integer(), primary_key=True, nullable=False),
    Column("uid", String(), nullable=False),
    Column("name", String(), nullable=False),
    Column("copied_from", String(), nullable=False),
    UniqueConstraint("name"),
    UniqueConstraint("uid"),
)
theme = Table(
    "theme",
    METADATA,
    Column("id", Integer(), primary_key=True, nullable=False),
    Column("set_id", Integer(), ForeignKey("theme_set.id"), nullable=False),
    Column("uid", String(), nullable=False),
    Column("position", Integer(), nullable=False),
    Column("name", String(), nullable=False),
    Column("claim", Text(), nullable=False),
    Column("memo", Text(), nullable=False),
    Column("came_from", JSON(), nullable=False),
    UniqueConstraint("set_id", "uid"),
)
theme_code = Table(
    "theme_code",
    METADATA,
    Column("theme_id", Integer(), ForeignKey("theme.id"), primary_key=True, nullable=False),
    Column("code_id", Integer(), ForeignKey("code.id"), primary_key=True, nullable=False),
    Column("position", Integer(), nullable=False),
)
theme_quotation = Table(
    "theme_quotation",
    METADATA,
    Column("id", Integer(), primary_key=True, nullable=False),
    Column("theme_id", Integer(), ForeignKey("theme.id"), nullable=False),
    Column("document_id", Integer(), ForeignKey("document.id"), nullable=False),
    Column("start", Integer(), nullable=False),
    Column("stop", Integer(), nullable=False),
    Column("supports", Boolean(), nullable=False),
    Column("coding_id", Integer(), ForeignKey("coding.id"), nullable=True),
    CheckConstraint("start >= 0 AND stop > start", name="span"),
    UniqueConstraint("theme_id", "document_id", "start", "stop"),
)
typed_cell = Table(
    "typed_cell",
    METADATA,
    Column("id", Integer(), primary_key=True, nullable=False),
    Column("table_name", String(), nullable=False),
    Column("row_key", String(), nullable=False),
    Column("column_key", String(), nullable=False),
    Column("words", Text(), nullable=False),
    UniqueConstraint("table_name", "row_key", "column_key"),
)
withdrawal = Table(
    "withdrawal",
    METADATA,
    Column("n", Integer(), primary_key=True, nullable=False),
    Column("at", String(), nullable=False),
    Column("salt", String(), nullable=False),
    Column("identity", String(), nullable=False),
    Column("name", String(), nullable=False),
    Column("known_by", JSON(), nullable=False),
    Column("how", JSON(), nullable=False),
    Column("settled", Boolean(), nullable=False),
)
withdrawn_turn = Table(
    "withdrawn_turn",
    METADATA,
    Column("turn_id", Integer(), ForeignKey("turn.id"), primary_key=True, nullable=False),
)
unquoted = Table(
    "unquoted",
    METADATA,
    Column("id", Integer(), primary_key=True, nullable=False),
    Column("case_id", Integer(), ForeignKey("case.id"), nullable=True),
    Column("document_id", Integer(), ForeignKey("document.id"), nullable=True),
    Column("reason", Text(), nullable=False),
    CheckConstraint("(case_id IS NULL) <> (document_id IS NULL)", name="one"),
    UniqueConstraint("case_id"),
    UniqueConstraint("document_id"),
)
exported = Table(
    "exported",
    METADATA,
    Column("id", Integer(), primary_key=True, nullable=False),
    Column("at", String(), nullable=False),
    Column("who", Integer(), ForeignKey("coder.id"), nullable=True),
    Column("what", String(), nullable=False),
    Column("file", Text(), nullable=False),
    Column("sha256", String(), nullable=False),
    Column("documents", JSON(), nullable=False),
)
document_status = Table(
    "document_status",
    METADATA,
    Column("document_id", Integer(), ForeignKey("document.id"), primary_key=True, nullable=False),
    Column("status", String(), nullable=False),
    Column("by_id", Integer(), ForeignKey("coder.id"), nullable=True),
    Column("checked_by_id", Integer(), ForeignKey("coder.id"), nullable=True),
    Column("checked_sha256", String(), nullable=False),
    CheckConstraint("status IN ('raw', 'pseudonymised', 'checked')", name="status"),
)
setting = Table(
    "setting",
    METADATA,
    Column("name", String(), primary_key=True, nullable=False),
    Column("value", JSON(), nullable=False),
)
alembic_version = Table(
    "alembic_version",
    METADATA,
    Column("version_num", String(length=32), primary_key=True, nullable=False),
)
