"""Two indexes of survey rows go: nothing was sought by them, and they slowed down long imports."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Drop the indexes; no row changes."""
    op.drop_index("ix_survey_response_raw", table_name="survey_response")
    op.drop_index("ix_survey_response_kept", table_name="survey_response")
