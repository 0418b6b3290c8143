"""What the team says of names in each document; those from before are raw."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the table, without a row."""
    op.create_table(
        "document_status",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.Column("checked_sha256", sa.String(), nullable=False),
        sa.CheckConstraint(
            "status IN ('raw', 'pseudonymised', 'checked')",
            name=op.f("ck_document_status_status"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["coder.id"], name=op.f("fk_document_status_by_id")),
        sa.ForeignKeyConstraint(
            ["checked_by_id"], ["coder.id"], name=op.f("fk_document_status_checked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_status_document_id")
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_document_status")),
    )
