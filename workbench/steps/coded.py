"""What the coders of a revealed round said of their units, for the rules that settle it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from workbench.coding.basis import Basis, counted_units
from workbench.coding.disagreements import Said, said_of_units
from workbench.coding.final import FinalUnit, UnitKey, judged_units
from workbench.errors import Blind
from workbench.store import Reader
from workbench.store.reads import codings, decisions, rounds
from workbench.terms import Coding, Decision, Round, Viewer


class Coded(NamedTuple):
    """Who was asked about each unit in the order of the text, who judged it, what they put."""

    assigned: Mapping[UnitKey, Sequence[str]]
    judged: Mapping[str, set[UnitKey]]
    codings: tuple[Coding, ...]
    decisions: tuple[Decision, ...]

    @property
    def said(self) -> Said:
        """By unit and coder."""
        return said_of_units(self.assigned, self.judged, self.codings)

    @property
    def final(self) -> tuple[FinalUnit, ...]:
        """The final coding."""
        return self.on(Basis())

    def on(self, basis: Basis) -> tuple[FinalUnit, ...]:
        """What each unit has on some basis."""
        return counted_units(basis, self.assigned, self.judged, self.codings, self.decisions)


def coded(reader: Reader, viewer: Viewer, one: Round) -> Coded:
    """The work of a revealed round; refused before that."""
    if one.state not in ("revealed", "adjudicated"):
        raise Blind(
            f"Round {one.n} is {one.state}, so its codings are blind; "
            f"first: workbench round STUDY reveal --round {one.n}"
        )
    put = codings.codings(reader, viewer, one.n)
    return Coded(
        _assigned(reader, viewer, one),
        judged_units(put, codings.no_codes(reader, viewer, one.n)),
        put,
        decisions.decisions(reader, viewer, one.n),
    )


def final_units(reader: Reader, viewer: Viewer, one: Round) -> tuple[FinalUnit, ...]:
    """The final coding of a revealed round, in the order of the text."""
    return coded(reader, viewer, one).final


def count_undecided(reader: Reader, viewer: Viewer, one: Round) -> int:
    """On how many units of a revealed round coders differ without any decision."""
    work = coded(reader, viewer, one)
    differing = {unit for unit, theirs in work.said.items() if len(set(theirs.values())) > 1}
    return len(differing - {UnitKey(made.document, made.unit) for made in work.decisions})


def _assigned(reader: Reader, viewer: Viewer, one: Round) -> dict[UnitKey, list[str]]:
    found: dict[UnitKey, list[str]] = defaultdict(list)
    for name in one.documents:
        for coder in one.coders:
            for position in rounds.share(reader, viewer, one.n, coder, name):
                found[UnitKey(name, position)].append(coder)
    return {unit: found[unit] for unit in sorted(found, key=lambda unit: _place(one, unit))}


def _place(one: Round, unit: UnitKey) -> tuple[int, int]:
    return one.documents.index(unit.document), unit.unit
