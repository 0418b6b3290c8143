"""What importing asks: which files, how to read them, who speaks, and what to cut them into."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, Static

from workbench.errors import NotAsked
from workbench.safe import safe
from workbench.terms import Segmentation
from workbench.tui.dialogs.form import Choice, Form, field, labelled, words
from workbench.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from workbench.steps.reading import Reading

MOST = 300
"""Entries of a folder that are listed; letters narrow them."""


class AskFiles(Form["tuple[Reading, ...]"]):
    """Which files to import: typed, or chosen from what is in the folder."""

    HEADING = "Import"
    EXPLAINED = "A transcript, a table of answers, or another program's project (.qdpx). It is \
shown before it is stored. Ctrl+T takes several transcripts together."
    DO = "look at it"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Next", show=False),
        Binding("up", "move(-1)", "Before", show=False),
        Binding("pagedown", "move(6)", "Further", show=False),
        Binding("pageup", "move(-6)", "Back", show=False),
        Binding("tab", "complete", "Complete", show=False, priority=True),
        Binding("ctrl+t,insert", "take", "Take", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    AskFiles {
        & Rows { height: 8; background: $surface; margin: 1 0 0 0; }
        & #taken { color: $foreground 70%; height: 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._taken: list[Path] = []
        self._entries: list[tuple[str, bool]] = []
        self._folder = ""
        self._moved = False

    def fields(self) -> Iterable[Widget]:
        """The path, the folder, and what can seldom not be found out."""
        yield field("path", "Path of the file")
        rows = Rows("entries", "Nothing here fits what is typed.")
        rows.can_focus = False
        yield rows
        yield Static("", id="taken", markup=False)
        yield field("sheet", "Sheet of a workbook", hint="if it has several")
        yield field("encoding", "Encoding of a text", hint="if it cannot be told, such as cp1252")
        yield field("importer", "Read as", hint="if it is taken wrongly, such as text")

    def hints(self) -> Iterable[tuple[str, str]]:
        """Tab completes here."""
        return (
            ("Enter", self.DO),
            ("Tab", "complete"),
            ("↑ ↓", "choose"),
            ("Esc", "cancel"),
        )

    def on_mount(self) -> None:
        """List the folder that one is in."""
        self._list("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """List what fits."""
        if event.input.id == "path":
            self._list(event.value)

    def _list(self, typed: str) -> None:
        folder, _, begun = typed.rpartition("/") if "/" in typed else ("", "", typed)
        self._folder = f"{folder}/" if "/" in typed else ""
        self._entries, self._moved = entries(self._folder, begun), False
        rows = self.query_one("#entries", Rows)
        rows.place = 0
        rows.show(
            ("In the folder",), [(name + "/" * is_folder,) for name, is_folder in self._entries]
        )
        rows.go(0)

    def action_move(self, step: int) -> None:
        """Go to another entry."""
        rows = self.query_one("#entries", Rows)
        # The first step goes to the first entry, which has the cursor before anybody moved.
        rows.go(rows.place + step if self._moved else 0)
        self._moved = True
        if self._entries:
            with self.prevent(Input.Changed):
                self._type(self._here())

    def _here(self) -> str:
        name, is_folder = self._entries[self.query_one("#entries", Rows).place]
        return f"{self._folder}{name}{'/' * is_folder}"

    def _type(self, path: str) -> None:
        typed = self.query_one("#path", Input)
        typed.value = path
        typed.cursor_position = len(path)

    def action_complete(self) -> None:
        """Complete what is typed as far as it is clear; go to the next field, if it is whole."""
        typed = self.query_one("#path", Input)
        if not typed.has_focus:
            self.focus_next()
            return
        longer = self._folder + _beginning([name for name, _ in self._entries])
        if len(self._entries) == 1 or self._moved:
            longer = self._here() if self._entries else typed.value
        if self._entries and (longer != typed.value or longer.endswith("/")):
            self._type(longer)
            self._list(longer)
        else:
            self.focus_next()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Take what was clicked twice."""
        event.stop()
        self._type(self._here())
        self.action_submit()

    def action_take(self) -> None:
        """Take the file together with others, or not any more."""
        path = Path(self.typed("path") or self._here()).expanduser()
        if not path.is_file():
            self.tell("Choose a file first: the arrows go through the folder.")
            return
        if path in self._taken:
            self._taken.remove(path)
        else:
            self._taken.append(path)
        names = ", ".join(one.name for one in self._taken)
        self.query_one("#taken", Static).update(safe(f"Together: {names}" if names else ""))
        self._type(self._folder)

    def action_submit(self) -> None:
        """Go into a folder; else look at the file: the one in the list, if none is typed whole."""
        typed = self.typed("path")
        if self._entries and not Path(typed).expanduser().is_file() and not self._taken:
            typed = self._here()
            self._type(typed)
        if typed and Path(typed).expanduser().is_dir():
            longer = typed if typed.endswith("/") else f"{typed}/"
            self._type(longer)
            self._list(longer)
            return
        super().action_submit()

    def answer(self) -> tuple[Reading, ...]:
        """The files, and how to read them."""
        from workbench.steps.reading import Reading

        typed = self.typed("path")
        last = [Path(typed).expanduser()] if typed and not typed.endswith("/") else []
        paths = list(dict.fromkeys((*self._taken, *last)))
        if not paths:
            raise NotAsked("Please type the path of a file, or go to one with the arrows.")
        return tuple(
            Reading(
                path,
                self.typed("importer") or None,
                self.typed("encoding") or None,
                sheet=self.typed("sheet") or None,
            )
            for path in paths
        )


