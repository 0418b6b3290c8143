"""Findings into files: which table, from which round, in the format that the suffix says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from workbench.exporters import about, write, write_bytes
from workbench.figures import FIGURES, FORMATS, draw
from workbench.shelf import Shelf
from workbench.steps.codebook import save_codebook
from workbench.steps.exported import remember
from workbench.steps.exports.wanted import Wanted
from workbench.steps.leaving import STRICT, Leave, let_out
from workbench.store import Store
from workbench.terms import Table, Viewer

__all__ = ["EXPORTS", "Wanted", "export", "theme_table"]

_HERE = "workbench.steps.exports"

EXPORTS: Shelf[Callable[[Store, Viewer, Wanted], Table]] = Shelf(
    "export",
    {
        "themes": f"{_HERE}.themes:themes",
        "short-themes": f"{_HERE}.themes:short_themes",
        "groups": f"{_HERE}.themes:groups",
        "swot": f"{_HERE}.themes:swot",
        "swot-boxes": f"{_HERE}.themes:swot_boxes",
        "quotations": f"{_HERE}.themes:quotations",
        "saturation": f"{_HERE}.themes:saturation",
        "co-occurrence": f"{_HERE}.themes:co_occurrence",
        "codes-by-document": f"{_HERE}.themes:codes_by_document",
        "codebook": f"{_HERE}.rounds:codebook",
        "agreement": f"{_HERE}.rounds:agreement",
        "agreement-by-round": f"{_HERE}.rounds:agreement_by_round",
        "rounds": f"{_HERE}.rounds:rounds",
        "evolution": f"{_HERE}.rounds:evolution",
        "participants": f"{_HERE}.people:participants",
        "questionnaire": f"{_HERE}.people:questionnaire",
        "coreq": f"{_HERE}.checklist:coreq",
        "documents": f"{_HERE}.raw:documents",
        "units": f"{_HERE}.raw:units",
        "codings": f"{_HERE}.raw:codings",
    },
)


def export(store: Store, viewer: Viewer, wanted: Wanted, path: Path, leave: Leave = STRICT) -> int:
    """Write a table, a figure (svg, png, pdf), or the codebook as YAML or .qdc; how many rows.

    Refused where raw documents or names would leave a confidential study, see `steps/leaving.py`.
    """
    EXPORTS[wanted.what]  # refused before anything is looked at
    let_out(store, viewer, wanted.what, leave, wanted.documents or None)
    rows = _write(store, viewer, wanted, path)
    remember(store, viewer, wanted.what, path)
    return rows


def _write(store: Store, viewer: Viewer, wanted: Wanted, path: Path) -> int:
    if wanted.what == "codebook" and path.suffix.lower() in (".yaml", ".yml", ".qdc"):
        save_codebook(store, viewer, path)
        return 0
    suffix = path.suffix.removeprefix(".").lower()
    if suffix in FORMATS and wanted.what in EXPORTS:
        FIGURES[wanted.what]  # refused before anything is counted
    table = EXPORTS[wanted.what](store, viewer, wanted)
    if suffix in FORMATS:
        write_bytes(draw(wanted.what, table, suffix), path)
        write_bytes(
            about(table).encode("utf-8", "replace"), path.with_name(f"{path.name}.about.txt")
        )
    else:
        write(table, path)
    return len(table.rows)


def theme_table(store: Store, viewer: Viewer, n: int | None = None) -> Table:
    """The theme table (T1) of a revealed round; without a number of the latest."""
    return EXPORTS["themes"](store, viewer, Wanted("themes", n))
