"""What was found in files, before it is believed: speakers of transcripts, columns of a table.

Nothing is stored before Enter and a yes; Esc leaves everything as it is.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from workbench.errors import NotAsked
from workbench.surveys import ColumnRole
from workbench.terms import Segmentation
from workbench.tui import previews
from workbench.tui.refusals import on_screen
from workbench.tui.screens.base import WorkScreen
from workbench.tui.widgets.keys import KeyLine
from workbench.tui.widgets.prose import Prose, Said
from workbench.tui.widgets.rows import Rows
from workbench.tui.words import listed, plural

if TYPE_CHECKING:
    from workbench.steps.preview_answers import Answers, Column
    from workbench.steps.preview_talks import Talks, Voice
    from workbench.steps.previewing import Project
    from workbench.tui.dialogs.importing import AskStore

Done = Callable[[str], None]
"""Is told what was imported, in a sentence."""


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
        from workbench.tui.dialogs.importing import AskStore

        dialog = AskStore(self.what(), list(SEGMENTERS))
        storing = self.storing()
        dialog.attempt = lambda asked: self._store(dialog, storing, asked)
        dialog.saying = "Importing … Esc stops after the part that is being stored."
        if await self.app.push_screen_wait(dialog) is not None:
            self._done(dialog.did)
            self.dismiss(None)

    def _store(self, dialog: AskStore, storing: previews.Storing, asked: Segmentation | str) -> str:
        """Store it and cut it, beside the screen."""
        settings = asked if isinstance(asked, Segmentation) else None
        work = previews.Work(self.store, self.viewer, lambda: dialog.stopping)
        sentence = ""
        for sentence in work.do(storing, settings):
            self.app.call_from_thread(dialog.tell, sentence)
        return sentence


LEAVE = (
    Binding("pagedown", "page(1)", "Further", show=False, tooltip="Scroll the notes."),
    Binding("pageup", "page(-1)", "Back", show=False, tooltip="Scroll them back."),
    Binding("q,escape", "back", "Leave", key_display="q", tooltip="Leave everything as it is."),
)
STORE = Binding(
    "enter", "store", "Import", key_display="Enter", tooltip="Store it, and cut it into units."
)


class SpeakersScreen(CutScreen):
    """Who speaks in transcripts, before it is believed."""

    HELP = """These are the speakers as they were found in the file, each with how many turns \
they have and the first words. Nothing is stored yet.

