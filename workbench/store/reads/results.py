"""What was measured of a revealed round before, kept so that asking again gives the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from workbench.store.reads.blindness import is_revealed
from workbench.store.reads.rounds import round_row
from workbench.store.tables import result
from workbench.store.transaction import Reader
from workbench.terms import Viewer


def result_of(reader: Reader, viewer: Viewer, n: int, question: str) -> Mapping[str, Any] | None:
    """The kept answer to a question about a round; None where nobody asked it before."""
    found = reader.value(
        select(result.c.numbers).where(
            result.c.round_id == round_row(reader, n).id,
            result.c.question == question,
            is_revealed(result),
        )
    )
    return found if isinstance(found, dict) else None
