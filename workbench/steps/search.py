"""Full text with its surroundings, and by code, speaker and facts.

The texts are read through, not looked up in an index: parts of words, accents and scripts
without spaces are found alike, and the study holds no second copy of what was said.
Codes are those of one round that the viewer may see; while it is blind, their own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from workbench.coding.codes import CodeIndex, names_of
from workbench.coding.spoken import short_names
from workbench.errors import NameUnknown, NotAsked
from workbench.folding import Folded, terms
from workbench.shelf import unknown
from workbench.steps.surroundings import Surroundings
from workbench.store import Reader, Store
from workbench.store.reads import cases, codebooks, codings, documents, rounds
from workbench.terms import Code, Codebook, Coding, Round, Span, Turn, Unit, Viewer
from workbench.watching import each

MANY = 1000
"""Hits that are given at most, unless more are asked for."""


@dataclass(frozen=True)
class Sought:
    """What is looked for; all of it must be so."""

    words: str = ""
    """All of these words in one turn; those in double quotes one after the other."""
    codes: tuple[str, ...] = ()
    """Names of codes that the unit has; a category stands for all below it."""
    without: tuple[str, ...] = ()
    """Names of codes that it has not."""
    speakers: tuple[str, ...] = ()
    """Labels of speakers, or names of cases."""
    roles: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    """Names of facts and their values; what another than the case said is left out."""
    documents: tuple[str, ...] = ()
    n: int | None = None
    """The round whose codes and units are meant; None: the latest."""

    @property
    def by_code(self) -> bool:
        """Whether it asks about codes, so that there has to be a round."""
        return bool(self.codes or self.without)


class Hit(NamedTuple):
    """A coding unit, or a turn where there is none, in which it was found."""

    number: str
    """What two people on the phone call it."""
    document: str
    unit: int | None
    """Its position in the round's units; None: a turn that is no part of them."""
    start: int
    stop: int
    speaker: str | None
    text: str
    marks: tuple[Span, ...]
    """Where the words, or the stretches of the codes, are in the document."""
    before: str
    after: str
    codes: Mapping[str, tuple[str, ...]]
    """Names of codes on it, each with the coders who put it there."""


@dataclass(frozen=True)
class Found:
    """What was found, in the order of documents and text."""

    n: int | None
    """The round whose codes are shown; None: there is none."""
    hits: tuple[Hit, ...]
    more: bool
    """Whether there are more than were asked for."""


def search(store: Store, viewer: Viewer, sought: Sought, most: int = MANY) -> Found:
    """Look for words, codes, speakers and facts; at most so many hits.

    Raises NotAsked when nothing is asked for, NameUnknown for a name that the study lacks.
    """
    looked_for = terms(sought.words)
    if not looked_for and not _narrows(sought):
        raise NotAsked("Say what to look for: words, a code, a speaker or a fact.")
    with store.reading() as reader:
        room = _Room.of(reader, viewer, sought)
        found = list(islice(_hits(room, looked_for), most + 1))
    return Found(room.n, tuple(found[:most]), len(found) > most)


def _narrows(sought: Sought) -> bool:
    return sought.by_code or bool(sought.speakers or sought.roles or sought.attributes)


def _hits(room: _Room, looked_for: Sequence[str]) -> Iterator[Hit]:
    for name in each("Searching documents", room.names):
        folded = Folded(documents.text(room.reader, room.viewer, name))
        if all(map(folded.has, looked_for)):  # else nothing more of it need be read
            yield from room.page(name, folded).hits(looked_for)


# ------------------------------------------------------------------ what is read once


