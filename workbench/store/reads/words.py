"""Everything that is written in a study beside the documents' texts, wherever it is kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Text, cast, select, true

from workbench.store.reads.blindness import visible
from workbench.store.tables import METADATA
from workbench.store.transaction import Reader
from workbench.store.worded import LABELS, PACKED, PROSE
from workbench.terms import Viewer

_OWNERS = ("coder_id", "author_id")


class Written(NamedTuple):
    """Words of a study, as they stand in a column."""

    table: str
    column: str
    what: str
    """What they are, in words."""
    words: str


def written(reader: Reader, viewer: Viewer) -> list[Written]:
    """All words that the viewer may see, each once a column; documents' texts apart."""
    found = [
        Written(table, column, what, words)
        for (table, column), what in {**PROSE, **LABELS}.items()
        for words in _values(reader, viewer, table, column)
    ]
    packed = [
        Written(table, column, what, words)
        for (table, column), what in PACKED.items()
        for value in _values(reader, viewer, table, column)
        for words in strings(json.loads(value))
    ]
    return list(dict.fromkeys([*found, *packed]))


def _values(reader: Reader, viewer: Viewer, table_name: str, column_name: str) -> list[str]:
    table = METADATA.tables[table_name]
    column = cast(table.c[column_name], Text)
    owner = next((name for name in _OWNERS if name in table.c), None)
    blind = owner is not None and "round_id" in table.c
    seen = visible(table, str(owner), reader, viewer) if blind else true()
    statement = select(column).where(column.is_not(None), column != "", seen).distinct()
    return [str(row[0]) for row in reader.rows(statement.order_by(column))]


def strings(value: Any) -> Iterator[str]:
    """The words in a value that JSON holds, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield str(key)
            yield from strings(one)
