"""What stands where somebody's words stood, and where else they are found.

A stretch keeps its length in code points, so that nothing of anybody else moves.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from workbench.terms import Span

WORDS = "[contribution withdrawn]"
FILLING = "·"
QUOTED = 20
"""Code points that a sentence must have to be taken for somebody's words where it stands alone."""


def stand_in(length: int) -> str:
    """What stands for a contribution of so many code points; one too short for words is filled.

    >>> stand_in(26), stand_in(3)
    ('[contribution withdrawn]··', '···')
    """
    words = WORDS if length >= len(WORDS) else ""
    return words + FILLING * (length - len(words))


class Blank(NamedTuple):
    """A stretch that goes."""

    start: int
    stop: int
    words: bool
    """Whether it is a contribution, in whose place it says that it was withdrawn."""


def blanked(text: str, blanks: Iterable[Blank]) -> str:
    """The text without what goes, as long as it was; stretches are in order and do not overlap.

    >>> blanked("Mara: I do. Ben: Go on.", [Blank(0, 4, False), Blank(6, 11, True)])
    '····: ····· Ben: Go on.'
    """
    parts, at = [], 0
    for one in blanks:
        length = one.stop - one.start
        parts += [text[at : one.start], stand_in(length) if one.words else FILLING * length]
        at = one.stop
    return "".join([*parts, text[at:]])


def together(blanks: Iterable[Blank]) -> list[Blank]:
    """Stretches in order, none twice; what lies in a contribution is part of it."""
    kept: list[Blank] = []
    for one in sorted(blanks, key=lambda blank: (blank.start, -blank.stop)):
        if not kept or one.start >= kept[-1].stop:
            kept.append(one)
        elif one.stop > kept[-1].stop:
            kept.append(Blank(kept[-1].stop, one.stop, one.words))
    return kept


# ------------------------------------------------------------------ names


def pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Finds somebody's names as whole words, as they are written or in capitals.

    None where there is no name that could be told from a number.
    """
    told = {form for name in names if _is_name(name) for form in (name, name.upper())}
    if not told:
        return None
    longest = sorted(told, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")


def _is_name(name: str) -> bool:
    return any(sign.isalpha() for sign in name)


def is_a_word_too(names: Iterable[str], texts: Iterable[str]) -> bool:
    """Whether a name also stands in texts without its capitals, as Will does in “I will”."""
    plain = {name.lower() for name in names if _is_name(name) and name.lower() != name}
    if not plain:
        return False
    found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(plain)))})(?!\w)")
    return any(found.search(text) for text in texts)


def mentions(text: str, found: re.Pattern[str] | None, theirs: Sequence[Span]) -> list[Span]:
    """Where the names stand outside of what is theirs."""
    if found is None:
        return []
    spans = (Span(*one.span()) for one in found.finditer(text))
    return [span for span in spans if not covered(span, theirs)]


def covered(span: Span, theirs: Sequence[Span]) -> bool:
    """Whether a stretch begins in one of theirs, which are in order."""
    return any(one.start <= span.start < one.stop for one in theirs)


# ------------------------------------------------------------------ quotations


_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*[”’\"')\]]*")


def sentences(contributions: Iterable[str]) -> list[str]:
    """What is looked for elsewhere: whole contributions, and their sentences that are long enough.

    >>> sentences(["I do. I was so angry that day."])
    ['I do. I was so angry that day', 'I was so angry that day']
    """
    found: dict[str, None] = {}
    for one in contributions:
        for said in (one, *_SENTENCE.findall(one)):
            form = said.strip().rstrip(".!?… ")
            if len(form) >= QUOTED:
                found.setdefault(form)
    return sorted(found, key=lambda form: (-len(form), form))


class Scrub(NamedTuple):
    """Takes somebody's words, and their names, out of what others wrote."""

    quoted: Sequence[str]
    names: re.Pattern[str] | None

    def text(self, written: str) -> str:
        """A text without them.

        >>> Scrub(["so angry that day"], pattern(["Mara"])).text("Mara: “so angry that day”")
        '····: “[contribution withdrawn]”'
        """
        for said in self.quoted:
            if said in written:
                written = written.replace(said, WORDS)
        if self.names is not None:
            written = self.names.sub(lambda one: FILLING * len(one[0]), written)
        return written

    def value(self, value: Any) -> Any:
        """A plain value (lists, mappings, texts) without them; keys stay."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.value(one) for one in value]
        if isinstance(value, dict):
            return {key: self.value(one) for key, one in value.items()}
        return value


def standing(quoted: Iterable[str], written: Iterable[str]) -> list[str]:
    """Of what somebody said, what stands in what others wrote; sought in all of it at once."""
    everything = "\0".join(written)
    return [said for said in quoted if said in everything]


def texts_in(value: Any) -> Iterator[str]:
    """All texts in a plain value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from texts_in(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts_in(one)


# ------------------------------------------------------------------ what lies on it


class Stretches:
    """The turns of a document, some of them withdrawn: what lies wholly on those."""

    def __init__(self, turns: Iterable[tuple[int, int]], withdrawn: Collection[int]) -> None:
        """`turns` in order, by position from 1; `withdrawn` are positions."""
        self._turns = [(start, stop, at in withdrawn) for at, (start, stop) in enumerate(turns, 1)]
        self._stops = [stop for _, stop, _ in self._turns]

    def hold(self, start: int, stop: int) -> bool:
        """Whether every turn that a stretch touches was withdrawn, and it touches one.

        >>> Stretches([(0, 4), (5, 9)], {2}).hold(5, 7), Stretches([(0, 4), (5, 9)], {2}).hold(3, 7)
        (True, False)
        """
        found = False
        for one_start, _, gone in self._turns[bisect_right(self._stops, start) :]:
            if one_start >= stop:
                break
            if not gone:
                return False
            found = True
        return found


def through(span: Span, changes: Iterable[Callable[[Span], Span]]) -> Span:
    """Where a stretch of an older text lies after all changes."""
    for change in changes:
        span = change(span)
    return span
