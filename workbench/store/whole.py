"""All rows of a study that a viewer may see, as plain values; and a study made of them again.

What is blind is left out, and with it what refers to it. Numbers that would tell how much was
left out are given anew. Rows from outside are judged by the schema before any is stored.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Float,
    Integer,
    String,
    Table,
    TypeDecorator,
    delete,
    func,
    insert,
    select,
    true,
)
from sqlalchemy.exc import SQLAlchemyError

from workbench import __version__
from workbench.errors import FileFault
from workbench.store import tables
from workbench.store.carried import CARRIED, columns_of
from workbench.store.reads.blindness import visible
from workbench.store.transaction import Reader, Writer
from workbench.terms import Viewer
from workbench.watching import each

_OWNERS = ("coder_id", "author_id")
_PUBLIC = ("assignment",)
"""Who has to judge what, and who has finished, is seen by all."""
_ANEW = ("coding",)
"""Rows of which some may be blind; their ids would tell how many, so they are given anew."""
_MOST = 2**63


class _Kept:
    """The rows that are carried, and which ids that leaves to refer to."""

    def __init__(self, reader: Reader, viewer: Viewer) -> None:
        self.reader = reader
        self.viewer = viewer
        self.ids: dict[str, set[Any]] = {}
        """For tables of which rows were left out, the ids of those that are kept."""
        self.events: dict[int, int] = {}
        """Event numbers as they are, to numbers without gaps."""
        self.anew: dict[str, dict[int, int]] = {name: {} for name in _ANEW}
        """For tables whose ids are given anew, the id that each has now."""

    def rows(self, table: Table) -> list[list[Any]]:
        columns = columns_of(table)
        order = table.primary_key.columns
        condition = self._condition(table)
        wanted = [*(table.c[name] for name in columns), *order]
        found = self.reader.rows(select(*wanted).where(condition).order_by(*order))
        whole = self.reader.value(select(func.count()).select_from(table))
        asked = self._missing(table, columns)
        rows = [
            list(row)
            for row in found
            if all(row[place] is None or row[place] in ids for place, ids in asked)
        ]
        if len(rows) != whole and len(order) == 1:
            self.ids[table.name] = {row[len(columns)] for row in rows}
        return self._renumbered(table, columns, [row[: len(columns)] for row in rows])

    def _condition(self, table: Table) -> ColumnElement[bool]:
        if table.name == "code":
            return self._known_codes()
        owner = next((name for name in _OWNERS if name in table.c), None)
        if "round_id" not in table.c or owner is None or table.name in _PUBLIC:
            return true()
        seen = visible(table, owner, self.reader, self.viewer)
        # An event of a round that is nobody's in particular is everybody's.
        return seen | table.c[owner].is_(None) if table.name == "event" else seen

    def _known_codes(self) -> ColumnElement[bool]:
        """Those of the codebook, and of coders' own those whose proposal may be seen."""
        c, made = tables.code.c, tables.proposal
        seen = select(made.c.code_id).where(visible(made, "coder_id", self.reader, self.viewer))
        stated = select(tables.code_state.c.code_id)
        return c.proposed_by.is_(None) | c.id.in_(stated) | c.id.in_(seen)

    def _missing(self, table: Table, columns: Sequence[str]) -> list[tuple[int, set[Any]]]:
        """For each column that refers to a table of which rows are left out, the ids kept."""
        return [
            (place, self.ids[target])
            for place, name in enumerate(columns)
            for target in _targets(table, name)
            if target in self.ids
        ]

    def _renumbered(
        self, table: Table, columns: Sequence[str], rows: list[list[Any]]
    ) -> list[list[Any]]:
        if table.name == "event":
            self._number_events(rows, columns.index("n"), columns.index("ids"))
        if table.name == "document":
            for row in rows:
                row[columns.index("text")] = None
        for place, name in enumerate(columns):
            for target in (table.name,) if name == "id" else _targets(table, name):
                if target in self.anew:
                    _given_anew(rows, place, self.anew[target])
        return rows

    def _number_events(self, rows: list[list[Any]], n: int, ids: int) -> None:
        for row in rows:
            row[n] = self.events.setdefault(row[n], len(self.events) + 1)
            if "event" in row[ids]:
                row[ids] = {**row[ids], "event": self.events.get(row[ids]["event"])}


def _given_anew(rows: list[list[Any]], place: int, there: dict[int, int]) -> None:
    for row in rows:
        if row[place] is not None:
            row[place] = there.setdefault(row[place], len(there) + 1)


def _targets(table: Table, column: str) -> Iterator[str]:
    for key in table.c[column].foreign_keys:
        yield key.column.table.name


