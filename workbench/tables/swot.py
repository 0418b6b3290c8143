"""T9, strengths, weaknesses, opportunities, threats: any code groups by any attribute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from workbench.tables.given import TAKING, Findings, Grouping, Quotation
from workbench.tables.groups import only
from workbench.tables.numbers import ROUNDING, count_and_percent
from workbench.tables.themes import Tally, choose, count, quoting, resting_on, uids_below
from workbench.tables.words import quote
from workbench.terms import Cell, Code, Table


def boxes_table(findings: Findings, quadrants: Sequence[str]) -> Table:
    """Print the boxes, two side by side: each quadrant over its codes and who named them.

    A quadrant is a code group, see `groups_of`; a coding with a group of its own counts in that
    alone. Codes stand by the number of participants, most first.
    """
    tally = count(findings)
    names = [*quadrants, ""] if len(quadrants) % 2 else list(quadrants)
    lines = [
        line
        for at in range(0, len(names), 2)
        for line in (
            (names[at], names[at + 1]),
            (_box(names[at], findings), _box(names[at + 1], findings)),
        )
    ]
    notes = (
        f"n: participants, of {tally.all_participants} {TAKING[findings.taking]}.",
        *_on_groups(findings),
        *resting_on(findings),
    )
    return Table("SWOT", lines[0], tuple(lines[1:]), notes, findings.provenance)


def _box(quadrant: str, findings: Findings) -> str:
    tally = count(within(findings, quadrant))
    named = [(people(code, tally), code.name) for code in _codes(findings, quadrant)]
    named.sort(key=lambda pair: -pair[0])
    return "\n".join(f"{name} ({n})" for n, name in named)


def swot_table(findings: Findings, quadrants: Sequence[str], groups: Grouping) -> Table:
    """Print a row a code of each quadrant; for each group its participants and a quotation.

    A quadrant is a code group, see `groups_of`; groups of people are students and leaders, say. A
    coding with a group of its own counts in that alone.
    """
    parts = {
        quadrant: [_part(within(only(findings, groups, name), quadrant)) for name in groups.names]
        for quadrant in quadrants
    }
    columns = ["Quadrant", "Theme"]
    for name in groups.names:
        columns += [f"{name} n (%)", f"{name}: quotation"]
    rows = tuple(
        _row(quadrant, code, parts[quadrant], findings)
        for quadrant in quadrants
        for code in _codes(findings, quadrant)
    )
    notes = _notes(findings, groups)
    return Table("SWOT by group", tuple(columns), rows, notes, findings.provenance)


_Part = tuple[Tally, tuple[Quotation, ...]]


def _part(findings: Findings) -> _Part:
    return count(findings), findings.quotations


def within(findings: Findings, quadrant: str) -> Findings:
    """The references and quotations that belong to a quadrant, among the same people."""
    groups = dict(groups_of(findings.codebook.codes))

    def belongs(code: str, own: str | None) -> bool:
        return own == quadrant if own else quadrant in groups.get(code, ())

    return replace(
        findings,
        units=tuple(
            replace(u, codes=tuple(c for c in u.codes if belongs(c, u.groups.get(c))))
            for u in findings.units
        ),
        quotations=tuple(q for q in findings.quotations if belongs(q.code, q.group)),
    )


def groups_of(
    codes: Sequence[Code], above: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The groups of each code (uid): its own, else those of the nearest above it that has any."""
    for code in codes:
        its = code.groups or above
        yield code.uid, its
        yield from groups_of(code.codes, its)


def people(code: Code, tally: Tally) -> int:
    """How many participants have a code, or one below it."""
    named = (tally.participants.get(uid, set()) for uid in uids_below(code))
    return len(set().union(*named))


def _codes(findings: Findings, quadrant: str) -> list[Code]:
    here = {uid for u in findings.units for uid, own in u.groups.items() if own == quadrant}
    book = findings.codebook.walk()
    return [code for _, code in book if quadrant in code.groups or code.uid in here]


def _on_groups(findings: Findings) -> tuple[str, ...]:
    """What is to be said of codings with groups of their own, where there are any."""
    differing = sum(len(unit.differing) for unit in findings.units)
    if not differing and not any(unit.groups for unit in findings.units):
        return ()
    return (
        "A coding with a group of its own counts in that group, not in those of its code.",
        f"References on whose group coders differ, counted in those of the code: {differing}.",
    )


def _row(quadrant: str, code: Code, parts: list[_Part], findings: Findings) -> tuple[Cell, ...]:
    cells: list[Cell] = [quadrant, code.name]
    for tally, quotations in parts:
        chosen = choose(uids_below(code), quotations)
        cells.append(count_and_percent(people(code, tally), tally.all_participants))
        cells.append(quote(chosen, findings.texts) if chosen else "")
    return tuple(cells)


def _notes(findings: Findings, groups: Grouping) -> tuple[str, ...]:
    sizes = [count(only(findings, groups, name)).all_participants for name in groups.names]
    of = "; ".join(f"{group}: {n}" for group, n in zip(groups.names, sizes, strict=True))
    return (
        f"Participants: % of those of the group {TAKING[findings.taking]} ({of}).",
        *_on_groups(findings),
        *resting_on(findings),
        *quoting(findings),
        ROUNDING,
    )
