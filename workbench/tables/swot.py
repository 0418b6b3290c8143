"""T9, strengths, weaknesses, opportunities, threats: any code groups by any attribute."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.tables.given import TAKING, Findings, Grouping, Quotation
from workbench.tables.groups import only
from workbench.tables.numbers import ROUNDING, count_and_percent
from workbench.tables.themes import Tally, choose, count
from workbench.tables.words import quote
from workbench.terms import Cell, Code, Table


def boxes_table(findings: Findings, quadrants: Sequence[str]) -> Table:
    """Print the boxes, two side by side: each quadrant over its codes and who named them.

    A quadrant is a code group. Codes stand by the number of participants, most first.
    """
    tally = count(findings)
    names = [*quadrants, ""] if len(quadrants) % 2 else list(quadrants)
    lines = [
        line
        for at in range(0, len(names), 2)
        for line in (
            (names[at], names[at + 1]),
            (_box(names[at], findings, tally), _box(names[at + 1], findings, tally)),
        )
    ]
    notes = (
        f"n: participants, of {tally.all_participants} {TAKING[findings.taking]}.",
        findings.rule,
    )
    return Table("SWOT", lines[0], tuple(lines[1:]), notes, findings.provenance)


def _box(quadrant: str, findings: Findings, tally: Tally) -> str:
    named = [(len(tally.participants.get(c.uid, ())), c.name) for c in _codes(findings, quadrant)]
    named.sort(key=lambda pair: -pair[0])
    return "\n".join(f"{name} ({n})" for n, name in named)


def swot_table(findings: Findings, quadrants: Sequence[str], groups: Grouping) -> Table:
    """Print a row a code of each quadrant; for each group its participants and a quotation.

    A quadrant is a code group; groups of people are students and leaders, say.
    """
    parts = [_part(only(findings, groups, name)) for name in groups.names]
    columns = ["Quadrant", "Theme"]
    for name in groups.names:
        columns += [f"{name} n (%)", f"{name}: quotation"]
    rows = tuple(
        _row(quadrant, code, parts, findings)
        for quadrant in quadrants
        for code in _codes(findings, quadrant)
    )
    notes = _notes(findings, groups, parts)
    return Table("SWOT by group", tuple(columns), rows, notes, findings.provenance)


_Part = tuple[Tally, tuple[Quotation, ...]]


def _part(findings: Findings) -> _Part:
    return count(findings), findings.quotations


def _codes(findings: Findings, quadrant: str) -> list[Code]:
    return [code for _, code in findings.codebook.walk() if quadrant in code.groups]


def _row(quadrant: str, code: Code, parts: list[_Part], findings: Findings) -> tuple[Cell, ...]:
    cells: list[Cell] = [quadrant, code.name]
    for tally, quotations in parts:
        chosen = choose(frozenset({code.uid}), quotations)
        people = len(tally.participants.get(code.uid, ()))
        cells.append(count_and_percent(people, tally.all_participants))
        cells.append(quote(chosen, findings.texts) if chosen else "")
    return tuple(cells)


def _notes(findings: Findings, groups: Grouping, parts: list[_Part]) -> tuple[str, ...]:
    sizes = [tally.all_participants for tally, _ in parts]
    of = "; ".join(f"{group}: {n}" for group, n in zip(groups.names, sizes, strict=True))
    return (
        f"Participants: % of those of the group {TAKING[findings.taking]} ({of}).",
        findings.rule,
        ROUNDING,
    )
