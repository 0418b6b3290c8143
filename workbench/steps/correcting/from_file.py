"""Correcting a transcript by its corrected file: words, speakers, times and turns at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from workbench.coding.difference import edits_of_turns, kept
from workbench.coding.revision import OffsetMap, map_of, revised
from workbench.drafts import Draft, DraftDocument, DraftTurn
from workbench.errors import NotAsked
from workbench.revisions import Laid, LaidTurn
from workbench.steps.backup import backup_before
from workbench.steps.correcting.corrected import Corrected, Shown, put, rehearsed, touched_since
from workbench.steps.namesakes import speaker_cases
from workbench.store import Store, Writer
from workbench.store.reads import documents
from workbench.store.reads.texts import second_looks
from workbench.store.writes import laying
from workbench.store.writes.cases import drop_unheard
from workbench.store.writes.second_looks import look_at_turn
from workbench.store.writes.turns import Turned, set_turn
from workbench.terms import NOBODY, Span, Turn, Viewer
from workbench.words import plural

_ANOTHER_TEXT = 0.4


def correct_from(
    store: Store, viewer: Viewer, document: str, draft: Draft, *, dry_run: bool = False
) -> Corrected:
    """Make a document what its corrected file says: words, speakers, times and turns.

    What the study knows beyond the file, phases and roles, stays. A copy of the study is made
    before. Refused for a file that is another text.
    """
    if len(draft.documents) != 1:
        raise NotAsked(
            f"{draft.source} holds {len(draft.documents)} documents; give one at a time."
        )
    found = draft.documents[0]

    def work(writer: Writer) -> Corrected:
        if not dry_run:
            backup_before(store, "correction")
        return _from(writer, viewer, document, found, draft.source)

    return rehearsed(store, viewer, work, dry_run=dry_run)


def _from(
    writer: Writer, viewer: Viewer, document: str, found: DraftDocument, source: str
) -> Corrected:
    old = laying.laid(writer, document)
    before = documents.turns(writer, NOBODY, document)
    who = speaker_cases(writer, document, [turn.speaker for turn in found.turns])
    wanted = [replace(turn, case=who.get(turn.speaker or "")) for turn in found.turns]
    edits = edits_of_turns(old.text, _spans(old.turns), found.text, _spans(found.turns))
    if kept(old.text, edits) < _ANOTHER_TEXT:
        raise NotAsked(
            f"{source} has less than half of “{document}” in it, so it is another text; import it "
            "as a document of its own, or check the name."
        )
    parts = _matched(old.turns, map_of(edits), found.turns)
    done = put(writer, viewer, document, lambda laid: revised(laid, edits, parts), edits)
    seen = second_looks(writer, viewer)
    by_id = {laid.id: turn for laid, turn in zip(old.turns, before, strict=True)}
    retold = _retell(writer, old.document, parts, wanted, by_id)
    _drop_unheard(writer, old.document, parts, wanted, by_id)
    touched = (*done.touched, *touched_since(writer, viewer, document, seen))
    return done._replace(
        changes=(*done.changes, *retold),
        touched=touched,
        notes=(*done.notes, *_notes(old, parts)),
    )


def _spans(turns: Sequence[LaidTurn | DraftTurn]) -> list[Span]:
    return [Span(turn.start, turn.stop) for turn in turns]


def _matched(
    old: Sequence[LaidTurn], there: OffsetMap, wanted: Sequence[DraftTurn]
) -> list[LaidTurn]:
    """The turns as the file has them, by the ids of those whose words they have."""
    moved = [there.stretch(Span(one.start, one.stop)) for one in old]
    parts, at, new = [], 0, 0
    for turn in wanted:
        while at < len(moved) and moved[at].stop <= turn.start:
            at += 1
        if at < len(moved) and moved[at].start < turn.stop:
            parts.append(LaidTurn(old[at].id, turn.start, turn.stop))
            at += 1
        else:
            new -= 1
            parts.append(LaidTurn(new, turn.start, turn.stop))
    return parts


def _retell(
    writer: Writer,
    document_id: int,
    parts: Sequence[LaidTurn],
    wanted: Sequence[DraftTurn],
    by_id: Mapping[int, Turn],
) -> list[Shown]:
    """Say of each turn what the file says."""
    shown = []
    phase: str | None = None
    for position, (part, turn) in enumerate(zip(parts, wanted, strict=True), 1):
        was = by_id.get(part.id)
        phase = was.phase if was else phase
        said = Turned(turn.speaker, turn.case, turn.time, turn.phase or phase)
        before = was and Turned(was.speaker, was.case, was.time, was.phase)
        if before == said:
            continue
        set_turn(writer, document_id, position, said)
        if before is None or before.speaker != said.speaker:
            look_at_turn(writer, document_id, position)
            was_said = "new turn" if before is None else f"speaker {before.speaker or '–'}"
            shown.append(Shown(position, was_said, f"speaker {said.speaker or '–'}"))
    return shown


def _drop_unheard(
    writer: Writer,
    document_id: int,
    parts: Sequence[LaidTurn],
    wanted: Sequence[DraftTurn],
    by_id: Mapping[int, Turn],
) -> None:
    """Who speaks no longer did not attend; whoever has most of their turns now has their role."""
    heirs: dict[str, Counter[str | None]] = {}
    for part, turn in zip(parts, wanted, strict=True):
        was = by_id.get(part.id)
        if was and was.case:
            heirs.setdefault(was.case, Counter())[turn.case] += 1
    for case in dict.fromkeys(one.case for one in by_id.values() if one.case):
        counted = heirs.get(case, Counter())
        heir = counted.most_common(1)[0][0] if counted else None
        drop_unheard(writer, document_id, case, heir)


def _notes(old: Laid, parts: Sequence[LaidTurn]) -> Iterator[str]:
    new = sum(part.id < 0 for part in parts)
    judged = ", ".join(one.name for one in old.sets if one.locked)
    if new and judged:
        yield (
            f"New in the file: {plural(new, 'turn')}; where a round judges “{old.name}” by "
            f"{judged}, what is new has no unit and is not judged."
        )
