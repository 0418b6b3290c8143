"""T16, questionnaires: item by item, how many chose what, and how many agree."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from workbench.tables.numbers import ROUNDING, count_and_percent, one_decimal
from workbench.terms import Cell, Table


@dataclass(frozen=True)
class Item:
    """One item of a questionnaire, and who answered what."""

    name: str
    answers: Mapping[str, float]
    """By case; who did not answer is not in it."""
    low: int = 1
    high: int = 5
    """The ends of its scale, included."""
    labels: Mapping[int, str] = field(default_factory=dict)
    """What the categories are called, as far as they are called anything."""

    @property
    def agreeing(self) -> float:
        """The middle of the scale: who chose more agrees."""
        return (self.low + self.high) / 2


def questionnaire_table(
    items: Sequence[Item],
    groups: Mapping[str, str] | None = None,
    *,
    provenance: Mapping[str, str] | None = None,
) -> Table:
    """Print a row an item, or a row an item and group of people.

    Percentages are of those who answered the item. Items of one table share their scale or have
    columns for the widest; a value off its scale's whole numbers stands in no category but
    counts in median and quartiles.
    """
    low, high = min(item.low for item in items), max(item.high for item in items)
    columns = ["Item", "Group", "n answered"] if groups else ["Item", "n answered"]
    columns += [f"{_label(items, value)} n (%)" for value in range(low, high + 1)]
    columns += ["Agreeing n (%)", "Median [IQR]"]
    rows = tuple(row for item in items for row in _rows(item, groups, low, high))
    return Table("Questionnaire", tuple(columns), rows, _notes(items, groups), provenance or {})


def _label(items: Sequence[Item], value: int) -> str:
    labels = {item.labels.get(value, "") for item in items} - {""}
    return f"{value} ({labels.pop()})" if len(labels) == 1 else str(value)


def _rows(
    item: Item, groups: Mapping[str, str] | None, low: int, high: int
) -> Iterator[tuple[Cell, ...]]:
    if groups is None:
        yield (item.name, *_numbers(item, list(item.answers.values()), low, high))
        return
    for name in dict.fromkeys(groups.values()):
        values = [value for case, value in item.answers.items() if groups.get(case) == name]
        yield (item.name, name, *_numbers(item, values, low, high))


def _numbers(item: Item, values: list[float], low: int, high: int) -> tuple[Cell, ...]:
    n = len(values)
    categories = (
        count_and_percent(values.count(at), n) if item.low <= at <= item.high else ""
        for at in range(low, high + 1)
    )
    agreeing = sum(value > item.agreeing for value in values)
    return (n, *categories, count_and_percent(agreeing, n), _median(values))


def _median(values: list[float]) -> str:
    if not values:
        return ""
    if len(values) == 1:
        return one_decimal(values[0])
    first, middle, third = statistics.quantiles(values, n=4, method="inclusive")
    return f"{one_decimal(middle)} [{one_decimal(first)}, {one_decimal(third)}]"


def _notes(items: Sequence[Item], groups: Mapping[str, str] | None) -> tuple[str, ...]:
    ends = {(item.low, item.high, item.agreeing) for item in items}
    agree = "; ".join(
        f"above {middle:g} on a scale from {low} to {high}" for low, high, middle in sorted(ends)
    )
    off = sum(
        value not in range(item.low, item.high + 1)
        for item in items
        for value in item.answers.values()
    )
    return (
        "Percentages are of those who answered the item.",
        f"Agreeing: {agree}.",
        "Quartiles are interpolated between answers (Hyndman and Fan's type 7).",
        *([f"Off the scale and in no category: {off}."] if off else []),
        *([_left_out(items, groups)] if groups is not None else []),
        ROUNDING,
    )


def _left_out(items: Sequence[Item], groups: Mapping[str, str]) -> str:
    outside = {case for item in items for case in item.answers if case not in groups}
    return f"Respondents in no group, not counted: {len(outside)}."
