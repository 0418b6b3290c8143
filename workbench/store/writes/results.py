"""Keeping what was measured of a revealed round.

No event is written: nothing that anybody did has changed, and a table's date is that of the
last event.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select, update

from workbench import __version__
from workbench.store.reads.results import result_of
from workbench.store.reads.rounds import round_row
from workbench.store.tables import result
from workbench.store.transaction import Writer
from workbench.terms import NOBODY


def keep_result(writer: Writer, n: int, question: str, numbers: Mapping[str, Any]) -> None:
    """Keep the answer to a question about a round; the first answer stays."""
    if result_of(writer, NOBODY, n, question) is not None:
        return
    writer.insert(
        result,
        round_id=round_row(writer, n).id,
        question=question,
        numbers=dict(numbers),
        program=__version__,
    )


Told = tuple[str, Mapping[str, Any]]
"""A question, and the answer to it."""


def retell_results(writer: Writer, retold: Callable[[Told], Told]) -> None:
    """Keep all answers as `retold` words them; it may change names, and nothing else."""
    for row in writer.rows(select(result.c.id, result.c.question, result.c.numbers)):
        question, numbers = retold((row.question, row.numbers))
        values = {"question": question, "numbers": dict(numbers)}
        writer.run(update(result).where(result.c.id == row.id).values(**values))
