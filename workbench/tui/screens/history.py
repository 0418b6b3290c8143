"""History: what was done, by whom and when; the newest first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from workbench.tui.widgets.rows import Rows
from workbench.tui.work_screen import WorkScreen
from workbench.words import plural

if TYPE_CHECKING:
    from workbench.steps.history import Told


class HistoryScreen(WorkScreen):
    """The audit trail as one coder may see it."""

    HELP = """Everything that was done to the study, the newest first: when, by whom, and what. \
While a round is blind you see your own acts in it and nobody else's. The study keeps ids \
alone of them, never words from the texts; names are looked up for you. workbench history STUDY \
prints the same."""
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
        found = await self.done(self._told)
        if found is None:
            return
        rows = [_row(one) for one in reversed(found)]
        self.query_one("#events", Rows).show(("", "When (UTC)", "Who", "What", ""), rows)
        self.query_one("#events", Rows).focus()
        self.say(f"{plural(found[-1].last if found else 0, 'event')} that you may see.")

    def _told(self) -> tuple[Told, ...]:
        from workbench.steps.history import appendix

        with self.store.reading() as reader:
            return appendix(reader, self.viewer)

    def here(self) -> str:
        """What the numbers of a line are."""
        return (
            "A line is one act, or several of one kind in a row. The number at its left is its "
            "place in what you may see; at its right is what it was about, and why."
        )


def _row(one: Told) -> tuple[str, ...]:
    when, about = one.at[:16].replace("T", " "), f"{one.about}: {one.why}" if one.why else one.about
    return one.number, when, one.who or "–", one.what, about
