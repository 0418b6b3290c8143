"""A page as a person reads it: paragraphs in order, how they are set, rows of tables.

What Word, OpenDocument, RTF, HTML and PDF have in common. Readers write pages with a
`PageWriter`, a run of like type at a time, and need not know what becomes of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from workbench.importers.decoding import with_line_feeds


class Look(NamedTuple):
    """How words are set."""

    bold: bool = False
    italic: bool = False
    colour: str = ""
    """Six hexadecimal digits; empty: black, or whatever is usual."""


PLAIN = Look()


class Paragraph(NamedTuple):
    """A paragraph's text, its line breaks as LF, and how most of it is set."""

    text: str
    look: Look = PLAIN
    """What all of its words share; the colour is that of most."""
    lead: int = 0
    """How many characters at its beginning are bold."""
    heading: bool = False

    @property
    def bold(self) -> bool:
        """All of its words are."""
        return self.look.bold


class Page(NamedTuple):
    """A document's paragraphs in order, those in tables too, and the rows of its tables."""

    paragraphs: tuple[Paragraph, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    outside: str = ""
    """The text that stands in no table."""
    notes: tuple[str, ...] = ()
    """Sentences on what was left out."""

    def text(self) -> str:
        """The paragraphs as lines."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


class PageWriter:
    """Takes a page down as a reader comes to it.

    Tables within a cell are taken as the cell's paragraphs.
    """

    def __init__(self) -> None:
        self._runs: list[tuple[str, Look]] = []
        self._paragraphs: list[Paragraph] = []
        self._rows: list[tuple[str, ...]] = []
        self._outside: list[str] = []
        self._cells: list[list[str]] = []
        self._tables = 0
        self._in_cell = False

    def say(self, text: str, look: Look = PLAIN) -> None:
        """Words of the current paragraph."""
        if text:
            self._runs.append((text, look))

    @property
    def said(self) -> bool:
        """Whether the current paragraph has any words."""
        return bool(self._runs)

    def end_paragraph(self, *, heading: bool = False) -> None:
        """The current paragraph ends, be it blank."""
        paragraph = _paragraph(self._runs, heading=heading)
        self._runs = []
        self._paragraphs.append(paragraph)
        if self._in_cell:
            self._cells[-1].append(paragraph.text)
        elif not self._tables:
            self._outside.append(paragraph.text)

    def begin_table(self) -> None:
        """A table begins; only the outermost counts."""
        self._tables += 1

    def end_table(self) -> None:
        """It ends."""
        self._tables = max(0, self._tables - 1)

    def begin_cell(self) -> None:
        """A cell begins, on the current row."""
        if self._tables == 1:
            self._cells.append([])
            self._in_cell = True

    def end_cell(self) -> None:
        """It ends, and its last paragraph with it."""
        if self._tables == 1:
            if self.said:
                self.end_paragraph()
            self._in_cell = False

    def end_row(self) -> None:
        """The row ends."""
        if self._tables == 1 and self._cells:
            self._rows.append(tuple("\n".join(cell) for cell in self._cells))
            self._cells = []
            self._in_cell = False

    def page(self, notes: Iterable[str] = ()) -> Page:
        """All that was taken down."""
        if self.said:
            self.end_paragraph()
        outside = "\n".join(self._outside)
        return Page(tuple(self._paragraphs), tuple(self._rows), outside, tuple(notes))


def _paragraph(runs: list[tuple[str, Look]], *, heading: bool) -> Paragraph:
    text = with_line_feeds("".join(text for text, _ in runs))
    filled = [(run, look) for run, look in runs if run.strip()]
    if not filled:
        return Paragraph(text, heading=heading)
    bold = all(look.bold for _, look in filled)
    italic = all(look.italic for _, look in filled)
    colours: dict[str, int] = {}
    for run, look in filled:
        colours[look.colour] = colours.get(look.colour, 0) + len(run)
    colour = max(colours, key=lambda one: colours[one])
    return Paragraph(text, Look(bold, italic, colour), _lead(runs), heading)


def _lead(runs: list[tuple[str, Look]]) -> int:
    length = 0
    for text, look in runs:
        if not look.bold and text.strip():
            break
        length += len(text)
    return length


def left_out(notes: int, hidden: int = 0) -> list[str]:
    """Sentences on footnotes, endnotes, comments and hidden text that were not read."""
    sentences = []
    if notes:
        sentences.append(f"Footnotes, endnotes and comments are part of no turn: {notes}.")
    if hidden:
        sentences.append(f"Hidden text was left out, places: {hidden}.")
    return sentences
