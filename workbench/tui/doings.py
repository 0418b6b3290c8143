"""What the answer of a dialog does to the study, and the sentence that says what was done.

Each takes the store, who does it, and the answer; each raises `WorkbenchError` for what the
study refuses. Rooms that are slow to import are imported here, beside the screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.terms import Columns, RoundPlan, Segmentation, Viewer
from workbench.tui.words import listed, plural

if TYPE_CHECKING:
    from workbench.store import Store
    from workbench.tui.dialogs.ask import CoderAsked, ExportAsked, ImportAsked


def import_file(store: Store, viewer: Viewer, asked: ImportAsked) -> str:
    """Import a file."""
    from workbench.steps.importing import import_drafts, read_files

    columns = asked.columns if asked.columns != Columns() else None
    drafts = read_files([asked.path], columns)
    done = import_drafts(store, viewer, drafts, asked.roles)
    new = [one.document for one in done if one.status == "new"]
    notes = " ".join(note for draft in drafts for note in draft.notes)
    if not new:
        return f"{asked.path.name} was imported before; nothing has changed."
    return f"Imported {plural(len(new), 'document')}: {listed(new)}. {notes}"


def segment(store: Store, viewer: Viewer, settings: Segmentation) -> Iterator[str]:
    """Cut all documents into units; a sentence after each."""
    from workbench.steps.segmenting import segment_documents

    units = documents = 0
    for one in segment_documents(store, viewer, settings):
        units, documents = units + one.units, documents + 1
        yield f"{one.document}: {plural(one.units, 'unit')}; so far {units} in {documents}."


def load_codebook(store: Store, viewer: Viewer, path: Path) -> str:
    """Load the next version of the codebook."""
    from workbench.steps import codebook

    version, changes = codebook.load_codebook(store, viewer, path)
    return f"This is version {version} of the codebook. {' '.join(changes[:3])}"


def add_coder(store: Store, viewer: Viewer, asked: CoderAsked) -> str:
    """Add a coder."""
    from workbench.steps import coders

    coders.add_coder(store, viewer, asked.name, asked.role)
    return f"{asked.name} can code now; F2 changes who is coding."


def draft_round(store: Store, viewer: Viewer, plan: RoundPlan) -> str:
    """Draft a round."""
    from workbench.steps import rounds

    return f"Round {rounds.draft_round(store, viewer, plan)} is drafted; press o to open it."


def open_round(store: Store, viewer: Viewer, n: int) -> str:
    """Open a drafted round."""
    from workbench.steps import rounds

    rounds.open_round(store, viewer, n)
    return f"Round {n} is open; coders see only their own work until it is revealed."


def close_round(store: Store, viewer: Viewer, n: int, reason: str) -> str:
    """Close the open round; with a reason, if it is not finished."""
    from workbench.steps import rounds

    rounds.close_round(store, viewer, n, reason or None)
    return f"Round {n} is closed; press v to reveal it."


def reveal_round(store: Store, viewer: Viewer, n: int) -> str:
    """Reveal a closed round."""
    from workbench.steps import rounds

    rounds.reveal_round(store, viewer, n)
    return f"Round {n} is revealed; press g for its agreement."


def tables() -> list[str]:
    """The names of the tables that can be written."""
    from workbench.steps.export import EXPORTS

    return list(EXPORTS)


def export(store: Store, viewer: Viewer, asked: ExportAsked) -> str:
    """Write a table to a file."""
    from workbench.steps import export as exporting

    exporting.export(store, viewer, exporting.Wanted(asked.what), asked.path)
    return f"Wrote {asked.path}."
