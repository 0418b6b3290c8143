"""Type a few letters, see what fits, press Enter: for codes, and for who is coding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Literal, NamedTuple

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from workbench.errors import NotAsked
from workbench.tui.dialogs.form import Answer, Form, words
from workbench.tui.dialogs.keys import keys
from workbench.tui.entries import Entry
from workbench.tui.widgets.field import Field
from workbench.tui.widgets.rows import Rows


class Finder(Form[Answer]):
    """A line to type in, and under it what fits, the best first."""

    HEADS: ClassVar[Sequence[str]] = ("",)
    HINT: ClassVar[str] = "type a few letters"
    EMPTY: ClassVar[str] = "Nothing fits; try fewer letters."
    BINDINGS: ClassVar[list[BindingType]] = keys(
        next="move(1)", before="move(-1)", further="move(8)", back="move(-8)"
    )
    DEFAULT_CSS = """
    Finder {
        & Rows { height: 12; background: $surface; margin-top: 1; }
    }
    """

    def fields(self) -> Iterable[Widget]:
        """The line, and what fits."""
        yield Field(placeholder=self.HINT, id="query")
        rows = Rows("found", self.EMPTY)
        rows.can_focus = False
        yield rows

    def hints(self) -> Iterable[tuple[str, str]]:
        """The arrows choose; there is one field."""
        return (("Enter", self.DO), ("↑ ↓", "choose"), *self.ways("cancel"))

    def on_mount(self) -> None:
        """Show everything."""
        self.find("")

    def find(self, query: str) -> None:
        """Show what fits."""
        rows = self.query_one("#found", Rows)
        rows.place = 0
        rows.show(self.HEADS, self.fitting(query.strip()))

    def fitting(self, query: str) -> Sequence[Sequence[str]]:
        """The rows that fit."""
        raise NotImplementedError

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look again."""
        self.find(event.value)

    def action_move(self, step: int) -> None:
        """Go to another row."""
        self.query_one("#found", Rows).action_move(step)

    @property
    def place(self) -> int:
        """The index of the row under the cursor."""
        return self.query_one("#found", Rows).place


class PickCode(Finder[str]):
    """Which code to put on the unit, or to take off; the answer is its uid."""

    HEADING = "Which code?"
    HINT = "letters of its name or of its definition"
    HEADS = ("Code", "Key", "Definition")
    DO = "put it on, or take it off"

    def __init__(self, entries: Sequence[Entry], recent: Sequence[str]) -> None:
        super().__init__()
        self._entries, self._recent = entries, recent
        self._found: list[Entry] = []

    def fitting(self, query: str) -> Sequence[Sequence[str]]:
        """The codes that fit."""
        self._found = found(query, self._entries, self._recent)
        return [(e.code.name, e.key or " ", e.code.definition) for e in self._found]

    def answer(self) -> str:
        """The uid of the code under the cursor."""
        if not self._found:
            raise NotAsked("No code fits what you typed; type fewer letters.")
        return self._found[self.place].code.uid


def found(query: str, entries: Iterable[Entry], recent: Sequence[str]) -> list[Entry]:
    """The codes that fit: by how their name begins, by a word of it, then by their rules.

    Among equals those used last come first, then the codebook's order. Categories only group.
    """
    sought = query.casefold()
    ranked = [
        (rank, _age(entry, recent), at, entry)
        for at, entry in enumerate(entries)
        if entry.code.kind == "code" and (rank := _rank(sought, entry)) is not None
    ]
    return [entry for *_, entry in sorted(ranked, key=lambda one: one[:3])]


def _rank(sought: str, entry: Entry) -> int | None:
    name = entry.code.name.casefold()
    rules = f"{entry.code.definition} {entry.code.use_when}".casefold()
    fits = (name.startswith(sought), f" {sought}" in name, sought in name, sought in rules)
    return fits.index(True) if any(fits) else None


