"""Text as it is searched: without case, accents and the shapes of quotes, yet found exactly.

A folded copy may be longer or shorter than the text; `Folded` knows for each place in the copy
where it is in the text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import accumulate

from workbench.terms import Span

_ALIKE = {
    **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
    **dict.fromkeys("“”„‟″«»‹›", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\n\t\r\x0b\x0c\u2028\u2029", " "),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0f", ""),
}
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u064b-\u0652\u0670]")
"""Accents, Hebrew points, Arabic vowels; in other scripts marks are letters of their own."""


@cache
def _fold_one(character: str) -> str:
    if character in _ALIKE:
        return _ALIKE[character]
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", character.casefold()))
    return "".join(_ALIKE.get(one, one) for one in bare.casefold())


class Folded:
    """A text and its folded copy.

    >>> Folded("The CAFÉ").find("cafe")
    [Span(start=4, stop=8)]
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def copy(self) -> str:
        """The folded text."""
        if self.text.isascii():
            return self.text.lower().translate(_SPACES)
        return self.text.translate(self._table)

    @cached_property
    def _table(self) -> dict[int, str]:
        """What becomes of each character of the text."""
        return {ord(one): _fold_one(one) for one in set(self.text)}

    @cached_property
    def _even(self) -> bool:
        """Whether each character of the text is one of the copy."""
        return self.text.isascii() or all(len(folded) == 1 for folded in self._table.values())

    @cached_property
    def _starts(self) -> list[int]:
        """For each character of the text, where it starts in the copy; and the end."""
        return [0, *accumulate(len(_fold_one(one)) for one in self.text)]

    def has(self, words: str) -> bool:
        """Whether folded words occur at all."""
        return next(self._places(words), None) is not None

    def find(self, words: str) -> list[Span]:
        """Where folded words occur, from the first on, not overlapping; white space may differ."""
        return [self._in_text(start, stop) for start, stop in self._places(words)]

    def _places(self, words: str) -> Iterator[tuple[int, int]]:
        if " " in words:
            spread = " +".join(map(re.escape, words.split()))
            yield from (found.span() for found in re.finditer(spread, self.copy))
            return
        at = self.copy.find(words) if words else -1
        while at >= 0:
            yield at, at + len(words)
            at = self.copy.find(words, at + len(words))

    def _in_text(self, start: int, stop: int) -> Span:
        if self._even:
            return Span(start, stop)
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, stop - 1)
        # What folds to nothing (an accent on its own) belongs to the letter before it.
        while last < len(self.text) and self._starts[last] == self._starts[last + 1]:
            last += 1
        return Span(first, last)


_SPACES = {ord(one): " " for one in "\n\t\r\x0b\x0c"} | {ord("`"): "'"}


def fold(words: str) -> str:
    """Words as they are in a folded copy, without white space around them.

    >>> fold(" “Café”")
    '"cafe"'
    """
    return " ".join("".join(map(_fold_one, words)).split())


def terms(typed: str) -> list[str]:
    """What is looked for: words, and phrases in double quotes, folded.

    >>> terms('tired "every week"')
    ['tired', 'every week']
    """
    parts = "".join('"' if _fold_one(one) == '"' else one for one in typed).split('"')
    found = [
        part
        for at, words in enumerate(parts)
        for part in ([fold(words)] if at % 2 else fold(words).split())
    ]
    return list(dict.fromkeys(part for part in found if part))
