"""A table of units × coders."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from workbench.agreement import COEFFICIENTS, FAMILIES, UNITIZING, Resampling
from workbench.errors import NameUnknown, NotAsked
from workbench.reliability import Level, ReliabilityData
from workbench.shelf import unknown
from workbench.steps.calculate.cells import Read, declared, label, ordered, yes_or_no
from workbench.steps.calculate.parameters import check, number
from workbench.steps.calculate.printed import Found, counted
from workbench.steps.calculate.table import Table, coders_in


def of_units(
    name: str, table: Table, level: Level, read: Read, how: Resampling, asked: dict[str, str]
) -> tuple[Found, list[str]]:
    """A coefficient of units, and in words what it was calculated from."""
    _two_empty_sets(asked)
    data = _reliability_data(name, table, level, read, asked)
    function: Callable[..., Found] = (COEFFICIENTS if name in COEFFICIENTS else FAMILIES)[name]
    check(name, function, asked, [] if data.categories == ("0", "1") else ["value"])
    chosen = {each: _read(each, text, data) for each, text in asked.items()}
    if name in FAMILIES:
        chosen.setdefault("reference", _reference(data))
    found = function(data, level=level, resampling=how, **chosen)
    return found, [
        f"{name} {level}",
        *(f"{each}={text}" for each, text in asked.items()),
        counted(len(data.coders), "coder"),
        counted(len(data.values), "unit"),
        counted(len(data.categories), "category", "categories"),
        "missing excluded",
    ]


def _two_empty_sets(asked: dict[str, str]) -> None:
    if number("empty_vs_empty", asked.pop("empty_vs_empty", "0")) != 0:
        raise NotAsked("Two empty sets are the same, 0 apart; empty=drop leaves such units out.")


def _reliability_data(
    name: str, table: Table, level: Level, read: Read, asked: dict[str, str]
) -> ReliabilityData:
    from workbench.agreement.data import reliability_data

    columns, rows = table
    _refuse_stretches(name, columns)
    _refuse_repeated(columns, rows, asked.get("documents", ""))
    clusters, columns, rows = _documents(columns, rows, asked.pop("documents", ""))
    coders = coders_in(columns)
    cells = [[read(text) if text else None for text in row[1:]] for row in rows]
    used = {cell for row in cells for cell in row if cell is not None}
    categories = declared(asked.pop("categories", ""), read)
    if categories is None and level == "ordinal":
        categories = ordered(used) or None
    if categories is None and name in {"precision_recall_f1", "positive_agreement"}:
        categories = yes_or_no(used)
    return reliability_data(cells, categories=categories, coders=coders, clusters=clusters)


def _refuse_stretches(name: str, columns: Sequence[str]) -> None:
    if {"coder", "start", "value"} <= {column.lower() for column in columns}:
        raise NotAsked(
            f"This is a table of stretches, and {name} is for units; ask for one of "
            f"{', '.join(UNITIZING)}, with --length N."
        )


def _refuse_repeated(columns: Sequence[str], rows: Sequence[Sequence[str]], documents: str) -> None:
    """Refuse a unit with two rows; documents may each number their units from 1."""
    at = columns.index(documents) if documents in columns else 0
    seen = set()
    for row in rows:
        unit = (row[0], row[at])
        if row[0] and unit in seen:
            raise NotAsked(
                f"Two rows are about the unit “{row[0]}”; give each unit one row, with a column "
                "for each coder."
            )
        seen.add(unit)


def _documents(
    columns: Sequence[str], rows: Sequence[Sequence[str]], name: str
) -> tuple[list[int] | None, Sequence[str], Sequence[Sequence[str]]]:
    """Which document each unit lies in, and the table without the column that says so."""
    if not name:
        return None, columns, rows
    if name not in columns[1:]:
        raise NameUnknown(unknown("column", name, list(columns[1:])))
    at = list(columns).index(name)
    index = {document: k for k, document in enumerate(dict.fromkeys(row[at] for row in rows))}
    clusters = [index[row[at]] for row in rows]
    return clusters, _without(columns, at), [_without(row, at) for row in rows]


def _without(cells: Sequence[str], at: int) -> list[str]:
    return [*cells[:at], *cells[at + 1 :]]


def _read(name: str, text: str, data: ReliabilityData) -> object:
    if name == "distances":
        return _numbers_table(text)
    if name in {"value", "code", "category"}:
        return _index("category", label(text), [str(each) for each in data.categories])
    if name == "reference":
        return _index("coder", text, list(data.coders))
    return text


def _numbers_table(text: str) -> list[list[float]]:
    """A table of numbers, written [[0,1],[1,0]]."""
    try:
        return [[float(cell) for cell in row] for row in json.loads(text)]
    except (ValueError, TypeError, RecursionError) as fault:
        raise NotAsked(
            "distances is a table of numbers in the order of the categories, as in "
            f"[[0,1],[1,0]], and “{text}” is none."
        ) from fault


def _index(kind: str, text: str, listed: list[str]) -> int:
    if text not in listed:
        raise NameUnknown(unknown(kind, text, listed))
    return listed.index(text)


def _reference(data: ReliabilityData) -> int:
    """The column to hold the coder against: called so, or the last."""
    for name in ("consensus", "reference", "decision", "decisions"):
        if name in data.coders:
            return data.coders.index(name)
    return len(data.coders) - 1
