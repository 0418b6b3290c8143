"""The queue of disagreements of a revealed round, each with all that a team needs to settle it.

The screen and the command line show the same values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from workbench.coding.codes import names_of
from workbench.coding.disagreements import (
    Confused,
    Disagreement,
    Kind,
    Tally,
    confusion_matrix,
    disagreements,
    tally,
)
from workbench.coding.spoken import short_names
from workbench.errors import Blind, NotAsked
from workbench.steps.coded import Coded, coded
from workbench.steps.surroundings import Surroundings
from workbench.store import Reader, Store
from workbench.store.reads import codebooks, documents, memos, rounds
from workbench.terms import Code, Codebook, Decision, Purpose, Round, Viewer


class Choice(NamedTuple):
    """What one coder made of a unit."""

    codes: tuple[str, ...]
    """Names in the order of the codebook; none: no code applies."""
    stretches: tuple[tuple[str, int, int], ...]
    """Each code with the start and stop of its stretch in the document."""
    memo: str | None


@dataclass(frozen=True)
class Queued:
    """A unit on which coders differ, as a team talks about it."""

    number: str
    """What two people on the phone call it."""
    document: str
    unit: int
    start: int
    stop: int
    speaker: str | None
    time: float | None
    """When the turn begins in the recording, in seconds."""
    before: str
    """What was said before it, from the turn before on; of an answer, its own words alone."""
    text: str
    after: str
    kind: Kind
    confused: tuple[tuple[str | None, str | None], ...]
    """Names of codes that stand against each other; None: no code."""
    choices: Mapping[str, Choice]
    """By coder."""
    rules: tuple[Code, ...]
    """The codes concerned."""
    decision: Decision | None
    decided_codes: tuple[str, ...] = ()
    """Names of the codes that were decided."""


@dataclass(frozen=True)
class Queue:
    """The disagreements of a round, the most telling first."""

    n: int
    purpose: Purpose
    queued: tuple[Queued, ...]
    confusion: tuple[tuple[str | None, str | None, int], ...]
    """Two codes by name and on how many units they met; the same twice: both gave it."""
    tally: Tally

    @property
    def undecided(self) -> tuple[Queued, ...]:
        """Those that nobody has decided on."""
        return tuple(one for one in self.queued if one.decision is None)


def queue(store: Store, viewer: Viewer, n: int | None = None) -> Queue:
    """The disagreements of a revealed round; without a number of the latest revealed."""
    with store.reading() as reader:
        one = _round(reader, viewer, n)
        work = coded(reader, viewer, one)
        codebook = codebooks.codebook(reader, viewer, one.version)
        names = _Names(codebook)
        said = work.said
        found = disagreements(said, work.codings, codebook)
        return Queue(
            one.n,
            one.purpose,
            _queued(_Room(reader, viewer, one, work, names), found),
            _confusion(confusion_matrix(said), names),
            tally(said, work.decisions),
        )


def _round(reader: Reader, viewer: Viewer, n: int | None) -> Round:
    if n is not None:
        return rounds.round_of(reader, viewer, n)
    all_rounds = rounds.rounds(reader, viewer)
    revealed = [one for one in all_rounds if one.state in ("revealed", "adjudicated")]
    if revealed:
        return revealed[-1]
    if all_rounds:
        raise Blind(
            "No round is revealed yet; until then nobody sees where coders differ. "
            "First: workbench round STUDY reveal"
        )
    raise NotAsked("There is no round yet; open one: workbench round STUDY open --coder NAME …")


class _Names:
    """What codes are called, in the order of the codebook."""

    def __init__(self, codebook: Codebook) -> None:
        self.codes = {code.uid: code for _, code in codebook.walk()}
        self.called = names_of(codebook)
        self._order = {uid: at for at, uid in enumerate(self.codes)}

    def sorted(self, uids: Iterable[str]) -> list[str]:
        """Uids in the order of the codebook."""
        return sorted(uids, key=self._order.__getitem__)

    def of(self, uids: Iterable[str]) -> tuple[str, ...]:
        """Names in the order of the codebook."""
        return tuple(self.called[uid] for uid in self.sorted(uids))

    def pair(self, pair: Confused) -> tuple[str | None, str | None]:
        """The names of two codes in the order of the codebook, no code last."""
        one, other = sorted(pair, key=self._place)
        return self._name(one), self._name(other)

    def pairs(self, pairs: Iterable[Confused]) -> tuple[tuple[str | None, str | None], ...]:
        """The names of pairs of codes in the order of the codebook."""
        ordered = sorted(pairs, key=lambda pair: sorted(map(self._place, pair)))
        return tuple(map(self.pair, ordered))

    def _place(self, uid: str | None) -> int:
        return len(self._order) if uid is None else self._order[uid]

    def _name(self, uid: str | None) -> str | None:
        return None if uid is None else self.called[uid]


def _confusion(
    matrix: Mapping[Confused, int], names: _Names
) -> tuple[tuple[str | None, str | None, int], ...]:
    cells = ((*names.pair(pair), units) for pair, units in matrix.items())
    return tuple(sorted(cells, key=lambda cell: (-cell[2], *_nothing_last(*cell[:2]))))


def _nothing_last(*names: str | None) -> tuple[tuple[bool, str], ...]:
    return tuple((name is None, name or "") for name in names)


def _queued(room: _Room, found: Sequence[Disagreement]) -> tuple[Queued, ...]:
    return tuple(room.queued(one) for one in found)


class _Room:
    """What is read once for all disagreements of a round."""

    def __init__(
        self, reader: Reader, viewer: Viewer, one: Round, work: Coded, names: _Names
    ) -> None:
        self.names = names
        self.decisions = {(made.document, made.unit): made for made in work.decisions}
        all_documents = documents.documents(reader, viewer)
        self.called = short_names(document.name for document in all_documents)
        self.places = {
            document.name: Surroundings(
                documents.text(reader, viewer, document.name),
                documents.turns(reader, viewer, document.name),
                documents.units(reader, viewer, document.name, one.unit),
                answers=document.question is not None,
            )
            for document in all_documents
            if document.name in one.documents
        }
        self.memos = {
            (memo.target, memo.author): memo.text
            for memo in memos.memos(reader, viewer, one.n)
            if memo.target_kind == "unit"
        }
        self.stretches = _stretches(work)

    def queued(self, one: Disagreement) -> Queued:
        """One disagreement with its surroundings."""
        place = self.places[one.document]
        unit = place.units[one.unit - 1]
        made = self.decisions.get((one.document, one.unit))
        concerned = {uid for pair in one.confused for uid in pair if uid is not None}
        return Queued(
            number=f"{self.called[one.document]}-{one.unit}",
            document=one.document,
            unit=one.unit,
            start=unit.start,
            stop=unit.stop,
            speaker=place.turn(unit).speaker,
            time=place.turn(unit).time,
            before=place.before(unit),
            text=place.text[unit.start : unit.stop],
            after=place.after(unit),
            kind=one.kind,
            confused=self.names.pairs(one.confused),
            choices={coder: self._choice(one, coder) for coder in one.chosen},
            rules=tuple(self.names.codes[uid] for uid in self.names.sorted(concerned)),
            decision=made,
            decided_codes=self.names.of(made.codes) if made else (),
        )

    def _choice(self, one: Disagreement, coder: str) -> Choice:
        there = self.stretches.get((coder, one.document, one.unit), ())
        return Choice(
            self.names.of(one.chosen[coder]),
            tuple((self.names.called[uid], start, stop) for uid, start, stop in there),
            self.memos.get((f"{one.document}#{one.unit}", coder)),
        )


def _stretches(work: Coded) -> Mapping[tuple[str, str, int], Sequence[tuple[str, int, int]]]:
    """By coder, document and unit: codes (uids) with their stretches, in the order of the text."""
    found: dict[tuple[str, str, int], list[tuple[str, int, int]]] = defaultdict(list)
    for coding in work.codings:
        for unit in range(coding.first_unit, coding.last_unit + 1):
            if not coding.copied:
                stretch = (coding.code, coding.start, coding.stop)
                found[coding.coder, coding.document, unit].append(stretch)
    return found
