r"""A codebook kept as a table (csv, xlsx, a table in Word): a row a code.

A code's place is said by `level`, counted from 1; by columns for each level; by `parent`, the
name or path of another row; by a name that is a path, as in `A > B`, `A::B` or `A\B`; or by how
far the name is indented. With none of these, all lie at the top.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from workbench.errors import FileFault
from workbench.importers.codebook_columns import fields_of
from workbench.importers.page import Page
from workbench.importers.table import Sheet
from workbench.terms import Code, Codebook, CodeKind, Exclusive

_TEXTS = ("use_when", "do_not_use_when", "origin", "key")
_BETWEEN = re.compile(r"\s+>\s+|\s*::\s*|\s*\\+\s*")
_ROOTS = frozenset({"nodes", "codes", "code system"})
"""What NVivo and MAXQDA put before every path."""
_DEEPEST = 50
_MIXED = re.compile(r"rgba?\((\d{1,3}), *(\d{1,3}), *(\d{1,3})[^)]{0,9}\)")
_COLOUR = re.compile(r"#?([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")


@dataclass
class _Row:
    number: int
    cells: Mapping[str, str]
    path: tuple[str, ...] = ()
    below: list[_Row] = field(default_factory=list)

    def say(self, name: str) -> str:
        return self.cells.get(name, "")


def codebook_of(name: str, sheet: Sheet) -> Codebook:
    """The codebook in a table; FileFault where a column, a place or a value is not understood."""
    fields = fields_of(name, sheet.columns)
    rows = [
        _Row(number, dict(zip(fields, cells, strict=True)))
        for number, cells in zip(sheet.numbers, sheet.rows, strict=True)
    ]
    for row, path in zip(rows, _paths(name, fields, rows), strict=True):
        if not path or not path[-1].strip() or len(path[-1]) > 10_000:
            raise FileFault(f"{name}, row {row.number}: the code has no name; give it one.")
        if len(path) > _DEEPEST:
            raise FileFault(f"{name}, row {row.number}: no code lies {len(path)} levels deep.")
        row.path = path
    return Codebook(1, tuple(_code(row) for row in _tree(rows)))


def sheet_of(name: str, page: Page) -> Sheet:
    """The first table on a page whose head is that of a codebook; FileFault where there is none."""
    for at, head in enumerate(page.rows):
        with contextlib.suppress(FileFault):
            fields_of(name, head)
            width = len(head)
            rows = [row for row in page.rows[at + 1 :] if row != head and any(map(str.strip, row))]
            filled = tuple((*row, *[""] * width)[:width] for row in rows)
            return Sheet(tuple(head), filled, tuple(range(at + 2, at + 2 + len(filled))))
    raise FileFault(
        f"{name} has no table of codes; its first row names the columns, such as name, definition."
    )


def _paths(name: str, fields: Sequence[str], rows: Sequence[_Row]) -> Iterator[tuple[str, ...]]:
    """Each row's path from the top, by whatever says it."""
    if "level" in fields:
        return _by_level(name, rows, [row.say("level") for row in rows])
    if "level 1" in fields:
        return _by_columns(rows, [one for one in fields if one.startswith("level ")])
    if any(row.say("parent") for row in rows):
        return _Parents(name, rows).paths()
    if any(_indented(row) for row in rows) and not any(_indented(row) for row in rows[:1]):
        return _by_indentation(rows)
    return (
        (*above, *_parts(row.say("name")))
        for above, row in zip(_categories(rows), rows, strict=True)
    )


def _categories(rows: Sequence[_Row]) -> Iterator[tuple[str, ...]]:
    """What each row says it belongs to.

    Where each is said but once, blank cells below it are as it, like a merged cell.
    """
    said = [row.say("category").strip() for row in rows]
    named = list(filter(None, said))
    each_once = len(named) == len(set(named))
    above = ""
    for one in said:
        above = one or (above if each_once else "")
        yield _parts(above) if above else ()


def _parts(text: str) -> tuple[str, ...]:
    """A path as programs write it."""
    parts = tuple(part.strip() for part in _BETWEEN.split(text.strip()))
    parts = tuple(part for part in parts if part) or (text.strip(),)
    return parts[1:] if len(parts) > 1 and parts[0].lower() in _ROOTS else parts


def _by_level(name: str, rows: Sequence[_Row], levels: Sequence[str]) -> Iterator[tuple[str, ...]]:
    path: tuple[str, ...] = ()
    for row, level_ in zip(rows, levels, strict=True):
        said = level_.strip()
        level = int(said) if said.isdecimal() and len(said) < 4 else 0
        if not 1 <= level <= len(path) + 1:
            raise FileFault(
                f"{name}, row {row.number}: the level is “{said[:20]}”; it is 1 at the top, and at"
                " most one more than in the row above."
            )
        path = (*path[: level - 1], row.say("name"))
        yield path


