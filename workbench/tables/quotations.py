"""Every quotation of every code, cut from the text as it is now."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.tables.given import Findings, Quotation
from workbench.tables.themes import quoting, resting_on
from workbench.tables.words import cut, in_turn
from workbench.terms import Cell, Table, clock
from workbench.watching import MANY, each

COLUMNS = (
    "Code",
    "Quotation",
    "Participant",
    "Role",
    "Session",
    "document",
    "start",
    "stop",
    "starred",
)


TIME = "time"
"""Only where turns have one: where it is in the recording."""


def quotations_table(findings: Findings, *, longest: int = 10_000) -> Table:
    """List the quotations code by code, in the codebook's order and then their own.

    `start` and `stop` are code points of the document's text, half-open; `[…]` stands where a
    sentence was left, or where a quotation is longer than `longest` words.
    """
    of_code: dict[str, list[Quotation]] = {}
    for quotation in findings.quotations:
        of_code.setdefault(quotation.code, []).append(quotation)
    timed = any(quotation.time is not None for quotation in findings.quotations)
    rows = tuple(
        (
            " > ".join(path),
            *_row(quotation, findings.texts, longest),
            *((clock(quotation.time),) if timed else ()),
        )
        for path, code in findings.codebook.walk()
        for quotation in each("Laying out quotations", of_code.get(code.uid, ()), MANY)
    )
    notes = (*resting_on(findings), *quoting(findings))
    columns = (*COLUMNS, *((TIME,) if timed else ()))
    return Table("Quotations", columns, rows, notes, findings.provenance)


def _row(quotation: Quotation, texts: Mapping[str, str], longest: int) -> tuple[Cell, ...]:
    return (
        cut(*in_turn(quotation, texts), longest),
        quotation.participant,
        quotation.role,
        quotation.session or quotation.document,
        quotation.document,
        quotation.start,
        quotation.stop,
        "yes" if quotation.starred else "",
    )