Look at the names first: c gives another name, m makes two labels one person, r says what \
somebody's role is. Where somebody of the same name took part in another document, that is asked: \
“in session 1?”. Only a says that it is the same person, A says it of all that are asked; labels \
such as “Student 1” may be anybody and are not asked. w adds who was there and said nothing, x \
takes them off. If no line is a label, n says that there \
are no speakers, and l reads the file in another way, such as by a pattern of your own. Below \
stands what was not understood."""
    BINDINGS: ClassVar[list[BindingType]] = [
        STORE,
        Binding("c", "call", "Call", tooltip="Give the speaker another name."),
        Binding("m", "merge", "Merge", tooltip="This speaker and another are one person."),
        Binding("r", "role", "Role", tooltip="Say what the speaker is: leader, student …"),
        Binding("a", "same", "Same person", tooltip="Who has this name elsewhere, or not."),
        Binding("A", "all_same", "All the same", show=False, tooltip="All offered are the same."),
        Binding("w", "present", "Who else", tooltip="Add somebody who was there and said nothing."),
        Binding("x", "absent", "Not there", show=False, tooltip="Take off who was added by w."),
        Binding("n", "nobody", "No speakers", tooltip="The text has no speakers, or has again."),
        Binding("l", "labels", "Labels", tooltip="Read it another way: labels, phases, encoding."),
        Binding(
            "right_square_bracket,right",
            "file(1)",
            "Next file",
            key_display="]",
            tooltip="Go to the next file.",
        ),
        Binding(
            "left_square_bracket,left",
            "file(-1)",
            "File before",
            show=False,
            key_display="[",
            tooltip="Go to the file before.",
        ),
        *LEAVE,
    ]

    def __init__(self, talks: Talks, done: Done) -> None:
        super().__init__(done)
        self.talks = talks
        self.at = 0
        """Index of the file that is shown."""
        self.voices: list[Voice] = []

    def is_due(self, action: str) -> bool:
        """Whether there is another file, and somebody who is known from elsewhere."""
        if action == "same":
            return any(one.there for one in self.voices)
        if action == "all_same":
            return any(one.offered for one in self.voices)
        if action == "absent":
            return any(not one.turns for one in self.voices)
        return not action.startswith("file") or len(self.talks.drafts) > 1

    def show(self) -> None:
        """Show who speaks in a file."""
        from workbench.steps.preview_talks import voices

        self.voices = voices(self.talks, self.at)
        draft = self.talks.meant(self.at)
        nth = f"file {self.at + 1} of {len(self.talks.drafts)}"
        self.title_line("Import", draft.source, *([nth] if len(self.talks.drafts) > 1 else []))
        self.query_one("#found", Rows).show(*previews.voice_rows(self.voices))
        self.query_one("#notes", Prose).show(list(_talk_notes(self.talks, self.at)))
        self.query_one(KeyLine).renew()

    def what(self) -> str:
        """How many transcripts with how many turns and speakers."""
        return previews.talks_in_words(self.talks)

    def storing(self) -> previews.Storing:
        """All at once."""
        return previews.storing_talks(self.talks)

    def _here(self) -> Voice:
        """The speaker under the cursor; NotAsked where nobody has a name."""
        if not self.voices or self.voices[self.place].name is None:
            raise NotAsked("These turns have no speaker; l reads the labels in another way.")
        return self.voices[self.place]

    def _asks(self) -> Voice | None:
        try:
            return self._here()
        except NotAsked as fault:
            self.say(str(fault), bad=True)
            return None

    async def _change(self, step: Callable[[], Talks], said: str) -> None:
        """Show what it is after a change, or what is refused of it."""
        talks = await self.done(step)
        if talks is not None:
            self.talks = talks
            self.show()
            self.say(said)

    @work(group="dialog")
    async def action_call(self) -> None:
        """Give the speaker another name."""
        from workbench.steps.preview_talks import called
        from workbench.tui.dialogs.importing import CallSpeaker

        voice = self._asks()
        if voice is None or voice.name is None:
            return
        old, store = voice.name, self.store
        name = await self.app.push_screen_wait(CallSpeaker(old, voice.example))
        if name is not None:
            step = partial(called, store, self.talks, self.at, old, name)
            await self._change(step, f"“{old}” is {name}.")

    @work(group="dialog")
    async def action_merge(self) -> None:
        """Make the speaker and another one person."""
        from workbench.steps.preview_talks import called
        from workbench.tui.dialogs.finder import PickName

        voice = self._asks()
        if voice is None or voice.name is None:
            return
        old, store = voice.name, self.store
        others = [one for one in self.voices if one.name and one.name != old]
        if not others:
            self.say("Nobody else speaks here.", bad=True)
            return
        names = [one.name or "" for one in others]
        turns = [plural(one.turns, "turn") for one in others]
        picked = await self.app.push_screen_wait(PickName(f"“{old}” is …", names, turns))
        if picked is not None:
            step = partial(called, store, self.talks, self.at, old, names[picked])
            await self._change(step, f"“{old}” is {names[picked]}.")

    @work(group="dialog")
    async def action_role(self) -> None:
        """Say what the speaker is."""
        from workbench.steps.preview_talks import with_role
        from workbench.tui.dialogs.importing import AskRole

        voice = self._asks()
        if voice is None:
            return
        if voice.case is None:
            self.say("Nobody knows who this is; c gives a name first.", bad=True)
            return
        roles = list(dict.fromkeys(self.talks.roles.values()))
        role = await self.app.push_screen_wait(AskRole(voice.case, voice.role, roles))
        if role is not None:
            self.talks = with_role(self.talks, voice.case, role)
            self.show()
            self.say(f"{voice.case}: {role or 'no role'}.")

    def action_same(self) -> None:
        """Take the speaker for who has this name in other documents, or for somebody else."""
        from workbench.steps.preview_talks import told_same

        voice = self._asks()
        if voice is None or voice.case is None:
            return
        if not voice.there:
            self.say(f"{voice.case} took part in no other document of the study.")
            return
        self.talks = told_same(self.talks, voice.case)
        self.show()
        there = ", ".join(voice.there)
        now = "somebody else than" if voice.same else "the same person as"
        self.say(f"{voice.case} is {now} in {there}.")

    def action_all_same(self) -> None:
        """Take all that are asked for who has their name in other documents."""
        from workbench.steps.preview_talks import all_same, offered_in

        names = list(dict.fromkeys(one.case or "" for one in offered_in(self.talks)))
        if not names:
            self.say("Nobody has a name that is known from other documents.")
            return
        self.talks = all_same(self.talks)
        self.show()
        self.say(f"The same persons as in other documents: {listed(names)}.")

    @work(group="dialog")
    async def action_present(self) -> None:
        """Add somebody who took part and said nothing."""
        from workbench.steps.preview_talks import took_part
        from workbench.tui.dialogs.importing import AskPresent

        roles = list(dict.fromkeys(self.talks.roles.values()))
        asked = await self.app.push_screen_wait(AskPresent(roles))
        if asked is not None:
            name, role = asked
            step = partial(took_part, self.store, self.talks, self.at, name, role)
            await self._change(step, f"{name} took part and said nothing.")

    def action_absent(self) -> None:
        """Take off somebody who was said to have taken part."""
        from workbench.steps.preview_talks import not_there

        voice = self._asks()
        if voice is None or voice.case is None:
            return
        if voice.turns:
            self.say(f"{voice.case} speaks here; only who was added by w is taken off.", bad=True)
            return
        self.talks = not_there(self.talks, self.at, voice.case)
        self.show()
        self.say(f"{voice.case} was not there.")

    @work(group="dialog")
    async def action_nobody(self) -> None:
        """Say that there are no speakers, or let them be found again."""
        from dataclasses import replace

        from workbench.steps.preview_talks import read_again

        reading, store = self.talks.readings[self.at], self.store
        labels = None if reading.labels == "none" else "none"
        again = replace(reading, labels=labels)
        said = "There are no speakers." if labels else "Speakers are looked for again."
        await self._change(lambda: read_again(store, self.talks, self.at, again), said)

    @work(group="dialog")
    async def action_labels(self) -> None:
        """Read the file in another way."""
        from workbench.steps.preview_talks import read_again
        from workbench.steps.reading import Reading
        from workbench.tui.dialogs.importing import AskReading

        dialog = AskReading(self.talks.readings[self.at])
        store, read = self.store, [self.talks]

        def again(reading: Reading) -> str:
            read[0] = read_again(store, self.talks, self.at, reading)
            return "Read again."

        dialog.attempt, dialog.saying = again, "Reading …"
        if await self.app.push_screen_wait(dialog) is not None:
            await self._change(lambda: read[0], dialog.did)

    def action_file(self, step: int) -> None:
        """Go to another file."""
        if len(self.talks.drafts) == 1:
            self.say("There is no other file; Ctrl+T takes several where files are chosen.")
            return
        self.at = (self.at + step) % len(self.talks.drafts)
        self.query_one("#found", Rows).place = 0
        self.show()


