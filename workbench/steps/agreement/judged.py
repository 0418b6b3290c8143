"""What coders said of a round's units, as arrays, beside what they had said of them before.

A unit counts as judged by a coder once they coded it or found that no code applies; a copied
coding that nobody confirmed judges nothing. Everything else is missing, which is not “no”.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from workbench.terms import Code, Codebook, Decision, Round, Turn

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Judgements:
    """Units × coders of one round; row i of every array is the unit `places[i]`."""

    round_: Round
    codebook: Codebook
    coders: tuple[str, ...]
    places: tuple[tuple[str, int], ...]
    """Document and position of each unit."""
    turns: tuple[Turn, ...]
    """The turn of each unit."""
    clusters: NDArray[np.int32] | None
    """For each unit the index of its document; None: answers to a survey, which stand alone."""
    judged: Flags
    applied: dict[str, Flags]
    """By a code's uid, where it was put."""
    questions: Mapping[str, str] = field(default_factory=dict)
    """By document, the question of a survey that its turns answer."""
    asked: frozenset[str] | None = None
    """Uids of the codes that are asked about; None: all."""
    earlier: tuple[Earlier, ...] = ()
    """Rounds before this one, the latest first; only where they are asked for."""

    def only(self, units: Flags) -> Judgements:
        """The same of some units."""
        kept = np.flatnonzero(units)
        return replace(
            self,
            places=tuple(self.places[i] for i in kept),
            turns=tuple(self.turns[i] for i in kept),
            clusters=None if self.clusters is None else self.clusters[kept],
            judged=self.judged[kept],
            applied={uid: flags[kept] for uid, flags in self.applied.items()},
        )

    def of_coders(self, names: Collection[str]) -> Judgements:
        """The same of some coders."""
        kept = [i for i, name in enumerate(self.coders) if name in names]
        return replace(
            self,
            coders=tuple(self.coders[i] for i in kept),
            judged=self.judged[:, kept],
            applied={uid: flags[:, kept] for uid, flags in self.applied.items()},
        )

    def of_codes(self, codes: Iterable[Code]) -> Judgements:
        """The same, asked about some codes and those below them alone."""
        uids = {below.uid for code in codes for below in with_below(code)}
        return replace(self, asked=frozenset(uids))

    def after(self, decisions: Iterable[Decision]) -> Judgements:
        """The same after discussion: what was decided stands for whoever agreed to it.

        Who had not judged a unit has not judged it afterwards.
        """
        applied = {uid: flags.copy() for uid, flags in self.applied.items()}
        row = {place: i for i, place in enumerate(self.places)}
        for made in decisions:
            i = row.get((made.document, made.unit))
            if i is not None and made.settled:
                agreed = self.judged[i] & np.array([name in made.agreed for name in self.coders])
                for uid, flags in applied.items():
                    flags[i, agreed] = uid in made.codes
        return replace(self, applied=applied)

    def asks(self, code: Code) -> bool:
        """Whether a code is asked about."""
        return self.asked is None or code.uid in self.asked

    def any_of(self, code: Code) -> Flags:
        """Where a code or any code below it was put."""
        found = self.applied[code.uid].copy()
        for below in code.codes:
            found |= self.any_of(below)
        return found


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


def person(turn: Turn) -> str | None:
    """Who speaks: one person, however a transcript writes their label."""
    return turn.case or turn.speaker


def with_below(code: Code) -> Iterable[Code]:
    """A code and all below it."""
    yield code
    for child in code.codes:
        yield from with_below(child)
