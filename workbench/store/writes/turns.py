"""What a turn says of itself beside its words: who spoke, when, and in which phase."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import update

from workbench.store.tables import turn
from workbench.store.transaction import Writer
from workbench.store.writes.cases import attending


class Turned(NamedTuple):
    """What a turn says of itself beside its words."""

    speaker: str | None
    case: str | None
    time: float | None
    phase: str | None


def set_turn(writer: Writer, document_id: int, position: int, now: Turned) -> None:
    """Say anew who spoke a turn, when, and in which phase; the case attends the document."""
    case_id = attending(writer, document_id, now.case) if now.case else None
    t = turn.c
    here = (t.document_id == document_id) & (t.position == position)
    values = {"speaker": now.speaker, "time": now.time, "phase": now.phase}
    writer.run(update(turn).where(here).values(case_id=case_id, **values))
