"""What the answer of a dialog does to the study, and the sentence that says what was done.

Each takes the store, who does it, and the answer; each raises `WorkbenchError` for what the
study refuses. Rooms that are slow to import are imported here, beside the screen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.terms import Columns, Draft, RoundPlan, Segmentation, Viewer
from workbench.tui.words import listed, plural

if TYPE_CHECKING:
    from workbench.store import Store
    from workbench.tui.dialogs.ask import CoderAsked, ExportAsked, ImportAsked


class Import:
    """Reads a file when it is asked for, and stores it when the same is asked for again."""

    def __init__(self, show: Callable[[str], None]) -> None:
        """`show` is told what was found, before anything is stored."""
        self._show = show
        self._asked: ImportAsked | None = None
        self._drafts: tuple[Draft, ...] = ()

    def __call__(self, store: Store, viewer: Viewer, asked: ImportAsked) -> str | None:
        """The sentence that says what was stored; None after the reading."""
        if asked == self._asked:
            return _store(store, viewer, self._drafts, asked)
        from workbench.steps.importing import read_files

        columns = asked.columns if asked.columns != Columns() else None
        self._asked, self._drafts = None, read_files([asked.path], columns)
        self._asked = asked
        self._show("\n".join(line for draft in self._drafts for line in found_in(draft, asked)))
        return None


def _store(store: Store, viewer: Viewer, drafts: Sequence[Draft], asked: ImportAsked) -> str:
    from workbench.steps.importing import import_drafts

    done = import_drafts(store, viewer, drafts, asked.roles)
    new = [one.document for one in done if one.status == "new"]
    if not new:
        return f"{asked.path.name} was imported before; nothing has changed."
    return f"Imported {plural(len(new), 'document')}: {listed(new)}."


def found_in(draft: Draft, asked: ImportAsked) -> list[str]:
    """Lines on what an importer found: documents, speakers or columns, and all it notes."""
    lines = [f"Found in {draft.source} ({draft.importer}):"]
    for document in draft.documents:
        lines.append(f"  {document.name}: {plural(len(document.turns), 'turn')}")
        speakers = Counter(turn.speaker or "(nobody)" for turn in document.turns)
        if document.question is None:
            counts = [f"{name} {count}" for name, count in speakers.most_common()]
            lines.append(f"  speakers: {listed(counts)}")
    if asked.columns != Columns() or any(one.question for one in draft.documents):
        lines += _columns(asked.columns)
    return [*lines, *draft.notes]


def _columns(columns: Columns) -> list[str]:
    kinds = (
        ("respondent", (columns.id or "found by the importer",)),
        ("answers", columns.text),
        ("facts", columns.attribute),
        ("scores", columns.score),
    )
    return [f"  {kind}: {listed(names)}" for kind, names in kinds if names]


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
    return (
        f"Round {n} is revealed; press g for its agreement. "
        "Disagreements are listed by: workbench disagreements."
    )


def tables() -> list[str]:
    """The names of the tables that can be written."""
    from workbench.steps.export import EXPORTS

    return list(EXPORTS)


def formats() -> list[str]:
    """The ends of names that a table can be written to."""
    from workbench.exporters import EXPORTERS

    return list(EXPORTERS)


def export(store: Store, viewer: Viewer, asked: ExportAsked) -> str:
    """Write a table to a file."""
    from workbench.steps import export as exporting

    exporting.export(store, viewer, exporting.Wanted(asked.what, unit=asked.unit), asked.path)
    return f"Wrote {asked.path}."
