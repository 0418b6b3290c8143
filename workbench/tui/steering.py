"""Setting a study up, and taking it from round to round, with the sentence that says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.errors import Stopped
from workbench.terms import RoundPlan, Segmentation, Viewer
from workbench.words import plural

if TYPE_CHECKING:
    from workbench.steps.preview_answers import Answers
    from workbench.steps.preview_talks import Talks
    from workbench.steps.previewing import Project
    from workbench.steps.reading import Reading
    from workbench.store import Store
    from workbench.tui.dialogs.setting_up import CoderAsked


class Look:
    """Reads files when they are asked for, and keeps what was found; nothing is stored."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.found: Talks | Answers | Project | None = None
        """What was read; None: nothing yet."""

    def __call__(self, readings: Sequence[Reading]) -> str:
        """The sentence that says what was read."""
        from workbench.steps.previewing import look_at

        self.found = look_at(self._store, readings)
        return "Read."


def segment(store: Store, viewer: Viewer, settings: Segmentation) -> str:
    """Cut all documents into units; stopped in between, those before stay cut."""
    from workbench.steps.segmenting import segment_documents

    units, documents, said = 0, 0, "There is no document to cut."
    try:
        for one in segment_documents(store, viewer, settings):
            units, documents = units + one.units, documents + 1
            said = f"{plural(documents, 'document')} cut into {plural(units, 'unit')}."
    except Stopped:
        if not documents:
            raise
        return f"Stopped: {said} s goes on with the rest."
    return said


def add_coder(store: Store, viewer: Viewer, asked: CoderAsked) -> str:
    """Add a coder."""
    from workbench.steps import coders

    coders.add_coder(store, viewer, asked.name, asked.role)
    return f"{asked.name} can code now; F2 changes who is coding."


def rename_coder(store: Store, viewer: Viewer, name: str, new: str) -> str:
    """Give a coder another name."""
    from workbench.steps import coders

    return f"{name} is called {coders.rename_coder(store, viewer, name, new)} now."


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
    return f"Round {n} is revealed; press g for its agreement, d to settle where coders differ."


def adjudicate(store: Store, viewer: Viewer, n: int, reason: str) -> str:
    """Declare a round adjudicated."""
    from workbench.steps import rounds

    rounds.adjudicate_round(store, viewer, n, reason or None)
    return f"Round {n} is adjudicated; x of the study exports, r drafts the next round."
