"""A round keeps how its sample was drawn."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column; rounds drafted before have nothing in it."""
    op.add_column("round", sa.Column("sample", sa.JSON(none_as_null=True), nullable=True))
