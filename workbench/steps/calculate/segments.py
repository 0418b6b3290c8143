"""A table of how long each coder's segments are, a column for each coder."""

from __future__ import annotations

from workbench.agreement import SEGMENTING, Resampling
from workbench.steps.calculate.parameters import check, whole
from workbench.steps.calculate.printed import Found, counted
from workbench.steps.calculate.table import Table, coders_in


def of_segments(
    name: str, table: Table, how: Resampling, asked: dict[str, str]
) -> tuple[Found, list[str]]:
    """A coefficient of segments, and in words what it was calculated from."""
    asked.pop("length", None)
    coders = coders_in(table.columns)
    masses = {
        coder: [whole("a segment's length", row[at]) for row in table.rows if row[at]]
        for at, coder in enumerate(coders, start=1)
    }
    function = SEGMENTING[name]
    check(name, function, asked)
    chosen = {each: whole(each, text) for each, text in asked.items()}
    found = function(masses, resampling=how, **chosen)
    return found, [
        name,
        *(f"{each}={text}" for each, text in asked.items()),
        counted(len(coders), "coder"),
        f"{found.units} possible boundaries",
    ]
