"""Tables for the paper that people fill in, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from workbench.tables.filling import FillColumn, Filling
from workbench.tui import filling
from workbench.tui.filling import Place
from workbench.tui.screens.listed import ListedScreen
from workbench.tui.widgets.keys import KeyLine
from workbench.tui.widgets.prose import Prose, Said
from workbench.tui.widgets.rows import Rows

NOTHING = "(nothing)"


class CellsScreen(ListedScreen):
    """The cells of one table, and the one under the cursor with what stands beside it."""

    FULL = "cell"
    HELP = """Some cells of a paper's tables only people can write: summaries, condensed meaning \
units, answers to a checklist, what a number and a theme mean together. Each line is a cell; at \
the right is the one under the cursor, with what the study knows of its row.

Enter writes it, or chooses where there is a choice; e goes to the next one that is empty; t \
takes another table; n begins a new row, where the table takes more. What is written is printed \
by the export of that table and stands in the report. Many cells are quicker filled in elsewhere: \
workbench cells STUDY save TABLE FILE."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", "Write", key_display="Enter", tooltip="Write this cell."),
        Binding("e", "empty", "Next empty", tooltip="Go to the next cell that is empty."),
        Binding("n", "new", "New row", tooltip="Begin a new row."),
        Binding("t", "table", "Table", tooltip="Take another table."),
        Binding("pagedown", "page(1)", "Further", show=False, tooltip="Scroll the cell."),
        Binding("pageup", "page(-1)", "Back", show=False, tooltip="Scroll it back."),
        Binding("q,escape", "back", "Back", key_display="q", tooltip="Back to the study."),
    ]
    DEFAULT_CSS = """
    CellsScreen {
        layout: grid;
        grid-size: 2 4;
        grid-columns: 3fr 2fr;
        grid-rows: 1 1fr 1 1;
        & #title, & #status, & #keys { column-span: 2; }
        & #cells { margin: 1 1 0 1; }
        & #cell { background: $surface; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.what = "joint"
        """Which table."""
        self.filling: Filling | None = None
        """The table; None: not read, or it cannot be filled in yet."""

    def body(self) -> Iterable[Widget]:
        """The cells, and one in full."""
        yield Rows("cells", "No row yet: n begins one, t takes another table.")
        yield Prose("cell")

    def on_mount(self) -> None:
        """Read."""
        self.renew()

    async def _reading(self, did: str = "") -> None:
        store, viewer, what = self.store, self.viewer, self.what
        self.filling = await self.done(lambda: filling.read(store, viewer, what))
        self.title_line("Fill in", self.filling.title if self.filling else what)
        head = self.filling.row_head if self.filling else "Row"
        cells = [(one.row.name, one.column.head, one.words) for one in self.places]
        self.query_one("#cells", Rows).show((head, "Column", "Words"), cells)
        self.query_one("#cells", Rows).focus()
        self.show_one()
        self.query_one(KeyLine).renew()
        if self.filling is not None:
            written = sum(bool(one.words) for one in self.places)
            self.say(did or f"{written} of {len(self.places)} cells are written. Enter writes.")

    @property
    def places(self) -> list[Place]:
        """All cells."""
        return filling.places(self.filling) if self.filling else []

    @property
    def place(self) -> Place | None:
        """The cell under the cursor."""
        at, places = self.query_one("#cells", Rows).place, self.places
        return places[at] if at < len(places) else None

    def here(self) -> str:
        """The cell under the cursor."""
        if self.place is None:
            return ""
        return f"The cell {self.place.column.head} of {self.place.row.name}; Enter writes it."

    def show_one(self) -> None:
        """Show what is under the cursor in full."""
        shown = in_full(self.filling, self.place) if self.filling and self.place else ()
        self.query_one("#cell", Prose).show(shown)

    def is_due(self, command: str) -> bool:
        """A new row, where the table takes one; words, where there is a cell."""
        if command == "new":
            return bool(self.filling and self.filling.next_key)
        return command not in ("write", "empty") or bool(self.places)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Write the cell that was chosen."""
        event.stop()
        self.action_write()

    def action_empty(self) -> None:
        """Go to the next cell that is empty."""
        rows = self.query_one("#cells", Rows)
        empty = [at for at, one in enumerate(self.places) if not one.words]
        if not empty:
            self.say("No cell of this table is empty.")
            return
        rows.go(next((at for at in empty if at > rows.place), empty[0]))

    @work(group="dialog")
    async def action_write(self) -> None:
        """Write the cell under the cursor."""
        if self.place is not None:
            await self._write(self.place.row.name, self.place.column, self.place.words)

    @work(group="dialog")
    async def action_new(self) -> None:
        """Begin a new row with its first column."""
        if self.filling is None or self.filling.next_key is None:
            self.say("The rows of this table are those there are.", bad=True)
            return
        from workbench.steps.cells import NEW

        if await self._write(NEW, self.filling.columns[0], ""):
            rows = self.query_one("#cells", Rows)
            rows.go(len(self.places) - len(self.filling.columns))

    @work(group="dialog")
    async def action_table(self) -> None:
        """Take another table."""
        from workbench.tui.dialogs.finder import PickName

        names = list(filling.ABOUT)
        dialog = PickName("Which table?", names, list(filling.ABOUT.values()))
        if (chosen := await self.app.push_screen_wait(dialog)) is not None:
            self.what = names[chosen]
            self.query_one("#cells", Rows).place = 0
            await self._reading()

    async def _write(self, row: str, column: FillColumn, before: str) -> bool:
        """Ask for the words of a cell and write them; whether that was done."""
        words = await (self._chosen(column) if column.choices else self._typed(row, column, before))
        if words is None:
            return False
        store, viewer, what = self.store, self.viewer, self.what
        did = await self.done(
            lambda: filling.write(store, viewer, what, row, column.head, words or "")
        )
        if did is not None:
            await self._reading(did)
        return did is not None

    async def _typed(self, row: str, column: FillColumn, before: str) -> str | None:
        from workbench.tui.dialogs.filling import WriteCell

        about = f"{column.head} of {'a new row' if row == 'new' else row}"
        return await self.app.push_screen_wait(WriteCell(about, before, "Empty, it is emptied."))

    async def _chosen(self, column: FillColumn) -> str | None:
        from workbench.tui.dialogs.finder import PickName

        names = [*(column.choices or ()), NOTHING]
        chosen = await self.app.push_screen_wait(PickName(f"{column.head}?", names))
        if chosen is None:
            return None
        return "" if names[chosen] == NOTHING else names[chosen]


def in_full(table: Filling, place: Place) -> list[Said]:
    """A cell with what stands beside it, and the other cells of its row."""
    said = [Said(f"{table.row_head} {place.row.name}", "name")]
    for head, cell in zip(table.shown, place.row.shown, strict=True):
        if cell:
            said += [Said(head, "head"), Said(str(cell))]
    for column in table.columns:
        words = place.row.words.get(column.key, "")
        if words or column == place.column:
            said += [Said(""), Said(column.head, "head"), Said(words or "(empty)")]
    return said
