"""What is asked of themes: their names, claims, codes, parts and quotations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual.widget import Widget
from textual.widgets import TextArea

from workbench.errors import NotAsked
from workbench.tui.dialogs.edit import area
from workbench.tui.dialogs.form import Answer, Form, field, labelled, several, words
from workbench.tui.dialogs.insisting import ABOUT, Insists
from workbench.tui.dialogs.paths import a_path, needed, path_field
from workbench.tui.insisted import Insisted
from workbench.tui.widgets.choices import Choice, Ticks


class ThemeForm(Form[Answer]):
    """A form with texts of several lines, in which Enter makes a line."""

    DEFAULT_CSS = """
    ThemeForm {
        & TextArea { height: 3; border: none; background: $primary 22%; padding: 0 1; width: 1fr; }
        & TextArea:focus { border: none; text-style: bold; }
        & Ticks { max-height: 8; }
    }
    """

    def hints(self) -> Iterable[tuple[str, str]]:
        """Enter may make a line, so another key does it."""
        return ((self.key_for("submit"), self.DO), ("Tab", "next field"), *self.ways("cancel"))


class ThemeAsked(NamedTuple):
    """A theme as it is to be."""

    name: str
    claim: str
    codes: tuple[str, ...]
    memo: str


class EditTheme(ThemeForm[ThemeAsked]):
    """A theme: its name, what it claims, the codes that serve it, and a memo."""

    DO = "save it"

    def __init__(self, heading: str, there: ThemeAsked, codes: Sequence[str]) -> None:
        """`codes`: all that there are."""
        super().__init__()
        self._heading, self._there = heading, there
        self._codes = tuple(dict.fromkeys((*codes, *there.codes)))

    def fields(self) -> Iterable[Widget]:
        """All of it."""
        yield words(self._heading, "heading")
        yield field("name", "Name", self._there.name)
        yield area("claim", "What it claims", self._there.claim)
        yield labelled("Codes that serve it", Ticks("codes", self._codes, self._there.codes))
        yield area("memo", "Memo", self._there.memo)

    def answer(self) -> ThemeAsked:
        """The theme."""
        claim, memo = (self.query_one(f"#{name}", TextArea).text for name in ("claim", "memo"))
        name = needed(self.typed("name"), "Please type the name of the theme.")
        return ThemeAsked(name, claim, self.query_one("#codes", Ticks).ticked, memo)


class MergeThemes(Form[tuple[tuple[str, ...], str]]):
    """Several themes made one."""

    HEADING = "Merge themes"
    EXPLAINED = "They become one theme with all their codes and quotations; claims and memos \
follow each other. Other sets keep them."
    DO = "merge them"

    def __init__(self, names: Sequence[str], first: str) -> None:
        super().__init__()
        self._names, self._first = names, first

    def fields(self) -> Iterable[Widget]:
        """Which, and what they become."""
        yield labelled("Themes", Ticks("themes", self._names, (self._first,)))
        yield field("name", "Name", self._first)

    def answer(self) -> tuple[tuple[str, ...], str]:
        """The themes, the one under the cursor first, and the name."""
        ticked = self.query_one("#themes", Ticks).ticked
        if len(ticked) < 2:
            raise NotAsked("Please tick at least two themes: Space ticks.")
        first = [self._first] if self._first in ticked else []
        ordered = (*first, *(name for name in ticked if name != self._first))
        return ordered, needed(self.typed("name"), "Please type what they become.")


class SplitTheme(ThemeForm[Mapping[str, tuple[str, ...]]]):
    """A theme in parts, each with some of its codes."""

    HEADING = "Split a theme"
    EXPLAINED = "A line for each part: NAME = CODE, CODE. A code may serve two parts; quotations \
follow their codes."
    DO = "split it"

    def __init__(self, theme: str, codes: Sequence[str]) -> None:
        super().__init__()
        self._about, self._codes = theme, codes

    def fields(self) -> Iterable[Widget]:
        """The parts."""
        yield words(f"{self._about}: {', '.join(self._codes) or 'no codes'}")
        half = -(-len(self._codes) // 2)
        first = f"{self._about} = {', '.join(self._codes[:half])}"
        second = f"another = {', '.join(self._codes[half:])}"
        yield area("parts", "Parts", f"{first}\n{second}")

    def answer(self) -> Mapping[str, tuple[str, ...]]:
        """For each part its codes."""
        lines = self.query_one("#parts", TextArea).text.splitlines()
        pairs = [line.partition("=") for line in lines if line.strip()]
        if len(pairs) < 2 or not all(name.strip() and sign for name, sign, _ in pairs):
            raise NotAsked("Please write two lines or more, each as NAME = CODE, CODE.")
        return {name.strip(): several(codes) for name, _, codes in pairs}


class NameSet(Form[str]):
    """What a theme set is called."""

    DO = "begin it"

    def __init__(self, heading: str, name: str = "") -> None:
        super().__init__()
        self._heading, self._offered = heading, name

    def fields(self) -> Iterable[Widget]:
        """The name."""
        yield words(self._heading, "heading")
        yield words(
            "A set is a version of the themes: a copy goes its own way, and the other stays.",
            "explained",
        )
        yield field("name", "Name of the set", self._offered)

    def answer(self) -> str:
        """The name."""
        return needed(self.typed("name"), "Please type a name for the set.")


FOR, AGAINST = "speaks for it", "against it"


class QuoteAsked(NamedTuple):
    """What is to be quoted."""

    number: str
    coder: str
    code: str
    supports: bool


class AskQuote(Form[QuoteAsked]):
    """What is quoted for a theme, or against it."""

    HEADING = "Quote"
    EXPLAINED = "A unit as it is spoken, such as S1-6. With a coder or a code their coding is \
quoted, in the latest revealed round; else the whole unit."
    DO = "quote it"

    def __init__(self, theme: str) -> None:
        super().__init__()
        self._about = theme

    def fields(self) -> Iterable[Widget]:
        """The unit, and perhaps whose coding."""
        yield words(self._about)
        yield field("unit", "Unit", hint="S1-6")
        yield labelled("It", Choice("supports", (FOR, AGAINST)))
        yield field("coder", "Coder", hint="empty: the text")
        yield field("code", "Code", hint="empty: the text")

    def answer(self) -> QuoteAsked:
        """What is quoted."""
        return QuoteAsked(
            needed(self.typed("unit"), "Please type a unit, such as S1-6."),
            self.typed("coder"),
            self.typed("code"),
            self.query_one("#supports", Choice).chosen == FOR,
        )


class FileAsked(NamedTuple):
    """Where a table is to be written to."""

    path: Path
    insisted: Insisted


class AskFile(Insists[FileAsked]):
    """Where a table is written to."""

    HEADING = "Export this table"
    ABOUT: ClassVar[Mapping[str, str]] = {"insisting": ABOUT}
    DO = "write it"

    def __init__(self, path: Path, formats: Sequence[str]) -> None:
        super().__init__()
        self._path, self._formats = path, formats

    def fields(self) -> Iterable[Widget]:
        """The path."""
        ends = ", ".join(f".{name}" for name in self._formats)
        yield words(f"The end of the file's name says the format: {ends}.", "explained")
        yield path_field("path", "Path of the file", str(self._path))
        yield from self.to_insist()

    def answer(self) -> FileAsked:
        """The path, and the reason."""
        return FileAsked(a_path(self.typed("path")), self.insisted)
