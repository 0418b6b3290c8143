"""The codebook beside the document: which key puts which code, and which are on the unit."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.safe import safe
from workbench.terms import Code
from workbench.tui.entries import Entry
from workbench.tui.widgets.drawing import colour_of
from workbench.tui.widgets.prose import Prose, Said, rule
from workbench.tui.widgets.styled import Styled
from workbench.tui.widgets.wrapping import elided, padded


class CodeList(ScrollView, Styled):
    """The list of codes; one of them is under the cursor, and its rule is shown below."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "codes--plain",
        "codes--faint",
        "codes--on",
        "codes--here",
        "codes--key",
    }
    DEFAULT_CSS = """
    CodeList {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        background: $surface;
        color: $foreground;
        & > .codes--plain { color: $foreground; }
        & > .codes--faint { color: $foreground 60%; }
        & > .codes--on { text-style: bold; }
        & > .codes--key { color: $accent; text-style: bold; }
        & > .codes--here { background: $primary 22%; }
    }
    """

    class CodePointed(Message):
        """The mouse pointed at a code."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.entries: tuple[Entry, ...] = ()
        self.place = 0
        """The index of the entry under the cursor."""
        self._on: Collection[str] = ()
        self._recent: tuple[str, ...] = ()
        self._uses: dict[str, int] = {}
        self._strips: dict[int, Strip] = {}

    def show(self, found: tuple[Entry, ...]) -> None:
        """Show these entries, the cursor on the first."""
        self.entries, self.place = found, 0
        self._strips.clear()
        self.virtual_size = Size(self.size.width, len(found))
        self.refresh()

    def mark(self, on: Collection[str], digits: Sequence[str], uses: Mapping[str, int]) -> None:
        """Mark the codes with these uids as on the unit.

        `digits`: the codes of 1, 2 and so on; `uses`: how often each code was put.
        """
        before = [self._signs(entry) for entry in self.entries]
        self._on, self._recent, self._uses = frozenset(on), tuple(digits), dict(uses)
        for place, entry in enumerate(self.entries):
            if self._signs(entry) != before[place]:
                self._redraw(place)

    def _signs(self, entry: Entry) -> tuple[bool, str, str]:
        """Whether the code is on the unit, the digit that recalls it, how often it was put."""
        uid = entry.code.uid
        digit = str(self._recent.index(uid) + 1) if uid in self._recent else " "
        uses = self._uses.get(uid, 0)
        return uid in self._on, digit, f" {uses}" if uses else ""

    def _redraw(self, place: int) -> None:
        self._strips.pop(place, None)
        self.refresh_line(place)

    def go(self, place: int) -> None:
        """Move the cursor, and bring it into sight."""
        if not self.entries:
            return
        before, self.place = self.place, min(max(place, 0), len(self.entries) - 1)
        if before == self.place:
            return
        self._redraw(before)
        self._redraw(self.place)
        height, scroll = self.scrollable_content_region.height, round(self.scroll_y)
        low = max(self.place - height + 2, 0)
        self.scroll_to(y=min(max(scroll, low), max(self.place - 1, 0)), animate=False)

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor."""
        return self.entries[self.place] if self.entries else None

    def place_of(self, uid: str) -> int:
        """The index of the code's entry; that under the cursor, if it has none."""
        places = (at for at, entry in enumerate(self.entries) if entry.code.uid == uid)
        return next(places, self.place)

    def render_line(self, y: int) -> Strip:
        """Draw a line of the list."""
        place = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if place >= len(self.entries):
            return Strip.blank(width, self.look("codes--plain"))
        strip = self._strips.get(place)
        if strip is None or strip.cell_length != width:
            strip = self._strips[place] = self._draw(place, width)
        return strip

    def _draw(self, place: int, width: int) -> Strip:
        plain = self.look("codes--plain")
        if place == self.place:
            plain += Style(bgcolor=self.look("codes--here").bgcolor)
        segments = self._segments(self.entries[place], width, here=place == self.place)
        styled = [Segment(text, plain + style) for text, style in segments]
        return Strip(styled).crop_extend(0, width, plain)

    def notify_style_update(self) -> None:
        """Draw everything again in the new theme."""
        self._strips.clear()
        super().notify_style_update()

    def _segments(self, entry: Entry, width: int, *, here: bool) -> list[tuple[str, Style]]:
        style = self.look
        code = entry.code
        on, digit, uses = self._signs(entry)
        indent = "  " * entry.depth
        room = max(width - 7 - len(uses), 1)
        name = indent + elided(safe(code.name), max(room - len(indent), 1))
        look = "codes--faint" if code.kind == "category" else "codes--on" if on else "codes--plain"
        return [
            ("›" if here else " ", style("codes--key", partial=True)),
            ("✓" if on else " ", style("codes--on", partial=True)),
            (entry.key or " ", style("codes--key", partial=True)),
            (f"{digit} ", style("codes--faint", partial=True)),
            ("◆ " if entry.own else "■ ", colour_of(entry.colour)),
            (padded(name, room), style(look, partial=True)),
            (uses, style("codes--faint", partial=True)),
        ]

    def on_click(self, event: events.Click) -> None:
        """Point at the code under the mouse."""
        place = event.y + self.scroll_offset.y
        if place < len(self.entries):
            self.post_message(self.CodePointed(place))


class RuleBox(Prose):
    """The rule of the code under the cursor, wrapped to its box."""

    DEFAULT_CSS = """
    RuleBox { background: $surface; }
    """

    def show_code(self, code: Code | None, *, own: bool = False) -> None:
        """Show the rule of this code; `own`: it is the coder's own."""
        mine = (Said("◆ Your own code", "faint"),) if own else ()
        self.show((*rule(code), *mine) if code else ())
