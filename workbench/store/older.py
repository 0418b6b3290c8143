"""What an older workbench told of a whole study, as this one tells it.

The rows are laid out in a file of the older schema, in a private folder beside the study that is
made of them, and brought up to date by the same migrations; so there is one way to make old
things new.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, Table, insert, select
from sqlalchemy.exc import SQLAlchemyError

from workbench.errors import FileFault, StudyFault
from workbench.store import sqlite, tables
from workbench.store.carried import CARRIED, columns_of
from workbench.store.migrate import make_schema
from workbench.store.study import open_study
from workbench.store.transaction import Reader, Store

_DAMAGED = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What migrations stumble over in rows that no workbench wrote."""


def brought_up(rows: Mapping[str, Any], texts: Mapping[str, str], beside: Path) -> dict[str, Any]:
    """The rows of an older schema as `whole_study` tells them today; `texts` by documents' uids.

    The file that is needed for it is made in the folder `beside`, and removed. Raises FileFault
    for what no older study holds.
    """
    with tempfile.TemporaryDirectory(prefix=".older-", dir=beside) as folder:
        path = Path(folder) / "older.study"
        try:
            _lay_out(path, rows, texts)
            with open_study(path) as store, store.reading() as reader:
                return _everything(reader)
        except (SQLAlchemyError, StudyFault, *_DAMAGED) as fault:
            raise FileFault(
                "What the file tells of the study is damaged, or not from an older workbench;"
                " export it again."
            ) from fault


def _lay_out(path: Path, rows: Mapping[str, Any], texts: Mapping[str, str]) -> None:
    sqlite.new_file(path)
    with contextlib.closing(Store(path)) as store, store.unchecked() as connection:
        make_schema(connection, int(rows["schema"]))
        for table in _reflected(connection):
            told = rows.get(table.name)
            if told is not None:
                found = [dict(zip(told["columns"], row, strict=True)) for row in told["rows"]]
                _insert_rows(connection, table, found, texts)


def _reflected(connection: Connection) -> Iterator[Table]:
    found = MetaData()
    found.reflect(connection)
    yield from (table for name, table in found.tables.items() if name != "alembic_version")


def _insert_rows(
    connection: Connection, table: Table, found: list[dict[str, Any]], texts: Mapping[str, str]
) -> None:
    if table.name == "document":
        found = [{**row, "text": texts[row["uid"]]} for row in found]
    if found:
        connection.execute(insert(table), found)


def _everything(reader: Reader) -> dict[str, Any]:
    found: dict[str, Any] = {"schema": tables.SCHEMA}
    for name in CARRIED:
        table = tables.METADATA.tables[name]
        columns = columns_of(table)
        asked = select(*(table.c[one] for one in columns)).order_by(*table.primary_key.columns)
        found[name] = {"columns": columns, "rows": [list(row) for row in reader.rows(asked)]}
    return found
