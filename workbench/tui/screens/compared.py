"""Agreement beside itself: from round to round, and on other kinds of unit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from workbench.safe import safe
from workbench.tui import comparing
from workbench.tui.agreeing import shortened
from workbench.tui.widgets.rows import Rows
from workbench.tui.widgets.wrapping import wrapped
from workbench.tui.work_screen import WorkScreen

if TYPE_CHECKING:
    from workbench.steps.agreement.question import Question
    from workbench.tui.comparing import Compared

INDENT = 2
MOST_LINES = 8
"""Lines below the table, so that there is room for it."""

KEYS: list[BindingType] = [
    Binding("x", "export", "Export", tooltip="Write this table to a file."),
    Binding("q,escape", "back", "Back", key_display="q", tooltip="Back to the agreement."),
]


class ComparedScreen(WorkScreen):
    """A table that was computed, and what is to be known of it."""

    ABOUT: ClassVar[str] = ""
    """What the title says."""
    TABLE: ClassVar[str] = ""
    """The table to export."""
    DEFAULT_CSS = """
    ComparedScreen {
        & #rows { height: 1fr; margin: 1 1 0 1; }
        & #note { width: 1fr; height: auto; padding: 0 2; color: $foreground 70%; }
    }
    """

    def __init__(self, n: int, question: Question) -> None:
        super().__init__()
        self._n, self._question = n, question
        self.found: Compared | None = None
        """What was computed last; None: nothing yet."""

    def body(self) -> Iterable[Widget]:
        """The table, and the note."""
        yield Rows("rows", shorten=shortened)
        yield Static("", id="note", markup=False)

    def on_mount(self) -> None:
        """Compute."""
        self.title_line("Agreement", f"round {self._n}", self.ABOUT)
        self.renew()

    async def _reading(self) -> None:
        found = await self.done(self.compared, "Computing …")
        if found is None:
            self.query_one("#rows", Rows).empty(self.said.removeprefix("! "))
            return
        self.query_one("#rows", Rows).show(found.heads, found.rows)
        self.found = found
        self._show_note(found)
        self.say("x writes this table to a file, q goes back.")

    def on_resize(self) -> None:
        """There is room for more of the note now, or for less."""
        if self.found is not None:
            self._show_note(self.found)

    def _show_note(self, found: Compared) -> None:
        """Write below the table; what there is no room for ends in …, and F1 has it whole."""
        note = safe(found.note, keep="\n")
        lines = wrapped(note, self.size.width - 2 * INDENT, MOST_LINES)
        self.query_one("#note", Static).update("\n".join(lines))

    def here(self) -> str:
        """How the values were computed."""
        return self.found.note if self.found else ""

    def compared(self) -> Compared:
        """The table, computed beside the screen."""
        raise NotImplementedError

    @work(group="dialog")
    async def action_export(self) -> None:
        """Write the table to a file."""
        from workbench.tui.exporting import export

        said = await export(self, self.TABLE, self._n)
        if said is not None:
            self.say(said)


class ChangeScreen(ComparedScreen):
    """A round beside the one before it."""

    ABOUT = "what changed since the round before"
    TABLE = "agreement-change"
    BINDINGS: ClassVar[list[BindingType]] = KEYS
    HELP = """How agreement on each code moved from the round before to this one. An interval \
that does not hold 0 says that the change is more than the choice of documents explains; one that \
holds 0 leaves it open."""

    def compared(self) -> Compared:
        """What changed."""
        return comparing.change(self.store, self.viewer, self._n, self._question)


class KindsScreen(ComparedScreen):
    """The same codings, counted on other kinds of unit."""

    ABOUT = "on other kinds of unit"
    TABLE = "agreement-units"
    BINDINGS: ClassVar[list[BindingType]] = KEYS
    HELP = """The same codings, measured on other kinds of unit: the first column is the unit \
that coders judged, and the one to report. The others show how much of the value is due to how \
the text was cut."""

    def compared(self) -> Compared:
        """The values of each kind of unit."""
        return comparing.kinds(self.store, self.viewer, self._n, self._question)
