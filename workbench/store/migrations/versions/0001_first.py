"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table of the first version."""
    op.create_table(
        "case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
        sa.UniqueConstraint("name", name=op.f("uq_case_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_case_uid")),
    )
    op.create_table(
        "codebook_version",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_codebook_version")),
    )
    op.create_table(
        "coder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coder")),
        sa.UniqueConstraint("name", name=op.f("uq_coder_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_coder_uid")),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("source_sha256", sa.String(), nullable=False),
        sa.Column("importer", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("name", name=op.f("uq_document_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_document_uid")),
    )
    op.create_table(
        "study",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("schema_version", sa.Integer(), nullable=False),
        sa.Column("program", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_study_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study")),
    )
    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_attendance_case_id")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_attendance_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint(
            "case_id", "document_id", name=op.f("uq_attendance_case_id_document_id")
        ),
    )
    op.create_index(op.f("ix_attendance_document_id"), "attendance", ["document_id"], unique=False)
    op.create_table(
        "attribute",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("instrument", sa.String(), nullable=False),
        sa.Column("time", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_attribute_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attribute")),
        sa.UniqueConstraint(
            "case_id",
            "name",
            "instrument",
            "time",
            name=op.f("uq_attribute_case_id_name_instrument_time"),
        ),
    )
    op.create_table(
        "code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["proposed_by"], ["coder.id"], name=op.f("fk_code_proposed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code")),
        sa.UniqueConstraint("uid", name=op.f("uq_code_uid")),
    )
    op.create_table(
        "round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("start_from", sa.String(), nullable=False),
        sa.CheckConstraint(
            "purpose IN ('explore', 'train', 'test', 'revise', 'complete')",
            name=op.f("ck_round_purpose"),
        ),
        sa.CheckConstraint(
            "start_from IN ('blank', 'own', 'decisions')", name=op.f("ck_round_start_from")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'open', 'closed', 'revealed', 'adjudicated')",
            name=op.f("ck_round_state"),
        ),
        sa.ForeignKeyConstraint(["version"], ["codebook_version.n"], name=op.f("fk_round_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("n", name=op.f("uq_round_n")),
    )
    op.create_table(
        "turn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.String(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("time", sa.Float(), nullable=True),
        sa.Column("phase", sa.String(), nullable=True),
        sa.CheckConstraint("start >= 0 AND stop > start", name=op.f("ck_turn_span")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_turn_case_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_turn_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turn")),
        sa.UniqueConstraint("document_id", "position", name=op.f("uq_turn_document_id_position")),
    )
    op.create_index(op.f("ix_turn_case_id"), "turn", ["case_id"], unique=False)
    op.create_table(
        "unit_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_unit_set_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_set")),
        sa.UniqueConstraint("document_id", "name", name=op.f("uq_unit_set_document_id_name")),
    )
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("units", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_assignment_coder_id")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_assignment_document_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_assignment_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint(
            "round_id",
            "coder_id",
            "document_id",
            name=op.f("uq_assignment_round_id_coder_id_document_id"),
        ),
    )
    op.create_table(
        "code_group",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_code_group_code_id")),
        sa.ForeignKeyConstraint(
            ["version"], ["codebook_version.n"], name=op.f("fk_code_group_version")
        ),
        sa.PrimaryKeyConstraint("version", "code_id", "name", name=op.f("pk_code_group")),
    )
    op.create_table(
        "code_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.CheckConstraint("kind IN ('code', 'category')", name=op.f("ck_code_state_kind")),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_code_state_code_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["code.id"], name=op.f("fk_code_state_parent_id")),
        sa.ForeignKeyConstraint(
            ["version"], ["codebook_version.n"], name=op.f("fk_code_state_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_state")),
        sa.UniqueConstraint("version", "code_id", name=op.f("uq_code_state_version_code_id")),
        sa.UniqueConstraint(
            "version", "parent_id", "name", name=op.f("uq_code_state_version_parent_id_name")
        ),
    )
    op.create_table(
        "event",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("who", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("ids", sa.JSON(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("coder_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_event_coder_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_event_round_id")),
        sa.ForeignKeyConstraint(["who"], ["coder.id"], name=op.f("fk_event_who")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_event")),
    )
    op.create_table(
        "lineage",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("from_code_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_lineage_code_id")),
        sa.ForeignKeyConstraint(
            ["from_code_id"], ["code.id"], name=op.f("fk_lineage_from_code_id")
        ),
        sa.ForeignKeyConstraint(
            ["version"], ["codebook_version.n"], name=op.f("fk_lineage_version")
        ),
        sa.PrimaryKeyConstraint("version", "code_id", "from_code_id", name=op.f("pk_lineage")),
    )
    op.create_table(
        "memo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("target_kind", sa.String(), nullable=False),
        sa.Column("target_uid", sa.String(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["coder.id"], name=op.f("fk_memo_author_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_memo_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memo")),
        sa.UniqueConstraint(
            "target_kind",
            "target_uid",
            "round_id",
            "author_id",
            name=op.f("uq_memo_target_kind_target_uid_round_id_author_id"),
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_memo_uid")),
    )
    op.create_table(
        "result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.Column("program", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_result_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result")),
        sa.UniqueConstraint("round_id", "question", name=op.f("uq_result_round_id_question")),
    )
    op.create_table(
        "round_document",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("unit_set_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_round_document_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_round_document_round_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_set_id"], ["unit_set.id"], name=op.f("fk_round_document_unit_set_id")
        ),
        sa.PrimaryKeyConstraint("round_id", "document_id", name=op.f("pk_round_document")),
    )
    op.create_table(
        "share",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("packet", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("trail", sa.String(), nullable=False),
        sa.Column("held", sa.String(), nullable=False),
        sa.Column("out", sa.Boolean(), nullable=False),
        sa.CheckConstraint("form IN ('packet', 'sheet', 'here')", name=op.f("ck_share_form")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_share_coder_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_share_round_id")),
        sa.PrimaryKeyConstraint("round_id", "coder_id", name=op.f("pk_share")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_set_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("turn_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("start >= 0 AND stop > start", name=op.f("ck_unit_span")),
        sa.ForeignKeyConstraint(["turn_id"], ["turn.id"], name=op.f("fk_unit_turn_id")),
        sa.ForeignKeyConstraint(["unit_set_id"], ["unit_set.id"], name=op.f("fk_unit_unit_set_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("unit_set_id", "position", name=op.f("uq_unit_unit_set_id_position")),
    )
    op.create_index("ix_unit_start", "unit", ["unit_set_id", "start"], unique=False)
    op.create_table(
        "coding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("first_unit_id", sa.Integer(), nullable=False),
        sa.Column("last_unit_id", sa.Integer(), nullable=False),
        sa.Column("copied", sa.Boolean(), nullable=False),
        sa.Column("starred", sa.Boolean(), nullable=False),
        sa.Column("group", sa.String(), nullable=True),
        sa.CheckConstraint("first_unit_id <= last_unit_id", name=op.f("ck_coding_units")),
        sa.CheckConstraint("start >= 0 AND stop > start", name=op.f("ck_coding_span")),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_coding_code_id")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_coding_coder_id")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_coding_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["first_unit_id"], ["unit.id"], name=op.f("fk_coding_first_unit_id")
        ),
        sa.ForeignKeyConstraint(["last_unit_id"], ["unit.id"], name=op.f("fk_coding_last_unit_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_coding_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding")),
        sa.UniqueConstraint(
            "round_id",
            "coder_id",
            "document_id",
            "start",
            "stop",
            "code_id",
            name=op.f("uq_coding_round_id_coder_id_document_id_start_stop_code_id"),
        ),
    )
    op.create_index(
        "ix_coding_window", "coding", ["round_id", "document_id", "start"], unique=False
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('codes', 'none', 'open', 'codebook')", name=op.f("ck_decision_outcome")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_decision_round_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_decision_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("round_id", "unit_id", name=op.f("uq_decision_round_id_unit_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_decision_uid")),
    )
    op.create_table(
        "no_code",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_no_code_coder_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_no_code_round_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_no_code_unit_id")),
        sa.PrimaryKeyConstraint("round_id", "coder_id", "unit_id", name=op.f("pk_no_code")),
    )
    op.create_table(
        "undo",
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("inverse", sa.JSON(), nullable=False),
        sa.Column("undone", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_undo_coder_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_undo_document_id")),
        sa.ForeignKeyConstraint(["n"], ["event.n"], name=op.f("fk_undo_n")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_undo_round_id")),
        sa.ForeignKeyConstraint(["undone"], ["event.n"], name=op.f("fk_undo_undone")),
        sa.PrimaryKeyConstraint("coder_id", "n", name=op.f("pk_undo")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "assent",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_assent_coder_id")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_assent_decision_id")
        ),
        sa.PrimaryKeyConstraint("decision_id", "coder_id", name=op.f("pk_assent")),
    )
    op.create_table(
        "decision_code",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_decision_code_code_id")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_decision_code_decision_id")
        ),
        sa.PrimaryKeyConstraint("decision_id", "code_id", name=op.f("pk_decision_code")),
    )
