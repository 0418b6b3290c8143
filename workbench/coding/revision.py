"""A text is changed in places: where everything that lies on it goes.

Three rules, for three kinds of stretch:

* A stretch wholly inside unchanged text keeps its words, wherever they move.
* Turns and units share out the text, so what is put in goes to one of them: to the stretch that
  it lies in, else to the one that ends there, else to the one that begins there. Where an edit
  reaches over a bound, all of its replacement goes to the first of them. A unit that coders judge
  is never left empty while there is a replacement to share: it keeps the last signs of it.
* A coding may lie across others: it takes in the whole of a replacement that it touches, and
  nothing that is put in at its edge, unless it begins or ends with its unit; then it goes on doing
  so. It never leaves its units, and lies on the whole of one at its end that lost all its words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

from workbench.coding.soundness import Cut
from workbench.errors import NotAsked
from workbench.revisions import Edit, Laid, LaidCoding, LaidSet, LaidTurn, LaidUnit
from workbench.terms import Span


class Change(NamedTuple):
    """An edit without its words: `length` code points stand for those from `start` to `stop`."""

    start: int
    stop: int
    length: int


@dataclass(frozen=True)
class OffsetMap:
    """Where each place of an older text is in a newer one.

    >>> there = OffsetMap((Change(3, 5, 4), Change(9, 9, 1)))
    >>> there.stretch(Span(6, 9)), there.stretch(Span(4, 7)), there.inverse().stretch(Span(8, 11))
    (Span(start=8, stop=11), Span(start=3, stop=9), Span(start=6, stop=9))
    """

    changes: tuple[Change, ...]
    """In order, not overlapping."""

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.changes]

    @cached_property
    def _stops(self) -> list[int]:
        return [one.stop for one in self.changes]

    @cached_property
    def _shifts(self) -> list[int]:
        """By how much text moves that has so many changes before it."""
        grown = (one.length - (one.stop - one.start) for one in self.changes)
        return [0, *accumulate(grown)]

    def before(self, at: int) -> int:
        """The place before what is put in at `at`; inside a change, where its replacement begins.

        >>> OffsetMap((Change(3, 3, 2),)).before(3)
        3
        """
        n = bisect_left(self._starts, at)
        inside = n > 0 and self._stops[n - 1] > at
        return self._starts[n - 1] + self._shifts[n - 1] if inside else at + self._shifts[n]

    def after(self, at: int) -> int:
        """The place behind what is put in at `at`; inside a change, where its replacement ends.

        >>> OffsetMap((Change(3, 3, 2),)).after(3)
        5
        """
        n = bisect_right(self._stops, at)
        inside = n < len(self.changes) and self._starts[n] < at
        return self._stops[n] + self._shifts[n + 1] if inside else at + self._shifts[n]

    def stretch(self, span: Span) -> Span:
        """Where a stretch goes: with all of what it touches, nothing of what is put in beside it.

        It may come out empty.
        """
        start, stop = span
        return Span(
            self.before(start) if self._inside(start) else self.after(start),
            self.after(stop) if self._inside(stop) else self.before(stop),
        )

    def _inside(self, at: int) -> bool:
        n = bisect_left(self._starts, at)
        return n > 0 and self._stops[n - 1] > at

    def touches(self, span: Span) -> bool:
        """Whether anything is changed in a stretch, or put in at its edges.

        >>> OffsetMap((Change(3, 5, 4),)).touches(Span(5, 9))
        False
        """
        n = bisect_left(self._stops, span.start)
        return any(
            (one.start < span.stop and one.stop > span.start)
            or (one.start == one.stop and span.start <= one.start <= span.stop)
            for one in self.changes[n : bisect_right(self._starts, span.stop)]
        )

    def swallowed(self, at: int) -> int:
        """How long the replacement is that a place lies inside; 0 where it lies in none."""
        return self.changes[bisect_left(self._starts, at) - 1].length if self._inside(at) else 0

    def cells(self, spans: Sequence[Span], floors: Sequence[int] | None = None) -> list[Span]:
        """Where stretches go that share out the text: in order, never overlapping, some empty.

        None begins before its floor.

        >>> OffsetMap((Change(2, 6, 1),)).cells([Span(0, 4), Span(4, 8)])
        [Span(start=0, stop=3), Span(start=3, stop=5)]
        """
        found: list[Span] = []
        end = 0
        for span, floor in zip(spans, floors or [0] * len(spans), strict=True):
            start = max(self.before(span.start), end, floor)
            end = max(self.after(span.stop), start)
            found.append(Span(start, end))
        return found

    def inverse(self) -> OffsetMap:
        """The way back."""
        places = zip(self.changes, self._shifts, strict=False)
        return OffsetMap(
            tuple(
                Change(one.start + shift, one.start + shift + one.length, one.stop - one.start)
                for one, shift in places
            )
        )

    def plain(self) -> list[list[int]]:
        """As plain lists, for keeping: `[[start, stop, length], …]`."""
        return [list(one) for one in self.changes]

    @classmethod
    def of(cls, plain: Iterable[Sequence[int]]) -> OffsetMap:
        """The map that `plain` made."""
        return cls(tuple(Change(*one) for one in plain))


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made; NotAsked where they overlap or leave the text.

    >>> edited("I was so angry.", [Edit(6, 8, "very"), Edit(14, 14, " then")])
    'I was very angry then.'
    """
    _refuse_faulty(text, edits)
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.start], edit.replacement]
        at = edit.stop
    return "".join([*parts, text[at:]])


