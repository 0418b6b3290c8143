"""Who took part."""

from __future__ import annotations

from workbench.errors import NameUnknown, NotAsked
from workbench.shelf import unknown
from workbench.steps.exports.grouping import attribute_names
from workbench.steps.exports.wanted import Wanted
from workbench.steps.findings import provenance
from workbench.store import Store
from workbench.store.reads import cases
from workbench.tables.participants import participants_table
from workbench.terms import Table, Viewer


def participants(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """T13: all cases by their attributes, or by those asked for."""
    with store.reading() as reader:
        everybody = cases.cases(reader, viewer)
        about = provenance(reader, viewer, None)
    if not everybody:
        raise NotAsked("The study knows of no participants yet; import a transcript or a survey.")
    there = attribute_names(everybody)
    for name in wanted.attributes:
        if name not in there:
            raise NameUnknown(unknown("attribute", name, there))
    facts = {
        one.name: {fact.name: fact.value for fact in one.attributes if not fact.instrument}
        for one in everybody
    }
    return participants_table(
        facts, wanted.attributes or there, smallest=wanted.smallest, provenance=about
    )
