"""A unit is a fixed number of words of a turn; what is left at its end is a shorter unit.

A word is what stands between white space. In Chinese, Japanese, Thai, Lao, Khmer and Burmese,
which are written without, spaCy's readers need packages of their own; there each sign with its
marks counts as a word, and a unit ends where a sign does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from workbench.errors import NotAsked
from workbench.segmenters import Segmenter
from workbench.segmenters.trimming import pieces
from workbench.terms import Segmentation, Span

_LETTERS = (
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0ebd-\u0ec6"  # Thai, Lao
    "\u1000-\u102a\u1780-\u17b3"  # Burmese, Khmer
    "\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
USUAL = 50

# A sign takes along what is not one by itself: marks, punctuation, the small letters of others.
_WORD = re.compile(rf"[{_LETTERS}][^\s\w{_LETTERS}]*+|[^\s{_LETTERS}]++")


def _segment(text: str, turns: Sequence[Span], settings: Segmentation) -> list[list[Span]]:
    count = _count(settings)
    return [list(pieces(text, turn, _cuts(text, turn, count))) for turn in turns]


def _count(settings: Segmentation) -> int:
    if settings.words is None:
        return USUAL
    if settings.words < 1:
        raise NotAsked("A unit has at least one word; say how many with --words N, such as 50.")
    return settings.words


def _cuts(text: str, turn: Span, count: int) -> Iterator[int]:
    words = _WORD.finditer(text, turn.start, turn.stop)
    yield from (word.start() for n, word in enumerate(words) if n and n % count == 0)


def _describe(settings: Segmentation) -> Mapping[str, str]:
    return {"words": str(_count(settings))}


WORDS = Segmenter("1", _segment, _describe)


_SIGN = re.compile(f"[{_LETTERS}]")


def runs_on(before: str, after: str) -> bool:
    """Whether two signs are of one word, in a script that writes words apart.

    >>> runs_on("k", "n"), runs_on(" ", "n"), runs_on("很", "生")
    (True, False, False)
    """
    letters = before.isalnum() and after.isalnum()
    return letters and not (_SIGN.match(before) or _SIGN.match(after))


def count_words(text: str) -> int:
    """How many words a text has.

    >>> count_words("I was so angry. 我很生气。")
    8
    """
    return len(_WORD.findall(text))
