"""The codebook as a table that a person edits and that loads again without loss.

A row a code, parents before their codes; `level` says how deep it lies, from 1. `was` and
`groups` have one name a line; each example has a column of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import compress

from workbench.terms import Cell, Code, Codebook, Table

FIELDS = (
    "level",
    "name",
    "kind",
    "was",
    "definition",
    "use_when",
    "do_not_use_when",
    "origin",
    "colour",
    "key",
    "groups",
    "exclusive",
)
EXAMPLE = "example"


def codebook_sheet(codebook: Codebook) -> Table:
    """The codebook with all that its YAML form says."""
    walked = list(codebook.walk())
    most = max((len(code.examples) for _, code in walked), default=0)
    columns = (*FIELDS, *(f"{EXAMPLE} {n}" for n in range(1, most + 1)))
    rows = tuple(tuple(_cells(len(path), code, most)) for path, code in walked)
    return Table(f"Codebook, version {codebook.version}", columns, rows)


def without_empty_columns(table: Table) -> Table:
    """The sheet as a page holds it: columns in which no code says anything are left out."""
    said = [
        bool(name in FIELDS[:2] or any(row[at] for row in table.rows))
        for at, name in enumerate(table.columns)
    ]
    return replace(
        table,
        columns=tuple(compress(table.columns, said)),
        rows=tuple(tuple(compress(row, said)) for row in table.rows),
    )


def _cells(level: int, code: Code, most: int) -> Iterator[Cell]:
    yield level
    for name in FIELDS[1:]:
        value = getattr(code, name)
        yield "\n".join(value) if isinstance(value, tuple) else value or ""
    yield from code.examples
    yield from [""] * (most - len(code.examples))
