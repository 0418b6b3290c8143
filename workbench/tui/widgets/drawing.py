"""How a unit is drawn: its bar, number and sign, its words, and its codes in the margin.

Nothing outside this file draws text of a document.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len
from rich.color import Color, ColorParseError
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from workbench.safe import safe
from workbench.terms import Span, Turn, clock
from workbench.tui.sheet import CONTEXT, Marks, Sheet, Tag
from workbench.tui.widgets.layout import Layout, Place
from workbench.tui.widgets.wrapping import cut

MEASURE = 76
"""Cells a line of text takes at most; longer ones are hard to come back from."""
TAGS = 34
"""Cells the codes in the margin take at most."""
TAGS_AT_LEAST = 15
GUTTER = 5
"""Cells at the left, beside the number: bar, space, sign, memo, space. One more parts the tags."""


FEW = 200
"""Units after the first to judge that are drawn while a very long document is still being read."""


class Columns(NamedTuple):
    """Widths, in cells, of the parts of a line."""

    number: int
    text: int
    tags: int

    @classmethod
    def within(cls, width: int, units: int) -> Columns:
        """Share out the width of the screen."""
        number = max(len(str(units)), 2)
        room = max(width - number - GUTTER - 1, 12)
        text = min(MEASURE, room - max(TAGS_AT_LEAST, room // 4))
        return cls(number, max(text, 8), min(room - text, TAGS))


class Looks(NamedTuple):
    """The styles of a passage: its words, what matters less, what matters more."""

    text: Style
    faint: Style
    strong: Style


class Drawing:
    """A sheet in a width."""

    def __init__(self, sheet: Sheet, width: int) -> None:
        """`width`: of the whole line, in cells."""
        self._sheet = sheet
        self._width = width
        page = sheet.page if sheet.complete else sheet.page.first(sheet.asked[0] + FEW)
        self._shown = safe(page.text, keep="\n")
        self.columns = Columns.within(width, len(sheet.page.units))
        self.layout = Layout(page._replace(text=self._shown), self.columns.text)

    def strips(self, index: int, looks: Looks, here: Looks | None = None) -> list[Strip]:
        """All lines of a block, from its heading on; `here`: how its unit looks in focus."""
        block = self.layout.blocks[index]
        marks = self._marks(index, block.unit)
        headings = [self._heading(block.turn * (line == 1), looks) for line in range(block.lead)]
        lines = range(self.layout.length(index))
        return headings + [self._line(Place(index, at), marks, looks, here) for at in lines]

    def _marks(self, index: int, unit: int) -> Marks:
        """What stands beside the block; of a unit that spans turns, beside its first."""
        if not unit:
            return Marks(CONTEXT)
        marks = self._sheet.marks(unit)
        first = index == self.layout.blocks_of(unit).start
        return marks if first else marks._replace(tags=(), memo=False)

    def _heading(self, turn: int, looks: Looks) -> Strip:
        """The line that says who speaks; of turn 0, an empty one."""
        if not turn:
            return Strip.blank(self._width, looks.text)
        who, what = _caption(self._sheet.page.turns[turn - 1])
        indent = self.columns.number + GUTTER
        who = cut(who, self._width - indent)
        what = cut(what, max(self._width - indent - cell_len(who) - 2, 0))
        segments = [
            Segment(" " * indent, looks.text),
            Segment(who, looks.strong),
            Segment(f"  {what}", looks.faint),
        ]
        return Strip(segments).crop_extend(0, self._width, looks.text)

    def _line(self, place: Place, marks: Marks, looks: Looks, here: Looks | None) -> Strip:
        unit = self.layout.blocks[place.block].unit
        context = marks.sign == CONTEXT and here is None
        looks = here or looks
        segments = [
            Segment("▌" if here else " ", looks.strong),
            *self._gutter(unit if place.line == 0 else 0, marks, looks),
            *self._words(place, marks, looks.faint if context else looks.text),
            *self._tag(place, marks, looks),
        ]
        return Strip(segments).crop_extend(0, self._width, looks.text)

    def _gutter(self, unit: int, marks: Marks, looks: Looks) -> Iterator[Segment]:
        """On the first line of a unit, its number and its signs."""
        if not unit:
            yield Segment(" " * (self.columns.number + GUTTER - 1), looks.text)
            return
        yield Segment(f"{unit:>{self.columns.number}} ", looks.faint)
        yield Segment(f"{marks.sign}{'✎' if marks.memo else ' '} ", looks.strong)

    def _words(self, place: Place, marks: Marks, style: Style) -> Iterator[Segment]:
        """The words, underlined where a code is on part of the unit only."""
        start, stop = self.layout.bounds(place)
        words = self._shown[start:stop].rstrip(" \n")
        for piece, marked in _pieces(start, start + len(words), marks.stretches):
            yield Segment(self._shown[piece.start : piece.stop], style + UNDER if marked else style)
        yield Segment(" " * (self.columns.text - cell_len(words) + 1), style)

    def _tag(self, place: Place, marks: Marks, looks: Looks) -> Iterator[Segment]:
        """One code a line; on the last, how many more there are."""
        if place.line >= len(marks.tags):
            return
        is_last = place.line == self.layout.length(place.block) - 1
        more = len(marks.tags) - place.line - 1 if is_last else 0
        rest = f" +{more}" if more else ""
        tag = marks.tags[place.line]
        words = cut(safe(_worded(tag)), max(self.columns.tags - 2 - len(rest), 1))
        yield Segment("■ ", looks.text + colour_of(tag.colour))
        yield Segment(words + rest, looks.text)


UNDER = Style(underline=True)


def colour_of(name: str) -> Style:
    """The style for a codebook's colour; plain, if there is none of that name."""
    try:
        return Style(color=Color.parse(name)) if name else Style()
    except ColorParseError:
        return Style()


def _worded(tag: Tag) -> str:
    return f"{tag.name}?" if tag.copied else tag.name


def _caption(turn: Turn) -> tuple[str, str]:
    """Who speaks, and what else is known of the turn."""
    who = turn.speaker or turn.case or f"Turn {turn.position}"
    case = turn.case if turn.case and turn.case != who else None
    facts = (case, turn.role, clock(turn.time), turn.phase)
    return safe(who), safe(" · ".join(fact for fact in facts if fact))


def _pieces(start: int, stop: int, stretches: tuple[Span, ...]) -> Iterator[tuple[Span, bool]]:
    """Cut a line wherever a stretch starts or stops; each piece with whether it is in one."""
    edges = {edge for stretch in stretches for edge in stretch if start < edge < stop}
    for first, last in pairwise([start, *sorted(edges), stop]):
        yield Span(first, last), any(a <= first and last <= b for a, b in stretches)
