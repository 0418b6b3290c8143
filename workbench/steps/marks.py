"""A star or a group on a single coding: which quotation to print, and where it belongs.

Neither says that a code applies, so both may still be set once a round is revealed. While it is
open each coder marks their own codings alone.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from workbench.coding.codes import find_code
from workbench.errors import NotAsked, NotDue
from workbench.steps.books import book_of
from workbench.store import Store, Writer
from workbench.store.reads import codings, documents, rounds
from workbench.store.reads.blindness import REVEALED
from workbench.store.writes import acts
from workbench.store.writes.acts import Act, Flagged
from workbench.store.writes.codings import id_of_code
from workbench.store.writes.shares import refuse_out, whose_share
from workbench.terms import NOBODY, Coding, Round, Viewer


class Which(NamedTuple):
    """Which coding is meant: those of a coder on a unit, or one by its stretch."""

    document: str
    unit: int | None = None
    start: int | None = None
    stop: int | None = None
    code: str | None = None
    """Its code's name or uid; None: whatever code it has."""
    coder: str | None = None
    """None: the viewer; in a revealed round, everybody."""

    def means(self, coding: Coding) -> bool:
        """Whether a coding of the document is meant, code and coder apart."""
        if self.start is not None:
            return (coding.start, coding.stop) == (self.start, self.stop)
        return self.unit is None or coding.first_unit <= self.unit <= coding.last_unit


def star(store: Store, viewer: Viewer, n: int | None, which: Which, *, starred: bool = True) -> int:
    """Star codings, or take the star back; how many changed."""
    return _mark(store, viewer, n, which, ("starred", starred))


def set_group(store: Store, viewer: Viewer, n: int | None, which: Which, group: str | None) -> int:
    """Put codings into a group of their own, or (None) take them out of it; how many changed."""
    return _mark(store, viewer, n, which, ("group", (group or "").strip() or None))


def _mark(store: Store, viewer: Viewer, n: int | None, which: Which, value: tuple[str, Any]) -> int:
    with store.writing(viewer) as writer:
        one = rounds.round_of(writer, viewer, n, progress=False)
        meant = _meant(writer, viewer, one, which)
        field, after = value
        changed = [coding for coding in meant if getattr(coding, field) != after]
        if changed:
            _change(writer, one, field, changed, after)
        return len(changed)


def _meant(writer: Writer, viewer: Viewer, one: Round, which: Which) -> list[Coding]:
    _refuse_unless_due(writer, viewer, one)
    coder = which.coder or (None if one.state in REVEALED else viewer.coder)
    wanted = None
    if which.code is not None:
        book = book_of(writer, viewer, one.n, coder or viewer.coder)
        uids = {known.uid for _, known in book.walk()}
        wanted = which.code if which.code in uids else find_code(book, which.code).uid
    found = [
        coding
        for coding in codings.codings(writer, viewer, one.n, which.document, proposed=True)
        if coding.coder == (coder or coding.coder)
        and coding.code == (wanted or coding.code)
        and which.means(coding)
    ]
    if not found:
        raise NotAsked("There is no such coding here; name its unit, its code and its coder.")
    return found


def _refuse_unless_due(writer: Writer, viewer: Viewer, one: Round) -> None:
    if one.state in REVEALED:
        return
    if one.state != "open" or viewer.coder is None:
        raise NotDue(
            f"Round {one.n} is {one.state}; while it is blind, only its coders mark their own "
            "codings, with --as NAME and while it is open."
        )
    if viewer.coder in one.coders:
        refuse_out(writer, whose_share(writer, one.n, viewer.coder))


def _change(writer: Writer, one: Round, field: str, found: list[Coding], after: Any) -> None:
    row = rounds.round_row(writer, one.n)
    documents_by_name = {known.name: known.id for known in documents.documents(writer, NOBODY)}
    flagged = tuple(
        Flagged(
            row.id,
            writer.coder_id(coding.coder),
            documents_by_name[coding.document],
            id_of_code(writer, coding.code),
            coding.start,
            coding.stop,
            field,
            getattr(coding, field),
            after,
        )
        for coding in found
    )
    for one_flag in flagged:
        acts.flag(writer, one_flag)
    what = {"starred": "coding starred" if after else "star removed"}.get(field, "coding grouped")
    ids = {"document": flagged[0].document_id, "codings": len(flagged)}
    own = None if one.state in REVEALED else writer.who
    event = writer.event(what, ids, row.id, own)
    place = flagged[0]
    act = Act(what, one.state, place.start, place.stop, flagged=flagged)
    acts.remember(writer, event, act, row.id, place.document_id)
