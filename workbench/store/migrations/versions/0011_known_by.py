"""Whoever withdrew is known by the names that the key had for them, as well as by survey rows."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Call the hashes by what they are."""
    op.execute("ALTER TABLE withdrawal RENAME COLUMN rows TO known_by")