def entries(folder: str, begun: str) -> list[tuple[str, bool]]:
    """What is in a folder and begins so, and whether it is a folder: files that can be read.

    A folder that cannot be read has none. What begins with a point is listed when that is typed.
    """
    from workbench.importers import SUFFIXES
    from workbench.steps.previewing import PROJECTS

    readable = {*SUFFIXES, *PROJECTS}
    try:
        with os.scandir(Path(folder or ".").expanduser()) as there:
            fits = [
                (one.name, one.is_dir())
                for one in there
                if one.name.casefold().startswith(begun.casefold())
                and one.name.startswith(".") == begun.startswith(".")
                and (one.is_dir() or Path(one.name).suffix.lower() in readable)
            ]
    except OSError:
        return []
    return sorted(fits, key=lambda one: (not one[1], one[0].casefold()))[:MOST]


def _beginning(names: Sequence[str]) -> str:
    """What all names begin with."""
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    return "".join(letters[0] for letters in alike)


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


class AskRole(Form[str]):
    """The role of a speaker in these documents."""

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

    def answer(self) -> str:
        """The role."""
        return self.typed("role")


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


class CallColumn(Form[str]):
    """What a column is called."""

    HEADING = "What is this column called?"
    EXPLAINED = "The name it had in an earlier export of the same survey, or one that you can read \
in a table. The file stays as it is."
    DO = "call it so"

    def __init__(self, name: str) -> None:
        super().__init__()
        self._column = name

    def fields(self) -> Iterable[Widget]:
        """The name."""
        yield field("name", "Name", self._column)

    def answer(self) -> str:
        """The name."""
        if not self.typed("name"):
            raise NotAsked("Please type a name, or leave with Esc.")
        return self.typed("name")


class AskNoAnswer(Form[str]):
    """A cell that is no answer."""

    HEADING = "Which cell is no answer?"
    EXPLAINED = "What stands in the cell, such as “none” or 9, as it is written. In this column it \
is no answer from now on. Typed again it is one, and so is what usually is none, such as “n/a”."
    DO = "count it so"

    def __init__(self, column: str) -> None:
        super().__init__()
        self._column = column

    def fields(self) -> Iterable[Widget]:
        """The cell."""
        yield words(f"In “{self._column}”:", "explained")
        yield field("cell", "Cell")

    def answer(self) -> str:
        """What stands in it."""
        return self.typed("cell")


