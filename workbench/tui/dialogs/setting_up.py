"""The dialogs with which a study is set up: units, a codebook, coders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual.widget import Widget

from workbench.terms import (
    CODER_ROLES,
    Segmentation,
)
from workbench.tui.dialogs.form import Form, field, labelled
from workbench.tui.dialogs.paths import a_path, needed, path_field
from workbench.tui.widgets.choices import Choice


class AskSegment(Form[Segmentation]):
    """How to cut the documents into units."""

    ABOUT: ClassVar[Mapping[str, str]] = {
        "unit": "sentence: one sentence of a turn. turn: all that somebody says before another "
        "does. paragraph: what stands between empty lines. whole: all of a document, or of an "
        "answer. words, cue: so many words, or a subtitle.",
        "lang": "The two letters of the language, so that abbreviations do not end sentences: en, "
        "de, fr, nl …",
    }
    HEADING = "Cut the documents into coding units"
    EXPLAINED = "A coding unit is the stretch that coders judge. It locks once a round opens."
    DO = "cut them"

    def __init__(self, units: Sequence[str], used: Sequence[str]) -> None:
        """`used`: names of the unit sets that there are; the first is taken again."""
        super().__init__()
        self._units = units
        self._usual = next((one for one in used if one in units), "sentence")

    def fields(self) -> Iterable[Widget]:
        """The kind of unit and the language."""
        yield labelled("Unit", Choice("unit", self._units, self._usual))
        yield field("lang", "Language of the text (needed for sentences)", "en")

    def answer(self) -> Segmentation:
        """The segmentation."""
        lang = needed(self.typed("lang"), "Please give the language, for example en or de.")
        return Segmentation(self.query_one("#unit", Choice).chosen, lang)


class AskCodebook(Form[Path]):
    """Which codebook to load."""

    HEADING = "Load a codebook"
    EXPLAINED = "A codebook is a table with a row for each code (Excel, Word, csv), a .yaml file \
or a .qdc of another program. It becomes the next version; codes that it leaves out are retired, \
none is deleted. Without one, coders make codes as they read, in a round to explore (r)."
    DO = "load it"

    def fields(self) -> Iterable[Widget]:
        """A path."""
        yield path_field("path", "Path of the codebook", hint="for example codebook.yaml")

    def answer(self) -> Path:
        """The path."""
        return a_path(self.typed("path"))


class AskSave(Form[Path]):
    """Where to write to."""

    HEADING = "Save the codebook"
    EXPLAINED = "It is written as a .yaml file that can be changed and loaded again."
    DO = "save it"

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def fields(self) -> Iterable[Widget]:
        """A path."""
        yield path_field("path", "Path of the file", str(self._path))

    def answer(self) -> Path:
        """The path."""
        return a_path(self.typed("path"))


class CoderAsked(NamedTuple):
    """A coder to add."""

    name: str
    role: str


class AskCoder(Form[CoderAsked]):
    """Whom to add as a coder."""

    HEADING = "Add a coder"
    DO = "add them"

    def __init__(self, roles: Sequence[str] = CODER_ROLES) -> None:
        super().__init__()
        self._roles = roles

    def fields(self) -> Iterable[Widget]:
        """A name and a role."""
        yield field("name", "Name")
        yield labelled("Role (an independent coder is not an author)", Choice("role", self._roles))

    def answer(self) -> CoderAsked:
        """The coder."""
        name = needed(self.typed("name"), "Please type the coder's name.")
        return CoderAsked(name, self.query_one("#role", Choice).chosen)


class AskRename(Form[str]):
    """What a coder is to be called."""

    HEADING = "Rename a coder"
    EXPLAINED = "What they did stays theirs, and every number stays as it is."
    DO = "rename them"

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name_now = name

    def fields(self) -> Iterable[Widget]:
        """The name as it is now."""
        yield field("name", "Name", self._name_now)

    def answer(self) -> str:
        """The new name."""
        return needed(self.typed("name"), "Please type the coder's name.")