@dataclass(frozen=True)
class _Room:
    """A study to look through, with all names resolved."""

    reader: Reader
    viewer: Viewer
    sought: Sought
    one: Round | None
    names: Sequence[str]
    called: Mapping[str, str]
    answers: frozenset[str]
    """The documents whose turns are answers."""
    code_names: Mapping[str, str]
    wanted: Sequence[frozenset[str]]
    """For each code that must be there, the uids that stand for it."""
    unwanted: frozenset[str]
    whose: frozenset[str] | None
    """The cases with the facts; None: anybody."""

    @property
    def n(self) -> int | None:
        """The round's number."""
        return self.one.n if self.one else None

    @classmethod
    def of(cls, reader: Reader, viewer: Viewer, sought: Sought) -> _Room:
        """Read what is needed for all documents."""
        known = documents.questions(reader, viewer)
        there = list(known)
        _refuse("document", sought.documents, there)
        one = _round(reader, viewer, sought)
        codebook = codebooks.codebook(reader, viewer, one.version) if one else Codebook(0, ())
        index = CodeIndex.of(codebook)
        names = [name for name in there if not sought.documents or name in sought.documents]
        if sought.by_code and one:
            names = [name for name in names if name in one.documents]
        return cls(
            reader,
            viewer,
            sought,
            one,
            names,
            short_names(there),
            frozenset(name for name, question in known.items() if question is not None),
            names_of(codebook),
            [_below(index.find(name)) for name in sought.codes],
            frozenset().union(*(_below(index.find(name)) for name in sought.without)),
            _cases(reader, viewer, sought.attributes),
        )

    def page(self, name: str, folded: Folded) -> _Page:
        """One document, whose text is read, with all that lies on it."""
        turns = documents.turns(self.reader, self.viewer, name)
        units: tuple[Unit, ...] = ()
        put: tuple[Coding, ...] = ()
        if self.one and name in self.one.documents:
            units = documents.units(self.reader, self.viewer, name, self.one.unit)
            put = codings.codings(self.reader, self.viewer, self.one.n, name)
        around = Surroundings(folded.text, turns, units, answers=name in self.answers)
        return _Page(self, name, folded, around, _by_unit(put))


def _round(reader: Reader, viewer: Viewer, sought: Sought) -> Round | None:
    if sought.n is not None:
        return rounds.round_of(reader, viewer, sought.n, progress=False)
    there = [one for one in rounds.rounds(reader, viewer, progress=False) if one.state != "draft"]
    if sought.by_code and not there:
        raise NotAsked("No round is open yet, so nothing has a code; look for words instead.")
    return there[-1] if there else None


def _below(code: Code) -> frozenset[str]:
    """The uids of a code and of all below it."""
    return frozenset({code.uid}).union(*(_below(one) for one in code.codes))


def _cases(
    reader: Reader, viewer: Viewer, attributes: Sequence[tuple[str, str]]
) -> frozenset[str] | None:
    """The names of the cases that have all these facts; None: no fact is asked for."""
    if not attributes:
        return None
    known = cases.cases(reader, viewer)
    there = dict.fromkeys(fact.name for case in known for fact in case.attributes)
    _refuse("fact", [name for name, _ in attributes], list(there))
    return frozenset(
        case.name
        for case in known
        if {(one.name, plain(one.value)) for one in case.attributes}.issuperset(
            (name, plain(value)) for name, value in attributes
        )
    )


def plain(value: str | float) -> str:
    """A fact's value as it is typed.

    >>> plain(2.0), plain("2"), plain("Yes")
    ('2', '2', 'yes')
    """
    try:
        return f"{float(value):g}"
    except ValueError:
        return str(value).strip().casefold()


def _refuse(kind: str, names: Sequence[str], there: Sequence[str]) -> None:
    for name in names:
        if name not in there:
            raise NameUnknown(unknown(kind, name, list(there)))


def _by_unit(put: Sequence[Coding]) -> Mapping[int, Sequence[Coding]]:
    found: dict[int, list[Coding]] = defaultdict(list)
    for coding in put:
        for unit in range(coding.first_unit, coding.last_unit + 1):
            if not coding.copied:
                found[unit].append(coding)
    return found


# ------------------------------------------------------------------ one document


