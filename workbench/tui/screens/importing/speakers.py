"""Who speaks in transcripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from workbench.errors import NotAsked
from workbench.tui import previews
from workbench.tui.refusals import on_screen
from workbench.tui.screens.importing.preview import LEAVE, STORE, CutScreen, Done
from workbench.tui.widgets.keys import KeyLine
from workbench.tui.widgets.prose import Prose, Said
from workbench.tui.widgets.rows import Rows
from workbench.words import listed, plural

if TYPE_CHECKING:
    from workbench.steps.preview_talks import Talks, Voice


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

    def is_due(self, command: str) -> bool:
        """Whether there is another file, and somebody who is known from elsewhere."""
        if command == "same":
            return any(one.there for one in self.voices)
        if command == "all_same":
            return any(one.offered for one in self.voices)
        if command == "absent":
            return any(not one.turns for one in self.voices)
        return not command.startswith("file") or len(self.talks.drafts) > 1

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
        from workbench.tui.dialogs.importing.speakers import CallSpeaker

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
        others = previews.others(old, self.voices)
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
        from workbench.tui.dialogs.importing.speakers import AskRole

        voice = self._asks()
        if voice is None:
            return
        if voice.case is None:
            self.say("Nobody knows who this is; c gives a name first.", bad=True)
            return
        roles = list(dict.fromkeys(self.talks.roles.values()))
        asked = await self.app.push_screen_wait(AskRole(voice.case, voice.role, roles))
        if asked is not None:
            role, others = asked
            without = [one.case for one in self.voices if one.case and not one.role and others]
            cases = dict.fromkeys((voice.case, *without))
            for case in cases:
                self.talks = with_role(self.talks, case, role)
            self.show()
            self.say(f"{listed(list(cases))}: {role or 'no role'}.")

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
        from workbench.tui.dialogs.importing.speakers import AskPresent

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
        from workbench.tui.dialogs.importing.speakers import AskReading

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
