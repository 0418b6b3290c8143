"""T1, themes with how often, by how many, where, and in whose words.

Until themes are developed, the top of the codebook's tree serves: its codes are the themes,
those below them the subthemes, and whatever lies deeper counts for the subtheme above it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workbench.tables.given import TAKING, Findings, Quotation
from workbench.tables.numbers import ROUNDING, count_and_percent
from workbench.tables.words import quote, short_definition
from workbench.terms import Cell, Code, Table
from workbench.words import plural

if TYPE_CHECKING:
    import pandas

COLUMNS = (
    "Theme",
    "Subtheme",
    "Definition",
    "References n (%)",
    "Participants n (%)",
    "Documents n (%)",
    "Illustrative quotation (participant, role, session)",
)

_UNITS_AT = COLUMNS.index("Participants n (%)")
DIRECTLY = "(coded directly)"
"""The row of references on a theme itself, so that its rows add up to it."""


def themes_table(findings: Findings, *, units_too: bool = False) -> Table:
    """Print each theme and subtheme of a final coding.

    References add up the tree; participants and documents are counted once a row, however many
    codes they have below, and so are units with `units_too`. A theme with subthemes leaves the
    quotations to them.
    """
    tally = count(findings)
    places = list(_places(findings.codebook.codes, tally))
    rows = tuple(_row(*place, findings, tally) for place in places)
    table = Table("Themes", COLUMNS, rows, notes(findings, tally), findings.provenance)
    return _with_units(table, findings, [uids for *_, uids in places]) if units_too else table


def _with_units(table: Table, findings: Findings, rows: list[frozenset[str]]) -> Table:
    """The table with a column of the units that have any of each row's codes."""
    whole = len(findings.units)
    counts = [sum(not uids.isdisjoint(unit.codes) for unit in findings.units) for uids in rows]
    heads = (*table.columns[:_UNITS_AT], "Units n (%)", *table.columns[_UNITS_AT:])
    cells = tuple(
        (*row[:_UNITS_AT], count_and_percent(n, whole), *row[_UNITS_AT:])
        for row, n in zip(table.rows, counts, strict=True)
    )
    note = f"Units: % of the {whole} units assigned; a unit counts once a row."
    return replace(table, columns=heads, rows=cells, notes=(*table.notes, note))


# ------------------------------------------------------------------ counting


@dataclass(frozen=True)
class Tally:
    """What was found of each code, by its uid."""

    references: Mapping[str, int]
    participants: Mapping[str, set[str]]
    documents: Mapping[str, set[str]]
    all_references: int
    all_participants: int
    all_documents: int


def count(findings: Findings) -> Tally:
    """Count references, participants and documents of every code."""
    frame = references(findings)
    cases = {unit.case for unit in findings.units if unit.case is not None}
    return Tally(
        Counter({str(code): n for code, n in frame["code"].value_counts().items()}),
        _members(frame, "case"),
        _members(frame, "document"),
        len(frame),
        len(cases) if findings.people is None else len({case for case, _ in findings.people}),
        len({unit.document for unit in findings.units}),
    )


def references(findings: Findings) -> pandas.DataFrame:
    """A row a reference: its code (uid), its case (None: nobody known) and its document."""
    import pandas

    known = {code.uid for _, code in findings.codebook.walk()}
    rows = [
        (code, unit.case, unit.document)
        for unit in findings.units
        for code in set(unit.codes)
        if code in known
    ]
    return pandas.DataFrame(rows, columns=["code", "case", "document"], dtype=object)


def _members(frame: pandas.DataFrame, column: str) -> Mapping[str, set[str]]:
    """For each code, the cases or the documents in which it occurs."""
    pairs = frame[["code", column]].dropna().drop_duplicates()
    return {str(code): set(found) for code, found in pairs.groupby("code")[column]}


def uids_below(code: Code) -> frozenset[str]:
    """The uids of a code and of every code below it."""
    return frozenset({code.uid}).union(*(uids_below(below) for below in code.codes))


def counted(uids: frozenset[str], tally: Tally) -> tuple[str, str, str]:
    """References, participants and documents of some codes together, as counts with %."""
    references = sum(tally.references.get(uid, 0) for uid in uids)
    participants = set().union(*(tally.participants.get(uid, set()) for uid in uids))
    documents = set().union(*(tally.documents.get(uid, set()) for uid in uids))
    return (
        count_and_percent(references, tally.all_references),
        count_and_percent(len(participants), tally.all_participants),
        count_and_percent(len(documents), tally.all_documents),
    )


# ------------------------------------------------------------------ rows


def _places(
    themes: tuple[Code, ...], tally: Tally
) -> Iterator[tuple[Code, str, Code, frozenset[str]]]:
    """Theme, what stands under Subtheme, the code it is, and the codes counted there."""
    for theme in themes:
        yield theme, "", theme, uids_below(theme)
        for subtheme in theme.codes:
            yield theme, subtheme.name, subtheme, uids_below(subtheme)
        if theme.codes and tally.references.get(theme.uid):
            yield theme, DIRECTLY, theme, frozenset({theme.uid})


def _row(
    theme: Code,
    subtheme: str,
    code: Code,
    uids: frozenset[str],
    findings: Findings,
    tally: Tally,
) -> tuple[Cell, ...]:
    heads_others = bool(theme.codes) and not subtheme
    chosen = None if heads_others else choose(uids, findings.quotations)
    return (
        theme.name,
        subtheme,
        "" if subtheme == DIRECTLY else short_definition(code.definition),
        *counted(uids, tally),
        quote(chosen, findings.texts) if chosen else "",
    )


def choose(uids: frozenset[str], quotations: tuple[Quotation, ...]) -> Quotation | None:
    """The first quotation of some codes, in the order in which they may be chosen."""
    return next((one for one in quotations if one.code in uids), None)


# ------------------------------------------------------------------ notes


def notes(findings: Findings, tally: Tally) -> tuple[str, ...]:
    """The sentences that say what is counted, of whom, and what is not."""
    return (
        (f"A reference is one unit with one code; % of all {tally.all_references} references."),
        f"Participants: % of the {tally.all_participants} participants {TAKING[findings.taking]}.",
        f"Documents: % of the {tally.all_documents} with units assigned.",
        "References add up from subtheme to theme; participants and documents count once a row.",
        *resting_on(findings),
        *quoting(findings),
        ROUNDING,
    )


def resting_on(findings: Findings) -> Iterator[str]:
    """The sentences that say which codings are counted, and what is left apart."""
    yield findings.rule
    yield from _apart(findings)


def quoting(findings: Findings) -> tuple[str, ...]:
    """The sentence that says which quotations are printed, where there is a choice."""
    return (findings.quoting,) if findings.quoting else ()


def _apart(findings: Findings) -> Iterator[str]:
    unresolved = [unit for unit in findings.units if unit.unresolved]
    if unresolved:
        codes = plural(sum(len(unit.unresolved) for unit in unresolved), "code")
        yield f"Unresolved and not counted: {codes} on {plural(len(unresolved), 'unit')}."
    waiting = sum(unit.unjudged for unit in findings.units)
    if waiting:
        yield f"Not yet judged by every assigned coder: {plural(waiting, 'unit')}."