def _talk_notes(talks: Talks, at: int) -> Iterator[Said]:
    draft = talks.meant(at)
    yield Said(previews.read_as(draft), "name")
    for note in draft.notes:
        yield Said(on_screen(note))
    for document in draft.documents:
        phases = list(dict.fromkeys(turn.phase for turn in document.turns if turn.phase))
        if phases:
            yield Said(f"Phases: {', '.join(phases)}.")
    yield from (Said(line, "faint") for line in previews.beginnings(draft))


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
had before, n scores an instrument from its items, and w says whether ids that only count are \
those of the same people as in another survey. If the study has an earlier export of the same \
survey, its columns are taken as they were then. Damage in the file is told below; m mends it as \
far as it can be mended."""
    BINDINGS: ClassVar[list[BindingType]] = [
        STORE,
        *(
            Binding(key, f"role('{role}')", short, show=role != "occasion", tooltip=what)
            for key, role, short, what in ROLE_KEYS
        ),
        Binding("c", "call", "Call", tooltip="Give the column another name."),
        Binding("r", "range", "Range", tooltip="Say what a score may be."),
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

    def is_due(self, action: str) -> bool:
        """Whether something can be mended, and there is a score."""
        if action == "range":
            return any(one.role == "score" for one in self.columns)
        damage = any(one.repair for one in self.answers.counts.damage)
        return action != "mend" or damage or bool(self.answers.survey.options.repairs)

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
        name, before = self.columns[self.place].name, self.answers
        answers = await self.done(lambda: with_column(before, name, role), "Counting …")
        if answers is not None:
            self._now(answers, f"“{name}”: {CALLED[role]}.")

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
        from workbench.steps.preview_answers import whose_ids, with_ids

        before = self.answers
        answers = await self.done(lambda: with_ids(before), "Counting …")
        if answers is not None:
            self._now(answers, whose_ids(answers) or "Nothing is said of whose the ids are.")

    @work(group="dialog")
    async def action_call(self) -> None:
        """Give the column another name."""
        from workbench.steps.preview_answers import renamed
        from workbench.tui.dialogs.importing import CallColumn

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
        from workbench.tui.dialogs.importing import AskRange

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
    async def action_instrument(self) -> None:
        """Score an instrument from its items."""
        from workbench.steps.preview_answers import with_instrument
        from workbench.tui.dialogs.importing import AskInstrument

        path = await self.app.push_screen_wait(AskInstrument())
        if path is not None:
            said = f"{path.name} is scored when the table is stored."
            await self._change(lambda before: with_instrument(before, path), said)

    async def _change(self, step: Callable[[Answers], Answers], said: str) -> None:
        """Show what it is after a change, or what is refused of it."""
        before = self.answers
        answers = await self.done(lambda: step(before), "Counting …")
        if answers is not None:
            self._now(answers, said)

    def _now(self, answers: Answers, said: str) -> None:
        self.answers = answers
        self.show()
        self.say(said)


class ProjectScreen(PreviewScreen):
    """A project of another program, before it is taken in."""

    HELP = """This is what the project of another program holds, and what would be taken of it: \
