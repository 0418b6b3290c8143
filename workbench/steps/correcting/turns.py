"""Correcting where a turn ends: one turn becomes two, or two become one."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.coding.revision import revised
from workbench.errors import NotAsked
from workbench.revisions import Edit, LaidTurn
from workbench.steps.correcting.corrected import (
    Corrected,
    Shown,
    put,
    rehearsed,
    short,
    touched_since,
    turn_of,
)
from workbench.steps.correcting.words import places_of
from workbench.steps.namesakes import speaker_cases
from workbench.store import Store, Writer
from workbench.store.reads import documents
from workbench.store.reads.texts import second_looks
from workbench.store.writes import laying
from workbench.store.writes.cases import drop_unheard
from workbench.store.writes.second_looks import look_at_turn
from workbench.store.writes.turns import Turned, set_turn
from workbench.terms import NOBODY, Span, Turn, Viewer


def split_turn(
    store: Store,
    viewer: Viewer,
    document: str,
    position: int,
    before: str,
    *,
    speaker: str | None = None,
    dry_run: bool = False,
) -> Corrected:
    """Begin a new turn before the words quoted from a turn, by the same speaker or another."""

    def work(writer: Writer) -> Corrected:
        text = documents.text(writer, NOBODY, document)
        one = turn_of(documents.turns(writer, NOBODY, document), document, position)
        cut = _cut(text, one, before)
        parts = _laid_turns(writer, document)
        parts[position - 1 : position] = [
            LaidTurn(parts[position - 1].id, one.start, one.start + _length(text[one.start : cut])),
            LaidTurn(-1, cut, one.stop),
        ]
        done = put(writer, viewer, document, lambda old: revised(old, [], parts), [], "turn split")
        seen = second_looks(writer, viewer)
        _say(writer, document, position + 1, one, speaker)
        return done._replace(
            changes=(Shown(position, short(text[one.start : one.stop]), f"… | {before} …"),),
            touched=(*done.touched, *touched_since(writer, viewer, document, seen)),
        )

    return rehearsed(store, viewer, work, dry_run=dry_run)


def _cut(text: str, one: Turn, before: str) -> int:
    """Where in a turn the words stand that a new one begins with."""
    found = places_of(text, before, Span(one.start, one.stop))
    if len(found) != 1 or found[0].start == one.start:
        raise NotAsked(
            f"“{before}” must stand once in turn {one.position}, and not at its beginning; quote "
            "the words that the new turn begins with."
        )
    return found[0].start


def _length(words: str) -> int:
    return len(words.rstrip())


def _say(writer: Writer, document: str, position: int, one: Turn, speaker: str | None) -> None:
    """Say who speaks the new turn: whoever spoke the one that it was part of, or another."""
    said = Turned(one.speaker, one.case, None, one.phase)
    if speaker is not None:
        who = speaker_cases(writer, document, [speaker])
        said = said._replace(speaker=speaker or None, case=who.get(speaker or ""))
    document_id = laying.laid(writer, document).document
    set_turn(writer, document_id, position, said)
    if said.speaker != one.speaker:
        look_at_turn(writer, document_id, position)


def merge_turns(
    store: Store, viewer: Viewer, document: str, position: int, *, dry_run: bool = False
) -> Corrected:
    """Make a turn and the next one turn, of the first one's speaker; a label between them goes."""

    def work(writer: Writer) -> Corrected:
        text = documents.text(writer, NOBODY, document)
        turns = documents.turns(writer, NOBODY, document)
        one, other = (turn_of(turns, document, at) for at in (position, position + 1))
        between = text[one.stop : other.start]
        edits = [Edit(one.stop, other.start, " ")] if between.strip() or not between else []
        parts = _joined(_laid_turns(writer, document), position, edits)
        seen = second_looks(writer, viewer)
        document_id = laying.laid(writer, document).document
        if other.speaker != one.speaker:
            look_at_turn(writer, document_id, other.position)
        done = put(
            writer, viewer, document, lambda old: revised(old, edits, parts), edits, "turns merged"
        )
        if other.case != one.case:
            drop_unheard(writer, document_id, other.case, None)
        said = (short(text[turn.start : turn.stop]) for turn in (one, other))
        return done._replace(
            changes=(Shown(position, " | ".join(said), "one turn"),),
            touched=tuple(touched_since(writer, viewer, document, seen)),
        )

    return rehearsed(store, viewer, work, dry_run=dry_run)


def _joined(turns: Sequence[LaidTurn], position: int, edits: Sequence[Edit]) -> list[LaidTurn]:
    """The turns after the edits, with two of them as one."""
    shift = sum(len(edit.replacement) - (edit.stop - edit.start) for edit in edits)
    one, other, *later = turns[position - 1 :]
    moved = (LaidTurn(part.id, part.start + shift, part.stop + shift) for part in later)
    return [*turns[: position - 1], LaidTurn(one.id, one.start, other.stop + shift), *moved]


def _laid_turns(writer: Writer, document: str) -> list[LaidTurn]:
    return list(laying.laid(writer, document).turns)
