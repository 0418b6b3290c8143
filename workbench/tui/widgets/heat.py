"""A table of counts as a heat map: the more there is in a cell, the stronger its ground.

Each cell also has its number, so that nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.color import Color
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.safe import safe
from workbench.tui.widgets.styled import Styled
from workbench.tui.widgets.wrapping import elided, padded

CELL = 5
"""Cells of the terminal that a count takes."""
LABEL = 28
"""Cells that a label takes at most."""

Place = tuple[int, int]


class HeatMap(ScrollView, Styled, can_focus=True, inherit_bindings=False):
    """Counts by row and column, with a cursor; the columns have the rows' numbers."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"heat--plain", "heat--head", "heat--hot", "heat--here"}
    DEFAULT_CSS = """
    HeatMap {
        overflow: auto;
        scrollbar-size: 1 1;
        color: $foreground;
        & > .heat--plain { color: $foreground; }
        & > .heat--head { color: $foreground 65%; }
        & > .heat--hot { background: $error; }
        & > .heat--here { text-style: bold reverse; }
    }
    """

    class Moved(Message):
        """The mouse took the cursor to another cell."""

    class Chosen(Message):
        """The cell under the mouse was chosen."""

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.place: Place = (0, 0)
        """Row and column of the cursor."""
        self._labels: Sequence[str] = ()
        self._counts: Mapping[Place, int] = {}
        self._most = 0
        """The largest count off the diagonal."""

    def show(self, labels: Sequence[str], counts: Mapping[Place, int]) -> None:
        """Show these counts by row and column; the cursor goes to the largest off the diagonal."""
        self._labels = [safe(label) for label in labels]
        self._counts = counts
        apart = [place for place in counts if place[0] != place[1]]
        self.place = max(apart, key=lambda place: counts[place], default=(0, 0))
        self._most = max((counts[place] for place in apart), default=0)
        self._fit()

    def on_resize(self) -> None:
        """The labels take their share of the new width."""
        self._fit()

    def _fit(self) -> None:
        many = len(self._labels)
        wide = self._label + CELL * many + 1
        # The last column is seen whole, too, when those before it are passed one by one.
        wide += CELL if wide > self.size.width else 0
        self.virtual_size = Size(wide, many + 1)
        self.refresh()
        self.call_after_refresh(self._into_sight)

    @property
    def _label(self) -> int:
        widest = max((cell_len(label) for label in self._labels), default=0)
        return min(widest, LABEL, max(self.size.width // 4, 8)) + 5

    @property
    def _room(self) -> int:
        """Cells for counts: a column is seen whole or not at all, or 11 might be read as 1."""
        room = max(self.scrollable_content_region.width - self._label, 0)
        return room - room % CELL

    @property
    def _passed(self) -> int:
        """Cells of the columns that are beside the screen at the left."""
        return self.scroll_offset.x - self.scroll_offset.x % CELL

    def move(self, down: int, right: int) -> None:
        """Move the cursor."""
        if self._labels:
            last = len(self._labels) - 1
            row, column = self.place
            self.place = (min(max(row + down, 0), last), min(max(column + right, 0), last))
            self._into_sight()
            self.refresh()

    def _into_sight(self) -> None:
        row, column = self.place
        region = self.scrollable_content_region
        left, top = column * CELL, row + 1
        x = max(min(round(self.scroll_x), left), left + CELL - self._room, 0)
        y = max(min(round(self.scroll_y), top - 1), top + 1 - region.height, 0)
        self.scroll_to(x=x, y=y, animate=False, immediate=True)

    def render_line(self, y: int) -> Strip:
        """Draw a line: heads and labels stay where they are, the counts scroll."""
        plain = self.look("heat--plain")
        width = self.scrollable_content_region.width
        line = y + self.scroll_offset.y - 1 if y else -1
        if line >= len(self._labels):
            return Strip.blank(width, plain)
        left, right = self._passed, self._passed + self._room
        counts = Strip(self._heads() if line < 0 else self._row(line))
        label = Segment(self._labelled(line), plain + self.look("heat--head", partial=True))
        shown = Strip([label, *counts.crop_extend(left, right, plain)])
        return shown.crop_extend(0, width, plain)

    def _labelled(self, row: int) -> str:
        room = self._label - 5
        if row < 0:
            return " " * self._label
        return f"{row + 1:>3} {padded(elided(self._labels[row], room), room)} "

    def _heads(self) -> list[Segment]:
        style = self.look("heat--plain") + self.look("heat--head", partial=True)
        return [Segment(f"{at:>{CELL - 1}} ", style) for at in range(1, len(self._labels) + 1)]

    def _row(self, row: int) -> list[Segment]:
        return [self._cell((row, column)) for column in range(len(self._labels))]

    def _cell(self, place: Place) -> Segment:
        count = self._counts.get(place, 0)
        words = f"{count or '·':>{CELL - 1}} "
        return Segment(words, self._ground(place, count))

    def _ground(self, place: Place, count: int) -> Style:
        plain = self.look("heat--plain")
        if place == self.place:
            return plain + self.look("heat--here", partial=True)
        if place[0] == place[1] or not count:
            return plain + self.look("heat--head", partial=True)
        cold, hot = plain.bgcolor, self.look("heat--hot").bgcolor
        if cold is None or hot is None:
            return plain
        share = 0.15 + 0.5 * count / self._most
        ground = Color.from_rich_color(cold).blend(Color.from_rich_color(hot), share)
        return plain + Style(bgcolor=ground.rich_color)

    def on_click(self, event: events.Click) -> None:
        """Move to the cell under the mouse; choose it with a second click."""
        column = (event.x + self._passed - self._label) // CELL
        row = event.y + self.scroll_offset.y - 1
        if 0 <= row < len(self._labels) and 0 <= column < len(self._labels):
            self.move(row - self.place[0], column - self.place[1])
            self.post_message(self.Chosen() if event.chain > 1 else self.Moved())