def _age(entry: Entry, recent: Sequence[str]) -> int:
    return recent.index(entry.code.uid) if entry.code.uid in recent else len(recent)


class PickName(Finder[int]):
    """Which of some names; the answer is its place among them."""

    DO = "this one"

    def __init__(self, heading: str, names: Sequence[str], explained: Sequence[str] = ()) -> None:
        """`explained`: for each name what it is; or nothing at all."""
        super().__init__()
        self._heading, self._names = heading, names
        self._explained = explained or [""] * len(names)
        self._found: list[int] = []

    def fields(self) -> Iterable[Widget]:
        """The question, the line, and what fits."""
        yield words(self._heading, "heading")
        yield from super().fields()

    HEADS = ("", "")

    def fitting(self, query: str) -> Sequence[Sequence[str]]:
        """The names that fit: those that begin so first."""
        sought = query.casefold()
        at = range(len(self._names))
        fits = [
            one for one in at if sought in f"{self._names[one]} {self._explained[one]}".casefold()
        ]
        self._found = sorted(fits, key=lambda one: _late(sought, self._names[one]))
        return [(self._names[one], self._explained[one]) for one in self._found]

    def answer(self) -> int:
        """The place of the name under the cursor."""
        if not self._found:
            raise NotAsked("Nothing fits what you typed; type fewer letters.")
        return self._found[self.place]


def _late(sought: str, name: str) -> int:
    """How late among the names that fit one comes."""
    folded = name.casefold()
    return (folded.startswith(sought), f" {sought}" in folded, True).index(True)


Wish = Literal["be", "add", "rename", "remove"]


class Who(NamedTuple):
    """A coder, and what is wished: to code as them, once added or not, or to mend the list."""

    name: str
    wish: Wish


class AskWho(Finder[Who]):
    """Who is coding."""

    HEADING = "Who is coding?"
    EXPLAINED = "Your name stays in sight. What you code is yours, and the others see it only \
after the round is revealed. If you are not in the list, type your name to be added."
    HINT = "your name"
    EMPTY = "Nobody is here yet: type your name and press Enter."
    HEADS = ("Coder", "Role")
    DO = "this is me"
    BINDINGS: ClassVar[list[BindingType]] = keys(rename="mend('rename')", remove="mend('remove')")

    def __init__(self, coders: Sequence[tuple[str, str]], unknown: str | None = None) -> None:
        """`coders`: names and roles; `unknown`: a name that was given and is none of them."""
        super().__init__()
        self._unknown = unknown
        self._coders = coders
        self._found: list[Who] = []

    def fields(self) -> Iterable[Widget]:
        """The name that is unknown, the line, and what fits."""
        if self._unknown:
            yield words(f"There is no coder “{self._unknown}” in this study.")
        yield from super().fields()

    def fitting(self, query: str) -> Sequence[Sequence[str]]:
        """The coders whose names fit, and at the end whoever is not there yet."""
        sought = query.casefold()
        rows = [row for row in self._coders if sought in row[0].casefold()]
        self._found = [Who(name, "be") for name, _ in rows]
        if query and all(query != name for name, _ in self._coders):
            self._found.append(Who(query, "add"))
            rows = [*rows, (query, "a new coder: will be added")]
        return rows

    def hints(self) -> Iterable[tuple[str, str]]:
        """There is one field; other keys mend the list."""
        return (("Enter", self.DO), *self.ways("rename", "remove", "cancel"))

    def action_mend(self, wish: Wish) -> None:
        """Leave with the coder under the cursor, who is to be renamed or removed."""
        who = self._found[self.place] if self._found else None
        if who is None or who.wish == "add":
            self.tell("Only who is in the list can be renamed or removed.")
        else:
            self.dismiss(who._replace(wish=wish))

    def answer(self) -> Who:
        """The coder under the cursor."""
        if not self._found:
            raise NotAsked("Please type your name.")
        return self._found[self.place]
