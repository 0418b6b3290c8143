"""Which quotations stand for a code: those a team has chosen, else the most typical.

A quotation is typical when coders agreed that it is one of its code, and when it is neither
longer nor shorter than is usual for the code. So they stand in the order of how many coders put
the code there, then of how far their length in characters is from the median of the code's, then
of the text.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from workbench.tables.given import Findings, Quotation

KEPT_BACK = "(not to be quoted)"
"""Stands for the words of somebody who may not be quoted."""

Quoting = Literal["usual", "chosen", "typical"]
QUOTING: tuple[Quoting, ...] = ("usual", "chosen", "typical")
"""The chosen ones first, and where there are none the most typical; only the one or the other."""

_RULES: dict[Quoting, str] = {
    "usual": "Quotations: those chosen by the team; where none is, the most typical: {}.",
    "chosen": "Quotations: those chosen by the team.",
    "typical": "Quotations: the most typical: {}.",
}
_TYPICAL = "put there by most coders, then closest to the median length of its code"


def rule(quoting: Quoting) -> str:
    """The sentence that says which quotations are printed."""
    return _RULES[quoting].format(_TYPICAL)


def quoted(findings: Findings, quoting: Quoting) -> Findings:
    """The findings with the quotations wanted, in the order in which they are to be printed."""
    if quoting == "chosen":
        these = tuple(one for one in findings.quotations if one.starred)
    elif quoting == "typical":
        these = tuple(replace(one, starred=False) for one in findings.quotations)
    else:
        these = findings.quotations
    return replace(findings, quotations=in_order(these), quoting=rule(quoting))


def in_order(quotations: Iterable[Quotation]) -> tuple[Quotation, ...]:
    """The chosen ones first, then the most typical; alike ones stay in the order of the text."""
    listed = list(quotations)
    lengths: dict[str, list[int]] = {}
    for one in listed:
        lengths.setdefault(one.code, []).append(one.stop - one.start)
    usual = {code: statistics.median(its) for code, its in lengths.items()}

    def rank(one: Quotation) -> tuple[bool, int, float]:
        return (not one.starred, -one.coders, abs(one.stop - one.start - usual[one.code]))

    return tuple(sorted(listed, key=rank))