def whole_study(reader: Reader, viewer: Viewer) -> dict[str, Any]:
    """Every carried table's columns and rows, as JSON takes them; texts are not among them.

    `texts` in `restore_study` gives them back.
    """
    kept = _Kept(reader, viewer)
    found: dict[str, Any] = {"schema": tables.SCHEMA}
    for name in each("Reading tables", CARRIED):
        table = tables.METADATA.tables[name]
        found[name] = {"columns": columns_of(table), "rows": kept.rows(table)}
    _point_at_events(found["memo"], kept.events)
    return found


def _point_at_events(memos: Mapping[str, Any], events: Mapping[int, int]) -> None:
    """Memos on events name them by number."""
    kind, target = (memos["columns"].index(name) for name in ("target_kind", "target_uid"))
    for row in memos["rows"]:
        if row[kind] == "event" and row[target].isdecimal():
            row[target] = str(events.get(int(row[target]), 0))


# ------------------------------------------------------------------ made again


def is_blank(reader: Reader) -> bool:
    """Whether nothing was ever put into a study."""
    filled = (tables.document, tables.coder, tables.codebook_version, tables.case, tables.memo)
    return not any(reader.value(select(func.count()).select_from(table)) for table in filled)


def restore_study(writer: Writer, rows: Mapping[str, Any], texts: Mapping[str, str]) -> None:
    """Make a blank study what `whole_study` told; `texts` has each document's by its uid.

    Raises FileFault for what no study holds; the transaction is to be given up then.
    """
    rows = _of_today(rows, texts, Path(writer.connection.engine.url.database or "").parent)
    for table in (tables.event, tables.study):
        writer.run(delete(table))
    for name in each("Storing tables", CARRIED):
        table = tables.METADATA.tables[name]
        judged = _judged(table, rows.get(name), texts)
        try:
            if judged:
                writer.connection.execute(insert(table), judged)
        except (SQLAlchemyError, OverflowError, ValueError) as fault:
            raise _not_ours(table) from fault


def _of_today(rows: Mapping[str, Any], texts: Mapping[str, str], beside: Path) -> Mapping[str, Any]:
    schema = rows.get("schema")
    if type(schema) is not int or not 1 <= schema <= tables.SCHEMA:
        raise FileFault(
            "The file was written by a newer workbench than this one; install that, or export the"
            " project there with --round, which any version reads."
        )
    if schema == tables.SCHEMA:
        return rows
    from workbench.store.older import brought_up  # alembic takes a third of a second to import

    return brought_up(rows, texts, beside)


def _judged(table: Table, given: Any, texts: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rows of a table, each value of the kind that its column holds."""
    columns = columns_of(table)
    if not isinstance(given, dict) or given.get("columns") != columns:
        raise _not_ours(table)
    rows = given.get("rows")
    if not isinstance(rows, list):
        raise _not_ours(table)
    found = [_row(table, columns, row, texts) for row in rows]
    # A column at a time: a value at a time would cost more than storing them.
    for name in columns if found else ():
        if not _fitting(table.c[name], [row[name] for row in found]):
            raise _not_ours(table)
    return found


def _row(
    table: Table, columns: Sequence[str], row: object, texts: Mapping[str, str]
) -> dict[str, Any]:
    if not isinstance(row, list) or len(row) != len(columns):
        raise _not_ours(table)
    found = dict(zip(columns, row, strict=True))
    if table.name == "document":
        return {**found, "text": texts.get(str(found["uid"]))}
    if table.name == "study":
        return {**found, "schema_version": tables.SCHEMA, "program": __version__}
    return found


def _fitting(column: Column[Any], values: Sequence[object]) -> bool:
    """Whether values may stand in a column; SQLite itself would take anything."""
    there = [value for value in values if value is not None]
    if len(there) < len(values) and not column.nullable:
        return False
    return next(fits for kind, fits in _FITTING if isinstance(column.type, kind))(there)


def _of(*kinds: type) -> Callable[[Sequence[Any]], bool]:
    return lambda values: set(map(type, values)) <= set(kinds)


def _are_integers(values: Sequence[Any]) -> bool:
    return _of(int)(values) and all(abs(value) < _MOST for value in values)


def _are_texts(values: Sequence[Any]) -> bool:
    if not _of(str)(values):
        return False
    return all(map(str.isascii, values)) or not any(map(_HALF.search, values))


def _are_json(values: Sequence[Any]) -> bool:  # noqa: ARG001 what JSON gave, JSON takes
    return True


_HALF = re.compile("[\ud800-\udfff]")
_FITTING: tuple[tuple[type, Callable[[Sequence[Any]], bool]], ...] = (
    (JSON, _are_json),
    (Boolean, _of(bool)),
    (Integer, _are_integers),
    (Float, _of(int, float)),
    (String, _are_texts),
    (TypeDecorator, _are_texts),  # SQLModel's own text
)


def _not_ours(table: Table) -> FileFault:
    return FileFault(
        f"What the file tells of the study is damaged (its table “{table.name}”); export it again."
    )
