"""What the columns of a table of answers are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from workbench.surveys import ColumnRole
from workbench.tui import previews
from workbench.tui.refusals import on_screen
from workbench.tui.screens.importing.preview import LEAVE, STORE, CutScreen, Done
from workbench.tui.widgets.keys import KeyLine
from workbench.tui.widgets.prose import Prose, Said
from workbench.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from workbench.steps.preview_answers import Answers, Column

ROLE_KEYS: tuple[tuple[str, ColumnRole, str, str], ...] = (
    ("i", "id", "Who", "Who answered: the id by which rows are known again."),
    ("t", "text", "Answers", "Answers in people's own words, which are coded."),
    ("f", "attribute", "Fact", "A fact about the person, such as their group or age."),
    ("s", "score", "Score", "A number about the person."),
    ("d", "personal", "Drop", "Personal data or consent: dropped, and not stored."),
    ("o", "occasion", "Occasion", "Which of several rows of a person this is."),
    ("x", "ignore", "Unused", "Nothing of use: not stored."),
)
CALLED: dict[str, str] = {
    "id": "who (id)",
    "text": "answers",
    "attribute": "fact",
    "score": "score",
    "personal": "dropped",
    "occasion": "occasion",
    "ignore": "not used",
}
"""What a role of a column is called on the screen."""


class ColumnsScreen(CutScreen):
    """The columns of a table of answers, before they are believed."""

    HELP = """These are the columns of the table, what each seems to be and why, how many rows \
say something in it, and an example. Nothing is stored yet, and what is dropped or not used never \
is.

