"""Findings into files: which table, from which round, in the format that the suffix says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from workbench.exporters import write
from workbench.shelf import Shelf
from workbench.steps.codebook import save_codebook
from workbench.steps.exports.wanted import Wanted
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
        "codebook": f"{_HERE}.rounds:codebook",
        "agreement": f"{_HERE}.rounds:agreement",
        "rounds": f"{_HERE}.rounds:rounds",
        "evolution": f"{_HERE}.rounds:evolution",
        "participants": f"{_HERE}.people:participants",
        "questionnaire": f"{_HERE}.people:questionnaire",
        "documents": f"{_HERE}.raw:documents",
        "units": f"{_HERE}.raw:units",
        "codings": f"{_HERE}.raw:codings",
    },
)


def export(store: Store, viewer: Viewer, wanted: Wanted, path: Path) -> int:
    """Write a table, or the codebook as YAML, to a file; how many rows."""
    if wanted.what == "codebook" and path.suffix.lower() in (".yaml", ".yml"):
        save_codebook(store, viewer, path)
        return 0
    table = EXPORTS[wanted.what](store, viewer, wanted)
    write(table, path)
    return len(table.rows)


def theme_table(store: Store, viewer: Viewer, n: int | None = None) -> Table:
    """The theme table (T1) of a revealed round; without a number of the latest."""
    return EXPORTS["themes"](store, viewer, Wanted("themes", n))
