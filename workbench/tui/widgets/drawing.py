"""How a unit is drawn: its bar, number and sign, its words, and its codes in the margin.

Nothing outside this file draws text of a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len
from rich.color import Color, ColorParseError
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as Tone
from textual.strip import Strip

from workbench.safe import safe
from workbench.terms import Span, Turn, clock
from workbench.tui.marking import letter_at
from workbench.tui.sheet import CONTEXT, Marks, Sheet, Stretch, Tag
from workbench.tui.widgets.layout import Layout, Place
from workbench.tui.widgets.wrapping import cut, elided

MEASURE = 76
"""Cells a line of text takes at most; longer ones are hard to come back from."""
TAGS = 34
"""Cells the codes in the margin take at most."""
TAGS_AT_LEAST = 15
ROOMY = 70
"""Cells of a line from which on there are more lanes."""
GUTTER = 5
"""Cells at the left, beside number and lanes: bar, space, sign, memo, space. One parts the tags."""


class Columns(NamedTuple):
    """Widths, in cells, of the parts of a line."""

    number: int
    text: int
    tags: int
    lanes: int
    """Bars beside the text, one for each of the stretches that overlap."""

    @property
    def before(self) -> int:
        """Cells at the left of the text."""
        return self.number + GUTTER + self.lanes

    @classmethod
    def within(cls, width: int, units: int) -> Columns:
        """Share out the width of the screen."""
        number = max(len(str(units)), 2)
        lanes = 2 if width < ROOMY else 4
        room = max(width - number - GUTTER - lanes - 1, 12)
        text = min(MEASURE, room - max(min(TAGS_AT_LEAST, room // 3), room // 4))
        return cls(number, max(text, 8), min(room - text, TAGS), lanes)


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
        page = self._page = sheet.page
        self._shown = safe(page.text, keep="\n")
        self._marked: Span | None = None
        self.columns = Columns.within(width, len(page.units) + page.more)
        self.layout = Layout(page._replace(text=self._shown), self.columns.text)

    def is_of(self, sheet: Sheet, width: int) -> bool:
        """Whether it draws this sheet as it is, in this width, and need not be laid out anew."""
        same = self._sheet is sheet and self._page is sheet.page
        return same and self._width == width

    def letter_at(self, line: int, cell: int) -> Span | None:
        """The letter that is drawn in a cell of a line of the layout; None: there is none."""
        place = self.layout.at(line)
        if place.line < 0 or cell < self.columns.before:
            return None
        start, stop = self.layout.bounds(place)
        return letter_at(self._shown, start, stop, cell - self.columns.before)

    def code_at(self, line: int, cell: int) -> str:
        """The uid of the code whose tag is drawn in a cell of the margin; empty: there is none."""
        place = self.layout.at(line)
        marks = self._marks(place.block, self.layout.blocks[place.block].unit)
        left = cell - self.columns.before - self.columns.text - 1
        for tag, words in self._beside(place, marks) if left >= 0 else ():
            left -= cell_len(words) + 3
            if left < 0:
                return tag.code
        return ""

    def strips(
        self, index: int, looks: Looks, here: Looks | None = None, marked: Span | None = None
    ) -> list[Strip]:
        """All lines of a block, from its heading on; `here`: how its unit looks in focus.

        `marked`: a stretch of the text that is being marked.
        """
        self._marked = marked
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
        who, what = _caption(self._sheet.page.turns[turn - 1], self._sheet.page.facts)
        indent = self.columns.before
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
            *self._lanes(place, marks, looks),
            *self._words(place, marks, looks.faint if context else looks.text),
            *self._tag(place, marks, looks),
        ]
        line = Segment.adjust_line_length(segments, self._width, looks.text)
        # Whatever is done to a line is done to each of its segments, at every scroll.
        return Strip(Segment.simplify(line), self._width)

    def _gutter(self, unit: int, marks: Marks, looks: Looks) -> Iterator[Segment]:
        """On the first line of a unit, its number and its signs."""
        if not unit:
            yield Segment(" " * (self.columns.number + GUTTER - 2), looks.text)
            return
        yield Segment(f"{unit:>{self.columns.number}} ", looks.faint)
        yield Segment(f"{marks.sign}{'✎' if marks.memo else ' '}", looks.strong)

    def _lanes(self, place: Place, marks: Marks, looks: Looks) -> Iterator[Segment]:
        """A bar for each stretch on the line, with the key of its code where it begins."""
        start, stop = self.layout.bounds(place)
        if not marks.stretches:
            yield Segment(" " * (self.columns.lanes + 1), looks.text)
            return
        last = self.columns.lanes - 1
        there = [one for one in marks.stretches if one.start < stop and one.stop > start]
        bars = {one.lane: (_bar(one, start, place), one.colour) for one in there}
        if any(lane > last for lane in bars):
            bars[last] = ("+", "")
        for lane in range(self.columns.lanes):
            sign, colour = bars.get(lane, (" ", ""))
            yield Segment(sign, looks.text + colour_of(colour))
        yield Segment(" ", looks.text)

    def _words(self, place: Place, marks: Marks, style: Style) -> Iterator[Segment]:
        """The words: tinted where a code is on part of the unit, reversed where they are marked."""
        start, stop = self.layout.bounds(place)
        words = self._shown[start:stop].rstrip(" \n")
        edges = _edges(start, start + len(words), (*marks.stretches, *self._marking()))
        for first, last in pairwise(edges):
            on = [one for one in marks.stretches if one.start <= first and last <= one.stop]
            look = _tinted(style, [one.colour for one in on]) if on else style
            if any(a <= first and last <= b for a, b in self._marking()):
                look += MARKED
            yield Segment(self._shown[first:last], look)
        yield Segment(" " * (self.columns.text - cell_len(words) + 1), style)

    def _marking(self) -> tuple[Span, ...]:
        return (self._marked,) if self._marked else ()

    def _tag(self, place: Place, marks: Marks, looks: Looks) -> Iterator[Segment]:
        """The codes beside a line, each behind its sign."""
        for tag, words in self._beside(place, marks):
            yield Segment("▪ " if tag.part else "■ ", looks.text + colour_of(tag.colour))
            yield Segment(f"{words} ", looks.text)

    def _beside(self, place: Place, marks: Marks) -> list[tuple[Tag, str]]:
        """The codes beside a line, with their words: one, and on the last as many as fit.

        Behind the last of them stands how many more there are.
        """
        tags = marks.tags[place.line :] if place.line >= 0 else ()
        if not tags:
            return []
        is_last = place.line == self.layout.length(place.block) - 1
        words = [safe(_worded(tag)) for tag in tags]
        fit = self._fitting(words) if is_last else 1
        more = f" +{len(tags) - fit}" if is_last and len(tags) > fit else ""
        room = self.columns.tags - 2 - len(more) if fit == 1 else self.columns.tags
        words = [elided(one, max(room, 1)) for one in words[:fit]]
        words[-1] += more
        return list(zip(tags, words, strict=False))

    def _fitting(self, words: Sequence[str]) -> int:
        """How many codes fit beside a line whole; at least one, which is then shortened."""
        used = 0
        for at, one in enumerate(words):
            used += cell_len(one) + 3
            more = len(f" +{len(words) - at - 1}") * (at + 1 < len(words))
            if used - 1 + more > self.columns.tags:
                return max(at, 1)
        return len(words)


MARKED = Style(reverse=True)
TINT = 0.35
"""How much of a code's colour there is in the ground of what it is on."""


