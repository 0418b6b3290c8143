"""Which table to export, in which format, and where to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual.widget import Widget
from textual.widgets import Input

from workbench.errors import NotAsked
from workbench.safe import safe
from workbench.tui.dialogs.form import field, labelled
from workbench.tui.dialogs.insisting import ABOUT, Insists
from workbench.tui.dialogs.paths import a_path, path_field
from workbench.tui.insisted import NOTHING, Insisted
from workbench.tui.widgets.choices import Choice, Picks


class ExportAsked(NamedTuple):
    """A table to write, and where."""

    what: str
    path: Path
    unit: str | None = None
    """Which units, for the table of units."""
    n: int | None = None
    """The round; None: the latest revealed."""
    by: str | None = None
    """What people are grouped by, for tables of groups."""
    scale: tuple[int, int] | None = None
    """The ends of the scale, for a questionnaire."""
    insisted: Insisted = NOTHING


class Offered(NamedTuple):
    """What a study can export."""

    tables: Mapping[str, str]
    """By its name, what a table has."""
    formats: Mapping[str, Sequence[str]]
    """By a table's name, the ends of files that it can be written to, without the dot."""
    units: Sequence[str]
    rounds: Sequence[int]
    """Those that are revealed."""
    groupings: Sequence[str]
    """What people can be grouped by."""


KEEP, REPLACE = "keep it", "replace it"
NEEDS = {
    "unit": ("units", "documents"),
    "by": ("groups", "swot", "questionnaire", "scores", "joint"),
    "scale": ("questionnaire",),
}
"""The fields that only some tables have a use for."""


class AskExport(Insists[ExportAsked]):
    """What to export, and where to."""

    HEADING = "Export a table"
    DO = "write it"
    ABOUT: ClassVar[Mapping[str, str]] = {
        "format": "docx for Word, xlsx for Excel, csv for other programs, md, html and tex for "
        "texts; svg, png and pdf draw a figure, where there is one of the table.",
        "round": "Of which round; the latest revealed is chosen.",
        "unit": "How the documents are cut for this table.",
        "by": "What people are grouped by: their role, the document, or a fact about them.",
        "scale": "The lowest and the highest answer that can be ticked, such as 1-5.",
        "path": "Where to write it. The end of the name says the format, whatever is chosen above.",
        "insisting": ABOUT,
        "replace": "There is a file of this name; it stays as it is unless you say otherwise.",
    }
    DEFAULT_CSS = """
    AskExport {
        & Picks { height: 8; background: $surface; margin-bottom: 1; }
        & .of-some { display: none; }
        & .of-some.-there { display: block; }
    }
    """

    def __init__(self, offered: Offered, folder: Path, what: str, n: int | None = None) -> None:
        """`what`: the table under the cursor at first; `n`: the round, None: the latest."""
        super().__init__()
        self._all, self._folder, self._what = offered, folder, what
        self._rounds = [str(one) for one in offered.rounds]
        self._round = str(n) if n is not None else (self._rounds[-1] if self._rounds else "")
        self._offered = self._path_for(what, offered.formats[what][0])
        self._there = ""
        """The path of which it was said that there is a file."""

    def _path_for(self, table: str, end: str) -> str:
        return safe(str(self._folder / f"{table}.{end}"))

    def fields(self) -> Iterable[Widget]:
        """The table, its format, what some tables ask besides, and the path."""
        yield Picks("what", ("Table", "What it has"), list(self._all.tables.items()), self._what)
        yield labelled("Format", Choice("format", self._all.formats[self._what]))
        if self._rounds:
            yield labelled("Round", Choice("round", self._rounds, self._round))
        yield self._of_some("unit", labelled("Units", Choice("unit", self._all.units)))
        by = labelled("Groups by", Choice("by", ("none", *self._all.groupings)))
        yield self._of_some("by", by)
        yield self._of_some("scale", field("scale", "Scale", hint="its ends, such as 1-5"))
        yield path_field("path", "Path of the file", self._offered)
        yield self._of_some(
            "replace", labelled("The file there:", Choice("replace", (KEEP, REPLACE)))
        )
        yield from self.to_insist()

    def _of_some(self, name: str, asked: Widget) -> Widget:
        asked.id = f"of-{name}"
        asked.add_class("of-some")
        return asked

    def on_mount(self) -> None:
        """Ask only what the table has a use for."""
        self._follow()

    def on_picks_changed(self, event: Picks.Changed) -> None:
        """Another table: other formats and fields, and the path follows."""
        event.stop()
        self._follow()

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """Another format: the path ends with it."""
        event.stop()
        if event.choice.id == "format":
            typed = self.query_one("#path", Input)
            followed = typed.value == self._offered
            path = Path(typed.value)
            path = path if path.name else path / self.what
            typed.value = str(path.with_suffix(f".{self._end}"))
            self._offered = typed.value if followed else self._offered

    def _follow(self) -> None:
        self.query_one("#format", Choice).offer(self._all.formats[self.what])
        for name, tables in NEEDS.items():
            self.query_one(f"#of-{name}").set_class(self.what in tables, "-there")
        typed = self.query_one("#path", Input)
        if typed.value == self._offered:
            self._offered = typed.value = self._path_for(self.what, self._end)

    @property
    def what(self) -> str:
        """The table under the cursor."""
        return self.query_one("#what", Picks).chosen

    @property
    def _end(self) -> str:
        return self.query_one("#format", Choice).chosen

    def answer(self) -> ExportAsked:
        """The table and the path; a file that is there is replaced only after a yes."""
        path = a_path(self.typed("path"))
        replaced = self._there == str(path) and self._replace.chosen == REPLACE
        if path.exists() and not replaced:
            self._ask_to_replace(path)
        chosen = self.query_one("#round", Choice).chosen if self._rounds else ""
        by = self.query_one("#by", Choice).chosen if self.what in NEEDS["by"] else "none"
        return ExportAsked(
            self.what,
            path,
            self.query_one("#unit", Choice).chosen or None,
            int(chosen) if chosen and chosen != self._rounds[-1] else None,
            None if by == "none" else by,
            self._scale() if self.what in NEEDS["scale"] else None,
            self.insisted,
        )

    def _scale(self) -> tuple[int, int]:
        low, _, high = self.typed("scale").partition("-")
        if not (low.strip().isdecimal() and high.strip().isdecimal()):
            raise NotAsked("Please type the ends of the scale, such as 1-5.")
        return int(low), int(high)

    @property
    def _replace(self) -> Choice:
        return self.query_one("#replace", Choice)

    def _ask_to_replace(self, path: Path) -> None:
        if self._there != str(path):
            self._replace.offer(())
            self._replace.offer((KEEP, REPLACE))
        self._there = str(path)
        self.query_one("#of-replace").add_class("-there")
        self._replace.focus()
        raise NotAsked(f"“{path.name}” is there already. Choose “{REPLACE}”, or type another name.")
