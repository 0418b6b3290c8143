"""T11, which codes stand on the same units."""

from __future__ import annotations

from collections import Counter
from itertools import combinations_with_replacement

from workbench.tables.given import Findings
from workbench.tables.numbers import coefficient
from workbench.tables.themes import resting_on
from workbench.terms import Cell, Table


def cooccurrence_table(findings: Findings, *, as_coefficient: bool = False) -> Table:
    """Print a symmetric table of codes by codes; on the diagonal, how many units have the code.

    With `as_coefficient`, off the diagonal the c-coefficient: units with both over units with
    either, from 0 to 1. Codes that occur nowhere are left out.
    """
    pairs = _pairs(findings)
    codes = [
        (" > ".join(path), code.uid)
        for path, code in findings.codebook.walk()
        if pairs[code.uid, code.uid]
    ]
    rows = tuple(
        (name, *(_cell(pairs, uid, other, as_coefficient=as_coefficient) for _, other in codes))
        for name, uid in codes
    )
    return Table(
        "Co-occurrence of codes",
        ("Code", *(name for name, _ in codes)),
        rows,
        (_COEFFICIENT if as_coefficient else _COUNT, *resting_on(findings)),
        findings.provenance,
    )


_COUNT = "Units with both codes; on the diagonal, units with the code itself."
_COEFFICIENT = (
    "c-coefficient: units with both codes over units with either; on the diagonal, units with"
    " the code."
)


def _pairs(findings: Findings) -> Counter[tuple[str, str]]:
    pairs: Counter[tuple[str, str]] = Counter()
    for unit in findings.units:
        for one, other in combinations_with_replacement(sorted(set(unit.codes)), 2):
            pairs[one, other] += 1
    return pairs


def _cell(pairs: Counter[tuple[str, str]], one: str, other: str, *, as_coefficient: bool) -> Cell:
    both = pairs[min(one, other), max(one, other)]
    if one == other or not as_coefficient:
        return both
    return coefficient(both / (pairs[one, one] + pairs[other, other] - both))