def _by_columns(rows: Sequence[_Row], columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """A column for each level; what is blank to the left is as in the row above."""
    path: tuple[str, ...] = ()
    for row in rows:
        said = [row.say(one).strip() for one in columns]
        first = next((at for at, cell in enumerate(said) if cell), 0)
        path = (*path[:first], *filter(None, said[first:]))
        yield path


def _indented(row: _Row) -> int:
    name = row.say("name")
    return len(name) - len(name.lstrip())


def _by_indentation(rows: Sequence[_Row]) -> Iterator[tuple[str, ...]]:
    above: list[tuple[int, str]] = []
    for row in rows:
        while above and above[-1][0] >= _indented(row):
            above.pop()
        above.append((_indented(row), row.say("name").strip()))
        yield tuple(name for _, name in above)


class _Parents:
    """Rows that name their parents, by name or path; nearest above, else wherever they stand."""

    def __init__(self, name: str, rows: Sequence[_Row]) -> None:
        self._name = name
        self._rows = rows
        self._called: dict[str, list[int]] = {}
        self._known: dict[int, tuple[str, ...]] = {}
        for at, row in enumerate(rows):
            self._called.setdefault(_parts(row.say("name"))[-1], []).append(at)

    def paths(self) -> Iterator[tuple[str, ...]]:
        return (self._path(at, 0) for at in range(len(self._rows)))

    def _path(self, at: int, depth: int) -> tuple[str, ...]:
        if at not in self._known:
            row = self._rows[at]
            said = row.say("parent").strip()
            if depth > _DEEPEST:
                raise FileFault(f"{self._name}, row {row.number}: the code lies below itself.")
            parts = _parts(row.say("name"))
            self._known[at] = (*self._parent(at, said, depth), parts[-1]) if said else parts
        return self._known[at]

    def _parent(self, at: int, said: str, depth: int) -> tuple[str, ...]:
        wanted = _parts(said)
        there = [one for one in self._called.get(wanted[-1], ()) if one != at]
        nearest = [one for one in there if one < at][::-1] + [one for one in there if one > at]
        for one in nearest:
            path = self._path(one, depth + 1)
            if path[-len(wanted) :] == wanted:
                return path
        raise FileFault(
            f"{self._name}, row {self._rows[at].number}: “{said}” is no code that this one can lie"
            " below; give the parent a row of its own."
        )


def _tree(rows: Sequence[_Row]) -> list[_Row]:
    """The rows below each other; a parent without a row of its own becomes a category."""
    top = _Row(0, {})
    places: dict[tuple[str, ...], _Row] = {(): top}
    for row in rows:
        places.setdefault(row.path, row)
    for row in rows:
        child = row
        for depth in range(len(row.path) - 1, -1, -1):
            above = row.path[:depth]
            known = above in places
            parent = places.setdefault(above, _Row(row.number, {}, above))
            parent.below.append(child)
            if known:
                break
            child = parent
    return top.below


def _code(row: _Row) -> Code:
    said = {key: row.say(key) for key in _TEXTS}
    examples = [value for key, value in row.cells.items() if "example" in key and value]
    kind = row.say("kind") or ("category" if row.below else "code")
    return Code(
        row.path[-1],
        cast("CodeKind", kind),
        definition="\n\n".join(_all(row, "definition")),
        use_when=said["use_when"],
        do_not_use_when=said["do_not_use_when"],
        examples=tuple(examples),
        origin=said["origin"],
        colour=_colour(row.say("colour")),
        key=said["key"],
        groups=tuple(dict.fromkeys(_groups(row))),
        exclusive=cast("Exclusive | None", row.say("exclusive") or None),
        was=_lines(row.say("was")),
        codes=tuple(_code(one) for one in row.below),
    )


def _colour(cell: str) -> str:
    """A colour with six digits; a sign that a program draws in the colour says nothing."""
    if mixed := _MIXED.fullmatch(cell.strip()):
        return "#" + "".join(f"{min(int(one), 255):02X}" for one in mixed.groups())
    found = _COLOUR.fullmatch(cell.strip())
    if not found:
        return cell.strip() if re.search(r"\w", cell) else ""
    digits = found[1]
    return (
        cell.strip()
        if cell.startswith("#") and len(digits) == 6
        else ("#" + (digits if len(digits) == 6 else "".join(one * 2 for one in digits)))
    )


def _groups(row: _Row) -> Iterator[str]:
    for cell in _all(row, "groups"):
        yield from _lines(cell)


def _all(row: _Row, field_: str) -> Iterator[str]:
    """What the columns of a field say, where there may be several."""
    return (cell for key, cell in row.cells.items() if cell and key.split(" ")[0] == field_)


def _lines(cell: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in cell.split("\n") if line.strip())
