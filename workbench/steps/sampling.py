"""What a round would judge, and what its agreement will tell, before anyone codes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from workbench.coding.sampling import Drawn, Piece, draw, positions
from workbench.errors import NotAsked
from workbench.store import Reader
from workbench.store.reads import documents
from workbench.store.reads.withdrawals import withdrawn_turns
from workbench.terms import NOBODY, SAMPLE_BY, RoundPlan, Unit

PREVALENCES = (0.05, 0.1, 0.2, 0.3)
ALPHAS = (2 / 3, 0.8, 0.9)
"""What is supposed of a code: the share of units that have it, and its alpha."""


class Width(NamedTuple):
    """The 95 % interval to expect around a code's alpha."""

    prevalence: float
    alpha: float
    low: float
    high: float
    carrying: float
    """Units that somebody will give the code."""


class Look(NamedTuple):
    """What a round would judge."""

    coders: int
    documents: dict[str, list[int]]
    """Positions of the units that would be judged, in the documents that have some."""
    strata: tuple[Drawn, ...]
    """Of a sample; empty: everything is judged."""
    clusters: int
    """Documents that units lie in; 0: answers to a survey, which stand alone."""

    @property
    def units(self) -> int:
        """How many units each coder would judge."""
        return sum(map(len, self.documents.values()))

    def expected(self) -> Iterator[Width]:
        """The interval to expect, by prevalence and alpha; none where two are not compared."""
        from workbench.agreement.planning import expected_interval

        if self.coders < 2 or self.units < 2 or self.clusters == 1:
            return
        for prevalence in PREVALENCES:
            for alpha in ALPHAS:
                found = expected_interval(
                    self.units,
                    prevalence=prevalence,
                    alpha=alpha,
                    coders=self.coders,
                    documents=self.clusters or None,
                )
                yield Width(prevalence, alpha, found.low, found.high, found.carrying)


def look(reader: Reader, plan: RoundPlan, names: Sequence[str]) -> Look:
    """What a round on these documents would judge; its sample is drawn, and nothing written."""
    kinds = {one.name: one.question for one in documents.documents(reader, NOBODY)}
    judged = {name: _judged(reader, name, plan) for name in names}
    lies = sum(kinds[name] is None for name in names)
    coders = len(set(plan.coders))
    if plan.sample is None:
        whole = {name: [unit.position for unit, _ in units] for name, units in judged.items()}
        return Look(coders, whole, (), lies)
    if plan.sample.by not in SAMPLE_BY:
        raise NotAsked(f"A sample is stratified by {', '.join(SAMPLE_BY)}, not {plan.sample.by}.")
    if plan.sample.stretch < 1:
        raise NotAsked(f"A stretch has one unit or more, not {plan.sample.stretch}.")
    by = plan.sample.by
    pieces = [piece for name in names for piece in _pieces(name, judged[name], by, kinds[name])]
    drawn = draw(pieces, plan.sample)
    found = positions(drawn)
    return Look(coders, found, drawn, sum(kinds[name] is None for name in found))


_Judged = Sequence[tuple[Unit, str | None]]
"""Units with the role of who speaks."""


def _judged(reader: Reader, name: str, plan: RoundPlan) -> _Judged:
    """The units of a document that are spoken in one of the plan's roles, in order."""
    turns = documents.turns(reader, NOBODY, name)
    units = documents.units(reader, NOBODY, name, plan.unit)
    gone = withdrawn_turns(reader, NOBODY, name)
    spoken = [(unit, turns[unit.turn - 1].role) for unit in units if unit.turn not in gone]
    return [(unit, role) for unit, role in spoken if _speaks(role, plan.roles)]


def _speaks(role: str | None, roles: Collection[str]) -> bool:
    return not roles or role in roles


def _pieces(name: str, judged: _Judged, by: str, question: str | None) -> Iterator[Piece]:
    """What may be drawn of a document: its units, or its answers."""

    def stratum(role: str | None) -> str:
        if by == "document":
            return name
        return (role or "no role") if by == "role" else (question or "no question")

    if question is None:
        for unit, role in judged:
            yield Piece(stratum(role), name, (unit.position,), alone=False)
        return
    for _, answer in groupby(judged, key=lambda each: each[0].turn):
        units = list(answer)
        positions_ = tuple(unit.position for unit, _ in units)
        yield Piece(stratum(units[0][1]), name, positions_, alone=True)
