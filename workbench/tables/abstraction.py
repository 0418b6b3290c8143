"""T15, abstraction: from the meaning unit over its condensed form to code, category and theme.

After Graneheim and Lundman (2004), Qualitative content analysis in nursing research, Nurse
Education Today 24(2): 105–112.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workbench.tables.given import Findings, Quotation
from workbench.tables.themes import resting_on
from workbench.tables.words import cut, in_turn
from workbench.terms import Codebook, Table

COLUMNS = ("Meaning unit", "Condensed", "Code", "Category", "Theme")


@dataclass(frozen=True)
class Ladder:
    """Where a code stands: its name, the category above it, the themes it serves."""

    code: str
    category: str
    theme: str


def abstraction_table(
    findings: Findings,
    condensed: Mapping[tuple[str, int], str],
    themes: Mapping[str, str] | None = None,
    *,
    filled: bool = False,
) -> Table:
    """Print each reference as a ladder, in the order of the text.

    `condensed` has for a document and a unit what somebody wrote; `themes` for each code (uid)
    the themes it serves, where a theme set was made; `filled` leaves out what nobody has
    condensed. A unit with two codes stands twice.
    """
    ladders = ladder(findings.codebook, themes)
    there = meaning_units(findings)
    rows = tuple(
        (words, condensed.get(place, ""), one.code, one.category, one.theme)
        for place, quotation, words in there
        if (one := ladders.get(quotation.code)) and not (filled and not condensed.get(place))
    )
    units = {place for place, _, _ in there}
    notes = (
        f"Condensed: {len(units & condensed.keys())} of {len(units)} meaning units.",
        *resting_on(findings),
    )
    return Table("Abstraction", COLUMNS, rows, notes, findings.provenance)


def meaning_units(findings: Findings) -> list[tuple[tuple[str, int], Quotation, str]]:
    """Each reference with its place and its words, in the order of the text."""
    order = {place: at for at, place in enumerate(dict.fromkeys(_places(findings)))}
    found = [
        ((q.document, q.unit), q, cut(*in_turn(q, findings.texts), longest=10_000))
        for q in findings.quotations
        if (q.document, q.unit) in order
    ]
    rank = {code.uid: at for at, (_, code) in enumerate(findings.codebook.walk())}
    return sorted(found, key=lambda one: (order[one[0]], rank.get(one[1].code, -1)))


def _places(findings: Findings) -> Iterator[tuple[str, int]]:
    return ((unit.document, unit.unit) for unit in findings.units)


def ladder(codebook: Codebook, themes: Mapping[str, str] | None) -> dict[str, Ladder]:
    """For each code (uid) its way up: the theme is what it serves, else the top of its tree."""
    found = {}
    for path, code in codebook.walk():
        above = path[:-1]
        if themes is None:
            theme, between = path[0], above[1:]
        else:
            theme, between = themes.get(code.uid, ""), above
        found[code.uid] = Ladder(code.name, between[-1] if between else "", theme)
    return found
