"""What was found in a round: themes, by group, quotations, SWOT, saturation, co-occurrence."""

from __future__ import annotations

from dataclasses import replace

from workbench.errors import NameUnknown, NotAsked
from workbench.shelf import unknown
from workbench.steps.exports.grouping import NOWHERE, grouping
from workbench.steps.exports.wanted import Of, Wanted
from workbench.steps.findings import findings
from workbench.steps.theme_table import BySet, by_set
from workbench.store import Reader, Store
from workbench.store.reads import cases
from workbench.tables.codes_by_document import codes_by_document_table
from workbench.tables.cooccurrence import cooccurrence_table
from workbench.tables.given import Findings, Grouping
from workbench.tables.groups import groups_table
from workbench.tables.quotations import quotations_table
from workbench.tables.quoting import quoted
from workbench.tables.runs import joined
from workbench.tables.saturation import saturation_table
from workbench.tables.short_themes import short_themes_table
from workbench.tables.swot import boxes_table, swot_table
from workbench.tables.themes import themes_table
from workbench.terms import Table, Viewer


def themes(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """T1."""
    with store.reading() as reader:
        found = by_themes(reader, viewer, wanted)
        return found.noted(themes_table(found.findings, units_too=wanted.units_too))


def short_themes(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """T2."""
    with store.reading() as reader:
        found = by_themes(reader, viewer, wanted).findings
        themes = found.codebook
        return short_themes_table(themes, wanted.theme_set, provenance=found.provenance)


def groups(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """T3."""
    with store.reading() as reader:
        people = grouping(reader, viewer, wanted.by)
        found = by_themes(reader, viewer, wanted)
        here = _there(people, found.findings)
        return _naming_others(found.noted(groups_table(found.findings, here)), people, here)


def swot(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """T9b: by groups of people where asked, else a column for all."""
    with store.reading() as reader:
        found = found_in(reader, viewer, wanted)
        people = grouping(reader, viewer, wanted.by) if wanted.by else _everybody(found)
        here = _there(people, found)
        table = swot_table(found, _quadrants(found, wanted.groups), here)
        return _naming_others(table, people, here)


def swot_boxes(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """T9a."""
    with store.reading() as reader:
        found = found_in(reader, viewer, wanted)
        return boxes_table(found, _quadrants(found, wanted.groups))


def quotations(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """Every quotation of every code."""
    with store.reading() as reader:
        return quotations_table(found_in(reader, viewer, wanted))


def saturation(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """T10."""
    with store.reading() as reader:
        found = found_in(reader, viewer, wanted)
        return saturation_table(found, base=wanted.base, run=wanted.run)


def co_occurrence(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """T11."""
    with store.reading() as reader:
        found = found_in(reader, viewer, wanted)
        return cooccurrence_table(found, as_coefficient=wanted.as_coefficient)


def codes_by_document(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """How often each code occurs in each document."""
    with store.reading() as reader:
        return codes_by_document_table(found_in(reader, viewer, wanted))


def found_in(reader: Reader, viewer: Viewer, wanted: Wanted) -> Findings:
    """What a round found, as it is asked for."""
    return quoted(_counted(reader, viewer, wanted), wanted.quoting)


def _counted(reader: Reader, viewer: Viewer, wanted: Wanted) -> Findings:
    found = findings(reader, viewer, wanted.n, wanted.basis)
    found = joined(found) if wanted.joined else found
    return found if wanted.of is None else _of(reader, viewer, found, wanted.of)


def _of(reader: Reader, viewer: Viewer, found: Findings, of: Of) -> Findings:
    """The findings with percentages of all who enrolled, or who attended its documents."""
    here = {unit.document for unit in found.units}
    places = {
        one.name: {there.document for there in one.attendances}
        for one in cases.cases(reader, viewer)
    }
    people = {
        (case, document)
        for case, attended in places.items()
        for document in (attended & here if of == "attended" else {NOWHERE, *attended})
    }
    return replace(found, taking=of, people=frozenset(people))


def by_themes(reader: Reader, viewer: Viewer, wanted: Wanted) -> BySet:
    """By the themes of the set asked for, else by the codebook's tree."""
    found = _counted(reader, viewer, wanted)
    by = BySet(found, ())
    if wanted.theme_set is not None:
        by = by_set(reader, viewer, found, wanted.theme_set)
    return by._replace(findings=quoted(by.findings, wanted.quoting))


def _there(people: Grouping, found: Findings) -> Grouping:
    """The groups of which anybody counts: leaders who are context need no column."""
    places = found.people or {(unit.case, unit.document) for unit in found.units}
    theirs = {people.group(case, document) for case, document in places}
    if not theirs.intersection(people.names):
        raise NotAsked("Nobody who has units in this round is in one of these groups.")
    return replace(people, names=tuple(name for name in people.names if name in theirs))


def _naming_others(table: Table, people: Grouping, here: Grouping) -> Table:
    """The table with a note of the groups that have no column."""
    others = [name for name in people.names if name not in here.names]
    left = (f"Groups of which nobody has a unit here, left out: {', '.join(others)}.",)
    return replace(table, notes=table.notes + (left if others else ()))


def _everybody(found: Findings) -> Grouping:
    name, places = "All", {(unit.case, unit.document) for unit in found.units}
    return Grouping(
        (name,), {(case, there): name for case, there in places | (found.people or set()) if case}
    )


_SWOT = ("strength", "weakness", "opportunity", "threat")


def _quadrants(found: Findings, asked: tuple[str, ...]) -> tuple[str, ...]:
    """The code groups asked for; without any, all, those of a SWOT in their usual order."""
    codebook = found.codebook
    there = list(dict.fromkeys(name for _, code in codebook.walk() for name in code.groups))
    single = {name for unit in found.units for name in unit.groups.values()}
    there += sorted(single.difference(there))
    if not there:
        raise NotAsked(
            f"No code of version {codebook.version} of the codebook is in a group; give codes "
            "“groups: [strength]” in the codebook and load it."
        )
    for name in asked:
        if name not in there:
            raise NameUnknown(unknown("code group", name, there))
    usual = [name for name in _SWOT if name in there]
    return asked or (*usual, *(name for name in there if name not in usual))
