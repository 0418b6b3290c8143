"""What somebody judged and should look at again, because its words or its rule changed since."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from workbench.tui.widgets.rows import Rows
from workbench.tui.work_screen import WorkScreen
from workbench.words import listed, plural

if TYPE_CHECKING:
    from workbench.steps.second_looks import Look


class SecondLookScreen(WorkScreen):
    """The list for a second look."""

    HELP = """What was judged before something under it changed: the words of the unit were \
corrected, or the rule of its code is another now. While a round is blind you see your own only.

Enter goes to the unit, where you can code it again. d takes it off your list: you have looked, \
and it stays as it is. Only words are ticked off so; an older rule stays on the list until the \
code is put again or the round is over."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "look", "Look", key_display="Enter", tooltip="Go to the unit."),
        Binding("d", "looked", "Done", tooltip="Take it off your list: it stays as it is."),
        Binding("q,escape", "back", "Back", key_display="q", tooltip="Back to the study."),
    ]
    DEFAULT_CSS = """
    SecondLookScreen { & #looks { height: 1fr; margin: 1 1 0 1; } }
    """

    def __init__(self) -> None:
        super().__init__()
        self.looks: list[Look] | None = None
        """What was read last; None: not yet."""

    def body(self) -> Iterable[Widget]:
        """The list."""
        yield Rows("looks", "Nothing has changed under what was judged.")

    def on_mount(self) -> None:
        """Read."""
        self.title_line("Second look")
        self.query_one("#looks", Rows).focus()

    def on_screen_resume(self) -> None:
        """Read again, after something was judged elsewhere."""
        self.renew()

    async def _reading(self) -> None:
        from workbench.steps.second_looks import second_looks

        store, viewer = self.store, self.viewer
        found = await self.done(lambda: second_looks(store, viewer))
        if found is None:
            return
        self.looks = found
        rows = [
            (
                f"{one.n} {one.state}",
                one.coder,
                f"{one.document} #{one.unit}",
                listed(one.codes) or "none applies",
                one.because,
                " ".join(one.words.split()),
            )
            for one in found
        ]
        heads = ("Round", "Coder", "Unit", "Codes", "Changed", "Now")
        self.query_one("#looks", Rows).show(heads, rows)
        self.say(f"{plural(len(found), 'judgement')} to look at again.")

    @property
    def look(self) -> Look | None:
        """The one under the cursor."""
        place = self.query_one("#looks", Rows).place
        return self.looks[place] if self.looks and place < len(self.looks) else None

    def here(self) -> str:
        """The judgement under the cursor."""
        look = self.look
        if look is None:
            return "Nothing that you judged was changed since."
        corrected = look.because == "words"
        why = "its words were corrected" if corrected else f"its code was {look.because}"
        return (
            f"{look.coder} judged unit {look.unit} of {look.document} in round {look.n}; since "
            f"then {why}. Enter goes there."
        )

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Go to the unit."""
        event.stop()
        self.action_look()

    @work(group="dialog")
    async def action_look(self) -> None:
        """Go to the unit."""
        from workbench.tui.screens.code import code_at

        if (look := self.look) is None:
            return
        screen = await code_at(self, look.n, look.document, look.unit)
        if screen is not None:
            self.app.push_screen(screen)

    @work(group="dialog")
    async def action_looked(self) -> None:
        """Take it off one's list."""
        from workbench.steps.second_looks import have_looked

        look, store, viewer = self.look, self.store, self.viewer
        if look is None:
            return
        if look.because != "words" or look.coder != viewer.coder:
            self.say("Only changed words on your own list are ticked off.", bad=True)
            return
        place, n = [(look.document, look.unit)], look.n
        if await self.done(lambda: have_looked(store, viewer, place, n)) is not None:
            self.renew()
