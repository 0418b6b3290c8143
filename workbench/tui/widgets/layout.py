"""How a document is laid out in lines: blocks, one a unit, each with its heading.

A block is a unit, or a passage of a turn that is in no unit. Heights are summed once for a
width; a judgement never changes them, so nothing moves under the reader's eyes.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from workbench.terms import Turn, Unit
from workbench.tui.sheet import Page
from workbench.tui.widgets.wrapping import breaks


class Block(NamedTuple):
    """A passage that is drawn together: `text[start:stop]`."""

    start: int
    stop: int
    unit: int
    """The unit's number; 0: the passage is in no unit."""
    turn: int
    """The turn's number; 0: the passage is in no turn."""
    lead: int
    """Lines before the passage: an empty one, and the speaker's; none within a turn."""


class Place(NamedTuple):
    """A line of the layout: which block it lies in, and which of its lines it is."""

    block: int
    line: int
    """0 is the first line of the passage; below 0 are the lines before it."""


class Layout:
    """The blocks of a page and the lines they take, in a width."""

    def __init__(self, page: Page, width: int) -> None:
        """`width`: of the text alone, in cells."""
        self.blocks = tuple(_blocks(page))
        # Plain numbers in arrays: of a long document they would be many small objects.
        self._tops = array("q", [0])
        self._breaks = array("q")
        """Where the lines of all blocks start, and after each block where it stops."""
        self._at = array("q")
        """For each block, where its own breaks begin among them."""
        self._last = array("q", [-1]) * (len(page.units) + 1)
        self._first: dict[int, int] = {}
        """The first block of a unit that has several."""
        for index, (start, stop, unit, _, lead) in enumerate(self.blocks):
            found = breaks(page.text, start, stop, width)
            self._tops.append(self._tops[-1] + len(found) - 1 + lead)
            self._at.append(len(self._breaks))
            self._breaks.extend(found)
            if self._last[unit] >= 0:
                self._first.setdefault(unit, self._last[unit])
            self._last[unit] = index

    @property
    def height(self) -> int:
        """Lines in all."""
        return self._tops[-1]

    def at(self, line: int) -> Place:
        """What is on this line, counted from 0; it must be less than the height."""
        index = bisect_right(self._tops, line) - 1
        return Place(index, line - self._tops[index] - self.blocks[index].lead)

    def blocks_of(self, unit: int) -> range:
        """The indices of the unit's blocks: more than one, if it spans turns."""
        last = self._last[unit]
        return range(self._first.get(unit, last), last + 1)

    def lines_of(self, unit: int) -> range:
        """The lines of the unit, without those before it."""
        blocks = self.blocks_of(unit)
        top = self._tops[blocks.start] + self.blocks[blocks.start].lead
        return range(top, self._tops[blocks.stop])

    def length(self, index: int) -> int:
        """How many lines the passage of the block takes, without those before it."""
        return self._tops[index + 1] - self._tops[index] - self.blocks[index].lead

    def unit_near(self, line: int, step: int) -> int:
        """The unit on this line, or the next one down (`step` 1) or up (-1); 0: none."""
        index = self.at(line).block
        while 0 <= index < len(self.blocks) and not self.blocks[index].unit:
            index += step
        return self.blocks[index].unit if 0 <= index < len(self.blocks) else 0

    def bounds(self, place: Place) -> tuple[int, int]:
        """The stretch of text that is on a line of a passage."""
        at = self._at[place.block] + place.line
        return self._breaks[at], self._breaks[at + 1]


def _blocks(page: Page) -> Iterator[Block]:
    units = Units(page.units)
    after = 0
    for turn in page.turns:
        yield from units.before(turn.start)
        yield from _between(page.text, after, turn)
        lead = 2
        for start, stop, unit in units.cut(turn.start, turn.stop):
            if unit or page.text[start:stop].strip():
                yield Block(start, stop, unit, turn.position, lead)
                lead = 0
        if lead:
            yield Block(turn.start, turn.start, 0, turn.position, lead)
        after = turn.stop
    yield from units.before(len(page.text) + 1)
    if page.text[after:].strip():
        yield Block(*_stripped(page.text, after, len(page.text)), 0, 0, 1)


class Units:
    """The units of a page, handed out in order; one that spans turns is handed out in pieces."""

    def __init__(self, units: tuple[Unit, ...]) -> None:
        self._units = units
        self._next = 0

    def before(self, stop: int) -> Iterator[Block]:
        """Units that lie in no turn, up to here."""
        while self._next < len(self._units) and self._units[self._next].stop <= stop:
            unit = self._units[self._next]
            self._next += 1
            yield Block(unit.start, unit.stop, unit.position, 0, 1)

    def cut(self, start: int, stop: int) -> Iterator[tuple[int, int, int]]:
        """The turn from `start` to `stop` in stretches, each with its unit's number, or 0."""
        while self._next < len(self._units) and self._units[self._next].start < stop:
            position, first, last, _ = self._units[self._next]
            if first > start:
                yield start, first, 0
            yield max(first, start), min(last, stop), position
            start = min(last, stop)
            if last > stop:
                return
            self._next += 1
        if start < stop:
            yield start, stop, 0


def _between(text: str, start: int, turn: Turn) -> Iterator[Block]:
    """What stands before a turn, but for its label: that is shown as the turn's heading."""
    gap = text[start : turn.start]
    if not gap.strip():
        return
    last = gap.rfind("\n") + 1
    if turn.speaker:
        label = gap.rfind(turn.speaker)
        last = gap.rfind("\n", 0, label) + 1 if label >= 0 else last
    if gap[:last].strip():
        yield Block(*_stripped(text, start, start + last), 0, 0, 1)


def _stripped(text: str, start: int, stop: int) -> tuple[int, int]:
    """The bounds without the white space at both ends."""
    passage = text[start:stop]
    left = len(passage) - len(passage.lstrip())
    return start + min(left, len(passage)), start + max(len(passage.rstrip()), left)
