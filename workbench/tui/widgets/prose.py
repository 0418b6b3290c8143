"""Running text in a box: paragraphs of a few kinds, wrapped to its width, scrolled when long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.safe import safe
from workbench.terms import Code, Span
from workbench.tui.widgets.styled import Styled
from workbench.tui.widgets.wrapping import breaks

MEASURE = 90
"""Cells a line takes at most; longer ones are hard to come back from."""


class Said(NamedTuple):
    """A paragraph; `look` names a component class, `prose--…`."""

    words: str
    look: str = "plain"
    sign: str = " "
    """Stands before each of its lines, so that it is not told by colour alone."""
    marks: tuple[Span, ...] = ()
    """Stretches of the words that are underlined; in order, not overlapping."""


class Prose(ScrollView, Styled, inherit_bindings=False):
    """Shows paragraphs."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "prose--plain",
        "prose--faint",
        "prose--name",
        "prose--head",
        "prose--here",
    }
    DEFAULT_CSS = """
    Prose {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        color: $foreground;
        & > .prose--plain { color: $foreground; }
        & > .prose--faint { color: $foreground 65%; }
        & > .prose--name { text-style: bold; }
        & > .prose--head { color: $accent; }
        & > .prose--here { background: $primary 22%; }
    }
    """

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.can_focus = False
        self._said: tuple[Said, ...] = ()
        self._lines: list[Said] = []

    def show(self, paragraphs: Sequence[Said], *, sight: int | None = None) -> None:
        """Show these paragraphs from their beginning, or with the one at index `sight` in sight."""
        if tuple(paragraphs) != self._said:
            self._said = tuple(paragraphs)
            self._sight = sight
            self._wrap()

    _sight: int | None = None
    _top = 0

    @property
    def words(self) -> str:
        """All that it says, for those who cannot see it."""
        return "\n".join(one.words for one in self._said)

    def on_resize(self) -> None:
        """Wrap it for the new width."""
        self._wrap()

    def _wrap(self) -> None:
        width = max(min(self.scrollable_content_region.width - 3, MEASURE), 8)
        self._lines, top = [], 0
        for at, one in enumerate(self._said):
            if at == self._sight:
                top = len(self._lines)
            self._lines += _wrapped(one, width)
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._lines))
        self._top = top
        self._into_sight()
        self.call_after_refresh(self._into_sight)
        self.refresh()

    def _into_sight(self) -> None:
        """Scroll to what is to be seen; again after a layout, before which there is no room."""
        room = self.scrollable_content_region.height
        self.scroll_to(y=max(self._top - room // 3, 0), animate=False)

    def page(self, step: int) -> None:
        """Scroll by about half of what is in sight; below 0: back."""
        self.scroll_relative(y=step * max(self.size.height // 2, 1), animate=False)

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        width = self.scrollable_content_region.width
        plain = self.look("prose--plain")
        line = y + self.scroll_offset.y
        if line >= len(self._lines):
            return Strip.blank(width, plain)
        words, look, sign, marks = self._lines[line]
        style = self.look(f"prose--{look}")
        segments = [Segment(f"{sign} ", style)]
        for piece, marked in pieces(len(words), marks):
            segments.append(
                Segment(words[piece.start : piece.stop], style + MARKED if marked else style)
            )
        return Strip(segments).crop_extend(0, width, plain)


def _wrapped(one: Said, width: int) -> Iterator[Said]:
    shown = safe(one.words, keep="\n")
    found = breaks(shown, 0, len(shown), width) if shown else [0, 0]
    for first, last in pairwise(found):
        words = shown[first:last].rstrip(" \n")
        marks = [Span(max(start, first) - first, stop - first) for start, stop in one.marks]
        there = tuple(Span(start, min(stop, len(words))) for start, stop in marks)
        yield one._replace(words=words, marks=tuple(m for m in there if m.start < m.stop))


MARKED = Style(bold=True, underline=True)


def pieces(length: int, marks: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
    """Cut so many characters wherever a mark starts or stops; each piece with whether it is one.

    >>> list(pieces(5, [Span(1, 3)]))
    [(Span(start=0, stop=1), False), (Span(start=1, stop=3), True), (Span(start=3, stop=5), False)]
    """
    at = 0
    for start, stop in marks:
        if start > at:
            yield Span(at, start), False
        if stop > max(at, start):
            yield Span(max(at, start), stop), True
        at = max(at, stop)
    if at < length:
        yield Span(at, length), False


def in_surroundings(
    document: str, speaker: str | None, here: Said, before: str, after: str
) -> list[Said]:
    """Words with their document, who says them, and what was said around them."""
    return [
        Said(document, "faint"),
        *(Said(words, "faint") for words in before.split("\n") if words),
        Said(""),
        *([Said(speaker, "head", here.sign)] if speaker else []),
        here,
        Said(""),
        *(Said(words, "faint") for words in after.split("\n") if words),
    ]


def rule(code: Code, write: str = "") -> tuple[Said, ...]:
    """A code with its rule as a person reads it: headings with what stands under them.

    `write`: where it has none, how one is written.
    """
    parts = (
        ("", code.definition),
        ("Use when", code.use_when),
        ("Do not use when", code.do_not_use_when),
        ("Example", "\n".join(f"“{example}”" for example in code.examples)),
    )
    said = [Said(code.name, "name")]
    for head, words in parts:
        if words:
            said += [Said(head, "head")] * bool(head) + [Said(words)]
    if len(said) == 1:
        said.append(Said(f"It has no rule yet{write}.", "faint"))
    return tuple(said)
