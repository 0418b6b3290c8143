"""The final coding: what tables count.

The rule, printed with each table: the decision; else what all assigned coders agreed; else the
single assigned coder; else unresolved, counted apart.

A decision settles a whole unit, because people decide on a passage and not on a cell, and a
study keeps one decision a unit. Agreement settles a unit code by code, because a reference is
one judged unit with one code: where two coders agree on one code and differ on another, the
first is a reference and only the second is unresolved. So is a code where an assigned coder has
not judged the unit: missing is not “no”.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from workbench.terms import Coding, Decision, NoCode
from workbench.watching import MANY, each

Rule = Literal["decision", "all agreed", "single coder"]

RULE_IN_WORDS = (
    "Final coding: the decision; else what all assigned coders agreed;"
    " else the single assigned coder; else unresolved, counted apart."
)


class UnitKey(NamedTuple):
    """Which unit: its document's name and its position, from 1."""

    document: str
    unit: int


@dataclass(frozen=True)
class FinalUnit:
    """What is settled on one unit, by which rule, and what is not."""

    document: str
    unit: int
    codes: tuple[str, ...]
    """Uids of the codes it has in the final coding, sorted; each is one reference."""
    rule: Rule | None
    """What settled `codes`; None: nothing did."""
    unresolved: tuple[str, ...] = ()
    """Uids of the codes that somebody put here and that nothing settles, sorted."""
    unjudged_by: tuple[str, ...] = ()
    """Assigned coders who have not judged it; empty where a decision makes that idle."""


def final_coding(
    assigned: Mapping[UnitKey, Collection[str]],
    judged: Mapping[str, Collection[UnitKey]],
    codings: Iterable[Coding],
    decisions: Iterable[Decision] = (),
) -> tuple[FinalUnit, ...]:
    """Settle every assigned unit, in the order of `assigned`.

    `assigned` names the coders of each unit, `judged` the units each coder has judged (see
    `judged_units`). A coding counts on every unit it touches that its coder was assigned and
    has judged; others say nothing here.
    """
    put = chosen(assigned, judged, codings)
    settled = {UnitKey(d.document, d.unit): d for d in decisions if d.settled}
    return tuple(
        _decided(unit, settled[unit])
        if unit in settled
        else _agreed(unit, coders, put.get(unit, {}), judged)
        for unit, coders in each("Settling units", assigned.items(), MANY)
    )


def judged_units(
    codings: Iterable[Coding], no_codes: Iterable[NoCode]
) -> Mapping[str, set[UnitKey]]:
    """The units each coder has coded or found that no code applies to.

    A copied coding is unjudged until its coder confirms it.
    """
    judged: dict[str, set[UnitKey]] = {}
    for coding in codings:
        if not coding.copied:
            judged.setdefault(coding.coder, set()).update(_touched(coding))
    for no_code in no_codes:
        judged.setdefault(no_code.coder, set()).add(UnitKey(no_code.document, no_code.unit))
    return judged


def _touched(coding: Coding) -> Iterable[UnitKey]:
    for unit in range(coding.first_unit, coding.last_unit + 1):
        yield UnitKey(coding.document, unit)


def chosen(
    assigned: Mapping[UnitKey, Collection[str]],
    judged: Mapping[str, Collection[UnitKey]],
    codings: Iterable[Coding],
) -> Mapping[UnitKey, Mapping[str, set[str]]]:
    """For each unit and code, the coders who put it there, as far as it was theirs to judge."""
    found: dict[UnitKey, dict[str, set[str]]] = {}
    for coding in each("Sorting codings", tuple(codings), MANY):
        theirs = judged.get(coding.coder, ())
        for unit in _touched(coding):
            if unit in theirs and coding.coder in assigned.get(unit, ()):
                found.setdefault(unit, {}).setdefault(coding.code, set()).add(coding.coder)
    return found


def _decided(unit: UnitKey, decision: Decision) -> FinalUnit:
    return FinalUnit(unit.document, unit.unit, tuple(sorted(set(decision.codes))), "decision")


def _agreed(
    unit: UnitKey,
    coders: Collection[str],
    chosen: Mapping[str, set[str]],
    judged: Mapping[str, Collection[UnitKey]],
) -> FinalUnit:
    everybody = set(coders)
    codes = tuple(sorted(code for code, those in chosen.items() if those == everybody))
    unresolved = tuple(sorted(chosen.keys() - set(codes)))
    unjudged_by = tuple(sorted(c for c in everybody if unit not in judged.get(c, ())))
    rule: Rule | None = "single coder" if len(everybody) == 1 else "all agreed"
    if not codes and (unresolved or unjudged_by):
        rule = None
    return FinalUnit(unit.document, unit.unit, codes, rule, unresolved, unjudged_by)
