"""What the coders of a revealed round said of its units, as arrays.

A unit counts as judged by a coder once they coded it or found that no code applies; a copied
coding that nobody confirmed judges nothing. Everything else is missing, which is not “no”.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workbench.errors import Blind
from workbench.store import Reader
from workbench.store.reads import codebooks, codings, documents, rounds
from workbench.terms import Code, Codebook, Decision, Round, Turn, Viewer

if TYPE_CHECKING:
    from workbench.steps.earlier import Earlier

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
        uids = {below.uid for code in codes for below in _with_below(code)}
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


def person(turn: Turn) -> str | None:
    """Who speaks: one person, however a transcript writes their label."""
    return turn.case or turn.speaker


def _with_below(code: Code) -> Iterable[Code]:
    yield code
    for child in code.codes:
        yield from _with_below(child)


# ------------------------------------------------------------------ from the store


def judgements(reader: Reader, viewer: Viewer, n: int) -> Judgements:
    """What was said in a round; refused before it is revealed."""
    round_ = rounds.round_of(reader, viewer, n)
    if round_.state not in ("revealed", "adjudicated"):
        raise Blind(
            f"Round {n} is {round_.state}, so its codings are blind; agreement is there once it is "
            f"revealed: workbench round STUDY reveal --round {n}"
        )
    codebook = codebooks.codebook(reader, viewer, round_.version)
    blank = _blank(reader, viewer, round_, codebook)
    _fill(reader, viewer, blank)
    return blank


def _blank(reader: Reader, viewer: Viewer, round_: Round, codebook: Codebook) -> Judgements:
    places, turns, clusters = [], [], []
    for cluster, name in enumerate(round_.documents):
        units = documents.units(reader, viewer, name, round_.unit)
        its_turns = documents.turns(reader, viewer, name)
        for position in rounds.judged_units(reader, viewer, round_.n, name):
            places.append((name, position))
            turns.append(its_turns[units[position - 1].turn - 1])
            clusters.append(cluster)
    shape = (len(places), len(round_.coders))
    all_documents = documents.documents(reader, viewer)
    questions = {one.name: one.question for one in all_documents if one.question}
    survey = questions.keys() >= set(round_.documents)
    return Judgements(
        round_=round_,
        codebook=codebook,
        coders=round_.coders,
        places=tuple(places),
        turns=tuple(turns),
        clusters=None if survey else np.array(clusters, dtype=np.int32),
        judged=np.zeros(shape, dtype=bool),
        applied={code.uid: np.zeros(shape, dtype=bool) for _, code in codebook.walk()},
        questions=questions,
    )


def _fill(reader: Reader, viewer: Viewer, blank: Judgements) -> None:
    row = {place: i for i, place in enumerate(blank.places)}
    column = {name: i for i, name in enumerate(blank.coders)}
    for coding in codings.codings(reader, viewer, blank.round_.n):
        if coding.copied:
            continue
        for position in range(coding.first_unit, coding.last_unit + 1):
            i = row.get((coding.document, position))
            if i is not None:
                blank.applied[coding.code][i, column[coding.coder]] = True
                blank.judged[i, column[coding.coder]] = True
    for passed in codings.no_codes(reader, viewer, blank.round_.n):
        i = row.get((passed.document, passed.unit))
        if i is not None:
            blank.judged[i, column[passed.coder]] = True
