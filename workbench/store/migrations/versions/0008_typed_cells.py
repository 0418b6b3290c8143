"""Cells of tables for the paper that people fill in."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the table; no row of before changes."""
    op.create_table(
        "typed_cell",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_key", sa.String(), nullable=False),
        sa.Column("column_key", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_typed_cell")),
        sa.UniqueConstraint(
            "table_name",
            "row_key",
            "column_key",
            name=op.f("uq_typed_cell_table_name_row_key_column_key"),
        ),
    )
