"""Surveys remember their columns and rows; cases are found without reading them all."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tables of surveys, and each case's name without capitals."""
    _fold_cases()
    op.create_table(
        "survey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
        sa.UniqueConstraint("name", name=op.f("uq_survey_name")),
    )
    op.create_table(
        "survey_document",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_survey_document_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_document_survey_id")
        ),
        sa.PrimaryKeyConstraint("survey_id", "document_id", name=op.f("pk_survey_document")),
    )
    op.create_table(
        "survey_response",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column("raw", sa.BigInteger(), nullable=False),
        sa.Column("kept", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_survey_response_case_id")),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_survey_response_survey_id")
        ),
        sa.PrimaryKeyConstraint("survey_id", "n", name=op.f("pk_survey_response")),
    )
    op.create_index("ix_survey_response_raw", "survey_response", ["survey_id", "raw"])
    op.create_index("ix_survey_response_kept", "survey_response", ["survey_id", "kept"])
    op.create_index(op.f("ix_survey_response_case_id"), "survey_response", ["case_id"])


def _fold_cases() -> None:
    with op.batch_alter_table("case") as case:
        case.add_column(sa.Column("folded", sa.String(), nullable=False, server_default=""))
    connection = op.get_bind()
    cases = sa.table("case", sa.column("id"), sa.column("name"), sa.column("folded"))
    for id_, name in connection.execute(sa.select(cases.c.id, cases.c.name)).all():
        connection.execute(sa.update(cases).where(cases.c.id == id_).values(folded=name.casefold()))
    with op.batch_alter_table("case") as case:
        case.alter_column("folded", server_default=None)
        case.create_index(op.f("ix_case_folded"), ["folded"])
