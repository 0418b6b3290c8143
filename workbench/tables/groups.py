"""T3, how often each theme occurs in each group of participants."""

from __future__ import annotations

from dataclasses import replace

from workbench.tables.given import TAKING, Findings, Grouping
from workbench.tables.numbers import ROUNDING
from workbench.tables.themes import Tally, count, counted, resting_on, uids_below
from workbench.terms import Cell, Code, Table


def groups_table(findings: Findings, groups: Grouping) -> Table:
    """Compare groups: for each, references and participants of every theme and subtheme.

    Groups are cohorts, roles, sites, arms. Cases without one, and units of nobody known, are
    left out and counted in a note.
    """
    tallies = [count(only(findings, groups, name)) for name in groups.names]
    columns = ["Theme"]
    for name, tally in zip(groups.names, tallies, strict=True):
        columns.append(f"{name}: references n (%)")
        columns.append(f"{name}: participants n (%) (N = {tally.all_participants})")
    rows = tuple(
        _row(path, code, tallies) for path, code in findings.codebook.walk() if len(path) < 3
    )
    return Table(
        "Themes by group",
        tuple(columns),
        rows,
        _notes(findings, groups, tallies),
        findings.provenance,
    )


def only(findings: Findings, groups: Grouping, name: str) -> Findings:
    """The findings of one group alone, with its quotations."""
    return replace(
        findings,
        units=tuple(u for u in findings.units if groups.group(u.case, u.document) == name),
        quotations=tuple(
            q for q in findings.quotations if groups.group(q.case, q.document) == name
        ),
        people=None if findings.people is None else _in_group(findings.people, groups, name),
    )


def _in_group(
    people: frozenset[tuple[str, str]], groups: Grouping, name: str
) -> frozenset[tuple[str, str]]:
    return frozenset((case, there) for case, there in people if groups.group(case, there) == name)


def _row(path: tuple[str, ...], code: Code, tallies: list[Tally]) -> tuple[Cell, ...]:
    uids = uids_below(code)
    numbers = [cell for tally in tallies for cell in counted(uids, tally)[:2]]
    return (" > ".join(path), *numbers)


def _notes(findings: Findings, groups: Grouping, tallies: list[Tally]) -> tuple[str, ...]:
    of = "; ".join(
        f"{name}: {tally.all_references}" for name, tally in zip(groups.names, tallies, strict=True)
    )
    outside = sum(len(u.codes) for u in findings.units if groups.group(u.case, u.document) is None)
    return (
        f"References: % of all references of the group ({of}).",
        f"Participants: % of the N of the group {TAKING[findings.taking]}.",
        f"References outside any group, not counted: {outside}.",
        *resting_on(findings),
        ROUNDING,
    )
