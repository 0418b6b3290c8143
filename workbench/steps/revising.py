"""Changing a document's text, with everything that lies on it, in the transaction of a step."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from workbench.coding.revision import OffsetMap, Revised, revised
from workbench.revisions import Edit, Laid
from workbench.store import Writer
from workbench.store.writes import laying, texts
from workbench.store.writes.texts import Changed
from workbench.terms import Span


@dataclass(frozen=True)
class Done:
    """A text that was changed, and what that touched."""

    document: str
    there: OffsetMap
    changed: Changed | None
    """None: the edits changed nothing."""


def revise(
    writer: Writer,
    document: str,
    edits: Iterable[Edit],
    what: str = "text corrected",
    *,
    look: bool = True,
) -> Done:
    """Make edits in a document's stored text (offsets of the text as it is), told as event `what`.

    Turns, units of every set, codings and what can be undone go along; decisions, no-codes and
    kept results stay with their units. With `look`, coders find what changed under their
    judgements in a list. NotAsked where edits overlap, or leave a unit without a word that a
    round judges.
    """
    old = laying.laid(writer, document)
    new = revised(old, list(edits))
    return put(writer, old, new, what, look=look)


def put(
    writer: Writer, old: Laid, new: Revised, what: str = "text corrected", *, look: bool = True
) -> Done:
    """Store what was worked out before, in the same transaction."""
    if not new.there.changes and new.laid.turns == old.turns:
        return Done(old.name, new.there, None)
    changed = texts.put_revised(
        writer,
        old,
        new.laid,
        new.there.plain(),
        move=new.moves.coding,
        follow=following(new.there),
        quote=quoting(new),
        what=what,
        look=look,
    )
    return Done(old.name, new.there, changed)


def following(there: OffsetMap) -> Callable[[Span], Span]:
    """Where a stretch goes that somebody is to be shown; never empty."""

    def follow(span: Span) -> Span:
        start, stop = there.stretch(span)
        return Span(start, max(stop, start + 1))

    return follow


def quoting(new: Revised) -> Callable[[Span], Span]:
    """Where a stretch goes that a theme quotes; one that lost all its words is its whole turn."""

    def quote(span: Span) -> Span:
        start, stop = new.there.stretch(span)
        if start < stop:
            return Span(start, stop)
        before = [turn for turn in new.laid.turns if turn.start <= start]
        turn = (before or new.laid.turns)[-1 if before else 0]
        return Span(turn.start, turn.stop)

    return quote
