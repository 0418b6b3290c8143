"""Where lines of text break, for a width in terminal cells.

Almost all text is of characters one cell wide, for which a slice and a search backwards for a
space are enough; only where something wider, narrower or combining stands are its graphemes
measured, so that none is ever cut in two.
"""

from __future__ import annotations

import re
from itertools import pairwise

from rich.cells import set_cell_size, split_graphemes

_ONE_CELL = (
    "\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u20ac\u2400-\u2426"
)
_ODD = re.compile(f"[^\n{_ONE_CELL}]")
"""A character that may not be one cell wide, as the terminal counts."""


def breaks(text: str, start: int, stop: int, width: int) -> list[int]:
    r"""Offsets at which the lines of `text[start:stop]` start, and `stop` at the end.

    A newline ends its line, and spaces at a break hang over the width.

    >>> breaks("to be or not", 0, 12, 6)
    [0, 6, 12]
    >>> breaks("one\ntwo", 0, 7, 6)
    [0, 4, 7]
    """
    found = [start]
    break_line = _break_even if text[start:stop].isascii() else _break_odd
    while (newline := text.find("\n", found[-1], stop)) >= 0:
        break_line(text, found, newline, width)
        found.append(newline + 1)
    break_line(text, found, stop, width)
    if found[-1] < stop or len(found) == 1:
        found.append(stop)
    return found


def _break_even(text: str, found: list[int], stop: int, width: int) -> None:
    """Append the breaks after `found[-1]`, of characters that are all one cell wide."""
    start = found[-1]
    while stop - start > width:
        space = text.rfind(" ", start, start + width + 1)
        start = space + 1 if space > start else start + width
        while start < stop and text[start] == " ":
            start += 1
        if start < stop:
            found.append(start)


def _break_odd(text: str, found: list[int], stop: int, width: int) -> None:
    """The same, where some characters may be wider, or narrower, or combine."""
    start = found[-1]
    odd = _odd_at(text, start, stop)
    while start < stop:
        far = start + width + 1
        if odd < min(far, stop):
            far = _reach(text, start, stop, width)
        if far > stop:
            break
        start = _break_before(text, start, far, stop)
        if start < stop:
            found.append(start)
            odd = odd if odd >= start else _odd_at(text, start, stop)


def _odd_at(text: str, start: int, stop: int) -> int:
    odd = _ODD.search(text, start, stop)
    return odd.start() if odd else stop


def _break_before(text: str, start: int, far: int, stop: int) -> int:
    """Where the next line starts, when this one could reach up to, not including, `far`."""
    space = text.rfind(" ", start, far)
    position = space if space > start else max(far - 1, start + 1)
    while position < stop and text[position] == " ":
        position += 1
    return position


def _reach(text: str, start: int, stop: int, width: int) -> int:
    """One more than where the first grapheme begins that does not fit in `width` cells.

    If all fit, it is more than `stop`.
    """
    size = width * 2
    graphemes, cells = split_graphemes(text[start : min(stop, start + size)])
    while cells <= width + 1 and start + size < stop:
        size *= 2
        graphemes, cells = split_graphemes(text[start : min(stop, start + size)])
    used = 0
    for first, _, cells in graphemes:
        used += cells
        if used > width and first:
            return start + first + 1
    return stop + 1


def elided(text: str, width: int) -> str:
    """`text` in at most `width` cells; what is left out is in the middle, marked by ….

    >>> elided("Anna Maria – Anna Berta", 15)
    'Anna Ma…a Berta'
    """
    graphemes, cells = split_graphemes(text)
    if cells <= width:
        return text
    room, used, start = max(width - 1, 0) // 2, 0, len(text)
    for first, _, cells in reversed(graphemes):
        if used + cells > room:
            break
        used, start = used + cells, first
    # What is cut ends in the sign, so that the end follows it.
    head = text[:start]
    return cut(head + " " * width, width - used) + text[start:]


def cut(text: str, width: int) -> str:
    """`text` in at most `width` cells, ending in … where something was left out.

    >>> cut("containment", 8)
    'contain…'
    """
    if not _ODD.search(text):
        return text if len(text) <= width else text[: max(width - 1, 0)] + "…" * (width > 0)
    graphemes, cells = split_graphemes(text)
    if cells <= width:
        return text
    used = stop = 0
    for _, last, cells in graphemes:
        if used + cells > width - 1:
            break
        used, stop = used + cells, last
    return text[:stop] + "…" * (width > 0)


def wrapped(cell: str, width: int, most: int) -> list[str]:
    """A cell in so many lines at most; where there is more, the last ends in ….

    >>> wrapped("What a cell says at some length", 12, 3)
    ['What a cell', 'says at some', 'length']
    >>> wrapped("What a cell says at some length", 12, 2)
    ['What a cell', 'says at som…']
    """
    starts = breaks(cell, 0, len(cell), max(width, 1))
    ends = dict.fromkeys(starts[1:-1], " \n")
    lines = [cell[start:stop].rstrip(ends.get(stop, "\n")) for start, stop in pairwise(starts)]
    if len(lines) > most:
        lines[most - 1 :] = [cut(cell[starts[most - 1] :].replace("\n", " "), width)]
    return lines


def padded(words: str, width: int) -> str:
    """`words` and as many spaces as fill the width in cells."""
    return set_cell_size(words, width)
