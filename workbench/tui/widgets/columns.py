"""How the columns of a table share its width."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from rich.cells import cell_len

from workbench.tui.widgets.wrapping import cut, padded

GAP = 2
NAME, LEAST = 14, 7
"""Cells that the first column, which names the row, and any other has at least, if it has words
for them; columns for which no room is left are beside the screen."""

_NUMBER = re.compile(
    r"[-−–+<]?(\d[\d.,:/]*)?( ?%)?( ?[\[(][-−\d.,%; ]+[\])])?( [ ✓])?|not estimable"
)
"""A count, how many of how many, a value, a share or an interval, or that there is none."""


class Seen(NamedTuple):
    """The columns that are on the screen, by their index, and how many cells each has."""

    columns: Sequence[int]
    rooms: Sequence[int]
    beside: str = ""
    """How many columns are beside the screen, at the left and at the right."""


class Columns:
    """What is known of the columns of a table: how wide each would be, and which hold numbers."""

    def __init__(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.heads = heads
        self._cells = [
            max((cell_len(row[at]) for row in rows), default=0) for at in range(len(heads))
        ]
        self.numbers = frozenset(
            at for at in range(1, len(heads)) if is_of_numbers([row[at] for row in rows])
        )
        """Columns that stand at the right of their place, so that digits lie below each other."""

    def seen(self, width: int, passed: int) -> Seen:
        """The columns for which there is room; after the first, `passed` are left out."""
        whole = self._at_least(map(cell_len, self.heads))
        if sum(whole) + GAP * (len(whole) - 1) <= width:
            return Seen(range(len(whole)), whole)
        low = self._at_least(_width(halves(head)) for head in self.heads)
        least = [
            low[at] if at in self.numbers else min(low[at], LEAST if at else NAME)
            for at in range(len(low))
        ]
        columns = _fitting(least, width, passed)
        beside = _beside(columns, len(low))
        room = width - GAP * (len(columns) - 1) - len(beside)
        rooms = shared([low[at] for at in columns], room, [least[at] for at in columns])
        return Seen(columns, rooms, beside)

    def _at_least(self, heads: Iterable[int]) -> list[int]:
        return [max(pair) for pair in zip(self._cells, heads, strict=True)]

    def line(self, cells: Sequence[str], seen: Seen, shorten: Callable[[str, int], str]) -> str:
        """A line of the table, each cell in its column; `shorten`: how a cell is made to fit."""
        parts = []
        for at, room in zip(seen.columns, seen.rooms, strict=True):
            cell = shorten(cells[at], room)
            before = room - cell_len(cell) if at in self.numbers else 0
            parts.append(padded(" " * before + cell, room))
        return (" " * GAP).join(parts)

    def head(self, seen: Seen) -> list[Sequence[str]]:
        """The lines of the heads, two at most; what is short stands in the lower one."""
        rooms = dict(zip(seen.columns, seen.rooms, strict=True))
        columns = [
            _in_lines(head, rooms[at]) if at in rooms else [] for at, head in enumerate(self.heads)
        ]
        tall = max(map(len, columns), default=1)
        return list(zip(*([""] * (tall - len(lines)) + lines for lines in columns), strict=True))


def is_of_numbers(cells: Sequence[str]) -> bool:
    """Whether all cells that are not empty are numbers, or say that there is none.

    >>> is_of_numbers(["12", "", "–", "7"]), is_of_numbers(["1 (50.0)", "[−0.16, 0.91]", "99.5 %"])
    (True, True)
    >>> is_of_numbers(["–", ""]), is_of_numbers(["12", "S1-12"])
    (False, False)
    """
    return all(map(_NUMBER.fullmatch, cells)) and any(map(str.isdigit, "".join(cells)))


def shared(widths: Sequence[int], room: int, least: Sequence[int] = ()) -> list[int]:
    """Widths that fit in the room: whatever is too much is taken off the widest.

    As long as there is another way, none becomes less than its `least`.

    >>> shared([10, 4, 30], 30), shared([10, 4, 30], 30, [1, 1, 20])
    ([10, 4, 16], [6, 4, 20])
    """
    found, floors = list(widths), list(least) or [1] * len(widths)
    while (excess := sum(found) - room) > 0:
        wide = [at for at, width in enumerate(found) if width > floors[at]]
        if not wide:
            return shared(found, room) if least else found
        widest = max(wide, key=found.__getitem__)
        others = max((found[at] for at in wide if at != widest), default=1)
        found[widest] -= min(excess, max(found[widest] - max(others, floors[widest]), 1))
    return found


def halves(head: str) -> tuple[str, str]:
    """A head in two lines, as narrow as can be without breaking a word.

    >>> halves("References n (%)"), halves("Turns")
    (('References', 'n (%)'), ('Turns', ''))
    """
    words = head.split(" ")
    ways = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words) + 1)]
    return min(ways, key=_width)


def _width(lines: Sequence[str]) -> int:
    return max(map(cell_len, lines))


def _in_lines(head: str, room: int) -> list[str]:
    if cell_len(head) <= room:
        return [head]
    return [cut(line, room) for line in halves(head) if line]


def _fitting(needed: Sequence[int], width: int, passed: int) -> Sequence[int]:
    """The first column, and of the others as many as there is room for."""
    least = [one + GAP for one in needed]
    if sum(least) - GAP <= width or len(least) < 3:
        return range(len(least))
    ends = accumulate(least[1 + passed :], initial=least[0])
    fitting = sum(end <= width - len("< 99  > 99") for end in ends) - 1
    first = 1 + passed
    return [0, *range(first, min(first + max(fitting, 1), len(least)))]


def _beside(columns: Sequence[int], many: int) -> str:
    if len(columns) == many:
        return ""
    left, right = columns[1] - 1, many - 1 - columns[-1]
    return (f" < {left}" if left else "") + (f" > {right}" if right else "")
