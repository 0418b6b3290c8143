"""Findings into files: which table, from which round, in the format that the suffix says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from workbench.errors import NameUnknown, NotAsked
from workbench.exporters import write
from workbench.shelf import Shelf, unknown
from workbench.steps import agree, codings
from workbench.steps.codebook import save_codebook
from workbench.steps.findings import findings, latest_revealed, provenance
from workbench.steps.summaries import summaries
from workbench.store import Reader, Store
from workbench.store.reads import codebooks, documents, rounds
from workbench.tables.agreement import agreement_table
from workbench.tables.codebook import codebook_table
from workbench.tables.cooccurrence import cooccurrence_table
from workbench.tables.quotations import quotations_table
from workbench.tables.rounds import rounds_table
from workbench.tables.saturation import saturation_table
from workbench.tables.themes import themes_table
from workbench.tables.units import units_table
from workbench.terms import Table, Viewer


class Wanted(NamedTuple):
    """What is to be exported."""

    what: str
    """A name on the shelf EXPORTS."""
    n: int | None = None
    """The round; None: the latest revealed."""
    documents: tuple[str, ...] = ()
    unit: str | None = None


def export(store: Store, viewer: Viewer, wanted: Wanted, path: Path) -> int:
    """Write a table, or the codebook as YAML or .qdc, to a file; how many rows."""
    if wanted.what == "codebook" and path.suffix.lower() in (".yaml", ".yml", ".qdc"):
        save_codebook(store, viewer, path)
        return 0
    table = EXPORTS[wanted.what](store, viewer, wanted)
    write(table, path)
    return len(table.rows)


def theme_table(store: Store, viewer: Viewer, n: int | None = None) -> Table:
    """The theme table (T1) of a revealed round; without a number of the latest."""
    return _themes(store, viewer, Wanted("themes", n))


def _themes(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    with store.reading() as reader:
        return themes_table(findings(reader, viewer, wanted.n))


def _quotations(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    with store.reading() as reader:
        return quotations_table(findings(reader, viewer, wanted.n))


def _saturation(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    with store.reading() as reader:
        return saturation_table(findings(reader, viewer, wanted.n))


def _co_occurrence(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    with store.reading() as reader:
        return cooccurrence_table(findings(reader, viewer, wanted.n))


def _codebook(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    with store.reading() as reader:
        one = None if wanted.n is None else rounds.round_of(reader, viewer, wanted.n)
        found = codebooks.codebook(reader, viewer, one.version if one else None)
        return codebook_table(found, provenance=provenance(reader, viewer, None))


def _agreement(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    with store.reading() as reader:
        one = latest_revealed(reader, viewer, wanted.n)
        about = provenance(reader, viewer, one)
    found = agree.agreement(store, viewer, one.n)[0]
    return agreement_table(found, provenance=about)


def _rounds(store: Store, viewer: Viewer, wanted: Wanted) -> Table:  # noqa: ARG001 all rounds
    found = summaries(store, viewer)
    if not found:
        raise NotAsked("No round is revealed yet, so there is nothing to export.")
    with store.reading() as reader:
        return rounds_table(found, provenance=provenance(reader, viewer, None))


def _codings(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    return codings.saved(store, viewer, wanted.n)


def _units(store: Store, viewer: Viewer, wanted: Wanted) -> Table:
    if wanted.unit is None:
        raise NotAsked("Say which units, with --unit turn, sentence, paragraph or whole.")
    with store.reading() as reader:
        names = wanted.documents or _cut(reader, viewer, wanted.unit)
        return units_table(
            {name: documents.text(reader, viewer, name) for name in names},
            {name: documents.turns(reader, viewer, name) for name in names},
            {name: documents.units(reader, viewer, name, wanted.unit) for name in names},
            provenance=provenance(reader, viewer, None),
        )


def _cut(reader: Reader, viewer: Viewer, unit: str) -> list[str]:
    """The documents that are cut into a unit; NameUnknown where none is."""
    kinds = {
        one.name: [row.name for row in documents.unit_sets(reader, one.name)]
        for one in documents.documents(reader, viewer)
    }
    names = [name for name, its in kinds.items() if unit in its]
    if not names:
        there = dict.fromkeys(kind for its in kinds.values() for kind in its)
        raise NameUnknown(unknown("unit that a document is cut into", unit, list(there)))
    return names


EXPORTS: Shelf[Callable[[Store, Viewer, Wanted], Table]] = Shelf(
    "export",
    {
        "themes": f"{__name__}:_themes",
        "codebook": f"{__name__}:_codebook",
        "agreement": f"{__name__}:_agreement",
        "rounds": f"{__name__}:_rounds",
        "codings": f"{__name__}:_codings",
        "units": f"{__name__}:_units",
        "quotations": f"{__name__}:_quotations",
        "saturation": f"{__name__}:_saturation",
        "co-occurrence": f"{__name__}:_co_occurrence",
    },
)
