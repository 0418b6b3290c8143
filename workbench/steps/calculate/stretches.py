"""A table of stretches that coders marked in a text: coder, start, stop, value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from workbench.agreement import UNITIZING, Resampling
from workbench.errors import NotAsked
from workbench.steps.calculate.parameters import check, number
from workbench.steps.calculate.printed import Found, counted
from workbench.steps.calculate.table import Table

if TYPE_CHECKING:
    from workbench.agreement.continuum import Mark, SpanData


def of_stretches(
    name: str, table: Table, how: Resampling, asked: dict[str, str]
) -> tuple[Found, list[str]]:
    """A coefficient of marked stretches, and in words what it was calculated from."""
    if not asked.get("length"):
        raise NotAsked(f"{name} needs the length of the text: add --length N.")
    length = number("length", asked.pop("length"))
    begin = number("begin", asked.pop("begin", "0"))
    data = _span_data(table, length, begin, asked.pop("coders", ""))
    function: Callable[..., Found] = UNITIZING[name]
    check(name, function, asked)
    chosen = {each: _weight(each, text) for each, text in asked.items()}
    return function(data, resampling=how, **chosen), [
        f"{name} nominal",
        *(f"{each}={text}" for each, text in asked.items()),
        counted(len(data.coders), "coder"),
        counted(data.spans, "stretch", "stretches"),
        f"on {begin:g}–{begin + length:g}",
    ]


def _span_data(table: Table, length: float, begin: float, coders: str) -> SpanData:
    """What was marked; `coders` names, with commas, also those who marked nothing."""
    from workbench.agreement.continuum import span_data

    marks, marking = _marks(table)
    named = [each.strip() for each in coders.split(",") if each.strip()]
    everyone = list(dict.fromkeys([*marking, *named]))
    return span_data(marks, length=length, begin=begin, coders=everyone)


def _weight(name: str, text: str) -> float | str:
    """Gamma's weights are numbers, values and categories are words."""
    if name not in {"alpha", "beta", "delta_empty"}:
        return text
    weight = number(name, text)
    if weight < 0 or (name == "delta_empty" and weight == 0):
        raise NotAsked(f"{name} is a weight and must not be {text}.")
    return weight


def _marks(table: Table) -> tuple[list[Mark], list[str]]:
    """The stretches, and every coder named; one without start and stop marked nothing."""
    from workbench.agreement.continuum import Mark

    columns, rows = table
    coder, start, stop, value = _columns(columns)
    marks = [
        Mark(row[coder], number("start", row[start]), number("stop", row[stop]), row[value])
        for row in rows
        if row[start] or row[stop]
    ]
    nameless = [mark for mark in marks if not mark.coder]
    if nameless:
        raise NotAsked(f"The stretch at {nameless[0].start:g} has no coder; name who marked it.")
    return marks, [row[coder] for row in rows if row[coder]]


def _columns(columns: Sequence[str]) -> list[int]:
    lower = ["stop" if column.lower() == "end" else column.lower() for column in columns]
    missing = [name for name in ("coder", "start", "stop", "value") if name not in lower]
    if missing:
        raise NotAsked(
            f"The table has no column “{missing[0]}”; a table of stretches has the columns "
            "coder, start, stop, value."
        )
    return [lower.index(name) for name in ("coder", "start", "stop", "value")]
