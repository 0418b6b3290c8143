"""Which tables and columns are carried when a study is told as a whole."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Table

CARRIED = (
    "study",
    "document",
    "revision",
    "case",
    "attribute",
    "survey",
    "survey_document",
    "survey_response",
    "attendance",
    "turn",
    "unit_set",
    "unit",
    "codebook_version",
    "coder",
    "document_status",
    "code",
    "code_state",
    "lineage",
    "code_group",
    "round",
    "round_document",
    "assignment",
    "proposal",
    "reconciling",
    "coding",
    "no_code",
    "second_look",
    "memo",
    "event",
    "decision",
    "decision_code",
    "assent",
    "chosen_part",
    "theme_set",
    "theme",
    "theme_code",
    "theme_quotation",
    "typed_cell",
    "result",
    "share",
    "withdrawal",
    "withdrawn_turn",
    "unquoted",
    "setting",
)
"""Tables whose rows make the study, each after those it refers to."""

LEFT_OUT: Mapping[str, str] = {
    "alembic_version": "belongs to the file, not to the study",
    "discussion": "only a packet has it",
    "wording": "which of two copies of a memo is the later; it would tell of blind memos",
    "exported": "where files lie on this computer, which is nobody else's business",
    "undo": "what can be taken back at one desk; it names rows by numbers given anew",
}
"""Tables that stay at home, and why."""


def columns_of(table: Table) -> list[str]:
    """The columns that are carried: without a number that nothing refers to."""
    referred = any(
        key.column.table is table
        for other in table.metadata.tables.values()
        for key in other.foreign_keys
    )
    plain = table.name == "study" or referred
    return [column.name for column in table.c if column.name != "id" or plain]
