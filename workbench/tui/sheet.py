"""What one coder sees of one document in one round, and where they stand in it.

It holds what was read from the study, and is told what each step did after its commit, so that
a key costs no reading.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from workbench.terms import Code, Coding, NoCode, Passage, Span, Turn, Unit
from workbench.tui.entries import Entry

UNJUDGED, CODED, NO_CODE, CONTEXT = "·", "●", "–", " "
"""The sign beside a unit; never told by colour alone."""

A_LINE = 80
"""Characters; stretches that are further apart are never on one line."""


class Tag(NamedTuple):
    """A code beside a unit, in words and in its colour."""

    name: str
    colour: str
    copied: bool = False
    """Taken over from another round, and not confirmed yet."""
    part: bool = False
    """It is not simply on the whole unit."""
    starred: bool = False
    code: str = ""
    """Its uid."""


class Stretch(NamedTuple):
    """A coded stretch that is not simply a whole unit, as it is drawn in the text."""

    start: int
    stop: int
    colour: str
    sign: str
    """The key of its code, which stands in the lane beside its first line."""
    lane: int
    """Of stretches that may be on one line, each has its own lane, counted from 0."""


class Marks(NamedTuple):
    """What stands beside a unit."""

    sign: str
    tags: tuple[Tag, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    """Coded stretches that are not simply the whole unit, in the order of the text."""
    memo: bool = False


class Page(NamedTuple):
    """A document as it is read: its text, and how that is cut."""

    name: str
    text: str
    turns: tuple[Turn, ...]
    units: tuple[Unit, ...]
    sha256: str = ""
    """Of the text, by which a key is refused once the text was corrected."""
    facts: Mapping[str, str] = {}
    """Of a survey: what is known of each case, in words, by its name."""
    more: int = 0
    """How many further units the document has, where only its first were read."""

    def passage(self, spans: Sequence[Span]) -> Passage:
        """Stretches of the document, in the text as it was read."""
        return Passage(self.name, spans, self.sha256)


class Sheet:
    """A coder's judgements of the units of a page; units are numbered from 1."""

    def __init__(self, page: Page, asked: Iterable[int], entries: Iterable[Entry]) -> None:
        """`asked`: the units that are this coder's to judge; the others are context."""
        self.page = page
        self.asked = tuple(sorted(asked))
        self.entries = tuple(entries)
        self.finished = False
        """Has the coder declared the document finished?"""
        self.complete = True
        """Whether the whole document, and all of the coder's judgements, have been read."""
        self.memos: dict[int, str] = {}
        """What the coder wrote about units."""
        self._asked = frozenset(self.asked)
        self._entries = {entry.code.uid: entry for entry in self.entries}
        self.uses: Counter[str] = Counter()
        """How often the coder has put each code, by its uid; copies do not count."""
        self._codings: dict[int, tuple[Coding, ...]] = {}
        self._no_codes: set[int] = set()
        self._judged: set[int] = set()
        self._lanes: dict[tuple[str, int, int], int] = {}

    # -------------------------------------------------------------- reading

    def unit(self, number: int) -> Unit:
        """The unit of that number."""
        return self.page.units[number - 1]

    def code(self, uid: str) -> Code | None:
        """The code in this version of the codebook, if it is there."""
        entry = self._entries.get(uid)
        return entry.code if entry else None

    def is_asked(self, unit: int) -> bool:
        """Whether the unit is this coder's to judge."""
        return unit in self._asked

    def judged(self) -> int:
        """How many of the units asked are judged."""
        return len(self._judged)

    def codes_on(self, unit: int) -> tuple[str, ...]:
        """Uids of the codes that touch the unit, in the order they were put there."""
        return tuple(dict.fromkeys(coding.code for coding in self._codings.get(unit, ())))

    def sign(self, unit: int) -> str:
        """Judged, and how; to be judged; or context."""
        if self._is_coded(unit):
            return CODED
        if unit in self._no_codes:
            return NO_CODE
        return UNJUDGED if unit in self._asked else CONTEXT

    def _is_coded(self, unit: int) -> bool:
        return any(not coding.copied for coding in self._codings.get(unit, ()))

    def marks(self, unit: int) -> Marks:
        """What stands beside the unit."""
        found = self._codings.get(unit, ())
        bounds = self.unit(unit)
        tags = tuple(dict.fromkeys(self._tag(coding, bounds) for coding in found))
        stretches = tuple(self._stretches(found, bounds))
        return Marks(self.sign(unit), tags, stretches, unit in self.memos)

    def _tag(self, coding: Coding, bounds: Unit) -> Tag:
        entry = self._entries.get(coding.code)
        more = (coding.copied, not _covers(coding, bounds), coding.starred, coding.code)
        if entry is None:
            return Tag("(a code of another version)", "", *more)
        return Tag(entry.code.name, entry.colour, *more)

    def _stretches(self, found: Iterable[Coding], bounds: Unit) -> Iterator[Stretch]:
        parts = [coding for coding in found if not _covers(coding, bounds)]
        for coding in sorted(parts, key=lambda one: (one.start, one.stop)):
            entry = self._entries.get(coding.code)
            sign, colour = (entry.key or "•", entry.colour) if entry else ("?", "")
            yield Stretch(coding.start, coding.stop, colour, sign, self._lane(coding))

    def _lane(self, coding: Coding) -> int:
        """The lane of a stretch, the same in all the units that it touches."""
        return self._lanes.setdefault((coding.code, coding.start, coding.stop), self._free(coding))

    def _free(self, coding: Coding) -> int:
        taken = {
            lane
            for (_, start, stop), lane in self._lanes.items()
            if start < coding.stop + A_LINE and stop > coding.start - A_LINE
        }
        return next(lane for lane in count() if lane not in taken)

    def touched(self, span: Span) -> range:
        """The numbers of the units that a stretch touches."""
        units = self.page.units
        first = bisect_right(units, span.start, key=lambda unit: unit.stop)
        return range(first + 1, bisect_left(units, span.stop, key=lambda unit: unit.start) + 1)

    def has(self, uid: str, span: Span) -> bool:
        """Whether the code is on exactly this stretch."""
        return any(
            coding.code == uid and coding[3:5] == tuple(span)
            for unit in self.touched(span)
            for coding in self._codings.get(unit, ())
        )

    def starred(self, unit: int) -> bool:
        """Whether a quotation is starred on the unit."""
        return any(coding.starred for coding in self._codings.get(unit, ()))

    # -------------------------------------------------------------- moving

    def nearest_asked(self, unit: int, step: int = 1) -> int | None:
        """The unit asked that is `step` of them after (or, below 0, before) this one."""
        if not self.asked:
            return None
        return self.asked[_clamped(_place(self.asked, unit, step), len(self.asked))]

    def next_where(self, unit: int, found: Callable[[int], bool], step: int = 1) -> int | None:
        """The next unit (or, with step -1, the one before) where something is, going round."""
        numbers = [number for number in range(1, len(self.page.units) + 1) if found(number)]
        if step < 0:
            numbers.reverse()
        beyond = [number for number in numbers if (number - unit) * step > 0]
        return next(iter(beyond or numbers), None)

    def next_unjudged(self, unit: int) -> int | None:
        """The next unit to judge after this one, going round at the end; None: all are."""
        left = [number for number in self.asked if number not in self._judged]
        return next((number for number in left if number > unit), left[0] if left else None)

    # -------------------------------------------------------------- changing

    def put(self, coding: Coding) -> None:
        """A code was put on a stretch; it takes the no-code off the units it touches."""
        units = _units(coding)
        self._no_codes.difference_update(units)
        self._take((coding,), ())
        self._count(units)

    def take_back(self, uid: str, span: Span) -> None:
        """The code was taken off exactly this stretch."""
        units = self.touched(span)
        self._drop(
            coding
            for coding in self._on(units)
            if coding.code == uid and coding[3:5] == tuple(span)
        )
        if self.finished:
            self._no_codes.update(u for u in units if u in self._asked and not self._codings.get(u))
        self._count(units)

    def pass_over(self, unit: int, *, applies: bool) -> None:
        """It was said that no code applies to the unit, or that was taken back."""
        (self._no_codes.add if applies else self._no_codes.discard)(unit)
        self._count((unit,))

    def renew(self, codings: Sequence[Coding], no_codes: Iterable[NoCode]) -> None:
        """Take over everything as it was read again."""
        for held in (self._codings, self._no_codes, self._lanes, self.uses):
            held.clear()
        self._take(codings, no_codes)
        coded = filter(self._is_coded, self._codings)
        self._judged = set(self._asked.intersection(self._no_codes.union(coded)))

    def renew_units(
        self, units: range, codings: Sequence[Coding], no_codes: Iterable[NoCode]
    ) -> None:
        """Take over what was read again of some units: all that touches them."""
        gone = self._on(units)
        touched = {unit for coding in (*gone, *codings) for unit in _units(coding)}
        self._drop(gone)
        self._no_codes.difference_update(units)
        self._take(codings, no_codes)
        self._count(touched.union(units))

    def _on(self, units: Iterable[int]) -> set[Coding]:
        return {coding for unit in units for coding in self._codings.get(unit, ())}

    def _drop(self, gone: Iterable[Coding]) -> None:
        for coding in set(gone):
            for unit in _units(coding):
                self._codings[unit] = tuple(c for c in self._codings[unit] if c != coding)
            self._lanes.pop((coding.code, coding.start, coding.stop), None)
            self.uses[coding.code] -= not coding.copied

    def _take(self, codings: Iterable[Coding], no_codes: Iterable[NoCode]) -> None:
        for coding in codings:
            for unit in _units(coding):
                self._codings[unit] = (*self._codings.get(unit, ()), coding)
            self.uses[coding.code] += not coding.copied
        self._no_codes.update(no_code.unit for no_code in no_codes)

    def _count(self, units: Iterable[int]) -> None:
        for unit in self._asked.intersection(units):
            judged = self.sign(unit) in (CODED, NO_CODE)
            (self._judged.add if judged else self._judged.discard)(unit)


def _units(coding: Coding) -> range:
    return range(coding.first_unit, coding.last_unit + 1)


def _covers(coding: Coding, unit: Unit) -> bool:
    return (coding.start, coding.stop) == (unit.start, unit.stop)


def _place(numbers: tuple[int, ...], number: int, step: int) -> int:
    """The index of what is `step` places from `number`, which need not be among them."""
    if step > 0:
        return bisect_right(numbers, number) + step - 1
    return bisect_left(numbers, number) + step


def _clamped(index: int, length: int) -> int:
    return min(max(index, 0), length - 1)
