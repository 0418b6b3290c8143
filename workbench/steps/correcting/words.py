"""Correcting words of a transcript: quoted, or by their offsets."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from workbench.coding.difference import edits_between
from workbench.coding.revision import revised
from workbench.errors import NotAsked
from workbench.revisions import Edit
from workbench.segmenters.words import runs_on
from workbench.steps.correcting.corrected import Corrected, put, rehearsed, turn_at, turn_of
from workbench.store import Store, Writer
from workbench.store.reads import documents
from workbench.terms import NOBODY, Span, Turn, Viewer


def correct_words(
    store: Store,
    viewer: Viewer,
    document: str,
    old: str,
    new: str,
    *,
    turn: int | None = None,
    everywhere: bool = False,
    dry_run: bool = False,
) -> Corrected:
    """Put other words in place of those quoted; they must stand once, or in this turn once.

    `everywhere` corrects each place where they stand.
    """

    def edits(writer: Writer) -> list[Edit]:
        text = documents.text(writer, NOBODY, document)
        turns = documents.turns(writer, NOBODY, document)
        found = places_of(text, old, _scope(text, turns, document, turn))
        _refuse_unclear(document, old, found, turns, everywhere=everywhere)
        return [one for span in found for one in _refined(text, span, new)]

    return _words(store, viewer, document, edits, dry_run=dry_run)


def correct_at(
    store: Store,
    viewer: Viewer,
    document: str,
    span: Span,
    new: str,
    *,
    dry_run: bool = False,
) -> Corrected:
    """Put other words in place of a stretch (code points of the stored text)."""

    def edits(writer: Writer) -> list[Edit]:
        text = documents.text(writer, NOBODY, document)
        if not 0 <= span.start <= span.stop <= len(text):
            raise NotAsked(
                f"“{document}” has no text from {span.start} to {span.stop}; it has {len(text)} "
                "characters."
            )
        return _refined(text, span, new)

    return _words(store, viewer, document, edits, dry_run=dry_run)


def _scope(text: str, turns: Sequence[Turn], document: str, position: int | None) -> Span:
    if position is None:
        return Span(0, len(text))
    found = turn_of(turns, document, position)
    return Span(found.start, found.stop)


def places_of(text: str, old: str, scope: Span) -> list[Span]:
    """Where words stand, whole, whatever white space is between them."""
    words = r"\s+".join(re.escape(word) for word in old.split())
    if not words:
        raise NotAsked("Quote the words that are to be corrected.")
    found = re.compile(words).finditer(text, scope.start, scope.stop)
    return [Span(*one.span()) for one in found if _is_whole(text, *one.span())]


def _is_whole(text: str, start: int, stop: int) -> bool:
    """Whether a stretch begins and ends with a word."""
    return not any(0 < at < len(text) and runs_on(text[at - 1], text[at]) for at in (start, stop))


def _refuse_unclear(
    document: str, old: str, found: Sequence[Span], turns: Sequence[Turn], *, everywhere: bool
) -> None:
    if not found:
        raise NotAsked(f"“{old}” does not stand there in “{document}”; quote it as it is written.")
    if len(found) > 1 and not everywhere:
        where = list(dict.fromkeys(turn_at(turns, span.start) for span in found))
        listed = ", ".join(str(one) for one in where if one)[:200]
        raise NotAsked(
            f"“{old}” stands {len(found)} times in “{document}” (turns {listed}); quote more of "
            "it, name the turn with --turn, or say --all."
        )


def _refined(text: str, span: Span, new: str) -> list[Edit]:
    """The words within a stretch that differ, so that codings of the others are left alone."""
    found = edits_between(text[span.start : span.stop], new)
    return [Edit(one.start + span.start, one.stop + span.start, one.replacement) for one in found]


def _words(
    store: Store,
    viewer: Viewer,
    document: str,
    edits: Callable[[Writer], list[Edit]],
    *,
    dry_run: bool,
) -> Corrected:
    def work(writer: Writer) -> Corrected:
        made = edits(writer)
        return put(writer, viewer, document, lambda old: revised(old, made), made)

    return rehearsed(store, viewer, work, dry_run=dry_run)