def _refuse_faulty(text: str, edits: Sequence[Edit]) -> None:
    ends = [0, *(edit.stop for edit in edits)]
    within = all(end <= one.start <= one.stop for end, one in zip(ends, edits, strict=False))
    if not within or ends[-1] > len(text):
        raise NotAsked("The changes overlap or lie outside the text; give them in order.")
    if any(one[:2] == other[:2] and one.start == one.stop for one, other in pairwise(edits)):
        raise NotAsked("Two changes put something in at the same place; make them one.")
    for edit in edits:
        _refuse_unstorable(edit.replacement)


def _refuse_unstorable(words: str) -> None:
    if "\0" in words or "\r" in words or any("\ud800" <= sign <= "\udfff" for sign in words):
        raise NotAsked("The new words hold signs that no text has; type them again.")


def effective(text: str, edits: Iterable[Edit]) -> list[Edit]:
    """The edits that change something, in order."""
    ordered = sorted(edits, key=lambda one: (one.start, one.stop))
    return [one for one in ordered if text[one.start : one.stop] != one.replacement]


def map_of(edits: Iterable[Edit]) -> OffsetMap:
    """Where places go when the edits are made."""
    return OffsetMap(tuple(Change(one.start, one.stop, len(one.replacement)) for one in edits))


# ------------------------------------------------------------------ all that lies on a text


@dataclass(frozen=True)
class Revised:
    """A document as it will be: the same stretches, by the same ids, in their new places."""

    there: OffsetMap
    laid: Laid
    moves: Moves
    """Where any other coding of these units goes."""
    parted: tuple[Parted, ...] = ()
    """Units that a round judges and that a new turn begins in."""


class Parted(NamedTuple):
    """A judged unit that lay across two turns: it keeps the words that one of them has."""

    cut: str
    """The unit set."""
    unit: int
    turn: int
    """The position of the turn that it is in now."""


