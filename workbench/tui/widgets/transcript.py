"""The document as it reads, with the codes of its units in the margin.

Lines are drawn on demand and kept per block, so that a judgement repaints one unit, and 10,000
units cost no more than ten.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.terms import Span
from workbench.tui.sheet import Sheet
from workbench.tui.widgets.drawing import Drawing, Looks
from workbench.tui.widgets.styled import Borderless

KEPT = 300
"""Drawn blocks that are kept: some screens of them."""


class Transcript(ScrollView, Borderless, can_focus=True, inherit_bindings=False):
    """Reads one sheet; the unit in focus moves by `go`, and what is beside it by `redraw`."""

    ALLOW_SELECT = False
    """Textual counts characters of one cell; offsets would be wrong beside any other."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "transcript--text",
        "transcript--faint",
        "transcript--strong",
        "transcript--here-text",
        "transcript--here-faint",
        "transcript--here-strong",
    }
    DEFAULT_CSS = """
    Transcript {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
        & > .transcript--text { color: $foreground; }
        & > .transcript--faint { color: $foreground 55%; }
        & > .transcript--strong { color: $accent; text-style: bold; }
        & > .transcript--here-text { background: $primary 22%; color: $foreground; }
        & > .transcript--here-faint { background: $primary 22%; color: $foreground 70%; }
        & > .transcript--here-strong { background: $primary 22%; color: $accent; text-style: bold; }
    }
    """

    class UnitPointed(Message):
        """The mouse pointed at a unit."""

        def __init__(self, unit: int) -> None:
            super().__init__()
            self.unit = unit

    class CodePointed(Message):
        """The mouse pointed at a code (its uid) in the margin."""

        def __init__(self, code: str) -> None:
            super().__init__()
            self.code = code

    class WordsDragged(Message):
        """The mouse was dragged from one letter to another; both are included."""

        def __init__(self, first: Span, last: Span) -> None:
            super().__init__()
            self.first = first
            self.last = last

    class WordPointed(Message):
        """The mouse pointed at a word twice."""

        def __init__(self, letter: Span) -> None:
            super().__init__()
            self.letter = letter

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.unit = 0
        """The number of the unit in focus; 0: none."""
        self.units = range(0)
        """The units that are chosen together; empty: the one in focus."""
        self.marked: Span | None = None
        """The words that are being marked."""
        self._grasped: Span | None = None
        self._dragged = False
        self._sheet: Sheet | None = None
        self._drawing: Drawing | None = None
        self._strips: dict[int, list[Strip]] = {}

    # -------------------------------------------------------------- what is shown

    def show(self, sheet: Sheet, unit: int) -> None:
        """Show a sheet, with this unit in focus."""
        self._sheet = sheet
        self.unit, self.units, self.marked = unit, range(0), None
        self._draw()

    def go(self, unit: int) -> None:
        """Put another unit in focus, and bring it into sight."""
        self.focus_on(unit)
        self._bring_into_sight()

    def focus_on(self, unit: int) -> None:
        """Put another unit in focus that is in sight."""
        before, self.unit = self.unit, unit
        self.redraw(before)
        self.redraw(unit)

    def choose(self, units: range) -> None:
        """Show these units as chosen together."""
        for unit in {*self.units, *units}:
            self.redraw(unit)
        self.units = units

    def mark(self, marked: Span | None, unit: int = 0) -> None:
        """Show these words as being marked, with this unit in sight."""
        self.marked = marked
        self._strips.clear()
        if unit:
            self._bring_into_sight(unit)
        self.refresh()

    def redraw(self, unit: int) -> None:
        """Draw a unit once more: what is beside it has changed."""
        if self._drawing is None or not unit:
            return
        layout = self._drawing.layout
        for index in layout.blocks_of(unit):
            self._strips.pop(index, None)
        lines = layout.lines_of(unit)
        width = self.scrollable_content_region.width  # without the bar, which stays as it is
        self.refresh(Region(0, lines.start - self.scroll_offset.y, width, len(lines)))

    def page(self, step: int) -> int:
        """The unit about a screen further down (or, below 0, up)."""
        if self._drawing is None or not self.unit:
            return 0
        layout = self._drawing.layout
        line = layout.lines_of(self.unit).start + step * max(self._height - 2, 1)
        return layout.unit_near(min(max(line, 0), layout.height - 1), step) or self.unit

    # -------------------------------------------------------------- drawing

    @property
    def _height(self) -> int:
        return self.scrollable_content_region.height

    def _draw(self) -> None:
        width = self.scrollable_content_region.width
        if self._sheet is None or width <= 0:
            return
        if self._drawing is None or not self._drawing.is_of(self._sheet, width):
            self._drawing = Drawing(self._sheet, width)
        self._strips.clear()
        self.virtual_size = Size(width, self._drawing.layout.height + 1)
        self._bring_into_sight()
        self.refresh()

    def on_resize(self) -> None:
        """Wrap the text for the new width, and keep the unit in sight."""
        self._draw()

    def notify_style_update(self) -> None:
        """Draw everything again in the new theme."""
        self._strips.clear()
        super().notify_style_update()

    def _bring_into_sight(self, unit: int = 0) -> None:
        unit = unit or self.unit
        if self._drawing is None or not unit:
            return
        lines = self._drawing.layout.lines_of(unit)
        margin = min(4, self._height // 5)
        top, bottom = max(lines.start - margin, 0), lines.stop + margin
        scroll = max(round(self.scroll_y), bottom - self._height)
        self.scroll_to(y=min(scroll, top), animate=False)

    def lines(self, places: range) -> list[Strip]:
        """What stands on these lines of the screen."""
        top = self.scroll_offset.y  # asking Textual for it is dearer than a line that is kept
        return [self._strip(top + y) for y in places]

    def render_line(self, y: int) -> Strip:
        """Draw a line of the screen."""
        return self._strip(self.scroll_offset.y + y)

    def _strip(self, line: int) -> Strip:
        """A line of the whole text."""
        if self._drawing is None or line >= self._drawing.layout.height:
            return Strip.blank(self.size.width, self._looks(here=False).text)
        layout = self._drawing.layout
        index, at = layout.at(line)
        strips = self._strips.get(index)
        if strips is None:
            strips = self._drawn(self._drawing, index)
        return strips[at + layout.blocks[index].lead]

    def _drawn(self, drawing: Drawing, index: int) -> list[Strip]:
        if len(self._strips) >= KEPT:
            self._strips.clear()
        unit = drawing.layout.blocks[index].unit
        is_here = bool(unit) and (unit == self.unit or unit in self.units)
        here = self._looks(here=True) if is_here else None
        strips = drawing.strips(index, self._looks(here=False), here, self.marked)
        self._strips[index] = strips
        return strips

    def _looks(self, *, here: bool) -> Looks:
        prefix = "transcript--here-" if here else "transcript--"
        text, faint, strong = (self.look(prefix + name) for name in Looks._fields)
        return Looks(text, faint, strong)

    def watch_scroll_y(self, old: float, new: float) -> None:
        """Show what is in sight now; the bar at the right is drawn when it would look different."""
        if round(old) == round(new):
            return
        bar = self.vertical_scrollbar
        if self._eighths(new) != self._eighths(bar.position):
            bar.position = new
        self.refresh(self.size.region)

    def _eighths(self, scroll: float) -> int:
        """How many eighths of a cell the bar's thumb is from the top."""
        lines, height = self.virtual_size.height, self._height
        room = height - max(height * height / max(lines, 1), 1)
        return int(8 * room * scroll / max(lines - height, 1))

    # -------------------------------------------------------------- the mouse

    def _letter(self, event: events.MouseEvent) -> Span | None:
        line = event.y + self.scroll_offset.y
        if self._drawing is None or not 0 <= line < self._drawing.layout.height:
            return None
        return self._drawing.letter_at(line, event.x)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a letter."""
        self._grasped, self._dragged = self._letter(event), False
        if self._grasped is not None and event.button == 1:
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Mark from the letter held to the one under the mouse."""
        if self._grasped is None or event.button != 1:
            return
        letter = self._letter(event)
        if letter is not None and (self._dragged or letter != self._grasped):
            self._dragged = True
            self.post_message(self.WordsDragged(self._grasped, letter))

    def on_mouse_up(self) -> None:
        """Let go."""
        self._grasped = None
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Point at the unit under the mouse; the second time at the word."""
        if self._drawing is None or self._dragged:
            return
        layout = self._drawing.layout
        line = event.y + self.scroll_offset.y
        if line >= layout.height:
            return
        letter = self._letter(event)
        if event.chain > 1 and letter is not None:
            self.post_message(self.WordPointed(letter))
        elif unit := layout.blocks[layout.at(line).block].unit:
            self.post_message(self.UnitPointed(unit))
            if code := self._drawing.code_at(line, event.x):
                self.post_message(self.CodePointed(code))
