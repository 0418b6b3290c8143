"""History: what was done, by whom and when; the newest first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from workbench.tui import doings
from workbench.tui.screens.base import WorkScreen
from workbench.tui.widgets.rows import Rows
from workbench.tui.words import plural


class HistoryScreen(WorkScreen):
    """The audit trail as one coder may see it."""

    HELP = """Everything that was done to the study, the newest first: when, by whom, and what. \
While a round is blind you see your own acts in it and nobody else's. The lines hold numbers, \
never words from the texts; workbench export STUDY audit and workbench history STUDY write them \
to a file."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "back", "Back", key_display="q", tooltip="Back to the study."),
    ]
    DEFAULT_CSS = """
    HistoryScreen { & #events { height: 1fr; margin: 1 1 0 1; } }
    """

    def body(self) -> Iterable[Widget]:
        """The events."""
        yield Rows("events", "Nothing has been done yet.")

    def on_mount(self) -> None:
        """Read."""
        self.title_line("History")
        self.renew()

    async def _reading(self) -> None:
        store, viewer = self.store, self.viewer
        found = await self.done(lambda: doings.history(store, viewer))
        if found is None:
            return
        rows = [
            (str(one.n), one.at[:16].replace("T", " "), one.who or "–", one.what, _ids(one.ids))
            for one in reversed(found)
        ]
        self.query_one("#events", Rows).show(("", "When (UTC)", "Who", "What", ""), rows)
        self.query_one("#events", Rows).focus()
        self.say(f"{plural(len(found), 'event')} that you may see.")

    def here(self) -> str:
        """What the numbers of a line are."""
        return (
            "A line is one act. The number at its left is its place in what you may see; the "
            "names at its right say what it was about, such as the round."
        )


def _ids(ids: object) -> str:
    pairs = ids.items() if isinstance(ids, dict) else ()
    return ", ".join(f"{name} {value}" for name, value in pairs)
