"""The agreement of revealed rounds: what it is asked by, what is behind it, and writing it up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from workbench.tui import asking
from workbench.tui.agreeing import WAYS
from workbench.tui.screens.measured import MeasuredScreen
from workbench.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from workbench.steps.agreement.question import Question


class AgreementScreen(MeasuredScreen):
    """One revealed round at a time."""

    HELP = """How far the coders agree, for each code. The value is a coefficient that takes \
chance into account (1 is perfect, 0 is what chance gives); the line after it shows its interval \
from 0 to 1, with ‹ where it goes on below 0. Percent is how often they said the same, which is \
high for any rare code, so look at both. “Not estimable” is an answer too: the line at the \
bottom says why.

Enter shows the units behind a row: those on which coders differ, and with a those on which they \
agree. b asks by something else, such as pairs of coders or speakers; o asks about some coders, \
roles or documents only, or by another coefficient. t lays the rounds side by side, m shows which \
codes are taken for each other. c shows what changed since the round before, with its interval, \
and u the same codings on other kinds of unit.

For the paper, p writes how it was measured as a paragraph, e keeps a note on why a code is low, \
and x exports the table. Only what a test round prints is called reliability."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "by", "By", tooltip="By code, theme, pair, document, speaker …"),
        Binding(
            "right_square_bracket,right", "round(1)", "Rounds", key_display="[ ]",
            tooltip="The next revealed round; [ is the one before.",
        ),
        Binding("left_square_bracket,left", "round(-1)", "Round before", show=False),
        Binding(
            "enter", "units", "Units", key_display="Enter", tooltip="The units behind the row."
        ),
        Binding("m", "matrix", "Matrix", tooltip="Which codes are taken for each other."),
        Binding("t", "trend", "Trend", tooltip="All rounds side by side, or back."),
        Binding("p", "methods", "Text", tooltip="How it was measured, as a paragraph."),
        Binding("x", "export", "Export", tooltip="Write the table of agreement to a file."),
        Binding("c", "change", "Change", tooltip="What changed since the round before."),
        Binding("u", "kinds", "Kinds", tooltip="The same codings on other kinds of unit."),
        Binding("o", "only", "Only", tooltip="Some coders, roles, documents; another coefficient."),
        Binding("e", "explain", "Note", tooltip="Note why this code is as low as it is."),
        Binding("q,escape", "back", "Back", key_display="q", tooltip="Back to the study."),
    ]  # fmt: skip

    def is_due(self, command: str) -> bool:
        """Without a revealed round there is nothing to do but to go back."""
        return bool(self.found) or command == "back"

    # -------------------------------------------------------------- asking

    def _ask(self, question: Question) -> None:
        """Ask something else."""
        self.question = question
        self.query_one("#rows", Rows).place = 0
        self.renew()

    @work(group="dialog")
    async def action_by(self) -> None:
        """Ask by something else."""
        from workbench.tui.dialogs.finder import PickName

        if self.question is None:
            return
        picked = await self.app.push_screen_wait(
            PickName("Agreement by what?", list(WAYS), list(WAYS.values()))
        )
        if picked is not None:
            by = list(WAYS)[picked]
            coefficient = None if by != self.question.by else self.question.coefficient
            self._ask(replace(self.question, by=by, coefficient=coefficient))

    @work(group="dialog")
    async def action_only(self) -> None:
        """Ask about a part of the round, or by another coefficient."""
        from workbench.tui.dialogs.question import AskQuestion

        question = self.question
        if question is None or not self.found:
            return
        store, viewer, n = self.store, self.viewer, self.shown.n
        names = await self.done(lambda: asking.names(store, viewer, n))
        if names is None:
            return
        asked = await self.app.push_screen_wait(AskQuestion(question, names))
        if asked is not None:
            self._ask(asked)

    def action_trend(self) -> None:
        """Lay the rounds side by side, or go back to one."""
        if self.found:
            self._trend = not self._trend
            self._show()

    def action_round(self, step: int) -> None:
        """Go to the next revealed round, or (below 0) the one before."""
        if self.found:
            self._trend = False
            self._place = (self._place + step) % len(self.found)
            self._show()

    # -------------------------------------------------------------- going behind it

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Show the units behind the row that was chosen."""
        event.stop()
        self.action_units()

    def action_units(self) -> None:
        """Show the units behind the row."""
        from workbench.tui.screens.behind import BehindScreen

        line, question = self.line, self.question
        if line is not None and question is not None:
            self.app.push_screen(BehindScreen(self.shown.n, *line, question))
        elif self._trend:
            self.say("One round has the units: t goes back to one, [ and ] choose it.")

    @work(group="dialog")
    async def action_matrix(self) -> None:
        """See which codes are taken for each other in the round."""
        from workbench.steps.disagreements import queue
        from workbench.tui.screens.disagreements import DisagreementsScreen
        from workbench.tui.screens.matrix import MatrixScreen
        from workbench.tui.settling import Narrowed

        if not self.found:
            return
        store, viewer, n = self.store, self.viewer, self.shown.n
        found = await self.done(lambda: queue(store, viewer, n))
        if found is not None:
            matrix = MatrixScreen(found)
            await self.app.push_screen_wait(matrix)
            if matrix.pair is not None:
                self.app.push_screen(DisagreementsScreen(n, Narrowed(pair=matrix.pair)))

    def action_change(self) -> None:
        """See what changed since the round before."""
        from workbench.tui.screens.compared import ChangeScreen

        if self.found and self.question is not None:
            self.app.push_screen(ChangeScreen(self.shown.n, self.question))

    def action_kinds(self) -> None:
        """See the agreement on other kinds of unit."""
        from workbench.tui.screens.compared import KindsScreen

        if self.found and self.question is not None:
            self.app.push_screen(KindsScreen(self.shown.n, self.question))

    # -------------------------------------------------------------- for the paper

    @work(group="dialog")
    async def action_methods(self) -> None:
        """Show how the round was measured, as a paragraph."""
        from workbench.tui.screens.methods import MethodsScreen

        question = self.question
        if not self.found or question is None:
            return
        store, viewer, n = self.store, self.viewer, self.shown.n
        text = await self.done(lambda: asking.methods(store, viewer, n, question))
        if text is not None:
            self.app.push_screen(MethodsScreen(text))

    @work(group="dialog")
    async def action_explain(self) -> None:
        """Note why a code is as low as it is."""
        from workbench.tui.dialogs.memo import WriteMemo

        line = self.line
        if line is None or line[1].key.keys() not in ({"code"}, {"theme"}, {"category"}):
            self.say("A note is on a code as a whole: b, and choose code.", bad=True)
            return
        store, viewer, n, name = self.store, self.viewer, self.shown.n, line[0]
        text = await self.done(lambda: asking.note(store, viewer, n, name))
        if text is None:
            return
        dialog = WriteMemo(
            f"{name} in round {n}", text, "Why is it as low as it is, and what was done?"
        )
        written = await self.app.push_screen_wait(dialog)
        if written is None:
            return
        said = await self.done(lambda: asking.write_note(store, viewer, n, name, written))
        if said is not None:
            place = self.query_one("#rows", Rows).place
            await self._read().wait()
            self.query_one("#rows", Rows).go(place)
            self.say(said)

    @work(group="dialog")
    async def action_export(self) -> None:
        """Write the table of agreement to a file."""
        from workbench.tui.exporting import export

        if self.found:
            said = await export(self, "agreement", self.shown.n)
            if said is not None:
                self.say(said)
