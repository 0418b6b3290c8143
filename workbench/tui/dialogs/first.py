"""The dialogs of the first start: which study, what a new one is called, what opens a packet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar, Literal, NamedTuple

from textual.widget import Widget
from textual.widgets import Input

from workbench.errors import NotAsked
from workbench.tui.dialogs.finder import Finder
from workbench.tui.dialogs.form import Form, field, labelled, secret, words
from workbench.tui.dialogs.paths import InFolder, a_path, needed
from workbench.tui.widgets.choices import Choice

OPENED = {".study": "a study", ".packet": "a packet: somebody's share of a round"}
"""What can be opened, by the end of its name."""
SAMPLE = "the sample study"


class Begin(NamedTuple):
    """What to begin with."""

    what: Literal["there", "new", "sample"]
    path: Path
    """Of the sample: the folder that it is made in."""


class AskStudy(Finder[Begin]):
    """Which study to open, or to make."""

    HEADING = "Which study?"
    EXPLAINED = "A study is one file, with everything in it. Type a name for a new one, or choose \
what is in this folder; the sample study is invented, to look around in."
    HINT = "the name of a study, such as balint"
    HEADS = ("Study", "What it is")
    DO = "open it"

    def __init__(self) -> None:
        super().__init__()
        self._found: list[Begin] = []

    def fields(self) -> Iterable[Widget]:
        """The line, in which paths are completed, and what fits."""
        for one in super().fields():
            if isinstance(one, Input):
                one.suggester = InFolder()
            yield one

    def hints(self) -> Iterable[tuple[str, str]]:
        """The arrows choose."""
        return (("Enter", self.DO), ("↑ ↓", "choose"), ("Esc", "leave"))

    def fitting(self, query: str) -> Sequence[Sequence[str]]:
        """What is in the folder, a new study of that name, the sample."""
        self._found = list(_choices(query))
        return [(_called(one), _said(one)) for one in self._found]

    def answer(self) -> Begin:
        """What is under the cursor."""
        if not self._found:
            raise NotAsked("That is a folder; type the name of a study in it.")
        return self._found[self.place]


def _choices(query: str) -> Iterable[Begin]:
    """What begins as what is typed; at the end a new study of that name, and the sample."""
    typed = a_path(query) if query else Path()
    listed = _in_folder(typed.parent, typed.name)
    if typed.is_file() and typed not in listed:
        listed = [typed, *listed]
    yield from (Begin("there", one) for one in listed)
    path = typed if typed.suffix or not typed.name else typed.with_suffix(".study")
    if query and not path.exists():
        yield Begin("new", path)
    if query.casefold() in SAMPLE:
        yield Begin("sample", Path("demo"))


def _in_folder(folder: Path, begun: str) -> list[Path]:
    try:
        there = sorted(folder.iterdir())
    except OSError:
        return []
    return [
        one
        for one in there
        if one.suffix in OPENED and one.name.casefold().startswith(begun.casefold())
    ]


def _called(one: Begin) -> str:
    return SAMPLE if one.what == "sample" else str(one.path)


def _said(one: Begin) -> str:
    return {
        "new": "a new study: it will be made",
        "sample": f"five invented sessions, made in the folder {one.path}",
        "there": OPENED.get(one.path.suffix, "a study"),
    }[one.what]


class StudyAsked(NamedTuple):
    """A new study: what it is called, and whether raw texts are held back."""

    name: str
    confidential: bool


class NewStudy(Form[StudyAsked]):
    """What the new study is called, and whether what is said in it is confidential."""

    HEADING = "A new study"
    EXPLAINED = "There is no study at that path yet. It will be made there."
    DO = "make it"
    ABOUT: ClassVar[Mapping[str, str]] = {
        "confidential": "Nothing made of a transcript leaves a confidential study before somebody "
        "said that the names are out of it (n of the study, then m).",
    }

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def fields(self) -> Iterable[Widget]:
        """A name, and whether it is confidential."""
        yield words(str(self._path), "explained")
        yield field("name", "What is the study called?", self._path.stem)
        yield labelled("Confidential", Choice("confidential", ("no", "yes")))

    def answer(self) -> StudyAsked:
        """The name, and whether it is confidential."""
        name = needed(self.typed("name"), "Please give the study a name.")
        return StudyAsked(name, self.query_one("#confidential", Choice).chosen == "yes")


class Unseal(Form[str]):
    """The passphrase of a sealed packet."""

    HEADING = "The packet is sealed"
    EXPLAINED = "Whoever sent it told you its passphrase. It is opened into a study beside it, \
and sealed again when you leave the workbench."
    DO = "open it"

    def fields(self) -> Iterable[Widget]:
        """A line that shows nothing of what is typed."""
        yield secret("passphrase", "Passphrase")

    def answer(self) -> str:
        """The passphrase."""
        typed = self.query_one("#passphrase", Input).value
        if not typed:
            raise NotAsked("Please type the passphrase.")
        return typed
