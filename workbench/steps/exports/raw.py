"""What a study holds, row by row: documents, units, codings."""

from __future__ import annotations

from workbench.errors import NameUnknown, NotAsked
from workbench.shelf import unknown
from workbench.steps.codings import saved
from workbench.steps.exports.wanted import Wanted
from workbench.steps.findings import provenance
from workbench.store import Reader, Store
from workbench.store.reads import documents as reads
from workbench.store.reads.quoting import unquotable
from workbench.tables.documents import documents_table
from workbench.tables.units import units_table
from workbench.terms import Table, Viewer


def codings(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """The codings of a round with its no-codes, from which a study can be rebuilt."""
    return saved(store, viewer, wanted.n)


def documents(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """The documents, with the number of units where a unit is named."""
    with store.reading() as reader:
        there = reads.documents(reader, viewer)
        if wanted.unit is not None:
            _cut(reader, viewer, wanted.unit)
        units = {
            one.name: row.units
            for one in there
            for row in reads.unit_sets(reader, one.name)
            if row.name == wanted.unit
        }
        characters, from_ = reads.characters(reader, viewer), provenance(reader, viewer, None)
        return documents_table(there, characters, units, provenance=from_)


def units(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    """The units of a unit set with their text, but for what is not to be quoted."""
    if wanted.unit is None:
        raise NotAsked("Say which units, with --unit turn, sentence, paragraph or whole.")
    with store.reading() as reader:
        names = wanted.documents or _cut(reader, viewer, wanted.unit)
        return units_table(
            {name: reads.text(reader, viewer, name) for name in names},
            {name: reads.turns(reader, viewer, name) for name in names},
            {name: reads.units(reader, viewer, name, wanted.unit) for name in names},
            unquotable(reader, viewer).forbids,
            provenance=provenance(reader, viewer, None),
        )


def _cut(reader: Reader, viewer: Viewer, unit: str) -> list[str]:
    """The documents that are cut into a unit; NameUnknown where none is."""
    kinds = {
        one.name: [row.name for row in reads.unit_sets(reader, one.name)]
        for one in reads.documents(reader, viewer)
    }
    names = [name for name, its in kinds.items() if unit in its]
    if not names:
        there = dict.fromkeys(kind for its in kinds.values() for kind in its)
        raise NameUnknown(unknown("unit that a document is cut into", unit, list(there)))
    return names
