"""A table on the screen: heads, rows of words, and a cursor over the rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise, zip_longest
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.safe import safe
from workbench.tui.widgets.styled import Styled
from workbench.tui.widgets.wrapping import breaks, cut, padded

GAP = 2
NAME, LEAST = 14, 7
"""Cells that the first column, which names the row, and any other has at least, if it has words
for them; columns for which no room is left are beside the screen."""

UNREAD = "Nothing is read yet."
"""What a table says before it is known what is in it, so that it never says there is nothing."""


class Rows(ScrollView, Styled, can_focus=True, inherit_bindings=False):
    """Rows of words under heads. Where the columns do not fit, the widest give way.

    What is cut so is whole in the row under the cursor, as far as a third of the lines will do.
    Where there are too many columns even so, the last heads say how many are beside the screen,
    and by which key they come.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Next row", show=False, tooltip="Go to the next row."),
        Binding("up,k", "move(-1)", "Row before", show=False, tooltip="Go to the row before."),
        Binding("home", "move(-999999)", "First row", show=False),
        Binding("end", "move(999999)", "Last row", show=False),
        Binding("enter", "choose", "Choose", show=False, tooltip="Choose the row."),
        Binding("greater_than_sign", "columns(1)", "Columns at the right", show=False),
        Binding("less_than_sign", "columns(-1)", "Columns at the left", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--plain", "rows--head", "rows--here"}
    DEFAULT_CSS = """
    Rows {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        color: $foreground;
        & > .rows--plain { color: $foreground; }
        & > .rows--head { color: $foreground 60%; text-style: bold; }
        & > .rows--here { background: $primary 22%; text-style: bold; }
    }
    """

    class Chosen(Message):
        """Somebody chose a row."""

        def __init__(self, rows: Rows, place: int) -> None:
            super().__init__()
            self.rows = rows
            self.place = place

        @property
        def control(self) -> Rows:
            """The rows it is about."""
            return self.rows

    class Moved(Chosen):
        """The cursor moved to another row."""

    def __init__(
        self,
        id: str,  # noqa: A002 - Textual's own name
        empty: str = "",
        *,
        cursor: bool = True,
        shorten: Callable[[str, int], str] = cut,
    ) -> None:
        """`empty`: what to say when none was found; `shorten`: how a cell is made to fit."""
        super().__init__(id=id)
        self.place = 0
        """The index of the row under the cursor."""
        self._empty = empty
        self._known = False
        """Whether it was found out which rows there are."""
        self._cursor = cursor
        self._shorten = shorten
        self._heads: Sequence[str] = ()
        self._rows: Sequence[Sequence[str]] = ()
        self._widths: list[int] = []
        self._passed = 0
        """How many columns after the first are beside the screen at the left."""
        self._whole: list[Sequence[str]] = []
        """The lines of the row under the cursor, each with its cells; none: it is as the others."""

    def empty(self, words: str) -> None:
        """Show no rows, and say this instead."""
        self._empty = safe(words)
        self.show((), ())

    def show(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show these rows; the cursor stays where it is, if there is such a row."""
        self._known = True
        self._heads = [safe(head) for head in heads]
        self._rows = [[safe(cell) for cell in row] for row in rows]
        self._widths = [
            max(cell_len(cells[at]) for cells in (self._heads, *self._rows))
            for at in range(len(heads))
        ]
        self.place = min(self.place, max(len(rows) - 1, 0))
        self._passed = min(self._passed, max(len(heads) - 2, 0))
        self._fit()

    def _fit(self) -> None:
        """Make room for the row under the cursor."""
        self._whole = self._wrapped() if self._rows and self._is_here(self.place) else []
        self.virtual_size = Size(self.size.width, len(self._rows) + self._tall)
        self.refresh()

    @property
    def _tall(self) -> int:
        return max(len(self._whole), 1)

    def _wrapped(self) -> list[Sequence[str]]:
        """The lines of the row under the cursor, with all that its cells say."""
        width = self.scrollable_content_region.width - 2
        rooms = dict(zip(self._columns(width), self._rooms(width), strict=True))
        most = max(self.scrollable_content_region.height // 3, 2)
        columns = (
            wrapped(cell, rooms[at], most) if at in rooms else []
            for at, cell in enumerate(self._rows[self.place])
        )
        return list(zip_longest(*columns, fillvalue=""))

    def action_move(self, step: int) -> None:
        """Move the cursor by `step` rows."""
        self.go(self.place + step)

    def go(self, place: int) -> None:
        """Move the cursor to this row, and bring it into sight."""
        self.place = min(max(place, 0), max(len(self._rows) - 1, 0))
        self._fit()
        height = self.scrollable_content_region.height
        low = max(self.place + self._tall + 1 - height, 0)
        self.scroll_to(y=min(max(round(self.scroll_y), low), self.place), animate=False)
        self.post_message(self.Moved(self, self.place))

    def action_choose(self) -> None:
        """Say that the row under the cursor is chosen."""
        if self._rows:
            self.post_message(self.Chosen(self, self.place))

    def render_line(self, y: int) -> Strip:
        """Draw a line of the table."""
        width = self.scrollable_content_region.width
        plain = self.look("rows--plain")
        line = y + self.scroll_offset.y - 1 if y else -1
        if not self._rows:
            words = self._empty if self._known else UNREAD
            return Strip([Segment(cut(words, width) if y == 0 else "", plain)]).crop_extend(
                0, width, plain
            )
        row = self._row_at(line)
        if row >= len(self._rows):
            return Strip.blank(width, plain)
        style = plain + self._look(row)
        sign = "›" if self._is_here(row) and line == row else " "
        words = sign + " " + self._worded(self._cells(row, line, width - 2), width - 2)
        words += self._beside(width - 2) if row < 0 else ""
        return Strip([Segment(words, style)]).crop_extend(0, width, style)

    def _row_at(self, line: int) -> int:
        """The row that a line belongs to, by its index; below 0: the heads."""
        if line <= self.place:
            return line
        return max(line - self._tall + 1, self.place)

    def _cells(self, row: int, line: int, width: int) -> Sequence[str]:
        if row == self.place and self._whole:
            return self._seen(self._whole[line - row], width)
        return self._seen(self._heads if row < 0 else self._rows[row], width)

    def _is_here(self, row: int) -> bool:
        seen = self.has_focus or not self.can_focus
        return self._cursor and seen and row == self.place

    def _look(self, row: int) -> Style:
        if row < 0:
            return self.look("rows--head", partial=True)
        if self._is_here(row):
            return self.look("rows--here")
        return Style()

    def _worded(self, cells: Sequence[str], width: int) -> str:
        rooms = self._rooms(width)
        parts = [
            padded(self._shorten(cell, room), room) for cell, room in zip(cells, rooms, strict=True)
        ]
        return (" " * GAP).join(parts)

    def _rooms(self, width: int) -> list[int]:
        """How wide each column is that is seen."""
        widths = [self._widths[at] for at in self._columns(width)]
        return shared(widths, width - GAP * (len(widths) - 1) - len(self._beside(width)))

    def _seen(self, cells: Sequence[str], width: int) -> list[str]:
        return [cells[at] for at in self._columns(width)]

    def _columns(self, width: int) -> list[int]:
        """Which columns are seen: the first, and of the others as many as there is room for."""
        least = [min(one, LEAST if at else NAME) + GAP for at, one in enumerate(self._widths)]
        if sum(least) - GAP <= width or len(least) < 3:
            return list(range(len(least)))
        ends = accumulate(least[1 + self._passed :], initial=least[0])
        fitting = sum(end <= width - len("< 99  > 99") for end in ends) - 1
        first = 1 + self._passed
        return [0, *range(first, min(first + max(fitting, 1), len(least)))]

    def _beside(self, width: int) -> str:
        """How many columns are beside the screen, at the left and at the right."""
        columns = self._columns(width)
        if len(columns) == len(self._widths):
            return ""
        left, right = columns[1] - 1, len(self._widths) - 1 - columns[-1]
        return (f" < {left}" if left else "") + (f" > {right}" if right else "")

    def action_columns(self, step: int) -> None:
        """Show the columns beside the screen, at the right or (below 0) at the left."""
        beside = self._beside(self.scrollable_content_region.width - 2)
        if (">" if step > 0 else "<") in beside:
            self._passed += step
            self._fit()

    def on_resize(self) -> None:
        """Columns are wider or narrower."""
        self._fit()

    def watch_has_focus(self, has_focus: bool) -> None:  # noqa: FBT001 - Textual's own
        """Show the cursor, or hide it."""
        super().watch_has_focus(has_focus)
        self._fit()

    def on_click(self, event: events.Click) -> None:
        """Move to the row under the mouse; choose it with a second click."""
        row = self._row_at(event.y + self.scroll_offset.y - 1)
        if event.y < 1:
            self.action_columns(1 if event.x > self.size.width // 2 else -1)
        if event.y < 1 or row >= len(self._rows):
            return
        # The second click is for the row of the first, also where rows have moved meanwhile.
        if event.chain > 1:
            self.action_choose()
        else:
            self.go(row)


def wrapped(cell: str, width: int, most: int) -> list[str]:
    """A cell in so many lines at most; where there is more, the last ends in ….

    >>> wrapped("What a cell says at some length", 12, 3)
    ['What a cell', 'says at some', 'length']
    >>> wrapped("What a cell says at some length", 12, 2)
    ['What a cell', 'says at som…']
    """
    starts = breaks(cell, 0, len(cell), max(width, 1))
    lines = [cell[start:stop].rstrip(" \n") for start, stop in pairwise(starts)]
    if len(lines) > most:
        lines[most - 1 :] = [cut(cell[starts[most - 1] :].replace("\n", " "), width)]
    return lines


def shared(widths: Sequence[int], room: int) -> list[int]:
    """Widths that fit in the room: whatever is too much is taken off the widest.

    >>> shared([10, 4, 30], 30)
    [10, 4, 16]
    """
    found = list(widths)
    while (excess := sum(found) - room) > 0 and max(found) > 1:
        widest = found.index(max(found))
        others = max((width for at, width in enumerate(found) if at != widest), default=1)
        found[widest] -= min(excess, max(found[widest] - others, 1))
    return found
