"""Correcting what is known of turns: who spoke them, when, and in which phase of the session."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.coding.revision import revised
from workbench.errors import NameUnknown
from workbench.revisions import Edit
from workbench.shelf import unknown
from workbench.steps.correcting.corrected import (
    Corrected,
    Shown,
    put,
    rehearsed,
    touched_since,
    turn_of,
)
from workbench.steps.namesakes import speaker_cases
from workbench.store import Store, Writer
from workbench.store.reads import documents
from workbench.store.reads.texts import second_looks
from workbench.store.writes import laying
from workbench.store.writes.cases import drop_unheard
from workbench.store.writes.second_looks import look_at_turn
from workbench.store.writes.turns import Turned, set_turn
from workbench.terms import NOBODY, Turn, Viewer, clock


@dataclass(frozen=True)
class TurnFacts:
    """What is to be said anew of some turns; None stays as it is, an empty text is nothing."""

    speaker: str | None = None
    time: float | None = None
    phase: str | None = None


def turns_of(store: Store, viewer: Viewer, document: str, speaker: str) -> list[int]:
    """The positions of all turns of a speaker in a document; NameUnknown where there is none."""
    with store.reading() as reader:
        turns = documents.turns(reader, viewer, document)
    found = [one.position for one in turns if (one.speaker or "").casefold() == speaker.casefold()]
    if not found:
        there = list(dict.fromkeys(one.speaker for one in turns if one.speaker))
        raise NameUnknown(unknown(f"speaker in “{document}”", speaker, there))
    return found


def correct_turns(
    store: Store,
    viewer: Viewer,
    document: str,
    positions: Sequence[int],
    facts: TurnFacts,
    *,
    dry_run: bool = False,
) -> Corrected:
    """Say anew who spoke some turns, when, or in which phase of the session they lie.

    A label before a turn, where the text has it, says the new speaker too. The turn belongs to
    the case that the speaker is in this document (`namesakes`), which takes over the role of a
    misspelt one.
    """

    def work(writer: Writer) -> Corrected:
        return _turn_facts(writer, viewer, document, positions, facts)

    return rehearsed(store, viewer, work, dry_run=dry_run)


def _turn_facts(
    writer: Writer, viewer: Viewer, document: str, positions: Sequence[int], facts: TurnFacts
) -> Corrected:
    turns = documents.turns(writer, NOBODY, document)
    text = documents.text(writer, NOBODY, document)
    chosen = [turn_of(turns, document, position) for position in sorted(set(positions))]
    edits = [edit for one in chosen for edit in _label(text, turns, one, facts.speaker)]
    done = put(writer, viewer, document, lambda old: revised(old, edits), edits)
    seen = second_looks(writer, viewer)
    document_id = laying.laid(writer, document).document
    who = speaker_cases(writer, document, [facts.speaker])
    for one in chosen:
        _say_anew(writer, document_id, one, facts, who)
    what = [name for name, value in vars(facts).items() if value is not None]
    writer.event(
        "turns corrected",
        {"document": document_id, "turns": [one.position for one in chosen], "what": what},
    )
    shown = tuple(_shown_facts(one, facts) for one in chosen)
    return Corrected(
        document, shown, (*done.touched, *touched_since(writer, viewer, document, seen))
    )


def _label(text: str, turns: Sequence[Turn], one: Turn, speaker: str | None) -> Iterator[Edit]:
    """The speaker's name where it stands before the turn."""
    if not speaker or not one.speaker or speaker == one.speaker:
        return
    start = turns[one.position - 2].stop if one.position > 1 else 0
    found = [*re.finditer(re.escape(one.speaker), text[start : one.start], re.IGNORECASE)]
    if found:
        place = found[-1]
        yield Edit(start + place.start(), start + place.end(), speaker)


def _say_anew(
    writer: Writer, document_id: int, one: Turn, facts: TurnFacts, who: Mapping[str, str]
) -> None:
    """Say it; `who`: the case of each speaker."""
    speaker = one.speaker if facts.speaker is None else facts.speaker or None
    case = one.case if facts.speaker is None else who.get(speaker or "")
    time = one.time if facts.time is None else facts.time
    phase = one.phase if facts.phase is None else facts.phase or None
    set_turn(writer, document_id, one.position, Turned(speaker, case, time, phase))
    if facts.speaker is not None and speaker != one.speaker:
        look_at_turn(writer, document_id, one.position)
        drop_unheard(writer, document_id, one.case, case)


def _shown_facts(one: Turn, facts: TurnFacts) -> Shown:
    told = [
        (f"{name} {_told(before)}", f"{name} {_told(after)}")
        for name, before, after in (
            ("speaker", one.speaker, facts.speaker),
            ("time", one.time, facts.time),
            ("phase", one.phase, facts.phase),
        )
        if after is not None
    ]
    before, after = zip(*told, strict=True) if told else ((), ())
    return Shown(one.position, ", ".join(before), ", ".join(after))


def _told(value: str | float | None) -> str:
    if isinstance(value, float):
        return clock(value)
    return value or "–"
