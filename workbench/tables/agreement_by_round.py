"""The agreement of every round as numbers, a row a code and round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workbench.reliability import RoundAgreement
from workbench.tables.numbers import reason
from workbench.terms import Cell, Table

COLUMNS = (
    "Code",
    "Round",
    "α",
    "Low",
    "High",
    "Units",
    "Observed",
    "Expected",
    "Not estimable because",
)


_DISAGREEMENT = "α is one minus observed over expected disagreement."


def agreement_by_round_table(
    found: Iterable[RoundAgreement], *, provenance: Mapping[str, str] | None = None
) -> Table:
    """Print α with the ends of its 95 % interval, unrounded, codes in the order of their coming.

    Codes stand by the name they had in each round.
    """
    rounds = list(found)
    names = list(dict.fromkeys(row.code for one in rounds for row in one.rows))
    rows = tuple(row for name in names for one in rounds for row in _rows(one, name))
    notes = (_DISAGREEMENT, *(f"Round {one.n}: {one.recipe}." for one in rounds))
    return Table("Agreement by round", COLUMNS, rows, notes, provenance or {})


def _rows(one: RoundAgreement, name: str) -> Iterable[tuple[Cell, ...]]:
    for row in one.rows:
        if row.code == name:
            why = reason(row.undefined_because)
            interval, disagreement = (row.low, row.high), (row.observed, row.expected)
            yield (name, one.n, row.value, *interval, row.units, *disagreement, why)
