"""How far agreement on each code moved from one round to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from workbench.agreement.change import Change, Measure, change, paired
from workbench.coding.codes import names_of
from workbench.errors import NotAsked
from workbench.reliability import Agreement, AgreementRow, ReliabilityData, RoundAgreement
from workbench.steps.agreement import BY
from workbench.steps.agreement.answer import agreement, prepared
from workbench.steps.agreement.by import cells
from workbench.steps.agreement.judged import Judgements
from workbench.steps.agreement.judgements import judgements
from workbench.steps.agreement.question import PER_CODE, Question
from workbench.steps.agreement.row import measure_of
from workbench.store import Reader, Store
from workbench.store.reads import codebooks, rounds
from workbench.terms import Viewer

NOTE = (
    "Where the rounds share documents (or answers), the interval leaves each out of both rounds at "
    "once; where they share none, it is from both rounds' own intervals (Zou & Donner 2008)."
)

OVERALL = "overall"


@dataclass(frozen=True)
class CodeChange:
    """One code in two rounds; `change` None where either coefficient is undefined."""

    code: str
    """Its name in the later round."""
    before: AgreementRow
    after: AgreementRow
    change: Change | None


@dataclass(frozen=True)
class RoundChange:
    """What changed from one round to the next."""

    before: int
    after: int
    rows: tuple[CodeChange, ...]
    overall: CodeChange | None
    recipe: str


def changes(
    store: Store, viewer: Viewer, n: int | None = None, question: Question = PER_CODE
) -> list[RoundChange]:
    """The changes between revealed rounds that have coefficients; with `n`, to that round alone."""
    if question.by != "code":
        raise NotAsked("A change is by code; leave out --by.")
    found = [one for one in agreement(store, viewer, None, question) if one.rows]
    steps = [(before, after) for before, after in pairwise(found) if n in (None, after.n)]
    if n is not None and not steps:
        raise NotAsked(
            f"There is nothing to compare with round {n}: it needs to be revealed, as does one "
            "before it, and both need coefficients."
        )
    with store.reading() as reader:
        return [
            _changed(_Rounds.read(reader, viewer, before, after, question), before, after)
            for before, after in steps
        ]


@dataclass(frozen=True)
class _Rounds:
    """What was said in both rounds."""

    before: Judgements
    after: Judgements
    measure: Measure
    came_from: Mapping[str, str]
    """For each code of the later round by name, what it was called in the earlier."""

    @classmethod
    def read(
        cls,
        reader: Reader,
        viewer: Viewer,
        before: RoundAgreement,
        after: RoundAgreement,
        question: Question,
    ) -> _Rounds:
        works = [
            prepared(reader, viewer, judgements(reader, viewer, n, question.overlap), question)[0]
            for n in (before.n, after.n)
        ]
        came_from = _names_before(reader, viewer, before.n, after.n)
        return cls(works[0], works[1], measure_of(question), came_from)

    def data(self) -> dict[str, tuple[ReliabilityData, ReliabilityData]]:
        """By the code's name in the later round, the data of both; `overall` for all."""
        then, now = (
            {str(row.key["code"]): row.data for row in BY["code"](work)}
            for work in (self.before, self.after)
        )
        found = {
            name: (then[old], now[name])
            for name, old in self.came_from.items()
            if name in now and old in then
        }
        return {**found, OVERALL: (cells(self.before), cells(self.after))}

    def parts(self) -> tuple[str, list[int], list[int]]:
        """What may be left out of both rounds, and which of it each unit of either is."""
        works = (self.before, self.after)
        in_documents = all(work.clusters is not None for work in works)
        names = {name for work in works for name, _ in work.places}
        keys = [
            [(name, 0 if in_documents and len(names) > 1 else at) for name, at in work.places]
            for work in works
        ]
        number = {key: k for k, key in enumerate(dict.fromkeys([*keys[0], *keys[1]]))}
        what = "documents" if in_documents and len(names) > 1 else "units"
        if in_documents and len(names) == 1:
            what = "units of one document, as if independent"
        before, after = ([number[key] for key in each] for each in keys)
        return what, before, after


def _changed(both: _Rounds, before: RoundAgreement, after: RoundAgreement) -> RoundChange:
    moved = _Moved(both, both.data(), *both.parts())
    overall = None
    if before.overall and after.overall:
        overall = moved.code(OVERALL, before.overall, after.overall)
    earlier = {row.code: row for row in before.rows}
    return RoundChange(
        before.n,
        after.n,
        tuple(
            moved.code(row.code, earlier[name], row)
            for row in after.rows
            if (name := both.came_from.get(row.code, "")) in earlier
        ),
        overall,
        f"round {before.n}: {before.recipe}; round {after.n}: {after.recipe}",
    )


@dataclass(frozen=True)
class _Moved:
    """How far agreement moved on one code, and on all."""

    both: _Rounds
    data: Mapping[str, tuple[ReliabilityData, ReliabilityData]]
    what: str
    before: Sequence[int]
    after: Sequence[int]
    """The number of the document (or answer) of each unit; the same number in both rounds."""

    def code(self, name: str, before: AgreementRow, after: AgreementRow) -> CodeChange:
        """The change from one row to the other, paired where the rounds share anything."""
        moved = change(_agreement(before), _agreement(after))
        shared = set(self.before) & set(self.after)
        if moved is None or moved.low is None or not shared or name not in self.data:
            return CodeChange(name, before, after, moved)
        then, now = self.data[name]
        then, now = _numbered(then, self.before), _numbered(now, self.after)
        # Every round's overall is an alpha, whatever its rows are.
        measure = measure_of(PER_CODE) if name == OVERALL else self.both.measure
        return CodeChange(name, before, after, paired(moved, then, now, measure, self.what))


def _numbered(data: ReliabilityData, parts: Sequence[int]) -> ReliabilityData:
    """The data with the numbers that both rounds share; overall data repeat the units."""
    repeats = len(data.values) // max(1, len(parts))
    return replace(data, clusters=np.tile(np.array(parts, dtype=np.int32), repeats))


def _agreement(row: AgreementRow) -> Agreement:
    return Agreement(
        row.coefficient, "nominal", row.value, row.units, row.coders, low=row.low, high=row.high
    )


def _names_before(reader: Reader, viewer: Viewer, before: int, after: int) -> dict[str, str]:
    """For each code of the later round by name, what it was called in the earlier.

    A code that several became, or that came from several, is another code.
    """
    older, newer = (rounds.round_key(reader, n).version for n in (before, after))
    then, now = _names(reader, viewer, older), _names(reader, viewer, newer)
    return {name: then[uid] for uid, name in now.items() if uid in then}


def _names(reader: Reader, viewer: Viewer, version: int) -> dict[str, str]:
    return names_of(codebooks.codebook(reader, viewer, version))
