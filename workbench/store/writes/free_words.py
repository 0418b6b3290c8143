"""The fields in which people write freely, where a name or a quotation may stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Table, select, update

from workbench.store.tables import (
    code_state,
    decision,
    exported,
    memo,
    proposal,
    reconciling,
    theme,
    typed_cell,
    unquoted,
)
from workbench.store.transaction import Reader, Writer


class Written(NamedTuple):
    """A field in which people write freely: its table, column, row and value."""

    table: Table
    column: str
    id: int
    value: Any


_FREE: tuple[tuple[Table, str, str], ...] = (
    (memo, "id", "text"),
    (decision, "id", "reason"),
    (code_state, "id", "rules"),
    (theme, "id", "name"),
    (theme, "id", "claim"),
    (theme, "id", "memo"),
    (typed_cell, "id", "words"),
    (proposal, "id", "said"),
    (proposal, "id", "answer"),
    (reconciling, "round_id", "plan"),
    (unquoted, "id", "reason"),
    (exported, "id", "file"),
)


def written(reader: Reader) -> Iterator[Written]:
    """All that people wrote freely, but for the texts of documents."""
    for table, key, column in _FREE:
        for id_, value in reader.rows(select(table.c[key], table.c[column])):
            if value:
                yield Written(table, column, int(id_), value)


def rewrite(writer: Writer, one: Written, value: Any) -> None:
    """Write something else there."""
    key = next(key for table, key, column in _FREE if (table, column) == (one.table, one.column))
    here = one.table.c[key] == one.id
    writer.run(update(one.table).where(here).values({one.column: value}))
