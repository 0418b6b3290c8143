"""What was measured of revealed rounds: one at a time, or all side by side."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from textual.widget import Widget
from textual.widgets import Static

from workbench.reliability import AgreementRow, RoundAgreement
from workbench.safe import safe
from workbench.tables.numbers import estimate
from workbench.tui import asking
from workbench.tui.agreeing import (
    DRAWN,
    TREND,
    UNDRAWN,
    explained,
    lines_of,
    shortened,
    table,
    trend,
)
from workbench.tui.widgets.keys import KeyLine
from workbench.tui.widgets.rows import Rows
from workbench.tui.widgets.wrapping import wrapped
from workbench.tui.work_screen import WorkScreen
from workbench.words import plural

if TYPE_CHECKING:
    from workbench.steps.agreement.question import Question

INDENT = 2
"""Cells beside what stands below the table."""
MARGIN = 2
"""Cells beside the table, less the gap that its last column does not have."""
MOST_LINES = {"note": 5, "recipe": 4}
"""Lines below the table, so that there is room for it."""


class MeasuredScreen(WorkScreen):
    """A row a code, the sentence that explains one, and how all were computed."""

    DEFAULT_CSS = """
    MeasuredScreen {
        & #rows { height: 1fr; margin: 1 1 0 1; }
        & Static { width: 1fr; height: auto; padding: 0 2; }
        & #note { border-top: solid $panel; }
        & #recipe { color: $foreground 70%; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.found: list[RoundAgreement] = []
        self.question: Question | None = None
        """What is asked; None: the screen has not begun to."""
        self._place = -1
        self._trend = False
        """Whether all rounds are side by side."""

    def body(self) -> Iterable[Widget]:
        """Rows, the sentence that explains one, and how all were computed."""
        yield Rows("rows", shorten=shortened)
        yield Static("", id="note", markup=False)
        yield Static("", id="recipe", markup=False)

    def on_mount(self) -> None:
        """Compute."""
        self.title_line("Agreement")
        self.renew()

    async def _reading(self) -> None:
        step = partial(asking.measured, self.store, self.viewer, self.question)
        found = await self.done(step, "Computing …")
        if found is None:
            self.found = []
            self.query_one("#rows", Rows).empty(self.said.removeprefix("! "))
            self.query_one("#note", Static).update("")
            self.query_one("#recipe", Static).update("")
            return
        self.question, self.found = found
        self._show()
        self.query_one(KeyLine).renew()

    @property
    def shown(self) -> RoundAgreement:
        """The round on the screen; the latest at first."""
        return self.found[self._place]

    @property
    def _asked(self) -> list[str]:
        """What is asked, in words for the title."""
        return asking.in_words(self.question) if self.question else []

    @property
    def line(self) -> tuple[str, AgreementRow] | None:
        """The row under the cursor with its name; None where all rounds are side by side."""
        lines = lines_of(self.shown) if self.found and not self._trend else []
        place = self.query_one("#rows", Rows).place
        return lines[place] if place < len(lines) else None

    def here(self) -> str:
        """The row under the cursor, in words."""
        if self.line is None:
            return TREND if self._trend else ""
        name, row = self.line
        value = estimate(row.value, 3)
        called = row.coefficient.replace("_", " ")
        said = f"{name}: {called} {value}, of {row.units} units and {row.coders} coders."
        return f"{said} {explained(row)}\nEnter shows these units.\nBy: {self.shown.recipe}."

    # -------------------------------------------------------------- showing

    def _show(self) -> None:
        if self._trend:
            self._show_trend()
            return
        one = self.shown
        place = self._place % len(self.found) + 1
        self.title_line("Agreement", f"round {one.n} ({one.purpose})", *self._asked)
        if one.rows:
            self._show_rows(one)
        else:
            self.query_one("#rows", Rows).empty(one.note or "There is nothing to compare here.")
        self._write("recipe", one.recipe)
        self._explain()
        self.say(f"{place} of {len(self.found)} revealed. {one.note or ''}")

    def _show_trend(self) -> None:
        heads, *lines = trend(self.found, self._room)
        self.title_line("Agreement", "all rounds", *self._asked)
        self.query_one("#rows", Rows).show(heads, lines)
        self.query_one("#note", Static).update("")
        self.query_one("#recipe", Static).update(TREND)
        self.say(f"{plural(len(self.found), 'round')} side by side; t goes back to one.")

    def _show_rows(self, one: RoundAgreement) -> None:
        """Show the rows; where names of pairs are long, they take the room of the drawing."""
        by_pair = self.question is not None and self.question.by == "pair"
        heads, *lines = table(one, self._room, UNDRAWN if by_pair else DRAWN)
        self.query_one("#rows", Rows).show(heads, lines)

    @property
    def _room(self) -> int:
        return self.size.width - MARGIN

    def on_resize(self) -> None:
        """There may be room for more now, or for less."""
        if self.found and (self._trend or self.shown.rows):
            self._show()

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """Explain another row."""
        event.stop()
        self._explain()

    def _explain(self) -> None:
        line = self.line
        self._write("note", explained(line[1]) if line else "")

    def _write(self, id: str, words: str) -> None:  # noqa: A002 - Textual's own name
        """Write below the table; what there is no room for ends in …, and F1 has it whole."""
        most = min(MOST_LINES[id], max(self.size.height // 4, 1))
        lines = wrapped(safe(words), self.size.width - 2 * INDENT, most)
        self.query_one(f"#{id}", Static).update("\n".join(lines))