@dataclass(frozen=True)
class _Page:
    """A document to look through."""

    room: _Room
    name: str
    folded: Folded
    around: Surroundings
    put: Mapping[int, Sequence[Coding]]
    """By unit."""

    def hits(self, looked_for: Sequence[str]) -> Iterator[Hit]:
        """Where all that is sought is so."""
        for place, marks in self._places(looked_for):
            turn = self.around.turns[place.turn - 1]
            if self._wanted(place, turn):
                yield self._hit(place, turn, tuple(marks))

    def _places(self, looked_for: Sequence[str]) -> Iterator[tuple[Unit, Sequence[Span]]]:
        """Units, or turns that are no part of them, each with what is marked in it."""
        if looked_for:
            yield from self._with_words(looked_for)
            return
        for place in self.around.units if self.room.sought.by_code else self._all():
            yield place, [Span(c.start, c.stop) for c in self._codings(place) if self._marks(c)]

    def _all(self) -> Iterator[Unit]:
        """All units, and the turns that none lies in, in order."""
        inside = {unit.turn for unit in self.around.units}
        turns = [_whole(turn) for turn in self.around.turns if turn.position not in inside]
        yield from sorted([*self.around.units, *turns], key=lambda place: place.start)

    def _marks(self, coding: Coding) -> bool:
        return any(coding.code in uids for uids in self.room.wanted)

    def _with_words(self, looked_for: Sequence[str]) -> Iterator[tuple[Unit, Sequence[Span]]]:
        by_turn = [self._by_turn(self.folded.find(term)) for term in looked_for]
        starts = [unit.start for unit in self.around.units]
        for turn in sorted(set(by_turn[0]).intersection(*by_turn[1:])):
            places: dict[Unit, list[Span]] = defaultdict(list)
            for mark in sorted(mark for found in by_turn for mark in found[turn]):
                places[self._place(starts, self.around.turns[turn], mark)].append(mark)
            yield from places.items()

    def _by_turn(self, marks: Sequence[Span]) -> Mapping[int, Sequence[Span]]:
        """Marks by the index of the turn they start in; what is in no turn was not said."""
        starts = [turn.start for turn in self.around.turns]
        found: dict[int, list[Span]] = defaultdict(list)
        for mark in marks:
            at = bisect_right(starts, mark.start) - 1
            if at >= 0 and mark.start < self.around.turns[at].stop:
                found[at].append(mark)
        return found

    def _place(self, starts: Sequence[int], turn: Turn, mark: Span) -> Unit:
        at = bisect_right(starts, mark.start) - 1
        if at >= 0 and mark.start < self.around.units[at].stop:
            return self.around.units[at]
        return _whole(turn)

    def _codings(self, place: Unit) -> Sequence[Coding]:
        return self.put.get(place.position, ()) if place.position else ()

    def _wanted(self, place: Unit, turn: Turn) -> bool:
        room, sought = self.room, self.room.sought
        has = {coding.code for coding in self._codings(place)}
        tests: tuple[Callable[[], bool], ...] = (
            lambda: bool(place.position) or not sought.by_code,
            lambda: not sought.speakers or bool({turn.speaker, turn.case} & {*sought.speakers}),
            lambda: not sought.roles or turn.role in sought.roles,
            lambda: room.whose is None or turn.case in room.whose,
            lambda: all(has & uids for uids in room.wanted),
            lambda: not has & room.unwanted,
        )
        return all(test() for test in tests)

    def _hit(self, place: Unit, turn: Turn, marks: tuple[Span, ...]) -> Hit:
        room, around = self.room, self.around
        codes: dict[str, list[str]] = defaultdict(list)
        for coding in self._codings(place):
            codes[room.code_names.get(coding.code, coding.code)].append(coding.coder)
        called = f"{room.called[self.name]}-{place.position or f't{turn.position}'}"
        return Hit(
            called,
            self.name,
            place.position or None,
            place.start,
            place.stop,
            turn.speaker or turn.case,
            around.text[place.start : place.stop],
            marks,
            around.before(place),
            around.after(place),
            {name: tuple(dict.fromkeys(coders)) for name, coders in sorted(codes.items())},
        )


def _whole(turn: Turn) -> Unit:
    """A turn that no unit lies in, as a place; its position is 0."""
    return Unit(0, turn.start, turn.stop, turn.position)
