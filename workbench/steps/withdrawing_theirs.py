"""What somebody who withdraws said in a study, and where else their words and their name stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from workbench.errors import NameUnknown, NotAsked
from workbench.privacy import withdrawing as rules
from workbench.privacy.withdrawing import Blank, Scrub, Stretches
from workbench.store import Reader
from workbench.store.packet import home_of
from workbench.store.reads import withdrawals as reads
from workbench.store.reads.withdrawals import Spoken
from workbench.store.writes.cases import known_cases
from workbench.terms import NOBODY, Span

Agreement = Literal["keep", "anew"]
"""Stored agreement stays and says how many withdrawn units it includes, or is computed anew."""
Mentions = Literal["", "erase", "keep"]


class How(NamedTuple):
    """What is chosen about a withdrawal."""

    agreement: Agreement = "keep"
    mentions: Mentions = ""
    """Their name where others say or write it; empty: erased, unless it may be a mere word."""
    exports: bool = False
    """Whether files written before that may hold something of theirs are destroyed."""


class Who(NamedTuple):
    """A case: its id, uid and name."""

    id: int
    uid: str
    name: str


def who_is(reader: Reader, name: str) -> Who:
    """The case of a name; refused where it is none, or withdrew already."""
    if home_of(reader, "").is_packet:
        raise NotAsked(
            "This is a packet; who withdraws is withdrawn in the study that it came from."
        )
    ids = known_cases(reader, [name])
    if not ids:
        _refuse_twice(reader, name)
        raise NameUnknown(
            f"There is no participant “{name}”; see who there is: workbench cases STUDY"
        )
    return Who(*reads.identity(reader, NOBODY, next(iter(ids.values()))))


def _refuse_twice(reader: Reader, name: str) -> None:
    for one in reads.withdrawals(reader, NOBODY):
        if one.is_called(name):
            raise NotAsked(
                f"“{name}” withdrew on {one.at[:10]} already; nothing of theirs is in the study."
            )


@dataclass(frozen=True)
class Theirs:
    """What a case said, and where else their words and names stand."""

    who: Who
    documents: tuple[Spoken, ...]
    """All of the study."""
    erase_mentions: bool = True
    """Whether their name goes where others say or write it."""
    _stretches: dict[int, Stretches] = field(default_factory=dict)
    _mentions: dict[int, list[Span]] = field(default_factory=dict)

    @cached_property
    def spoken(self) -> tuple[Spoken, ...]:
        """The documents in which they said anything."""
        return tuple(one for one in self.documents if one.theirs)

    @cached_property
    def ids(self) -> list[int]:
        """The ids of those documents."""
        return [one.id for one in self.spoken]

    @cached_property
    def turns(self) -> list[int]:
        """The ids of their turns."""
        return [turn.id for one in self.spoken for turn in one.theirs]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What they are called: the case, and the labels of their turns."""
        labels = (turn.speaker for one in self.spoken for turn in one.theirs if turn.speaker)
        return tuple(dict.fromkeys((self.who.name, *labels)))

    @cached_property
    def contributions(self) -> list[str]:
        """The words of their turns."""
        return [one.text[turn.start : turn.stop] for one in self.spoken for turn in one.theirs]

    def is_a_word(self) -> bool:
        """Whether their name is an ordinary word too."""
        return rules.is_a_word_too(self.names, (one.text for one in self.documents))

    def mentioned(self, one: Spoken) -> list[Span]:
        """Their names in a document, outside of what is theirs and of its label."""
        if one.id not in self._mentions:
            self._mentions[one.id] = self._found(one)
        return self._mentions[one.id]

    def _found(self, one: Spoken) -> list[Span]:
        theirs = [Span(turn.start, turn.stop) for turn in one.theirs]
        taken = sorted([*theirs, *(Span(b.start, b.stop) for b in self._labels(one))])
        return rules.mentions(one.text, self.names, taken)

    def _labels(self, one: Spoken) -> Iterator[Blank]:
        """The speaker's name before each of their turns, where the text has it."""
        stop = 0
        for turn in one.turns:
            for name in {turn.speaker or self.who.name, self.who.name} if turn.mine else ():
                found = re.compile(re.escape(name), re.IGNORECASE)
                yield from (
                    Blank(*at.span(), words=False)
                    for at in [*found.finditer(one.text, stop, turn.start)][-1:]
                )
            stop = turn.stop

    def blanks(self, one: Spoken) -> list[Blank]:
        """What goes from a document's text."""
        found = [Blank(turn.start, turn.stop, words=True) for turn in one.theirs]
        found += self._labels(one)
        if self.erase_mentions:
            found += (Blank(*span, words=False) for span in self.mentioned(one))
        if one.is_whole:
            found += self._between(one)
        return rules.together(found)

    def _between(self, one: Spoken) -> Iterator[Blank]:
        """What stands before, between and after the turns of a document that is all theirs."""
        starts = [*(turn.start for turn in one.turns), len(one.text)]
        stops = [0, *(turn.stop for turn in one.turns)]
        for start, stop in zip(stops, starts, strict=True):
            if one.text[start:stop].strip():
                yield Blank(start, stop, words=False)

    def holds(self, document_id: int, start: int, stop: int) -> bool:
        """Whether a stretch touches nothing but turns of theirs."""
        if document_id not in self._stretches:
            one = next((d for d in self.spoken if d.id == document_id), None)
            turns = one.turns if one else ()
            mine = {turn.position for turn in one.theirs} if one else set()
            self._stretches[document_id] = Stretches(((t.start, t.stop) for t in turns), mine)
        return self._stretches[document_id].hold(start, stop)

    def scrub(self, written: Iterable[str]) -> Scrub:
        """Takes their words, and their names if they are to go, out of what others wrote."""
        quoted = rules.standing(rules.sentences(self.contributions), written)
        return Scrub(quoted, rules.pattern(self.names) if self.erase_mentions else None)


def theirs(reader: Reader, who: Who, how: How) -> Theirs:
    """What a case said in a study, and where its name stands."""
    return Theirs(who, reads.spoken(reader, NOBODY, who.name), how.mentions != "keep")
