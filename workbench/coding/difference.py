"""What was changed between two versions of a text: whole words, in few places.

Lines that are the same in both are found first, then words in what lies between; so the time
grows with what was changed rather than with the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from rapidfuzz.distance import Levenshtein

from workbench.errors import NotAsked
from workbench.revisions import Edit

_CELLS = 20_000_000_000
"""How many pairs of words we compare: some five seconds."""

_TOGETHER = "\u0300-\u036f\u200d"
_ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_ALONE}]|(?:(?![{_ALONE}])[\w{_TOGETHER}])+|\s+|.", re.DOTALL)
# With the blank lines after it: these are alike everywhere, and so tell nothing.
_LINE = re.compile(r"[^\n]*\n+|[^\n]+")


def edits_between(old: str, new: str) -> list[Edit]:
    """The edits that make the new text of the old one, in order; each replaces whole words.

    Raises NotAsked where so much differs that comparing would take minutes.

    >>> edits_between("I was so hungry then.", "I was so very angry then.")
    [Edit(start=9, stop=15, replacement='very angry')]
    """
    return [
        one
        for block in _blocks(old, new, _LINE, 0)
        for one in _blocks(old[block.start : block.stop], block.replacement, _TOKEN, block.start)
    ]


def kept(old: str, edits: Sequence[Edit]) -> float:
    """Which share of the old text is in the new one as well, 0 to 1."""
    gone = sum(one.stop - one.start for one in edits)
    return 1 - gone / len(old) if old else 1.0


def _blocks(old: str, new: str, piece: re.Pattern[str], offset: int) -> Iterator[Edit]:
    """Edits of whole pieces, those that follow each other as one; `offset` is where `old` is."""
    before, after = piece.findall(old), piece.findall(new)
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    before_at, after_at = _places(before), _places(after)
    middle = before[head : len(before) - tail], after[head : len(after) - tail]
    for (start, stop), (from_, to) in _differing(*middle):
        yield Edit(
            offset + before_at[head + start],
            offset + before_at[head + stop],
            new[after_at[head + from_] : after_at[head + to]],
        )


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many pieces are the same at the beginning."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _places(pieces: Sequence[str]) -> list[int]:
    return [0, *accumulate(len(piece) for piece in pieces)]


_Range = tuple[int, int]


def _differing(old: list[str], new: list[str]) -> Iterator[tuple[_Range, _Range]]:
    """Ranges of pieces that differ, those that touch as one."""
    if len(old) * len(new) > _CELLS:
        raise NotAsked(
            "The two texts differ in too much to be compared; correct a part, and then the next."
        )
    begun: tuple[int, int] | None = None
    at = (0, 0)
    for one in Levenshtein.opcodes(old, new):
        if one.tag == "equal":
            if begun is not None:
                yield (begun[0], at[0]), (begun[1], at[1])
            begun = None
        elif begun is None:
            begun = (one.src_start, one.dest_start)
        at = (one.src_end, one.dest_end)
    if begun is not None:
        yield (begun[0], at[0]), (begun[1], at[1])
