"""Marking words: a stretch of the text with one end that moves, by letters, words or units.

Letters are grapheme clusters as the terminal draws them, so that no accent is parted from its
letter and no family of people is torn apart.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from rich.cells import split_graphemes

from workbench.terms import Span

_ALONE = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Scripts without spaces: each sign counts as a word."""
_WORD = re.compile(f"[{_ALONE}]|[^\\s{_ALONE}]+")
_AROUND = "\"'“”‘’„‚«».,;:!?…()[]{}–—-"


def letters(text: str, start: int, stop: int) -> list[int]:
    """Where letters start in `text[start:stop]`, and `stop`."""
    found, _ = split_graphemes(text[start:stop])
    edges = {start, stop, *(start + first for first, _, _ in found)}
    # The terminal counts the end of a line to the letter before it; a reader does not.
    edges.update(start + one.start() for one in re.finditer("\n", text[start:stop]))
    return sorted(edges)


def words(text: str, start: int, stop: int) -> list[Span]:
    """The words in `text[start:stop]`, without the punctuation around them."""
    found = []
    for one in _WORD.finditer(text, start, stop):
        whole = one[0]
        left = len(whole) - len(whole.lstrip(_AROUND))
        right = len(whole.rstrip(_AROUND))
        if left < right:
            found.append(Span(one.start() + left, one.start() + right))
    return found


@dataclass(frozen=True)
class Marking:
    """Words that are marked in a text; never empty."""

    text: str
    span: Span
    at_stop: bool = True
    """Whether the end of the stretch moves; else its beginning."""

    @classmethod
    def of_word(cls, text: str, unit: Span, at: int | None = None) -> Marking:
        """The word at an offset, or the first of the unit; all of it, if it has no word."""
        found = words(text, *unit)
        here = [word for word in found if at is not None and word.start <= at < word.stop]
        return cls(text, (here or found or [unit])[0])

    @classmethod
    def between(cls, text: str, one: Span, other: Span) -> Marking:
        """From one letter to another, both included; the other end moves."""
        span = Span(min(one.start, other.start), max(one.stop, other.stop))
        return cls(text, span, at_stop=other.stop >= one.stop)

    def other_end(self) -> Marking:
        """The same, with the other end moving."""
        return replace(self, at_stop=not self.at_stop)

    def by_letter(self, step: int) -> Marking:
        """The moving end goes on by a letter, or (below 0) back."""
        end = self._end
        around = Span(max(end - _FAR, 0), min(end + _FAR, len(self.text)))
        return self._to(_next(letters(self.text, *around), end, step))

    def by_word(self, step: int) -> Marking:
        """The moving end goes to the end (or, if it is the beginning, the start) of a word."""
        end = self._end
        around = Span(max(end - _FAR, 0), min(end + _FAR, len(self.text)))
        found = words(self.text, *around)
        edges = [word.stop if self.at_stop else word.start for word in found]
        return self._to(_next(edges, end, step))

    def to(self, offset: int) -> Marking:
        """The moving end goes to an offset."""
        return self._to(offset)

    @property
    def _end(self) -> int:
        return self.span.stop if self.at_stop else self.span.start

    def _to(self, end: int) -> Marking:
        start, stop = self.span
        if self.at_stop:
            return replace(self, span=Span(start, end)) if end > start else self
        return replace(self, span=Span(end, stop)) if end < stop else self


_FAR = 400
"""Characters around the moving end in which the next letter or word is looked for."""


def _next(edges: list[int], end: int, step: int) -> int:
    if step > 0:
        at = bisect_right(edges, end)
        return edges[at] if at < len(edges) else end
    at = bisect_left(edges, end) - 1
    return edges[at] if at >= 0 else end


def letter_at(text: str, start: int, stop: int, cell: int) -> Span | None:
    """The letter that is drawn in a cell of the line `text[start:stop]`; None: beyond its end.

    >>> letter_at("漢字", 0, 2, 3)
    Span(start=1, stop=2)
    """
    at = 0
    found, _ = split_graphemes(text[start:stop])
    for first, last, cells in found:
        at += cells
        if cell < at:
            return Span(start + first, start + last)
    return None