def _bar(one: Stretch, start: int, place: Place) -> str:
    begins = one.start >= start or place.line == 0
    return one.sign if begins else "│"


def _tinted(style: Style, colours: list[str]) -> Style:
    """One code: its tint; two: underlined, in a tint between theirs; three or more: also bold."""
    ground = style.bgcolor
    for at, name in enumerate(colours, 1):
        colour = colour_of(name).color
        if ground is not None and colour is not None:
            mixed = Tone.from_rich_color(ground).blend(Tone.from_rich_color(colour), TINT / at)
            ground = mixed.rich_color
    many = Style(underline=len(colours) != 1 or None, bold=len(colours) > 2 or None)
    return style + Style(bgcolor=ground) + many


@cache
def colour_of(name: str) -> Style:
    """The style for a codebook's colour; plain, if there is none of that name."""
    try:
        return Style(color=Color.parse(name)) if name else Style()
    except ColorParseError:
        return Style()


def _worded(tag: Tag) -> str:
    return f"{'★ ' * tag.starred}{tag.name}{'?' * tag.copied}"


def _caption(turn: Turn, known: Mapping[str, str]) -> tuple[str, str]:
    """Who speaks, and what else is known of the turn."""
    who = turn.speaker or turn.case or f"Turn {turn.position}"
    case = turn.case if turn.case and turn.case.casefold() != who.casefold() else None
    facts = (case, turn.role, clock(turn.time), turn.phase, known.get(turn.case or ""))
    return safe(who), safe(" · ".join(fact for fact in facts if fact))


def _edges(start: int, stop: int, stretches: Iterable[Stretch | Span]) -> list[int]:
    """Where a line is cut: at its ends, and wherever a stretch starts or stops in it."""
    edges = {edge for one in stretches for edge in one[:2] if start < edge < stop}
    return [start, *sorted(edges), stop]
