"""One line of the screen: something at the left, something at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from workbench.safe import safe
from workbench.tui.widgets.styled import Styled
from workbench.tui.widgets.wrapping import cut


class Part(NamedTuple):
    """Words in one style; `look` names a component class, `line--…`."""

    words: str
    look: str = "line--plain"


class Line(Styled):
    """A line that is drawn without a layout, so that changing it costs next to nothing."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "line--plain",
        "line--strong",
        "line--who",
        "line--key",
        "line--bad",
    }
    DEFAULT_CSS = """
    Line {
        height: 1;
        width: 1fr;
        background: $panel;
        color: $foreground;
        & > .line--strong { text-style: bold; }
        & > .line--who { text-style: bold reverse; }
        & > .line--key { color: $accent; text-style: bold; }
        & > .line--bad { color: $error; text-style: bold; }
    }
    """

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._left: Sequence[Part] = ()
        self._right: Sequence[Part] = ()

    def show(self, left: Sequence[Part], right: Sequence[Part] = ()) -> None:
        """Show these parts; what stands at the right is kept whole, the left is cut.

        Where not even the right has room, its first part is cut.
        """
        if (left, right) == (self._left, self._right):
            return
        self._left, self._right = left, right
        self.refresh()

    def fits(self, width: int) -> bool:
        """Whether all of it can be read in so many cells."""
        parts = (*self._left, *self._right)
        return sum(cell_len(safe(part.words)) for part in parts) <= width

    @property
    def words(self) -> str:
        """What the line says, for those who cannot see it."""
        return " ".join(
            part.words.strip() for part in (*self._left, *self._right) if part.words.strip()
        )

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - it has one line
        """Draw the line."""
        width = self.size.width
        right = self._at_the_right(width)
        room = width - sum(segment.cell_length for segment in right)
        left = self._fitting(room)
        gap = room - sum(segment.cell_length for segment in left)
        plain = self.look("line--plain")
        return Strip([*left, Segment(" " * max(gap, 0), plain), *right]).crop_extend(
            0, width, plain
        )

    def _at_the_right(self, width: int) -> list[Segment]:
        right = [self._segment(part.words, part.look) for part in self._right]
        over = sum(segment.cell_length for segment in right) - width
        if right and over > 0:
            words = cut(right[0].text, max(right[0].cell_length - over, 0))
            right[0] = self._segment(words, self._right[0].look)
        return right

    def _fitting(self, room: int) -> list[Segment]:
        segments: list[Segment] = []
        for part in self._left:
            words = cut(safe(part.words), max(room, 0))
            segments.append(self._segment(words, part.look))
            room -= cell_len(words)
        return segments

    def _segment(self, words: str, look: str) -> Segment:
        style: Style = self.look(look)
        return Segment(safe(words), style)
