"""The theme table of a set, as it will print."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from workbench.terms import Table
from workbench.tui import theming
from workbench.tui.widgets.prose import Prose, Said
from workbench.tui.widgets.rows import Rows
from workbench.tui.work_screen import WorkScreen


class ThemeTableScreen(WorkScreen):
    """The theme table of a set as it will print, or its counts by groups of people."""

    HELP = """The theme table of this set as it will print: each theme with its codes below it, \
counted in the final coding of the latest revealed round; under it what the counts leave out. A \
code that serves two themes counts in both.

g counts by groups of people instead: by role, by document, or by a fact about them. x writes the \
table that you see to a file in any format."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "group", "By group", tooltip="Count by role, document or a fact."),
        Binding("t", "all", "Whole", tooltip="The theme table again, without groups."),
        Binding("x", "export", "Export", tooltip="Write this table to a file."),
        Binding("pagedown", "page(1)", "Further", show=False, tooltip="Scroll the notes."),
        Binding("pageup", "page(-1)", "Back", show=False, tooltip="Scroll them back."),
        Binding("q,escape", "back", "Back", key_display="q", tooltip="Back to the themes."),
    ]
    DEFAULT_CSS = """
    ThemeTableScreen {
        layout: grid;
        grid-size: 1 5;
        grid-rows: 1 3fr 1fr 1 1;
        & #table { margin: 1 1 0 1; }
        & #notes { background: $surface; }
    }
    """

    def __init__(self, in_set: str) -> None:
        super().__init__()
        self._set = in_set
        self.by: str | None = None
        """What people are grouped by; None: not at all."""
        self.table: Table | None = None

    def body(self) -> Iterable[Widget]:
        """The table, and what is to be known of it."""
        yield Rows("table", "Nothing is counted yet.")
        yield Prose("notes")

    def on_mount(self) -> None:
        """Count."""
        self.title_line("Theme table", self._set)
        self.query_one("#table", Rows).focus()
        self.renew()

    async def _reading(self) -> None:
        us, by = (self.store, self.viewer), self.by
        found = await self.done(lambda: theming.table(*us, self._set, by), "Counting …")
        self.table = found
        if found is None:
            self.query_one("#table", Rows).empty("Nothing to count; the line below says why.")
            return
        self.title_line("Theme table", self._set, *([f"by {by}"] if by else []))
        self.query_one("#table", Rows).show(*theming.table_rows(found))
        self.query_one("#notes", Prose).show([Said(found.title, "name"), *map(Said, found.notes)])
        self.say("x writes it to a file; g counts by group.")

    def on_rows_moved(self, event: Rows.Moved) -> None:
        """The row in full, where the columns are cut."""
        event.stop()
        if self.table is not None and self.table.rows:
            heads, rows = theming.table_rows(self.table)
            pairs = zip(heads, rows[event.place], strict=True)
            said = [Said(f"{head}: {cell}") for head, cell in pairs if cell]
            notes = (Said(self.table.title, "name"), *map(Said, self.table.notes))
            self.query_one("#notes", Prose).show([*said, Said(""), *notes])

    @work(group="dialog")
    async def action_group(self) -> None:
        """Ask what people are grouped by."""
        from workbench.tui.dialogs.finder import PickName

        us = self.store, self.viewer
        names = await self.done(lambda: theming.groupings(*us))
        if names is None:
            return
        picked = await self.app.push_screen_wait(PickName("Count by", names))
        if picked is not None:
            self.by = names[picked]
            self.renew()

    def action_all(self) -> None:
        """The whole table again."""
        self.by = None
        self.renew()

    @work(group="dialog")
    async def action_export(self) -> None:
        """Write the table to a file."""
        from workbench.tui.dialogs.theming import AskFile

        us, by = (self.store, self.viewer), self.by
        names = await self.done(theming.formats)
        if names is None:
            return
        folder = self.store.path.parent
        dialog = AskFile(folder / ("groups.docx" if by else "themes.docx"), names)
        dialog.attempt = lambda asked: theming.export(*us, self._set, by, asked)
        dialog.saying = "Writing …"
        if await self.app.push_screen_wait(dialog) is not None:
            self.say(dialog.did)

    def action_page(self, step: int) -> None:
        """Scroll the notes."""
        self.query_one("#notes", Prose).page(step)
