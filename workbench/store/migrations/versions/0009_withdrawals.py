"""People withdraw, may not be quoted; files that left the study, and its settings, are known."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the tables; a study from before knows of nothing that left it."""
    op.create_table(
        "withdrawal",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("identity", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("how", sa.JSON(), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_withdrawal")),
    )
    op.create_table(
        "withdrawn_turn",
        sa.Column("turn_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["turn_id"], ["turn.id"], name=op.f("fk_withdrawn_turn_turn_id")),
        sa.PrimaryKeyConstraint("turn_id", name=op.f("pk_withdrawn_turn")),
    )
    op.create_table(
        "unquoted",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(case_id IS NULL) <> (document_id IS NULL)", name=op.f("ck_unquoted_one")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_unquoted_case_id")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_unquoted_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unquoted")),
        sa.UniqueConstraint("case_id", name=op.f("uq_unquoted_case_id")),
        sa.UniqueConstraint("document_id", name=op.f("uq_unquoted_document_id")),
    )
    op.create_table(
        "exported",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("who", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["who"], ["coder.id"], name=op.f("fk_exported_who")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exported")),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
