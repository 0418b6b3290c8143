"""A codebook kept as a table (csv, xlsx): a row a code, parents before their codes.

A code's place is said by `level`, counted from 1, or by `parent`, the name of a row above it;
with neither, all lie at the top.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from workbench.errors import FileFault
from workbench.importers.table import Sheet
from workbench.terms import Code, Codebook, CodeKind, Exclusive

_TEXTS = ("definition", "use_when", "do_not_use_when", "origin", "colour", "key")
_LISTS = ("was", "groups")
_KNOWN = ("level", "parent", "name", "kind", "exclusive", *_TEXTS, *_LISTS)


@dataclass
class _Row:
    number: int
    cells: Mapping[str, str]
    below: list[_Row] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.cells["name"]


def codebook_of(name: str, sheet: Sheet) -> Codebook:
    """The codebook in a table; FileFault where a column, a place or a value is not understood."""
    columns = _columns(name, sheet.columns)
    top: list[_Row] = []
    path: list[_Row] = []
    for number, cells in zip(sheet.numbers, sheet.rows, strict=True):
        row = _Row(number, dict(zip(columns, cells, strict=True)))
        path = [*_above(name, path, row), row]
        (path[-2].below if len(path) > 1 else top).append(row)
    return Codebook(1, tuple(_code(name, row) for row in top))


def _columns(name: str, columns: Sequence[str]) -> list[str]:
    found = [column.strip().lower().replace(" ", "_") for column in columns]
    for column in found:
        if column not in _KNOWN and not column.startswith("example"):
            raise FileFault(
                f"{name} has a column “{column}” that no codebook has;"
                f" there are: {', '.join(_KNOWN)}, example 1, example 2, …"
            )
    if "name" not in found:
        raise FileFault(f"{name} has no column “name”; it is the first thing to say of a code.")
    return found


def _above(name: str, path: list[_Row], row: _Row) -> list[_Row]:
    """The rows that a row lies below, from the top."""
    if row.cells.get("level"):
        return _by_level(name, path, row)
    parent = row.cells.get("parent", "").strip()
    if not parent:
        return []
    for depth in range(len(path), 0, -1):
        if parent in (path[depth - 1].name, " > ".join(one.name for one in path[:depth])):
            return path[:depth]
    raise FileFault(
        f"{name}, row {row.number}: “{parent}” is no code that this one can lie below; put the row"
        " of the parent right above its codes."
    )


def _by_level(name: str, path: list[_Row], row: _Row) -> list[_Row]:
    said = row.cells["level"].strip()
    level = int(said) if said.isdecimal() and len(said) < 4 else 0
    if not 1 <= level <= len(path) + 1:
        raise FileFault(
            f"{name}, row {row.number}: the level is “{said[:20]}”; it is 1 at the top, and at most"
            " one more than in the row above."
        )
    return path[: level - 1]


def _code(name: str, row: _Row) -> Code:
    if len(row.name) > 10_000 or not row.name.strip():
        raise FileFault(f"{name}, row {row.number}: the code has no name; give it one.")
    said = {key: row.cells.get(key, "") for key in _TEXTS}
    lists = {key: _lines(row.cells.get(key, "")) for key in _LISTS}
    examples = [value for key, value in row.cells.items() if key.startswith("example") and value]
    kind = row.cells.get("kind", "") or ("category" if row.below else "code")
    return Code(
        row.name,
        cast("CodeKind", kind),
        definition=said["definition"],
        use_when=said["use_when"],
        do_not_use_when=said["do_not_use_when"],
        examples=tuple(examples),
        origin=said["origin"],
        colour=said["colour"],
        key=said["key"],
        groups=lists["groups"],
        exclusive=cast("Exclusive | None", row.cells.get("exclusive") or None),
        was=lists["was"],
        codes=tuple(_code(name, one) for one in row.below),
    )


def _lines(cell: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in cell.split("\n") if line.strip())
