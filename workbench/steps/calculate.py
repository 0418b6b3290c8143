"""One coefficient on a plain table, no study needed.

Cells are strings as a csv file has them, and a blank is missing. Three shapes of table are
understood, by what the coefficient works on: units × coders, marked stretches, and the lengths
of segments.
"""

from __future__ import annotations

import inspect
import json
import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast, get_args

from workbench.agreement import (
    COEFFICIENTS,
    FAMILIES,
    SEGMENTING,
    UNITIZING,
    Method,
    Resampling,
)
from workbench.errors import NameUnknown, NotAsked
from workbench.shelf import unknown
from workbench.terms import Agreement, Level, ReliabilityData

if TYPE_CHECKING:
    from workbench.agreement.continuum import Mark

Table = tuple[Sequence[str], Sequence[Sequence[str]]]
Read = Callable[[str], Hashable]
Found = Agreement | dict[str, Agreement]

OF_SETS = {"set_alpha", "mv_alpha"}
AS_INTERVAL = {
    "krippendorff_alpha_ci": "auto",
    "krippendorff_alpha_jackknife_se": "jackknife",
}
"""Names under which alpha is asked for its interval or its standard error."""
IN_WORDS = {
    "krippendorff_pairs": "pairs",
    "unit bootstrap": "percentile",
    "delete-one": "jackknife",
}
"""How the literature calls a way to make intervals, by its first words."""
MOST_CODERS = 1000
"""Columns beyond which a table is taken to lie on its side."""
LARGEST, SMALLEST = 1e150, 1e-150
"""Beyond them the square of a number is infinite, or zero."""
RESAMPLING = ("interval", "method", "confidence", "replicates", "seed")
GIVEN = {"data", "masses", "level", "resampling"}
"""What every coefficient is called with, so that nobody passes it as a parameter."""


def calculate(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    coefficient: str,
    level: str = "nominal",
    sets: bool = False,
    length: float | None = None,
    parameters: Mapping[str, str] | None = None,
) -> dict[str, object]:
    """The coefficient of a table, as the object that `workbench calculate` prints.

    `level` is nominal, ordinal, interval or ratio. With `sets` a cell is `a;b`, and `{}` the
    empty set. `length` is the length of the text that marked stretches lie on. `parameters`
    are the coefficient's own, and `categories`, `documents`, `interval`, `confidence`,
    `replicates`, `seed`. Raises NameUnknown for a name that is none, with the right ones, and
    NotAsked for a table or a parameter that does not fit.
    """
    name, asked = _without_alias(coefficient, dict(parameters or {}))
    if length is not None:
        asked.setdefault("length", repr(length))
    table = (tuple(column.strip() for column in columns), _filled_rows(columns, rows))
    settled = _level(level)
    if name in UNITIZING:
        found, recipe = _of_spans(name, table, asked)
    elif name in SEGMENTING:
        found, recipe = _of_segments(name, table, asked)
    else:
        found, recipe = _of_units(
            name, table, settled, _reader(settled, sets=sets or name in OF_SETS), asked
        )
    return _printed(coefficient, settled, found, recipe)


def names() -> list[str]:
    """Every coefficient that can be asked for."""
    return [*COEFFICIENTS, *FAMILIES, *UNITIZING, *SEGMENTING]


def _without_alias(name: str, asked: dict[str, str]) -> tuple[str, dict[str, str]]:
    if name in AS_INTERVAL:
        if not {"interval", "method"} & set(asked):
            asked["interval"] = AS_INTERVAL[name]
        return "krippendorff_alpha", asked
    if name not in names():
        raise NameUnknown(unknown("coefficient", name, names()))
    return name, asked


def _level(level: str) -> Level:
    """The level; a binary variable is a nominal one of two values."""
    levels = list(get_args(Level))
    plain = "nominal" if level == "binary" else level
    if plain not in levels:
        raise NameUnknown(unknown("level", level, levels))
    return cast("Level", plain)


