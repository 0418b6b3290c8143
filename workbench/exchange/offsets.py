"""How a program counts positions in a text, found out from what it wrote.

The standard says code points and is silent on byte order marks and line ends; programs count
UTF-16, or CRLF as two. Most name a selection by what it quotes, which tells; where none does,
selections that begin and end at the edges of words tell. One convention holds for a whole file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import NamedTuple

from workbench.exchange.decoding import Decoded
from workbench.exchange.values import PLAIN, Convention, Project, Selection, Source
from workbench.terms import Span

_ASKED = 2_000
"""How many selections are weighed; more tell nothing new."""
_ENOUGH = 20
_MARGIN = 1.15
_QUOTED = 6

_NVIVO = Convention("UTF-16", 2, mark=False, inclusive=False)
CONVENTIONS: tuple[Convention, ...] = tuple(
    Convention(unit, crlf, mark, inclusive)
    for unit, crlf, mark, inclusive in product(
        ("code points", "UTF-16", "bytes"), (1, 2), (False, True), (False, True)
    )
)
"""Those that are told apart, the likeliest of equals first."""


class Ruler:
    """From positions of a convention to those of the LF text.

    `widths` are the characters that count more than one: their index and what they count.
    """

    def __init__(self, found: Decoded, convention: Convention) -> None:
        self._inclusive = convention.inclusive
        self._before = _mark_width(convention) if convention.mark and found.marked else 0
        self._length = len(found.text)
        self._places: list[int] = []
        self._index: list[int] = []
        self._widths: list[int] = []
        extra = 0
        for index, width in _wide(found, convention):
            self._places.append(index + extra)
            self._index.append(index)
            self._widths.append(width)
            extra += width - 1

    def span(self, start: int, stop: int) -> Span | None:
        """The stretch of the text; None where it leaves the text or is no stretch.

        A position inside a character (half of a surrogate pair, between CR and LF) goes outwards.
        """
        begin = self._at(start - self._before, outwards=0)
        end = self._at(stop - self._before + self._inclusive, outwards=1)
        if start < self._before or stop < start or not 0 <= begin < end <= self._length:
            return None
        return Span(begin, end)

    def _at(self, place: int, outwards: int) -> int:
        k = bisect_right(self._places, place) - 1
        if k < 0:
            return place
        past = place - self._places[k]
        if past < self._widths[k]:
            return self._index[k] + (outwards if past else 0)
        return self._index[k] + 1 + past - self._widths[k]


def _mark_width(convention: Convention) -> int:
    return 3 if convention.unit == "bytes" else 1


def _wide(found: Decoded, convention: Convention) -> Iterable[tuple[int, int]]:
    """The characters of the LF text that count more than one, in order."""
    twice = _crlf_places(found.raw) if convention.crlf == 2 and "\r\n" in found.raw else ()
    if convention.unit == "code points" or found.text.isascii():
        return ((index, 2) for index in twice)
    width = _utf16 if convention.unit == "UTF-16" else _utf8
    wide = {index: width(sign) for index, sign in enumerate(found.text) if not sign.isascii()}
    wide = {index: much for index, much in wide.items() if much > 1}
    return sorted({**wide, **dict.fromkeys(twice, 2)}.items())


def _utf16(sign: str) -> int:
    return 2 if ord(sign) > 0xFFFF else 1


def _utf8(sign: str) -> int:
    return len(sign.encode("utf-8", "surrogatepass"))


def _crlf_places(raw: str) -> Iterable[int]:
    """Where in the LF text the line ends are that were CRLF."""
    at, gone = raw.find("\r\n"), 0
    while at >= 0:
        yield at - gone
        gone += 1
        at = raw.find("\r\n", at + 2)


# ------------------------------------------------------------------ which one it is


class Choice(NamedTuple):
    """The convention of a file, and why."""

    convention: Convention
    evidence: str


class _Case(NamedTuple):
    guid: str
    text: str
    name: str
    start: int
    stop: int


class _Weighed(NamedTuple):
    convention: Convention
    score: float
    quoted: int
    """How many selections have exactly the words that the file quotes."""


def choose(project: Project, texts: Mapping[str, Decoded], asked: Convention | None) -> Choice:
    """The convention by which a file counts; `asked` is what a researcher says it is."""
    if asked is not None:
        return Choice(asked, "as asked for")
    cases = _cases(project, texts)
    prior = _prior(project, texts)
    if not cases:
        return Choice(prior, "nothing in the file tells; the usual one")
    rulers = _Rulers(texts)
    weighed = [_weigh(cases, rulers, one) for one in _different(texts, prior)]
    first, best = weighed[0], max(weighed, key=lambda one: one.score)
    return _decide(first, best, len(cases))


def _decide(first: _Weighed, best: _Weighed, cases: int) -> Choice:
    clear = cases >= _ENOUGH and best.score > max(first.score, 0) * _MARGIN
    chosen = best if best.quoted > first.quoted or clear else first
    if chosen.quoted:
        why = f"{chosen.quoted} of {cases} selections then have the words that the file quotes"
    elif cases >= _ENOUGH and chosen is best:
        why = f"of {cases} selections the most then begin and end at the edges of words"
    else:
        why = "nothing in the file tells otherwise; the usual one"
    return Choice(chosen.convention, why)


def _prior(project: Project, texts: Mapping[str, Decoded]) -> Convention:
    """What the program that wrote the file is known to do."""
    marked = any(one.marked or "\r\n" in one.raw for one in texts.values())
    return _NVIVO if "nvivo" in project.origin.casefold() and marked else PLAIN


def _different(texts: Mapping[str, Decoded], prior: Convention) -> list[Convention]:
    """The conventions that these texts tell apart, the prior first."""
    ascii_only = all(one.text.isascii() for one in texts.values())
    flat = all(sign <= "\uffff" for one in texts.values() for sign in _highest(one.text))
    crlf = any("\r\n" in one.raw for one in texts.values())
    marked = any(one.marked for one in texts.values())
    others = [
        one
        for one in CONVENTIONS
        if not (one.unit == "bytes" and ascii_only)
        and not (one.unit == "UTF-16" and flat)
        and not (one.crlf == 2 and not crlf)
        and not (one.mark and not marked)
    ]
    return [prior, *(one for one in others if one != prior)]


def _highest(text: str) -> str:
    return "" if text.isascii() else max(text)


class _Rulers:
    def __init__(self, texts: Mapping[str, Decoded]) -> None:
        self._texts = texts
        self._made: dict[tuple[str, Convention], Ruler] = {}

    def of(self, guid: str, convention: Convention) -> Ruler:
        key = (guid, convention)
        if key not in self._made:
            self._made[key] = Ruler(self._texts[guid], convention)
        return self._made[key]


def _cases(project: Project, texts: Mapping[str, Decoded]) -> list[_Case]:
    """Selections spread evenly over the project, those with a quotation before others."""
    found = [
        _Case(source.guid, texts[source.guid].text, one.name, one.start, one.stop)
        for source in project.sources
        if source.guid in texts
        for one in source.selections
        if one.start is not None and one.stop is not None
    ]
    named = [one for one in found if one.name.strip()]
    chosen = named if len(named) >= _ENOUGH else found
    step = max(1, len(chosen) // _ASKED)
    return chosen[::step]


def _weigh(cases: Sequence[_Case], rulers: _Rulers, convention: Convention) -> _Weighed:
    score, quoted = 0.0, 0
    for one in cases:
        span = rulers.of(one.guid, convention).span(one.start, one.stop)
        points = _points(one, span)
        score += points
        quoted += points >= _QUOTED
    return _Weighed(convention, score, quoted)


def _points(one: _Case, span: Span | None) -> float:
    """10 for the words as quoted, 6 but for white space, 8 for how they begin; else the edges."""
    if span is None:
        return -3
    if one.name.strip():
        quote = one.text[span.start : span.stop]
        if quote == one.name:
            return 10
        head = shortened(one.name) or one.name
        if quote.startswith(head):
            return 8
        if " ".join(quote.split()) == " ".join(one.name.split()):
            return 6
    return _edges(one.text, span)


def shortened(name: str) -> str:
    """How a quotation begins that was cut off with dots; empty where it was not."""
    for dots in ("…", "..."):
        if name.endswith(dots):
            return name.removesuffix(dots).rstrip()
    return ""


def _edges(text: str, span: Span) -> float:
    """A point for beginning with a word and one for ending with one, not within, not on space."""
    before = text[span.start - 1] if span.start else " "
    first, last = text[span.start], text[span.stop - 1]
    after = text[span.stop] if span.stop < len(text) else " "
    begins = not first.isspace() and not (before.isalnum() and first.isalnum())
    ends = not last.isspace() and not (last.isalnum() and after.isalnum())
    return begins + ends


# ------------------------------------------------------------------ applied


NO_PLACE = "it has no place in its text (start {start}, end {stop}, {length} characters)"
NO_NUMBERS = "its start or end is no whole number"
NO_POSITIONS = "its document has only a Word file, in which positions mean nothing"


def placed(
    project: Project, texts: Mapping[str, Decoded], convention: Convention
) -> tuple[Project, dict[str, str]]:
    """The project with positions in code points, and why some selections have none.

    A selection without a place keeps none: nothing is moved to where it might have been.
    """
    unplaced: dict[str, str] = {}
    sources = tuple(
        _placed(one, texts.get(one.guid), convention, unplaced) for one in project.sources
    )
    return replace(project, sources=sources), unplaced


def _placed(
    source: Source, found: Decoded | None, convention: Convention, unplaced: dict[str, str]
) -> Source:
    ruler = Ruler(found, convention) if found else None
    selections = []
    for one in source.selections:
        span = _span(one, ruler)
        if span is None:
            unplaced[one.guid] = _why(source, one, found)
        selections.append(one._replace(start=span and span.start, stop=span and span.stop))
    return replace(source, selections=tuple(selections))


def _span(one: Selection, ruler: Ruler | None) -> Span | None:
    if ruler is None or one.start is None or one.stop is None:
        return None
    return ruler.span(one.start, one.stop)


def _why(source: Source, one: Selection, found: Decoded | None) -> str:
    if found is None:
        return source.lost or NO_POSITIONS
    if one.start is None or one.stop is None:
        return NO_NUMBERS
    return NO_PLACE.format(start=one.start, stop=one.stop, length=len(found.text))
