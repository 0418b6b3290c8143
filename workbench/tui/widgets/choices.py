"""Fields in which something is chosen: one of a few words, one of some rows, any of some words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from workbench.safe import safe
from workbench.tui.widgets.rows import Rows


class Choice(Widget, can_focus=True):
    """One of a few words, all in sight; the arrows choose."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice--plain", "choice--chosen", "choice--here"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space,down", "step(1)", "Next", show=False),
        Binding("left,up", "step(-1)", "Before", show=False),
        Binding("enter", "screen.submit", "Do it", show=False),
    ]
    DEFAULT_CSS = """
    Choice {
        height: 1;
        background: $surface;
        & > .choice--plain { color: $foreground 60%; }
        & > .choice--chosen { text-style: bold; }
        & > .choice--here { text-style: bold reverse; }
    }
    """

    def __init__(
        self,
        id: str,  # noqa: A002
        options: Sequence[str],
        chosen: str = "",
        empty: str = "",
    ) -> None:
        """`empty`: what stands there when there is nothing to choose from."""
        super().__init__(id=id)
        self._options = list(options)
        self._empty = empty
        self._place = self._options.index(chosen) if chosen in self._options else 0

    class Changed(Message):
        """Another word was chosen."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

        @property
        def control(self) -> Choice:
            """The choice it is about."""
            return self.choice

    def offer(self, options: Sequence[str]) -> None:
        """Offer these words instead; the one that is chosen stays, if it is among them."""
        chosen = self.chosen
        self._options = list(options)
        self._place = self._options.index(chosen) if chosen in self._options else 0
        self.refresh()

    @property
    def options(self) -> tuple[str, ...]:
        """The words that are offered."""
        return tuple(self._options)

    @property
    def chosen(self) -> str:
        """The word that is chosen; empty, if there is none to choose from."""
        return self._options[self._place] if self._options else ""

    def action_step(self, step: int) -> None:
        """Choose the next word, or (below 0) the one before."""
        if self._options:
            self._place = (self._place + step) % len(self._options)
            self.refresh()
            self.post_message(self.Changed(self))

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - it has one line
        """Draw the words."""
        plain = self.get_component_rich_style("choice--plain")
        look = "choice--here" if self.has_focus else "choice--chosen"
        chosen = self.get_component_rich_style(look)
        segments = [
            Segment(f"[{safe(word)}]" if at == self._place else f" {safe(word)} ", style)
            for at, word in enumerate(self._options)
            for style in (chosen if at == self._place else plain,)
        ]
        strip = Strip(segments or [Segment(self._empty, plain)])
        here = sum(segment.cell_length for segment in segments[: self._place + 1])
        width = self.size.width
        if strip.cell_length <= width:
            return strip.crop_extend(0, width, plain)
        # There are more than fit: a sign at either end says so.
        left = min(max(here - width + 2, 0), strip.cell_length - width + 2)
        middle = strip.crop_extend(left, left + width - 2, plain)
        before = Segment("‹" if left else " ", plain)
        after = Segment("›" if left + width - 2 < strip.cell_length else " ", plain)
        return Strip([before, *middle, after])


class Picks(Rows):
    """One of some rows: the one under the cursor; the arrows choose."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "move(1)", "Next", show=False),
        Binding("left", "move(-1)", "Before", show=False),
    ]

    class Changed(Message):
        """Another row was chosen."""

    def __init__(
        self,
        id: str,  # noqa: A002
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        chosen: str,
    ) -> None:
        """`chosen`: the first cell of the row that is chosen at first."""
        super().__init__(id, "(there is none yet)")
        self._options = (heads, rows)
        names = [row[0] for row in rows]
        self.place = names.index(chosen) if chosen in names else 0

    @property
    def chosen(self) -> str:
        """The first cell of the row that is chosen."""
        return self._options[1][self.place][0]

    def on_mount(self) -> None:
        """Show the rows."""
        self.show(*self._options)
        self.call_after_refresh(self.go, self.place)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Say that another is chosen."""
        event.stop()
        self.post_message(self.Changed())


class Ticks(Rows):
    """Any of some words; the space bar ticks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "Tick", show=False),
        Binding("a", "tick_all", "All or none", show=False),
    ]

    class Changed(Message):
        """Other words are ticked."""

        def __init__(self, ticks: Ticks) -> None:
            super().__init__()
            self.ticks = ticks

        @property
        def control(self) -> Ticks:
            """The ticks it is about."""
            return self.ticks

    def __init__(self, id: str, options: Sequence[str], ticked: Iterable[str]) -> None:  # noqa: A002
        super().__init__(id, "(there is none yet)")
        self._options = tuple(options)
        self._ticked = set(ticked)

    @property
    def ticked(self) -> tuple[str, ...]:
        """The words that are ticked, in their order."""
        return tuple(option for option in self._options if option in self._ticked)

    def on_mount(self) -> None:
        """Show the words."""
        self._show()

    def _show(self) -> None:
        signs = ("✓" if option in self._ticked else "·" for option in self._options)
        rows = [(f"{sign} {option}",) for sign, option in zip(signs, self._options, strict=True)]
        self.show((f"Space ticks, a ticks all ({len(self.ticked)})",), rows)

    def action_tick(self) -> None:
        """Tick the word under the cursor, or take its tick off."""
        if self._options:
            self._ticked ^= {self._options[self.place]}
            self._show()
            self.post_message(self.Changed(self))

    def action_tick_all(self) -> None:
        """Tick all, or none if all are."""
        everything = set(self._options)
        self._ticked = set() if self._ticked == everything else everything
        self._show()
        self.post_message(self.Changed(self))