def _filled_rows(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows with their cells stripped, without blank rows; refused where unequal."""
    if not columns:
        raise NotAsked("The table is empty; its first row must name the columns.")
    for number, row in enumerate(rows, start=1):
        if len(row) != len(columns) and any(cell.strip() for cell in row):
            raise NotAsked(
                f"Row {number} has {len(row)} cells, and the table has {len(columns)} columns; "
                "give every row a cell for every column, blank where missing."
            )
    stripped = ([cell.strip() for cell in row] for row in rows)
    return [row for row in stripped if any(row)]


# ------------------------------------------------------------------ parameters


def _resampling(asked: dict[str, str]) -> Resampling:
    """How the interval is to be made; takes what it reads out of `asked`."""
    given = {name: asked.pop(name) for name in RESAMPLING if name in asked}
    word = given.get("interval", given.get("method", "auto"))
    return Resampling(
        method=_method(word),
        confidence=_number("confidence", given.get("confidence", "0.95")),
        replicates=_whole("replicates", given.get("replicates", "1000")),
        seed=_whole("seed", given.get("seed", "1")),
    )


def _method(word: str) -> Method:
    methods = list(get_args(Method))
    meant = [method for words, method in IN_WORDS.items() if word.startswith(words)]
    method = meant[0] if meant else word
    if method not in methods:
        raise NameUnknown(unknown("interval", word, methods))
    return cast("Method", method)


def _number(name: str, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise NotAsked(f"{name} must be a number, and “{text}” is none.")
    return number


def _whole(name: str, text: str) -> int:
    number = _number(name, text)
    if number != int(number) or number < 0:
        raise NotAsked(f"{name} must be a whole number from 0 up, not {text}.")
    return int(number)


def _check(
    name: str,
    function: Callable[..., object],
    asked: Mapping[str, str],
    needed: Sequence[str] = ("value",),
) -> None:
    """Refuse parameters that this coefficient does not have, and miss none that it needs."""
    own = inspect.signature(function).parameters
    right = [each for each in own if each not in GIVEN]
    for each in asked:
        if each not in right:
            known = [*right, *_of_table(name), "interval", "confidence", "replicates", "seed"]
            raise NameUnknown(unknown(f"parameter of {name}", each, known))
    for each in right:
        if each in {"code", *needed} and each not in asked:
            raise NotAsked(f"{name} needs to know which {each}: add --with {each}=….")


def _of_table(name: str) -> list[str]:
    """The parameters that tell what a table means, whatever is calculated from it."""
    if name in UNITIZING:
        return ["length", "begin", "coders"]
    return [] if name in SEGMENTING else ["categories", "documents"]


# ------------------------------------------------------------------ units × coders


def _of_units(
    name: str, table: Table, level: Level, read: Read, asked: dict[str, str]
) -> tuple[Found, str]:
    resampling = _resampling(asked)
    _two_empty_sets(asked)
    data = _reliability_data(name, table, level, read, asked)
    function: Callable[..., Found] = (COEFFICIENTS if name in COEFFICIENTS else FAMILIES)[name]
    _check(name, function, asked, [] if data.categories == ("0", "1") else ["value"])
    chosen = {each: _read(each, text, data) for each, text in asked.items()}
    if name in FAMILIES:
        chosen.setdefault("reference", _reference(data))
    found = function(data, level=level, resampling=resampling, **chosen)
    what = [f"{name} {level}", *(f"{each}={text}" for each, text in asked.items())]
    what += [_counted(len(data.coders), "coder"), _counted(len(data.values), "unit")]
    what += [_counted(len(data.categories), "category", "categories"), "missing excluded"]
    return found, _recipe(what, found, resampling)


def _two_empty_sets(asked: dict[str, str]) -> None:
    if _number("empty_vs_empty", asked.pop("empty_vs_empty", "0")) != 0:
        raise NotAsked("Two empty sets are the same, 0 apart; empty=drop leaves such units out.")


def _reliability_data(
    name: str, table: Table, level: Level, read: Read, asked: dict[str, str]
) -> ReliabilityData:
    from workbench.agreement.data import reliability_data

    columns, rows = table
    _refuse_stretches(name, columns)
    _refuse_repeated(columns, rows, asked.get("documents", ""))
    clusters, columns, rows = _documents(columns, rows, asked.pop("documents", ""))
    coders = _coders(columns)
    cells = [[read(text) if text else None for text in row[1:]] for row in rows]
    used = {cell for row in cells for cell in row if cell is not None}
    declared = _declared(asked.pop("categories", ""), read)
    if declared is None and level == "ordinal":
        declared = _ordered(used) or None
    if declared is None and name in {"precision_recall_f1", "positive_agreement"}:
        declared = _yes_or_no(used)
    return reliability_data(cells, categories=declared, coders=coders, clusters=clusters)


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


def _coders(columns: Sequence[str]) -> Sequence[str]:
    coders = columns[1:]
    if not coders:
        raise NotAsked(
            "The table has no coders: its first column names the unit, each further one a coder."
        )
    twice = [coder for coder in coders if coders.count(coder) > 1]
    if twice:
        raise NotAsked(f"Two columns are named “{twice[0]}”; give each coder a name of their own.")
    if len(coders) > MOST_CODERS:
        raise NotAsked(
            f"The table has {len(coders):,} columns of coders; if its rows are the coders, turn it "
            "so that each row is a unit."
        )
    return coders


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


def _reader(level: Level, *, sets: bool) -> Read:
    """How a cell that is not blank is read."""
    if sets and level != "nominal":
        raise NotAsked(f"Sets of labels have no {level} level; leave the level nominal.")
    if sets:
        return _set
    return partial(_measure, level) if level in {"interval", "ratio"} else _label


def _label(text: str) -> str:
    """A category; 1 and 1.0 are the same, since programs write whole numbers either way."""
    whole, point, zeros = text.partition(".")
    return whole if point and whole.lstrip("-").isdecimal() and set(zeros) == {"0"} else text


def _set(text: str) -> frozenset[str]:
    if text == "{}":
        return frozenset()
    return frozenset(_label(label.strip()) for label in text.split(";") if label.strip())


def _measure(level: Level, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise NotAsked(f"The level {level} needs numbers, and “{text}” is none.")
    if number and not SMALLEST <= abs(number) <= LARGEST:
        raise NotAsked(
            f"The level {level} squares differences, and “{text}” is too large or too small for "
            "that; give the values in another unit of measurement."
        )
    return number


def _declared(text: str, read: Read) -> list[Hashable] | None:
    each = [part.strip() for part in text.split(",")]
    return list(dict.fromkeys(read(part) for part in each if part)) or None


def _ordered(used: set[Hashable]) -> list[Hashable]:
    """Values that are numbers, by size; words have no order until it is declared."""
    try:
        return sorted(used, key=lambda value: float(str(value)))
    except ValueError:
        raise NotAsked(
            "The values are words, and an ordinal level needs their order: add "
            "--with categories=low,middle,high."
        ) from None


def _yes_or_no(used: set[Hashable]) -> list[Hashable] | None:
    """0 and 1, also where only one of them occurs; None for other values."""
    return ["0", "1"] if used <= {"0", "1"} else None


def _read(name: str, text: str, data: ReliabilityData) -> object:
    if name == "distances":
        return _numbers_table(text)
    if name in {"value", "code", "category"}:
        return _index("category", _label(text), [str(each) for each in data.categories])
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


# ------------------------------------------------------------------ stretches and segments


def _of_spans(name: str, table: Table, asked: dict[str, str]) -> tuple[Found, str]:
    from workbench.agreement.continuum import span_data

    resampling = _resampling(asked)
    if not asked.get("length"):
        raise NotAsked(f"{name} needs the length of the text: add --length N.")
    length, begin = (
        _number("length", asked.pop("length")),
        _number("begin", asked.pop("begin", "0")),
    )
    marks, coders = _marks(table)
    named = [each.strip() for each in asked.pop("coders", "").split(",") if each.strip()]
    everyone = list(dict.fromkeys([*coders, *named]))
    data = span_data(marks, length=length, begin=begin, coders=everyone)
    function: Callable[..., Found] = UNITIZING[name]
    _check(name, function, asked)
    chosen = {each: _weight(each, text) for each, text in asked.items()}
    found = function(data, resampling=resampling, **chosen)
    what = [f"{name} nominal", *(f"{each}={text}" for each, text in asked.items())]
    what += [_counted(len(data.coders), "coder"), _counted(data.spans, "stretch", "stretches")]
    what += [f"on {begin:g}–{begin + length:g}"]
    return found, _recipe(what, found, resampling)


def _weight(name: str, text: str) -> float | str:
    """Gamma's weights are numbers, values and categories are words."""
    if name not in {"alpha", "beta", "delta_empty"}:
        return text
    number = _number(name, text)
    if number < 0 or (name == "delta_empty" and number == 0):
        raise NotAsked(f"{name} is a weight and must not be {text}.")
    return number


def _marks(table: Table) -> tuple[list[Mark], list[str]]:
    """The stretches, and every coder named; one without start and stop marked nothing."""
    from workbench.agreement.continuum import Mark

    columns, rows = table
    coder, start, stop, value = _span_columns(columns)
    marks = [
        Mark(row[coder], _number("start", row[start]), _number("stop", row[stop]), row[value])
        for row in rows
        if row[start] or row[stop]
    ]
    nameless = [mark for mark in marks if not mark.coder]
    if nameless:
        raise NotAsked(f"The stretch at {nameless[0].start:g} has no coder; name who marked it.")
    return marks, [row[coder] for row in rows if row[coder]]


def _span_columns(columns: Sequence[str]) -> list[int]:
    lower = ["stop" if column.lower() == "end" else column.lower() for column in columns]
    missing = [name for name in ("coder", "start", "stop", "value") if name not in lower]
    if missing:
        raise NotAsked(
            f"The table has no column “{missing[0]}”; a table of stretches has the columns "
            "coder, start, stop, value."
        )
    return [lower.index(name) for name in ("coder", "start", "stop", "value")]


def _of_segments(name: str, table: Table, asked: dict[str, str]) -> tuple[Found, str]:
    resampling = _resampling(asked)
    asked.pop("length", None)
    columns, rows = table
    coders = _coders(columns)
    masses = {
        coder: [_whole("a segment's length", row[at]) for row in rows if row[at]]
        for at, coder in enumerate(coders, start=1)
    }
    function = SEGMENTING[name]
    _check(name, function, asked)
    chosen = {each: _whole(each, text) for each, text in asked.items()}
    found = function(masses, resampling=resampling, **chosen)
    what = [name, *(f"{each}={text}" for each, text in asked.items())]
    what += [_counted(len(coders), "coder"), f"{found.units} possible boundaries"]
    return found, _recipe(what, found, resampling)


# ------------------------------------------------------------------ what is printed


def _counted(count: int, one: str, several: str = "") -> str:
    return f"{count} {one if count == 1 else several or f'{one}s'}"


def _recipe(what: list[str], found: Found, resampling: Resampling) -> str:
    interval = "" if isinstance(found, dict) else found.interval
    if "bootstrap" in interval:
        interval += f", {resampling.replicates} replicates, seed {resampling.seed}"
    return ", ".join([*what, interval] if interval else what)


def _printed(name: str, level: Level, found: Found, recipe: str) -> dict[str, object]:
    if isinstance(found, dict):
        return _printed_family(name, level, found, recipe)
    value = found.se if name == "krippendorff_alpha_jackknife_se" else found.value
    return {
        "coefficient": name,
        "level": level,
        "value": value,
        "low": found.low,
        "high": found.high,
        "se": found.se,
        "units": found.units,
        "coders": found.coders,
        "observed": found.observed,
        "expected": found.expected,
        "undefined_because": found.undefined_because,
        "recipe": recipe,
    }


def _printed_family(
    name: str, level: Level, found: dict[str, Agreement], recipe: str
) -> dict[str, object]:
    """The family's values; its reason is that of the first only if none is defined."""
    parts = list(found.values())
    defined = any(part.value is not None for part in parts)
    return {
        "coefficient": name,
        "level": level,
        "values": {each: part.value for each, part in found.items()},
        "units": parts[0].units,
        "coders": parts[0].coders,
        "undefined_because": None if defined else parts[0].undefined_because,
        "recipe": recipe,
    }
