"""Findings into files: which table, from which round, in the format that the suffix says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from workbench.errors import NameUnknown
from workbench.exporters import write, write_about
from workbench.figures import FIGURES, FORMATS, draw
from workbench.figures.terminal import drawn
from workbench.files import write_whole
from workbench.shelf import Shelf, unknown
from workbench.steps.codebook import write_codebook
from workbench.steps.exports.wanted import Wanted
from workbench.steps.leaving import STRICT, Leave, leaving, let_out
from workbench.store import Store
from workbench.terms import Table, Viewer

__all__ = ["EXPORTS", "PAGES", "Wanted", "export", "names", "shown", "theme_table"]

_HERE = "workbench.steps.exports"
_FILLED = "workbench.steps.filling"

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
        "keys": f"{_HERE}.rounds:keys",
        "agreement-change": f"{_HERE}.rounds:agreement_change",
        "agreement-units": f"{_HERE}.rounds:agreement_units",
        "agreement-by-round": f"{_HERE}.rounds:agreement_by_round",
        "rounds": f"{_HERE}.rounds:rounds",
        "evolution": f"{_HERE}.rounds:evolution",
        "participants": f"{_HERE}.people:participants",
        "questionnaire": f"{_HERE}.people:questionnaire",
        "scores": f"{_HERE}.scores:scores",
        "tidy": f"{_HERE}.tidy:tidy",
        "tidy-scores": f"{_HERE}.tidy:tidy_scores",
        "joint": f"{_FILLED}.joint:joint",
        "framework": f"{_FILLED}.framework:framework",
        "coreq": f"{_FILLED}.checklists:coreq",
        "srqr": f"{_FILLED}.checklists:srqr",
        "abstraction": f"{_FILLED}.abstraction:abstraction",
        "transcripts": f"{_HERE}.transcripts:transcripts",
        "memos": f"{_HERE}.memos:memos",
        "statement": f"{_HERE}.statement:statement",
        "documents": f"{_HERE}.raw:documents",
        "units": f"{_HERE}.raw:units",
        "codings": f"{_HERE}.raw:codings",
    },
)


PAGES: Shelf[Callable[[Store, Viewer, Wanted], bytes]] = Shelf(
    "page",
    {
        "transcripts.docx": f"{_HERE}.transcripts:commented",
        "desk-codebook.docx": f"{_HERE}.desk:desk_copy_docx",
        "desk-codebook.html": f"{_HERE}.desk:desk_copy_html",
    },
)
"""What is no table, by its name and its format."""


def names() -> list[str]:
    """All that can be exported."""
    return list(dict.fromkeys((*EXPORTS, *(page.partition(".")[0] for page in PAGES))))


def export(store: Store, viewer: Viewer, wanted: Wanted, path: Path, leave: Leave = STRICT) -> int:
    """Write a table, a figure (svg, png, pdf), a page, or the codebook as YAML or .qdc.

    How many rows there are in a table; 0 for what is none. Refused where raw documents or names
    would leave a confidential study, see `steps/leaving.py`.
    """
    if wanted.what not in names():
        raise NameUnknown(unknown("export", wanted.what, names()))
    with leaving(store, viewer, wanted.what, path, leave, wanted.documents or None):
        return _write(store, viewer, wanted, path)


def _write(store: Store, viewer: Viewer, wanted: Wanted, path: Path) -> int:
    suffix = path.suffix.removeprefix(".").lower()
    if wanted.what == "codebook" and suffix in ("yaml", "yml", "qdc"):
        write_codebook(store, viewer, path)
        return 0
    if f"{wanted.what}.{suffix}" in PAGES:
        write_whole(path, PAGES[f"{wanted.what}.{suffix}"](store, viewer, wanted))
        return 0
    _refuse_other_pages(wanted.what)
    if suffix in FORMATS and wanted.what in EXPORTS:
        FIGURES[wanted.what]  # refused before anything is counted
    table = EXPORTS[wanted.what](store, viewer, wanted)
    if suffix in FORMATS:
        write_whole(path, draw(wanted.what, table, suffix))
        write_about(table, path)
    else:
        write(table, path)
    return len(table.rows)


def shown(
    store: Store, viewer: Viewer, wanted: Wanted, width: int, leave: Leave = STRICT
) -> tuple[Table, list[str]]:
    """A table, and the lines of its figure in so many columns; none where it has no figure.

    Refused where it would be refused as a file, which it may become.
    """
    if wanted.what not in names():
        raise NameUnknown(unknown("export", wanted.what, names()))
    _refuse_other_pages(wanted.what)
    let_out(store, viewer, wanted.what, leave, wanted.documents or None)
    table = EXPORTS[wanted.what](store, viewer, wanted)
    return table, drawn(wanted.what, table, width) if wanted.what in FIGURES else []


def _refuse_other_pages(what: str) -> None:
    """Say in which formats a page comes that is no table."""
    formats = [page.partition(".")[2] for page in PAGES if page.startswith(f"{what}.")]
    if formats and what not in EXPORTS:
        said = " or ".join(f".{suffix}" for suffix in formats)
        raise NameUnknown(f"“{what}” is written as {said}; end the file's name so.")


def theme_table(store: Store, viewer: Viewer, n: int | None = None) -> Table:
    """The theme table (T1) of a revealed round; without a number of the latest."""
    return EXPORTS["themes"](store, viewer, Wanted("themes", n))
