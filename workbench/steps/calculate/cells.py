"""What a cell of a table says."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from functools import partial

from workbench.errors import NotAsked
from workbench.reliability import Level

Read = Callable[[str], Hashable]

LARGEST, SMALLEST = 1e150, 1e-150
"""Beyond them the square of a number is infinite, or zero."""


def reader(level: Level, *, sets: bool) -> Read:
    """How a cell that is not blank is read."""
    if sets and level != "nominal":
        raise NotAsked(f"Sets of labels have no {level} level; leave the level nominal.")
    if sets:
        return _set
    return partial(_measure, level) if level in {"interval", "ratio"} else label


def label(text: str) -> str:
    """A category; 1 and 1.0 are the same, since programs write whole numbers either way."""
    whole, point, zeros = text.partition(".")
    return whole if point and whole.lstrip("-").isdecimal() and set(zeros) == {"0"} else text


def _set(text: str) -> frozenset[str]:
    if text == "{}":
        return frozenset()
    return frozenset(label(part.strip()) for part in text.split(";") if part.strip())


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


def declared(text: str, read: Read) -> list[Hashable] | None:
    """The categories that a list with commas names, in its order; None for an empty list."""
    each = [part.strip() for part in text.split(",")]
    return list(dict.fromkeys(read(part) for part in each if part)) or None


def ordered(used: set[Hashable]) -> list[Hashable]:
    """Values that are numbers, by size; words have no order until it is declared."""
    try:
        return sorted(used, key=lambda value: float(str(value)))
    except ValueError:
        raise NotAsked(
            "The values are words, and an ordinal level needs their order: add "
            "--with categories=low,middle,high."
        ) from None


def yes_or_no(used: set[Hashable]) -> list[Hashable] | None:
    """0 and 1, also where only one of them occurs; None for other values."""
    return ["0", "1"] if used <= {"0", "1"} else None
