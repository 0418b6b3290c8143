"""Whose coding a table counts: the final coding, or plainly what coders put."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Literal, NamedTuple

from workbench.coding.final import RULE_IN_WORDS, FinalUnit, UnitKey, chosen, final_coding
from workbench.terms import Coding, Decision

Kind = Literal["final", "any", "all", "coder"]
KINDS: tuple[Kind, ...] = ("final", "any", "all")
"""Those that need no name."""

_IN_WORDS: Mapping[Kind, str] = {
    "final": RULE_IN_WORDS,
    "any": "Counted: what at least one assigned coder put; decisions are left aside.",
    "all": "Counted: what all assigned coders put; decisions are left aside.",
}


class Basis(NamedTuple):
    """Which codings count: `final`, of `any` or of `all` assigned coders, or of one `coder`."""

    kind: Kind = "final"
    coder: str = ""

    @property
    def in_words(self) -> str:
        """The sentence that is printed with the table."""
        if self.kind == "coder":
            return f"Counted: what {self.coder} put; decisions are left aside."
        return _IN_WORDS[self.kind]


def counted_units(
    basis: Basis,
    assigned: Mapping[UnitKey, Collection[str]],
    judged: Mapping[str, Collection[UnitKey]],
    codings: Iterable[Coding],
    decisions: Iterable[Decision] = (),
) -> tuple[FinalUnit, ...]:
    """What each assigned unit has on this basis, in the order of `assigned`.

    On any basis but the final coding nothing is unresolved; of one coder, units that are not
    theirs to judge are left out.
    """
    if basis.kind == "final":
        return final_coding(assigned, judged, codings, decisions)
    asked = asked_on(basis, assigned)
    put = chosen(asked, judged, codings)
    least = {unit: len(coders) if basis.kind == "all" else 1 for unit, coders in asked.items()}
    return tuple(
        FinalUnit(
            unit.document,
            unit.unit,
            tuple(sorted(c for c, by in put.get(unit, {}).items() if len(by) >= least[unit])),
            "single coder" if len(coders) == 1 else None,
            unjudged_by=tuple(sorted(c for c in coders if unit not in judged.get(c, ()))),
        )
        for unit, coders in asked.items()
    )


def asked_on(
    basis: Basis, assigned: Mapping[UnitKey, Collection[str]]
) -> Mapping[UnitKey, Collection[str]]:
    """The coders of each unit who are listened to on this basis."""
    if basis.kind != "coder":
        return assigned
    return {unit: (basis.coder,) for unit, coders in assigned.items() if basis.coder in coders}
