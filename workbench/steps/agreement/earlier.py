"""What coders had seen of a round's units before: to compare with it, and to say how much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workbench.coding.final import UnitKey, judged_units
from workbench.steps.agreement.judgements import Flags, Judgements, judgements
from workbench.steps.agreement.overlap import Overlap
from workbench.store import Reader
from workbench.store.reads import codebooks, codings, decisions, documents, rounds
from workbench.terms import Code, Round, Viewer


@dataclass(frozen=True)
class Earlier:
    """A round before, with where codes of the later one come from."""

    work: Judgements
    origins: Mapping[str, tuple[str, ...]]
    """By uid, for codes that this round's codebook did not have."""

    def shares(self, now: Judgements, name: str) -> bool:
        """Whether a coder judged units of `now` in this round too."""
        if name not in self.work.coders or self.work.round_.unit != now.round_.unit:
            return False
        then = self.aligned(now, name).judged
        return bool((then & now.of_coders([name]).judged).any())

    def aligned(self, now: Judgements, name: str) -> Aligned:
        """What the coder said here of the units of `now`, in its order."""
        row = {place: i for i, place in enumerate(self.work.places)}
        return Aligned(
            self, name, np.array([row.get(place, -1) for place in now.places], dtype=int)
        )


@dataclass(frozen=True)
class Aligned:
    """One coder's judgements in an earlier round, in the order of a later round's units."""

    earlier: Earlier
    name: str
    rows: NDArray[np.int_]
    """For each unit of the later round its row in the earlier; -1: it was not in it."""

    @property
    def judged(self) -> Flags:
        """One column: whether the coder judged it then."""
        return self._column(self.earlier.work.judged)

    def knows(self, code: Code) -> bool:
        """Whether the code, or what it came from, was in the codebook then."""
        return bool(self._origins(code))

    def applied(self, code: Code) -> Flags:
        """One column: whether the coder had put the code, or what it came from, there."""
        found = np.zeros((len(self.rows), 1), dtype=bool)
        for uid in self._origins(code):
            found |= self._column(self.earlier.work.applied[uid])
        return found

    def _origins(self, code: Code) -> list[str]:
        origins = self.earlier.origins.get(code.uid, (code.uid,))
        return [uid for uid in origins if uid in self.earlier.work.applied]

    def _column(self, flags: Flags) -> Flags:
        column = flags[:, [self.earlier.work.coders.index(self.name)]]
        none = np.zeros((1, 1), dtype=bool)
        return np.concatenate([column, none])[self.rows]


def with_earlier(
    reader: Reader, viewer: Viewer, work: Judgements, overlap: Overlap = "any"
) -> Judgements:
    """The same with the revealed rounds before it, the latest first."""
    now = work.round_
    found = []
    for one in reversed(rounds.rounds(reader, viewer)):
        if one.n < now.n and one.state in ("revealed", "adjudicated"):
            lineage = codebooks.lineage_between(reader, viewer, one.version, now.version)
            found.append(Earlier(judgements(reader, viewer, one.n, overlap), lineage))
    return replace(work, earlier=tuple(found))


def seen_before(reader: Reader, viewer: Viewer, work: Judgements) -> Flags:
    """For each unit, whether any of these coders coded or discussed any of its text before.

    Of an earlier round that is still blind, what was theirs to judge counts as coded.
    """
    seen = {
        name: np.zeros(len(documents.text(reader, viewer, name)), dtype=bool)
        for name in work.round_.documents
    }
    for one in rounds.rounds(reader, viewer):
        if one.n < work.round_.n and one.state != "draft":
            _mark(seen, reader, viewer, one, work.coders)
    spans = {
        name: documents.units(reader, viewer, name, work.round_.unit)
        for name in work.round_.documents
    }
    units = ((name, spans[name][position - 1]) for name, position in work.places)
    return np.array([seen[name][unit.start : unit.stop].any() for name, unit in units], dtype=bool)


def _mark(
    seen: dict[str, Flags], reader: Reader, viewer: Viewer, one: Round, coders: tuple[str, ...]
) -> None:
    spans = {
        name: documents.units(reader, viewer, name, one.unit)
        for name in one.documents
        if name in seen
    }
    for name, position in _known_to(reader, viewer, one, coders):
        if name in spans:
            unit = spans[name][position - 1]
            seen[name][unit.start : unit.stop] = True


def _known_to(
    reader: Reader, viewer: Viewer, one: Round, coders: tuple[str, ...]
) -> Iterable[UnitKey]:
    """The units of a round that any of some coders judged, decided on, or was to judge."""
    theirs = [name for name in coders if name in one.coders]
    if one.state not in ("revealed", "adjudicated"):
        return [
            UnitKey(document, position)
            for coder in theirs
            for document in one.documents
            for position in rounds.share(reader, viewer, one.n, coder, document)
        ]
    put = codings.codings(reader, viewer, one.n, proposed=True)
    judged = judged_units(put, codings.no_codes(reader, viewer, one.n))
    discussed = {
        UnitKey(made.document, made.unit)
        for made in decisions.decisions(reader, viewer, one.n)
        if set(made.agreed) & set(coders)
    }
    return discussed.union(*(judged.get(name, ()) for name in theirs))
