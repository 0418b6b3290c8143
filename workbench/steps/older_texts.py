"""A share that was made before a text was changed, put on the text as it is now.

A unit that a round judges keeps its number through every change of its text, so units are the
same by position; offsets go along the changes made since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from workbench.coding.revision import Moves, OffsetMap
from workbench.coding.soundness import Cut
from workbench.revisions import LaidCoding, LaidSet, LaidUnit
from workbench.shares import Returned, ReturnedCoding, ReturnedDocument
from workbench.store import Reader
from workbench.store.reads import documents, rounds, texts
from workbench.store.writes.shares import Assigned
from workbench.terms import NOBODY, Span


class OnToday(NamedTuple):
    """What came back, on the texts of today."""

    found: Returned
    changed: frozenset[tuple[str, int]] = frozenset()
    """Document uid and position of the units whose words are not what they were."""


def on_todays_texts(reader: Reader, found: Returned, stored: Mapping[str, Assigned]) -> OnToday:
    """What came back, on the texts of today; a text that was never here stays as it is."""
    today = OnToday(_by_todays_names(found, stored))
    for one in today.found.documents:
        here = stored.get(one.uid)
        if here is not None and one.sha256 != here.sha256:
            today = _moved(reader, today, one, here)
    return today


def _by_todays_names(found: Returned, stored: Mapping[str, Assigned]) -> Returned:
    names = todays_names(found.documents, stored)
    memos = (one._replace(target=target_today(one, names)) for one in found.memos)
    documents = (one._replace(name=names[one.name]) for one in found.documents)
    return replace(found, documents=tuple(documents), memos=tuple(memos))


def todays_names(
    there: Iterable[ReturnedDocument], stored: Mapping[str, Assigned | ReturnedDocument]
) -> dict[str, str]:
    """What documents are called now, by the names that they have in a packet.

    The old name may be somebody's, who has a pseudonym now, or withdrew.
    """
    return {one.name: stored[one.uid].name if one.uid in stored else one.name for one in there}


class About(Protocol):
    """Something that is about a unit by its document's name, such as a memo."""

    @property
    def target(self) -> str:
        """What it is about."""


def target_today(one: About, names: Mapping[str, str]) -> str:
    """What a memo is about, by today's names."""
    name, _, position = one.target.rpartition("#")
    return f"{names[name]}#{position}" if name in names else one.target


def document_today(
    reader: Reader, one: ReturnedDocument, here: ReturnedDocument | None
) -> ReturnedDocument:
    """A document of a packet as it stands here, if only its text was changed here since."""
    if here is None or len(one.units) != len(here.units):
        return one
    known = one.sha256 == here.sha256 or any(_since(reader, here.name, one.sha256))
    return here if known else one


def _moved(reader: Reader, today: OnToday, one: ReturnedDocument, here: Assigned) -> OnToday:
    unit = rounds.round_row(reader, today.found.n).unit
    units = [Span(row.start, row.stop) for row in documents.units(reader, NOBODY, here.name, unit)]
    maps = list(_since(reader, here.name, one.sha256))
    if not maps or len(units) != len(one.units):
        return today
    now = one._replace(sha256=here.sha256, units=tuple(units))
    found = replace(
        today.found,
        documents=tuple(now if other is one else other for other in today.found.documents),
        codings=_codings(today.found.codings, one, units, here.characters, maps),
    )
    changed = {(one.uid, n) for n, unit in enumerate(one.units, 1) if _is_changed(unit, maps)}
    return OnToday(found, today.changed | changed)


def _is_changed(unit: Span, maps: Sequence[OffsetMap]) -> bool:
    for one in maps:
        if one.touches(unit):
            return True
        unit = one.stretch(unit)
    return False


def _since(reader: Reader, name: str, sha256: str) -> Iterator[OffsetMap]:
    """The changes of a text since it last had this hash; none where it never had."""
    made = texts.revisions(reader, NOBODY, name)
    from_there = [n for n, one in enumerate(made) if one.sha256 == sha256]
    for one in made[from_there[-1] :] if from_there else ():
        yield OffsetMap.of(one.changes)


def _codings(
    codings: Sequence[ReturnedCoding],
    one: ReturnedDocument,
    today: Sequence[Span],
    length: int,
    changes: Sequence[OffsetMap],
) -> tuple[ReturnedCoding, ...]:
    old, new = _set(one.units), _set(today)
    cut = Cut(list(enumerate(one.units)))
    moves = Moves([old], [new], _through(changes), length)
    return tuple(
        _coding(coding, cut, moves) if coding.document == one.uid else coding for coding in codings
    )


def _set(units: Sequence[Span]) -> LaidSet:
    """Units as they lie on a text; their place is their id."""
    return LaidSet(0, "", True, tuple(LaidUnit(n, 0, *span) for n, span in enumerate(units)))  # noqa: FBT003 a tuple's field


def _through(changes: Sequence[OffsetMap]) -> Callable[[Span], Span]:
    def stretch(span: Span) -> Span:
        for one in changes:
            span = one.stretch(span)
        return span

    return stretch


def _coding(coding: ReturnedCoding, cut: Cut, moves: Moves) -> ReturnedCoding:
    units = cut.touched(Span(coding.start, coding.stop)) if coding.start < coding.stop else None
    if units is None:
        return coding  # it lies nowhere, and is refused for that
    _, start, stop, _, _ = moves.coding(LaidCoding(0, coding.start, coding.stop, *units))
    return coding._replace(start=start, stop=stop)
