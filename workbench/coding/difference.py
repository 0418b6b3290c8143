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
from workbench.terms import Span

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


def edits_of_turns(
    old: str, old_turns: Sequence[Span], new: str, new_turns: Sequence[Span]
) -> list[Edit]:
    """The edits that make the new text of the old one, where both are cut into turns.

    Turns that are the same stay where they are, whatever stands between them: a file may name
    each speaker where the text has no names.

    >>> edits_of_turns("Go on. I do.", [Span(0, 6), Span(7, 12)], "Al: I do.", [Span(4, 9)])
    [Edit(start=0, stop=7, replacement='Al: ')]
    """
    before, after = _said(old, old_turns), _said(new, new_turns)
    edits: list[Edit] = []
    done, at = 0, 0
    for n, m in [*_same(before, after), (len(before), len(after))]:
        one = old_turns[n] if n < len(before) else Span(len(old), len(old))
        other = new_turns[m] if m < len(after) else Span(len(new), len(new))
        found = edits_between(old[done : one.start], new[at : other.start])
        edits += (Edit(e.start + done, e.stop + done, e.replacement) for e in found)
        done, at = one.stop, other.stop
    return edits


def _said(text: str, turns: Sequence[Span]) -> list[str]:
    return [text[turn.start : turn.stop] for turn in turns]


def _same(before: list[str], after: list[str]) -> Iterator[tuple[int, int]]:
    """Which of the pieces are the same, in order."""
    done = at = 0
    for (start, stop), (from_, to) in _differing(before, after):
        yield from zip(range(done, start), range(at, from_), strict=True)
        done, at = stop, to
    yield from zip(range(done, len(before)), range(at, len(after)), strict=True)


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