class AskRange(Form[tuple[float, float]]):
    """The least and the greatest number of a score."""

    HEADING = "What may it be?"
    EXPLAINED = "The least and the greatest number of this score, both included. A row with \
another number is pointed out, and nothing is imported until it is put right."
    DO = "hold it to that"

    def __init__(self, column: str, span: str) -> None:
        """`span`: what stands in the table, from least to greatest."""
        super().__init__()
        self._column, self._span = column, span

    def fields(self) -> Iterable[Widget]:
        """Both numbers."""
        yield words(f"“{self._column}” has {self._span or 'no number'} in the table.", "explained")
        yield field("least", "Least")
        yield field("greatest", "Greatest")

    def answer(self) -> tuple[float, float]:
        """Both numbers."""
        return self._number("least"), self._number("greatest")

    def _number(self, name: str) -> float:
        from workbench.importers.answers import score

        number = score(self.typed(name))
        if number is None:
            raise NotAsked(f"Please give the {name} number, such as 1.")
        return number


class AskInstrument(Form[Path]):
    """An instrument to be scored."""

    HEADING = "Score an instrument"
    EXPLAINED = "A YAML file with its name, items, range, reversed items, subscales and the rule \
for missing items. Its items become scores, and its scores are made when the table is stored."
    DO = "take it"

    def fields(self) -> Iterable[Widget]:
        """The path."""
        yield field("path", "Path of the file", hint="such as worry.yaml")

    def answer(self) -> Path:
        """The path."""
        if not self.typed("path"):
            raise NotAsked("Please type the path of a file, or leave with Esc.")
        return Path(self.typed("path")).expanduser()


class AskUser(Form[tuple[str, str]]):
    """Which coder of the study a user of a project is."""

    HEADING = "Who is who?"
    EXPLAINED = "A user of the other program who is a coder of this study."
    DO = "look again"

    def __init__(self, users: Sequence[str]) -> None:
        """`users`: as whom they would be taken in now, with a note where that name is taken."""
        super().__init__()
        self._users = users

    def fields(self) -> Iterable[Widget]:
        """Both names."""
        yield field("user", "Name in the project")
        yield field("coder", "Coder of the study")
        yield words(f"Now they would be: {', '.join(self._users)}", "explained")

    def answer(self) -> tuple[str, str]:
        """Both names."""
        if not self.typed("user") or not self.typed("coder"):
            raise NotAsked("Please type both names, or leave with Esc.")
        return self.typed("user"), self.typed("coder")


class AskTake(Form[bool]):
    """Whether to take a project in."""

    HEADING = "Take it in"
    EXPLAINED = "All of it is taken, or nothing. A copy of the study is made before."
    DO = "take it in"

    def __init__(self, what: str) -> None:
        """`what`: what will be taken, in a sentence."""
        super().__init__()
        self._what = what

    def fields(self) -> Iterable[Widget]:
        """What it is, and something that the keys go to."""
        yield words(self._what)
        yield labelled("", Choice("take", ("take it in",)))

    def answer(self) -> bool:
        """Yes."""
        return True


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


NOT_NOW = "not now"


class AskStore(Form["Segmentation | str"]):
    """Whether to store what was looked at, and what to cut it into; it can be stopped."""

    HEADING = "Import it"
    EXPLAINED = "A coding unit is the stretch that coders judge; s of the study cuts later, or \
another way."
    DO = "import it"

    def __init__(self, what: str, units: Sequence[str]) -> None:
        """`what`: what will be stored, in a sentence."""
        super().__init__()
        self._what, self._units = what, units

    def fields(self) -> Iterable[Widget]:
        """The unit, and the language."""
        yield words(self._what)
        yield labelled("Cut it into", Choice("unit", (NOT_NOW, *self._units)))
        yield field("lang", "Language of the text", "en", "for sentences")
        yield field("size", "Words a unit", "", "for words: 50")

    def answer(self) -> Segmentation | str:
        """The segmentation, or that it is not to be cut now."""
        from workbench.segmenters import describe

        unit, size = self.query_one("#unit", Choice).chosen, self.typed("size")
        if unit == NOT_NOW:
            return NOT_NOW
        if not self.typed("lang"):
            raise NotAsked("Please give the language, for example en or de.")
        if size and not size.isdecimal():
            raise NotAsked("Please give the words a unit has as a number, such as 50.")
        settings = Segmentation(unit, self.typed("lang"), words=int(size) if size else None)
        describe(settings)
        return settings
