"""How far agreement on each code moved from one round to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from workbench.reliability import Undefined
from workbench.tables.numbers import coefficient, estimate, interval, reason
from workbench.terms import Table

COLUMNS = ("Code", "Rounds", "α before", "α after", "Change", "95 % CI", "Note")


class Move(NamedTuple):
    """A code in two rounds."""

    code: str
    older: int
    newer: int
    """The rounds."""
    before: float | None
    after: float | None
    change: float | None = None
    low: float | None = None
    high: float | None = None
    undefined_because: Undefined | None = None


def agreement_change_table(
    moves: Sequence[Move],
    notes: Sequence[str] = (),
    *,
    provenance: Mapping[str, str] | None = None,
) -> Table:
    """Print a row a code and pair of rounds."""
    rows = tuple(
        (
            one.code,
            f"{one.older} → {one.newer}",
            estimate(one.before),
            estimate(one.after),
            coefficient(one.change),
            interval(one.low, one.high),
            reason(one.undefined_because),
        )
        for one in moves
    )
    rounding = "Coefficients are rounded half up to two decimals; changes before rounding."
    return Table("Change of agreement", COLUMNS, rows, (*notes, rounding), provenance or {})
