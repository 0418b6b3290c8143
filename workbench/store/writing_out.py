"""Writes the tables of the models out as plain Core: `python -m workbench.store.writing_out`.

Importing SQLModel and making its classes takes longer than everything else before a document is
on the screen. A test holds `tables.py` to what this writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import (
    CheckConstraint,
    Column,
    Constraint,
    Index,
    Table,
    UniqueConstraint,
)

from workbench.store.models import NAMES, SCHEMA, Base

HEAD = '''"""The tables as `models.py` declares them. Written by `writing_out.py`; change those."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from workbench.store.defaults import folded

'''
KEYWORDS = {"round": "round_"}
"""Names of tables that are called otherwise in Python."""


def source() -> str:
    """What `tables.py` has to say."""
    return "".join((HEAD, *_body()))


def _body() -> Iterator[str]:
    yield f"SCHEMA = {SCHEMA}\n"
    yield '"""Counts the migrations; a study of a higher number was made by a newer program."""\n'
    yield f"METADATA = MetaData(naming_convention={NAMES!r})\n"
    for name, table in Base.metadata.tables.items():
        yield f"{KEYWORDS.get(name, name)} = Table({name!r}, METADATA,\n"
        yield from (f"    {part},\n" for part in _parts(table))
        yield ")\n"


def _parts(table: Table) -> Iterator[str]:
    yield from map(_column, table.columns)
    for one in sorted(table.constraints, key=_said):
        if isinstance(one, CheckConstraint | UniqueConstraint):
            yield _said(one)
    yield from sorted(map(_index, table.indexes))
    yield from (f"{name}={value!r}" for name, value in table.kwargs.items())


def _column(column: Column[object]) -> str:
    kind = repr(column.type).replace("AutoString", "String")
    keys = (f"ForeignKey({key.target_fullname!r})" for key in column.foreign_keys)
    more = [repr(column.name), kind, *keys]
    if column.primary_key:
        more.append("primary_key=True")
    more.append(f"nullable={column.nullable}")
    if column.default is not None:
        more.append("default=folded")
    return f"Column({', '.join(more)})"


def _said(one: Constraint) -> str:
    if isinstance(one, CheckConstraint):
        name = str(one.name).removeprefix(f"ck_{one.table.name}_")
        return f"CheckConstraint({str(one.sqltext)!r}, name={name!r})"
    if isinstance(one, UniqueConstraint):
        return f"UniqueConstraint({_names(one)})"
    return ""


def _index(one: Index) -> str:
    return f"Index({str(one.name)!r}, {_names(one)}, unique={one.unique})"


def _names(one: UniqueConstraint | Index) -> str:
    return ", ".join(repr(column.name) for column in one.columns)


if __name__ == "__main__":
    Path(__file__).with_name("tables.py").write_text(source(), "utf-8")
