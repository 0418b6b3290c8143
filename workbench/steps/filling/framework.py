"""T12: summaries of what each case says on each theme."""

from __future__ import annotations

from workbench.coding.spoken import short_names
from workbench.steps.exports.themes import by_themes
from workbench.steps.exports.wanted import Wanted
from workbench.steps.filling.written import written
from workbench.store import Reader, Store
from workbench.store.reads import cases
from workbench.store.reads.cells import FRAMEWORK
from workbench.tables.filling import FillColumn, Filling, FillRow
from workbench.tables.framework import cases as cases_of
from workbench.tables.framework import framework_table
from workbench.terms import Table, Viewer


def framework(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """T12, by the theme set asked for, else by the codebook's tree."""
    with store.reading() as reader:
        found = by_themes(reader, viewer, wanted)
        names = {uid: name for name, uid in cases.uids(reader, viewer).items()}
        summaries = {
            (names[row], theme): words
            for row, its in written(reader, viewer, FRAMEWORK).items()
            for theme, words in its.items()
            if row in names
        }
        called = short_names(dict.fromkeys(unit.document for unit in found.findings.units))
        return found.noted(framework_table(found.findings, summaries, called))


def filling(reader: Reader, viewer: Viewer, wanted: Wanted) -> Filling:
    """A row a case that has units, a column a theme."""
    found = by_themes(reader, viewer, wanted).findings
    uids, typed = cases.uids(reader, viewer), written(reader, viewer, FRAMEWORK)
    columns = tuple(FillColumn(theme.uid, theme.name) for theme in found.codebook.codes)
    rows = tuple(
        FillRow(uids[case], case, (), typed.get(uids[case], {})) for case in cases_of(found)
    )
    return Filling("Framework matrix", "Participant", (), columns, rows)
