"""What may not change in a packet: triggers that refuse all but what the packet takes."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Table

from workbench.store.tables import (
    assignment,
    attendance,
    case,
    chosen_part,
    code,
    code_group,
    code_state,
    codebook_version,
    coder,
    coding,
    discussion,
    document,
    document_status,
    no_code,
    proposal,
    reconciling,
    round_,
    round_document,
    setting,
    share,
    study,
    theme_set,
    turn,
    typed_cell,
    unit,
    unit_set,
    unquoted,
    withdrawn_turn,
)

FROZEN: tuple[Table, ...] = (
    study,
    coder,
    document,
    case,
    attendance,
    turn,
    withdrawn_turn,
    unit_set,
    unit,
    codebook_version,
    code_state,
    code_group,
    round_,
    round_document,
    reconciling,
    chosen_part,
    theme_set,
    typed_cell,
    document_status,
    unquoted,
    setting,
)
"""What a packet holds and nobody changes in it."""

_WORK = "codings, proposals and memos of its round"
_TALK = "decisions and memos on its round"


def freeze(connection: Connection, frozen: Iterable[Table] = FROZEN, taken: str = _WORK) -> None:
    """Keep tables as they are; `taken` says what the packet does take."""
    for table in frozen:
        for act in ("INSERT", "UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f'CREATE TRIGGER "packet_{table.name}_{act.lower()}" BEFORE {act} '
                f'ON "{table.name}" BEGIN SELECT RAISE(ABORT, '
                f"'it takes {taken}; all else is done in the study'); END"
            )


def freeze_talk(connection: Connection) -> None:
    """Keep everything but decisions and memos as it is."""
    more = (assignment, coding, no_code, code, proposal, share, discussion)
    freeze(connection, (*FROZEN, *more), _TALK)
