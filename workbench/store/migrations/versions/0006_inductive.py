"""Proposals, reconciling, parts of split codes, and theme sets."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_KINDS = "'add', 'rename', 'redefine', 'move', 'merge', 'split', 'retire'"


def upgrade() -> None:
    """Make the tables of inductive work; no row of before changes."""
    _make_proposals()
    _make_theme_sets()


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{table}_{column}"))


def _make_proposals() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=True),
        sa.Column("said", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.CheckConstraint(f"kind IN ({_KINDS})", name=op.f("ck_proposal_kind")),
        sa.CheckConstraint(
            "outcome IN ('', 'taken', 'declined')", name=op.f("ck_proposal_outcome")
        ),
        _refers("proposal", "code_id", "code.id"),
        _refers("proposal", "coder_id", "coder.id"),
        _refers("proposal", "round_id", "round.id"),
        _refers("proposal", "version", "codebook_version.n"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("uid", name=op.f("uq_proposal_uid")),
    )
    op.create_index(op.f("ix_proposal_round_id"), "proposal", ["round_id"], unique=False)
    op.create_table(
        "reconciling",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        _refers("reconciling", "round_id", "round.id"),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_reconciling")),
    )
    op.create_table(
        "chosen_part",
        sa.Column("coding_id", sa.Integer(), nullable=False),
        sa.Column("from_code_id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=True),
        _refers("chosen_part", "code_id", "code.id"),
        _refers("chosen_part", "coding_id", "coding.id"),
        _refers("chosen_part", "from_code_id", "code.id"),
        sa.PrimaryKeyConstraint("coding_id", "from_code_id", name=op.f("pk_chosen_part")),
    )


def _make_theme_sets() -> None:
    op.create_table(
        "theme_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("copied_from", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_set")),
        sa.UniqueConstraint("name", name=op.f("uq_theme_set_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_theme_set_uid")),
    )
    op.create_table(
        "theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("memo", sa.Text(), nullable=False),
        sa.Column("came_from", sa.JSON(), nullable=False),
        _refers("theme", "set_id", "theme_set.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
        sa.UniqueConstraint("set_id", "uid", name=op.f("uq_theme_set_id_uid")),
    )
    op.create_table(
        "theme_code",
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _refers("theme_code", "code_id", "code.id"),
        _refers("theme_code", "theme_id", "theme.id"),
        sa.PrimaryKeyConstraint("theme_id", "code_id", name=op.f("pk_theme_code")),
    )
    op.create_table(
        "theme_quotation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("supports", sa.Boolean(), nullable=False),
        sa.Column("coding_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("start >= 0 AND stop > start", name=op.f("ck_theme_quotation_span")),
        _refers("theme_quotation", "coding_id", "coding.id"),
        _refers("theme_quotation", "document_id", "document.id"),
        _refers("theme_quotation", "theme_id", "theme.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_quotation")),
        sa.UniqueConstraint(
            "theme_id",
            "document_id",
            "start",
            "stop",
            name=op.f("uq_theme_quotation_theme_id_document_id_start_stop"),
        ),
    )
