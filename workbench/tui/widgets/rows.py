"""A table on the screen: heads, rows of words, and a cursor over the rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.safe import safe
from workbench.tui.widgets.columns import Columns, Seen
from workbench.tui.widgets.styled import Styled
from workbench.tui.widgets.wrapping import cut, wrapped

SIGN = "› "
"""What stands before the row under the cursor."""

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
        self._rows: Sequence[Sequence[str]] = ()
        self._columns = Columns((), ())
        self._seen = Seen((), ())
        self._heads: list[Sequence[str]] = [()]
        """The lines of the heads, each with its cells."""
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
        self._rows = [[safe(cell) for cell in row] for row in rows]
        self._columns = Columns([safe(head) for head in heads], self._rows)
        self.place = min(self.place, max(len(rows) - 1, 0))
        self._passed = min(self._passed, max(len(heads) - 2, 0))
        self._fit()

    def _fit(self) -> None:
        """Share the width, and make room for the row under the cursor."""
        self._seen = self._columns.seen(self._room, self._passed)
        self._heads = self._columns.head(self._seen) or [()]
        self._whole = self._wrapped() if self._rows and self._is_here(self.place) else []
        height = len(self._heads) + len(self._rows) - 1 + self._tall
        self.virtual_size = Size(self.size.width, height)
        self.refresh()

    @property
    def _room(self) -> int:
        return self.scrollable_content_region.width - len(SIGN)

    @property
    def _tall(self) -> int:
        return max(len(self._whole), 1)

    def _wrapped(self) -> list[Sequence[str]]:
        """The lines of the row under the cursor, with all that its cells say."""
        rooms = dict(zip(self._seen.columns, self._seen.rooms, strict=True))
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
        low = max(self.place + self._tall + len(self._heads) - height, 0)
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
        line = self._line_at(y)
        if not self._rows:
            words = self._empty if self._known else UNREAD
            return Strip([Segment(cut(words, width) if y == 0 else "", plain)]).crop_extend(
                0, width, plain
            )
        row = self._row_at(line)
        if row >= len(self._rows):
            return Strip.blank(width, plain)
        style = plain + self._look(row)
        sign = SIGN if self._is_here(row) and line == row else " " * len(SIGN)
        words = sign + self._columns.line(self._cells(row, line), self._seen, self._shorten)
        words += self._seen.beside if line == -1 else ""
        return Strip([Segment(words, style)]).crop_extend(0, width, style)

    def _line_at(self, y: int) -> int:
        """The line of the rows, from 0; below 0: of the heads, which do not scroll."""
        line = y - len(self._heads)
        return line + self.scroll_offset.y if line >= 0 else line

    def _row_at(self, line: int) -> int:
        """The row that a line belongs to, by its index; below 0: the heads."""
        if line <= self.place:
            return line
        return max(line - self._tall + 1, self.place)

    def _cells(self, row: int, line: int) -> Sequence[str]:
        if line < 0:
            return self._heads[line]
        if row == self.place and self._whole:
            return self._whole[line - row]
        return self._rows[row]

    def _is_here(self, row: int) -> bool:
        seen = self.has_focus or not self.can_focus
        return self._cursor and seen and row == self.place

    def _look(self, row: int) -> Style:
        if row < 0:
            return self.look("rows--head", partial=True)
        if self._is_here(row):
            return self.look("rows--here")
        return Style()

    def action_columns(self, step: int) -> None:
        """Show the columns beside the screen, at the right or (below 0) at the left."""
        if (">" if step > 0 else "<") in self._seen.beside:
            self._passed += step
            self._fit()

    def on_resize(self) -> None:
        """Columns are wider or narrower."""
        self._fit()

    def watch_show_vertical_scrollbar(self) -> None:
        """The bar takes a cell from the columns, or gives it back."""
        self._fit()

    def watch_has_focus(self, has_focus: bool) -> None:  # noqa: FBT001 - Textual's own
        """Show the cursor, or hide it."""
        super().watch_has_focus(has_focus)
        self._fit()

    def on_click(self, event: events.Click) -> None:
        """Move to the row under the mouse; choose it with a second click."""
        row = self._row_at(self._line_at(event.y))
        if row < 0:
            self.action_columns(1 if event.x > self.size.width // 2 else -1)
        if not 0 <= row < len(self._rows):
            return
        # The second click is for the row of the first, also where rows have moved meanwhile.
        if event.chain > 1:
            self.action_choose()
        else:
            self.go(row)
