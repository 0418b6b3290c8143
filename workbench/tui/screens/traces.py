"""Where a name slipped through: told by its place and by what should stand there, never by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from workbench.tui.widgets.rows import Rows
from workbench.tui.work_screen import WorkScreen
from workbench.words import plural

if TYPE_CHECKING:
    from workbench.privacy.names import Name
    from workbench.steps.naming_check import Trace, Traces


class TracesScreen(WorkScreen):
    """What a check of names found."""

    HELP = """Every name of the key, and of the names that you added, is sought in texts, memos, \
the codebook, facts, names of files, in unused parts of the study's file and in its backups. The \
list says where one is left and what should stand there, never the name itself. What is in doubt \
is only likely, and stands below.

d destroys the backups that hold a name. Names in the study itself are replaced on the screen of \
names, to which q goes back."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "destroy", "Destroy backups", tooltip="Destroy backups that hold a name."),
        Binding("q,escape", "back", "Back", key_display="q", tooltip="Back to the names."),
    ]
    DEFAULT_CSS = """
    TracesScreen { & #traces { height: 1fr; margin: 1 1 0 1; } }
    """

    def __init__(self, names: Sequence[Name]) -> None:
        super().__init__()
        self._names = names
        self.found: Traces | None = None
        """What was found last; None: not yet."""

    def body(self) -> Iterable[Widget]:
        """The places."""
        yield Rows("traces", "No name was found.")

    def on_mount(self) -> None:
        """Seek."""
        self.title_line("Names", "check")
        self.query_one("#traces", Rows).focus()
        self.renew()

    async def _reading(self) -> None:
        from workbench.steps.naming_check import check_names

        store, viewer, names = self.store, self.viewer, self._names
        found = await self.done(lambda: check_names(store, viewer, names), "Seeking …")
        if found is None:
            return
        self.found = found
        heads = ("Where", "Document", "", "Instead", "In doubt")
        rows = [_row(one) for one in (*found.faults, *found.doubts)]
        self.query_one("#traces", Rows).show(heads, rows)
        sought = plural(len(names), "name")
        left = plural(len(found.faults), "place")
        self.say(f"{sought} sought: {left} with a name, {len(found.doubts)} in doubt.")

    @work(group="dialog")
    async def action_destroy(self) -> None:
        """Destroy backups that hold a name, after a question."""
        from workbench.steps.naming_check import backups_in, destroy_backups_of
        from workbench.tui.dialogs.confirm import Confirm

        store, viewer, found = self.store, self.viewer, self.found
        if found is None:
            return
        there = backups_in(store, found)
        if not there:
            self.say("No backup holds a name.", bad=True)
            return
        question = (
            f"Destroy {plural(len(there), 'backup')}? Without them this study cannot be put back "
            "to what it was."
        )
        if not await self.app.push_screen_wait(Confirm(question, "Destroy them", "Keep them")):
            return
        if await self.done(lambda: destroy_backups_of(store, viewer, found)) is not None:
            self.renew()


def _row(one: Trace) -> tuple[str, ...]:
    unit = f"unit {one.unit}" if one.unit else ""
    turn = f"turn {one.turn}" if one.turn else ""
    return one.where, one.document, unit or turn, one.instead, one.doubt
