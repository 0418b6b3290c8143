"""How agreement was measured, as a paragraph that goes into a paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from workbench.tui import asking
from workbench.tui.widgets.prose import Prose, Said
from workbench.tui.work_screen import WorkScreen


class MethodsScreen(WorkScreen):
    """The paragraph, and what it cites."""

    HELP = """How the agreement of this round was measured, as a paragraph for a methods section, \
and the works that it cites. It claims only what was done here, in the round and the way that the \
screen before showed. c copies it, where the terminal allows that; x writes it to a text file."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "copy", "Copy", tooltip="Copy it, to paste it into the paper."),
        Binding("x", "export", "Export", tooltip="Write it to a text file."),
        Binding("pagedown,down,j", "page(1)", "Further", show=False, tooltip="Scroll it."),
        Binding("pageup,up,k", "page(-1)", "Back", show=False, tooltip="Scroll it back."),
        Binding("q,escape", "back", "Back", key_display="q", tooltip="Back to the agreement."),
    ]
    DEFAULT_CSS = """
    MethodsScreen { & #text { height: 1fr; margin: 1 1 0 1; } }
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def body(self) -> Iterable[Widget]:
        """The text."""
        yield Prose("text")

    def on_mount(self) -> None:
        """Show it."""
        self.title_line("Agreement", "how it was measured")
        self.query_one("#text", Prose).show([Said(part) for part in self._text.split("\n")])
        self.say("c copies it, x writes it to a file.")

    def action_copy(self) -> None:
        """Copy it."""
        self.app.copy_to_clipboard(self._text)
        self.say("Copied; if nothing arrives where you paste, x writes it to a file.")

    @work(group="dialog")
    async def action_export(self) -> None:
        """Write it to a text file."""
        from workbench.tui.dialogs.theming import AskFile

        dialog = AskFile(self.store.path.parent / "methods.txt", ("txt", "md"))
        dialog.attempt = lambda asked: asking.write_text(self._text, str(asked.path))
        if await self.app.push_screen_wait(dialog) is not None:
            self.say(dialog.did)

    def action_page(self, step: int) -> None:
        """Scroll it."""
        self.query_one("#text", Prose).page(step)
