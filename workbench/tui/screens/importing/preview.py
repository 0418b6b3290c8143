"""What all of these share: rows of what was found, and a yes before it is stored.

Nothing is stored before Enter and a yes; Esc leaves everything as it is.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable

from textual import work
from textual.binding import Binding
from textual.widget import Widget

from workbench.terms import Segmentation
from workbench.tui import previews
from workbench.tui.widgets.prose import Prose
from workbench.tui.widgets.rows import Rows
from workbench.tui.work_screen import WorkScreen

Done = Callable[[str], None]
"""Is told what was imported, in a sentence."""


LEAVE = (
    Binding("pagedown", "page(1)", "Further", show=False, tooltip="Scroll the notes."),
    Binding("pageup", "page(-1)", "Back", show=False, tooltip="Scroll them back."),
    Binding("q,escape", "back", "Leave", key_display="q", tooltip="Leave everything as it is."),
)
STORE = Binding(
    "enter", "store", "Import", key_display="Enter", tooltip="Store it, and cut it into units."
)


class PreviewScreen(WorkScreen):
    """Rows of what was found, and under them what is to be known of it."""

    DEFAULT_CSS = """
    PreviewScreen {
        layout: grid;
        grid-size: 1 5;
        grid-rows: 1 2fr 1fr 1 1;
        & #found { margin: 1 1 0 1; }
        & #notes { background: $surface; margin-top: 1; padding: 0 1; }
    }
    """

    def __init__(self, done: Done) -> None:
        super().__init__()
        self._done = done

    def body(self) -> Iterable[Widget]:
        """What was found, and what is to be known."""
        yield Rows("found", "Nothing was found.")
        yield Prose("notes")

    def on_mount(self) -> None:
        """Show it."""
        self.show()
        self.query_one("#found", Rows).focus()
        self.say("Nothing is stored yet. Enter imports it; Esc leaves everything as it is.")

    @abstractmethod
    def show(self) -> None:
        """Show what is meant now."""

    @abstractmethod
    def what(self) -> str:
        """What will be stored, in a sentence."""

    @abstractmethod
    async def store_it(self) -> None:
        """Ask once more, and store it."""

    def on_resize(self) -> None:
        """There may be more room."""
        self.show()

    def renew(self) -> None:
        """Another coder sees the same here."""
        self.show()

    @property
    def place(self) -> int:
        """The row under the cursor."""
        return self.query_one("#found", Rows).place

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Enter imports."""
        event.stop()
        self.action_store()

    @work(group="dialog")
    async def action_store(self) -> None:
        """Ask once more, and store it."""
        await self.store_it()

    def action_page(self, step: int) -> None:
        """Scroll what is to be known."""
        self.query_one("#notes", Prose).page(step)

    def action_back(self) -> None:
        """Leave everything as it is."""
        self._done("Nothing was imported.")
        self.dismiss(None)


class CutScreen(PreviewScreen):
    """What is cut into units once it is stored."""

    @abstractmethod
    def storing(self) -> previews.Storing:
        """What stores it, part by part."""

    async def store_it(self) -> None:
        """Ask what to cut it into, and store it."""
        from workbench.segmenters import SEGMENTERS
        from workbench.tui.dialogs.importing.store import AskStore

        usual = previews.usual_unit(self.store, self.viewer)
        dialog = AskStore(self.what(), list(SEGMENTERS), usual)
        storing = self.storing()
        dialog.attempt = lambda asked: self._store(storing, asked)
        dialog.saying = "Importing …"
        if await self.app.push_screen_wait(dialog) is not None:
            self._done(dialog.did)
            self.dismiss(None)

    def _store(self, storing: previews.Storing, asked: Segmentation | str) -> str:
        """Store it and cut it, beside the screen."""
        settings = asked if isinstance(asked, Segmentation) else None
        return previews.stored(self.store, self.viewer, storing, settings)