how much of each kind, how much the study has already, what would be kept in a memo because the \
study has no place for it, and what would be lost. Below stand the first words that were coded: if \
they are not what was coded there, the program counts in another way. Nothing is stored yet.

u says that a user of the project is a coder of this study. Enter takes all of it, or nothing."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "store", "Take in", key_display="Enter", tooltip="Take it into the study."
        ),
        Binding("u", "user", "Who is who", tooltip="A user of the project is a coder here."),
        *LEAVE,
    ]

    def __init__(self, project: Project, done: Done) -> None:
        super().__init__(done)
        self.project = project

    def show(self) -> None:
        """Show what would be taken."""
        report = self.project.report
        self.title_line("Import", report.file, report.origin)
        self.query_one("#found", Rows).show(*previews.counted_rows(report))
        said = (Said(on_screen(line)) for line in previews.project_notes(report))
        self.query_one("#notes", Prose).show(
            [Said(previews.project_in_words(report), "name"), *said]
        )

    def what(self) -> str:
        """How much would be taken, and lost."""
        return previews.project_in_words(self.project.report)

    async def store_it(self) -> None:
        """Ask once more, and take it in."""
        from workbench.steps.previewing import store_project
        from workbench.tui.dialogs.importing import AskTake

        dialog, store, viewer, project = AskTake(self.what()), self.store, self.viewer, self.project

        def take(_: bool) -> str:  # noqa: FBT001 - the dialog's answer
            return f"Taken in. {previews.project_in_words(store_project(store, viewer, project))}"

        dialog.attempt, dialog.saying = take, "Taking it in …"
        if await self.app.push_screen_wait(dialog) is not None:
            self._done(dialog.did)
            self.dismiss(None)

    @work(group="dialog")
    async def action_user(self) -> None:
        """Say which coder of the study a user of the project is."""
        from workbench.steps.previewing import read_project
        from workbench.tui.dialogs.importing import AskUser

        before, store = self.project, self.store
        asked = await self.app.push_screen_wait(AskUser(list(before.report.coders)))
        if asked is None:
            return
        coders = {**before.coders, asked[0]: asked[1]}
        project = await self.done(lambda: read_project(store, before.path, coders), "Reading …")
        if project is not None:
            self.project = project
            self.show()
            self.say(f"“{asked[0]}” is {asked[1]}.")
