"""Who speaks in a transcript, in which role, and how it is to be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.widget import Widget

from workbench.errors import NotAsked
from workbench.tui.dialogs.form import Form, field, labelled, words
from workbench.tui.widgets.choices import Choice

if TYPE_CHECKING:
    from workbench.steps.reading import Reading


class CallSpeaker(Form[str]):
    """What a speaker is called."""

    HEADING = "Who is this?"
    EXPLAINED = "The text stays as it is. The name of another speaker makes the two one."
    DO = "call them so"

    def __init__(self, voice: str, example: str) -> None:
        super().__init__()
        self._voice, self._example = voice, example

    def fields(self) -> Iterable[Widget]:
        """The name."""
        yield words(f"“{self._example}”", "explained")
        yield field("name", "Name", self._voice)

    def answer(self) -> str:
        """The name."""
        if not self.typed("name"):
            raise NotAsked("Please type a name, or leave with Esc.")
        return self.typed("name")


class AskRole(Form[tuple[str, bool]]):
    """The role of a speaker in these documents, and whether of all others who have none."""

    HEADING = "Role"
    EXPLAINED = "What they are in these documents, such as leader, presenter, student or \
interviewer; a round can judge some roles only. Empty: none."
    DO = "give it"

    def __init__(self, voice: str, role: str, roles: Sequence[str]) -> None:
        """`roles`: those that are in use already."""
        super().__init__()
        self._voice, self._role, self._roles = voice, role, roles

    def fields(self) -> Iterable[Widget]:
        """The role."""
        yield field("role", self._voice, self._role)
        if self._roles:
            yield words(f"In use: {', '.join(self._roles)}", "explained")
        yield labelled("All others without", Choice("others", ("no", "yes")))

    def answer(self) -> tuple[str, bool]:
        """The role, and whether all others have it who have none."""
        return self.typed("role"), self.query_one("#others", Choice).chosen == "yes"


class AskPresent(Form[tuple[str, str]]):
    """Who took part and said nothing."""

    HEADING = "Who else was there?"
    EXPLAINED = (
        "Somebody who took part and said nothing. The name of a participant of the study is \
that participant."
    )
    DO = "add them"

    def __init__(self, roles: Sequence[str]) -> None:
        """`roles`: those that are in use already."""
        super().__init__()
        self._roles = roles

    def fields(self) -> Iterable[Widget]:
        """The name and the role."""
        yield field("name", "Name")
        yield field("role", "Role", hint="such as student; empty: none")
        if self._roles:
            yield words(f"In use: {', '.join(self._roles)}", "explained")

    def answer(self) -> tuple[str, str]:
        """Name and role."""
        if not self.typed("name"):
            raise NotAsked("Please type a name, or leave with Esc.")
        return self.typed("name"), self.typed("role")


class AskReading(Form["Reading"]):
    """How a transcript is to be read, where it was taken wrongly."""

    HEADING = "Read it another way"
    EXPLAINED = "Left empty, it is found out. Speakers: none; alternate, where two people take \
turns by paragraphs; or a regular expression with a group (?P<name>…), such as \
^<(?P<name>[^>]+)>"
    DO = "read it so"

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self._reading = reading

    def fields(self) -> Iterable[Widget]:
        """All that can be said of it."""
        one = self._reading
        yield field("labels", "Speakers", one.labels or "", "found by themselves")
        yield field("phases", "Phases by lines like", one.phase_lines or "", "## (.*)")
        yield field("case", "All of it belongs to", one.case or "", "somebody's own notes")
        yield field("encoding", "Encoding", one.encoding or "", "such as cp1252")
        yield field("importer", "Read as", one.importer or "", "such as text or webvtt")

    def answer(self) -> Reading:
        """The file, and how to read it."""
        return replace(
            self._reading,
            labels=self.typed("labels") or None,
            phase_lines=self.typed("phases") or None,
            case=self.typed("case") or None,
            encoding=self.typed("encoding") or None,
            importer=self.typed("importer") or None,
        )
