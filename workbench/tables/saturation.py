"""T10, saturation: how many new codes each further document brings.

After Guest, Namey and Chen (2020), A simple method to assess and report thematic saturation in
qualitative research, PLOS ONE 15(5): the new codes in a run of documents over the codes in the
base, the documents that come first.
"""

from __future__ import annotations

from workbench.tables.given import Findings
from workbench.tables.numbers import ROUNDING, percent
from workbench.tables.themes import resting_on
from workbench.terms import Cell, Table

COLUMNS = (
    "Document (order)",
    "Codes in document",
    "New codes",
    "Cumulative",
    "New in run",
    "Run/base %",
)


def saturation_table(findings: Findings, *, base: int = 4, run: int = 2) -> Table:
    """Print documents in the order of the units, with the codes each one adds.

    `base` and `run` are numbers of documents. The last two columns begin where the base and a
    whole run have been read; the run ends with the row's document.
    """
    known = {code.uid for _, code in findings.codebook.walk()}
    found: dict[str, set[str]] = {}
    for unit in findings.units:
        found.setdefault(unit.document, set()).update(known.intersection(unit.codes))
    fresh = _fresh(list(found.values()))
    rows = tuple(
        _row(at, document, len(found[document]), fresh, base, run)
        for at, document in enumerate(found)
    )
    notes = (
        (
            f"Base: the first {base} documents; run: {run} documents;"
            " run/base: codes new in the run as % of the codes in the base."
        ),
        *resting_on(findings),
        ROUNDING,
    )
    return Table("Saturation", COLUMNS, rows, notes, findings.provenance)


def _fresh(documents: list[set[str]]) -> list[int]:
    """For each document, how many of its codes none before it had."""
    seen: set[str] = set()
    numbers = []
    for codes in documents:
        numbers.append(len(codes - seen))
        seen |= codes
    return numbers


def _row(
    at: int, document: str, codes: int, fresh: list[int], base: int, run: int
) -> tuple[Cell, ...]:
    shown: tuple[Cell, Cell] = (None, "")
    if at + 1 >= base + run:
        in_run = sum(fresh[at + 1 - run : at + 1])
        shown = (in_run, percent(in_run, sum(fresh[:base])))
    return (f"{document} ({at + 1})", codes, fresh[at], sum(fresh[: at + 1]), *shown)
