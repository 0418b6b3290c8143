"""Whose words may be quoted: by default everybody's, unless a case or a document says no."""

from __future__ import annotations

from workbench.errors import NotAsked
from workbench.store import Reader, Store
from workbench.store.reads import documents
from workbench.store.reads.quoting import Unquoted, unquotable
from workbench.store.writes.quoting import Of, set_quoting
from workbench.tables.quoting import KEPT_BACK
from workbench.terms import NOBODY, Viewer

ANSWERS = ("yes", "no")


def say_quoting(
    store: Store, viewer: Viewer, of: Of, name: str, answer: str, reason: str = ""
) -> bool:
    """Say whether a case, or a document, may be quoted; whether that changed anything.

    Quotations in themes stay where they are, and are not printed while the answer is no.
    """
    no = is_no(answer)
    with store.writing(viewer) as writer:
        return set_quoting(writer, of, name, reason if no else None)


def is_no(answer: str) -> bool:
    """Whether an answer is no; NotAsked for one that is neither."""
    folded = answer.strip().casefold()
    if folded not in ANSWERS:
        raise NotAsked(f"Whether somebody may be quoted is yes or no, not “{answer}”.")
    return folded == "no"


def unquoted(store: Store) -> Unquoted:
    """What is not to be quoted."""
    with store.reading() as reader:
        return unquotable(reader, NOBODY)


def quotable_text(reader: Reader, viewer: Viewer, name: str) -> str:
    """The text of a document as it may be printed: turns not to be quoted hold a notice instead.

    Every turn keeps its length, so that stretches stay where they are.
    """
    kept_back, text = unquotable(reader, viewer), documents.text(reader, viewer, name)
    for turn in documents.turns(reader, viewer, name):
        if kept_back.forbids(name, turn.case):
            length = turn.stop - turn.start
            text = text[: turn.start] + KEPT_BACK[:length].ljust(length) + text[turn.stop :]
    return text