def revised(laid: Laid, edits: Sequence[Edit], turns: Sequence[LaidTurn] | None = None) -> Revised:
    """Make the edits and move everything; NotAsked where a judged unit would be left empty.

    `turns` says how the new text is cut into turns, where that changes too: those that are there
    by their ids, new ones by negative ids. A unit then goes to the turn that has its words; one
    that would lie in two is cut, or where a round judges it, goes with the turn that has most of
    its words and leaves the others to no unit.
    """
    edits = effective(laid.text, edits)
    text, there = edited(laid.text, edits), map_of(edits)
    parted: Sequence[Parted] = ()
    if turns is None:
        moved = _turns(laid.turns, there)
        sets = tuple(_set(laid, one, moved, there) for one in laid.sets)
        turns = tuple(moved.values())
    else:
        turning = _Turning(laid, text, there, turns)
        sets = tuple(turning.cut(one) for one in laid.sets)
        parted = turning.parted
    moves = Moves(laid.sets, sets, there.stretch, len(text))
    codings = tuple(moves.coding(one) for one in laid.codings)
    new = Laid(laid.document, laid.name, text, _filled(turns), _tidied(sets), codings)
    return Revised(
        there,
        new,
        moves,
        tuple(parted),
    )


class _Turning:
    """Units on a text that is cut into other turns."""

    def __init__(self, laid: Laid, text: str, there: OffsetMap, turns: Sequence[LaidTurn]) -> None:
        self._laid = laid
        self._text = text
        self._there = there
        self._turns = turns
        self._starts = [one.start for one in turns]
        self.parted: list[Parted] = []

    def cut(self, old: LaidSet) -> LaidSet:
        """The units of a set, each within one turn."""
        grown = self._there.cells([Span(unit.start, unit.stop) for unit in old.units])
        parts = [
            self._parts(old, n, unit, span)
            for n, (unit, span) in enumerate(zip(old.units, grown, strict=True), 1)
        ]
        new = old._replace(units=tuple(one for some in parts for one in some))
        if old.locked:
            _refuse_empty(self._laid, old, [Span(one.start, one.stop) for one in new.units])
        return new

    def _parts(self, old: LaidSet, n: int, unit: LaidUnit, grown: Span) -> list[LaidUnit]:
        """A unit in its turn; in several turns, where no round judges it.

        One that a round judges is one unit still: with the turn that has most of its words.
        """
        stretch = self._there.stretch(Span(unit.start, unit.stop))
        words = self._filled(stretch)
        if old.locked and len(words) > 1:
            words = [max(words, key=lambda turn: self._said(stretch, turn))]
            self.parted.append(Parted(old.name, n, self._turns.index(words[0]) + 1))
        found = (words or self._filled(grown)[:1]) if old.locked else self._filled(grown)
        pieces = [self._within(grown, turn) for turn in found]
        ids = [unit.id, *(-1 - n for n in range(1, len(pieces)))]
        if not pieces:
            return [LaidUnit(unit.id, unit.turn, grown.start, grown.start)]
        return [
            LaidUnit(id_, turn.id, *span)
            for id_, turn, span in zip(ids, found, pieces, strict=True)
        ]

    def _said(self, span: Span, turn: LaidTurn) -> int:
        """How much of a stretch a turn has, in signs."""
        return len(self._text[max(turn.start, span.start) : min(turn.stop, span.stop)].strip())

    def _filled(self, span: Span) -> list[LaidTurn]:
        """The turns that have some of the words in a stretch."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        last = bisect_left(self._starts, span.stop)
        return [
            turn
            for turn in self._turns[first:last]
            if self._text[max(turn.start, span.start) : min(turn.stop, span.stop)].strip()
        ]

    def _within(self, span: Span, turn: LaidTurn) -> Span:
        """The part of a stretch that lies in a turn, without white space at its ends."""
        start, stop = max(span.start, turn.start), min(span.stop, turn.stop)
        if (start, stop) == span:
            return span
        words = self._text[start:stop]
        return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def _turns(turns: Sequence[LaidTurn], there: OffsetMap) -> dict[int, LaidTurn]:
    spans = there.cells([Span(one.start, one.stop) for one in turns])
    return {one.id: LaidTurn(one.id, *span) for one, span in zip(turns, spans, strict=True)}


def _filled(turns: Iterable[LaidTurn]) -> tuple[LaidTurn, ...]:
    return tuple(one for one in turns if one.start < one.stop)


def _tidied(sets: Iterable[LaidSet]) -> tuple[LaidSet, ...]:
    return tuple(
        one._replace(units=tuple(unit for unit in one.units if unit.start < unit.stop))
        for one in sets
    )


def _set(laid: Laid, old: LaidSet, turns: Mapping[int, LaidTurn], there: OffsetMap) -> LaidSet:
    floors = [turns[unit.turn].start for unit in old.units]
    spans = there.cells([Span(unit.start, unit.stop) for unit in old.units], floors)
    if old.locked:
        spans = _shared_out(old.units, spans, there)
        _refuse_empty(laid, old, spans)
    units = zip(old.units, spans, strict=True)
    return old._replace(units=tuple(LaidUnit(unit.id, unit.turn, *span) for unit, span in units))


def _shared_out(units: Sequence[LaidUnit], spans: Sequence[Span], there: OffsetMap) -> list[Span]:
    """Units that one replacement swallowed get a sign each from its end, within their turn."""
    found = list(spans)
    last = len(found) - 1
    while last > 0:
        first = last
        while first > 0 and found[first].start == found[first].stop:
            first -= 1
        if first < last and _can_give(units, found, first, last, there):
            cut = found[first].stop - (last - first)
            found[first] = Span(found[first].start, cut)
            for n in range(last - first):
                found[first + 1 + n] = Span(cut + n, cut + n + 1)
        last = first - 1 if first == last else first
    return found


def _can_give(
    units: Sequence[LaidUnit], spans: Sequence[Span], first: int, last: int, there: OffsetMap
) -> bool:
    empty = last - first
    return (
        units[first].turn == units[last].turn
        and spans[first].stop - spans[first].start > empty
        and there.swallowed(units[first + 1].start) >= empty
        and spans[first].stop == spans[last].start
    )


def _refuse_empty(laid: Laid, old: LaidSet, spans: Sequence[Span]) -> None:
    empty = [n for n, span in enumerate(spans, 1) if span.start == span.stop]
    if empty:
        raise NotAsked(
            f"Unit {empty[0]} ({old.name}) of “{laid.name}” would be left without a word, but a "
            "round judges it; put something in its place, such as […]."
        )


class Moves:
    """Where codings go when their units have gone to their new places."""

    def __init__(
        self,
        old: Sequence[LaidSet],
        new: Sequence[LaidSet],
        stretch: Callable[[Span], Span],
        length: int,
    ) -> None:
        """`stretch` says where any stretch goes; `length` is that of the new text."""
        self._stretch = stretch
        self._length = length
        self._old = {unit.id: unit for one in old for unit in one.units}
        self._place = {
            unit.id: (one, n) for one in new for n, unit in enumerate(one.units)
        }  # fmt: skip
        self._cuts = {
            one.id: Cut([(unit.id, Span(unit.start, unit.stop)) for unit in one.units])
            for one in new
        }

    def coding(self, old: LaidCoding) -> LaidCoding:
        """Where a coding goes; its units must be there still."""
        cut, first = self._place[old.first_unit]
        _, last = self._place[old.last_unit]
        start, stop = self._within(old, cut.units, first, last)
        # Whoever judged a unit has judged it still, with fewer words.
        if start >= min(stop, cut.units[first].stop):
            start = cut.units[first].start
        if stop <= max(start, cut.units[last].start):
            stop = cut.units[last].stop
        return LaidCoding(old.id, start, stop, old.first_unit, old.last_unit)

    def _within(self, old: LaidCoding, units: Sequence[LaidUnit], first: int, last: int) -> Span:
        start, stop = self._stretch(Span(old.start, old.stop))
        begun, ended = self._old[old.first_unit].start, self._old[old.last_unit].stop
        # A judged unit that a new turn begins in is shorter: its codings do not reach beyond it.
        if old.start >= begun:
            start = units[first].start if old.start == begun else max(start, units[first].start)
        if old.stop <= ended:
            stop = units[last].stop if old.stop == ended else min(stop, units[last].stop)
        floor = units[first - 1].stop if first else 0
        ceiling = units[last + 1].start if last + 1 < len(units) else self._length
        return Span(max(start, floor), min(stop, ceiling))