Look at each column and press the letter of what it is: i who answered, t answers in people's own \
words, f a fact, s a score, d personal data (dropped), o which of several rows of a person it is, \
x nothing of use. r says what a score may be, c gives a column another name, such as the one it \
had before, e says that a cell such as “none” is no answer, y takes only rows with a certain cell, \
such as yes where people consented, n scores an instrument from its \
items, and w says whether ids that only count are those of the same people as in another survey. \
If the study has an earlier export of the same survey, its columns are taken as they were then. \
Damage in the file is told below; m mends it as far as it can be mended."""
    BINDINGS: ClassVar[list[BindingType]] = [
        STORE,
        *(
            Binding(key, f"role('{role}')", short, show=role != "occasion", tooltip=what)
            for key, role, short, what in ROLE_KEYS
        ),
        Binding("c", "call", "Call", tooltip="Give the column another name."),
        Binding("r", "range", "Range", tooltip="Say what a score may be."),
        Binding("e", "no_answer", "No answer", show=False, tooltip="Say that a cell is no answer."),
        Binding("y", "only", "Keep", show=False, tooltip="Take only rows with a certain cell."),
        Binding("n", "instrument", "Instrument", tooltip="Score an instrument from its items."),
        Binding(
            "w",
            "ids",
            "Whose ids",
            show=False,
            tooltip="Whose the ids are: known people's, or not.",
        ),
        Binding("m", "mend", "Mend", tooltip="Mend damage of the file, or leave it again."),
        *LEAVE,
    ]

    def __init__(self, answers: Answers, done: Done) -> None:
        super().__init__(done)
        self.answers = answers
        self.columns: list[Column] = []

    def is_due(self, command: str) -> bool:
        """Whether something can be mended, and there is a score."""
        if command == "range":
            return any(one.role == "score" for one in self.columns)
        damage = any(one.repair for one in self.answers.counts.damage)
        return command != "mend" or damage or bool(self.answers.survey.options.repairs)

    def show(self) -> None:
        """Show the columns."""
        from workbench.steps.preview_answers import columns_of, told_of

        survey = self.answers.survey
        self.columns = columns_of(self.answers)
        self.title_line("Import", survey.name, survey.layout.tool)
        rows = previews.column_rows(self.columns, CALLED, wide=self.size.width >= 100)
        self.query_one("#found", Rows).show(*rows)
        notes = [Said(previews.answers_in_words(self.answers), "name")]
        self.query_one("#notes", Prose).show(
            [*notes, *(Said(on_screen(n)) for n in told_of(self.answers))]
        )
        self.query_one(KeyLine).renew()

    def what(self) -> str:
        """How many rows with which columns."""
        return previews.answers_in_words(self.answers)

    def storing(self) -> previews.Storing:
        """Part by part."""
        return previews.storing_answers(self.answers)

    @work(exclusive=True, group="change")
    async def action_role(self, role: ColumnRole) -> None:
        """Say what the column under the cursor is."""
        from workbench.steps.preview_answers import with_column

        if not self.columns:
            return
        name = self.columns[self.place].name
        said = f"“{name}”: {CALLED[role]}."
        await self._change(lambda before: with_column(before, name, role), said)

    @work(exclusive=True, group="change")
    async def action_mend(self) -> None:
        """Mend what is damaged, or leave it as it is again."""
        from workbench.steps.preview_answers import mended

        before = self.answers
        answers = await self.done(lambda: mended(before), "Reading again …")
        if answers is not None:
            mend = answers.survey.options.repairs
            self._now(answers, f"Mended: {', '.join(mend)}." if mend else "Left as it is.")

    @work(exclusive=True, group="change")
    async def action_ids(self) -> None:
        """Say whose the ids are."""
        from workbench.steps.preview_answers import doubted, whose_ids, with_ids

        before, store = self.answers, self.store
        answers = await self.done(lambda: doubted(store, with_ids(before)), "Counting …")
        if answers is not None:
            self._now(answers, whose_ids(answers) or "Nothing is said of whose the ids are.")

    @work(group="dialog")
    async def action_call(self) -> None:
        """Give the column another name."""
        from workbench.steps.preview_answers import renamed
        from workbench.tui.dialogs.importing.columns import CallColumn

        if not self.columns:
            return
        name = self.columns[self.place].name
        new = await self.app.push_screen_wait(CallColumn(name))
        if new is not None:
            await self._change(lambda before: renamed(before, name, new), f"“{name}”: {new}.")

    @work(group="dialog")
    async def action_range(self) -> None:
        """Say what a score may be."""
        from workbench.steps.preview_answers import with_range
        from workbench.tui.dialogs.importing.columns import AskRange

        column = self.columns[self.place]
        if column.role != "score":
            self.say(f"“{column.name}” is no score; s makes it one.", bad=True)
            return
        name = column.name
        asked = await self.app.push_screen_wait(AskRange(name, column.span))
        if asked is not None:
            said = f"“{name}”: {asked[0]:g} to {asked[1]:g}."
            await self._change(lambda before: with_range(before, name, *asked), said)

    @work(group="dialog")
    async def action_no_answer(self) -> None:
        """Say that a cell is no answer, or that it is one."""
        from workbench.steps.preview_answers import with_no_answer
        from workbench.tui.dialogs.importing.columns import AskNoAnswer

        if not self.columns:
            return
        name = self.columns[self.place].name
        cell = await self.app.push_screen_wait(AskNoAnswer(name))
        if cell is not None:
            said = f"“{name}”: “{on_screen(cell)}” counts otherwise now; see below."
            await self._change(lambda before: with_no_answer(before, name, cell), said)

    @work(group="dialog")
    async def action_only(self) -> None:
        """Take only rows with a certain cell."""
        from workbench.steps.preview_answers import with_only
        from workbench.tui.dialogs.importing.columns import AskOnly

        if not self.columns:
            return
        name = self.columns[self.place].name
        cell = await self.app.push_screen_wait(AskOnly(name))
        if cell is not None:
            said = f"“{name}”: the rows that are taken are other ones now; see below."
            await self._change(lambda before: with_only(before, name, cell), said)

    @work(group="dialog")
    async def action_instrument(self) -> None:
        """Score an instrument from its items."""
        from workbench.steps.preview_answers import with_instrument
        from workbench.tui.dialogs.importing.columns import AskInstrument

        path = await self.app.push_screen_wait(AskInstrument())
        if path is not None:
            said = f"{path.name} is scored when the table is stored."
            await self._change(lambda before: with_instrument(before, path), said)

    async def _change(self, step: Callable[[Answers], Answers], said: str) -> None:
        """Show what it is after a change, or what is refused of it."""
        from workbench.steps.preview_answers import doubted

        before, store = self.answers, self.store
        answers = await self.done(lambda: doubted(store, step(before)), "Counting …")
        if answers is not None:
            self._now(answers, said)

    def _now(self, answers: Answers, said: str) -> None:
        self.answers = answers
        self.show()
        self.say(said)
