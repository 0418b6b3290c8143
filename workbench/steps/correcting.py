"""Correcting a transcript after it was imported: its words, who spoke, when, where a turn ends.

Whatever is corrected, codings stay on their words; what changed under somebody's judgements is
listed for a second look. Closed rounds keep what was measured of them. With `dry_run` all of it
is done and undone again, so that what is told is what would happen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from workbench.coding.difference import edits_between, kept
from workbench.coding.revision import OffsetMap, Parted, Revised, map_of, revised
from workbench.errors import NameUnknown, NotAsked
from workbench.segmenters.words import runs_on
from workbench.shelf import unknown
from workbench.steps import revising
from workbench.steps.backup import backup_before
from workbench.steps.namesakes import speaker_cases
from workbench.steps.second_looks import codes_on
from workbench.steps.segmenting import cut_anew
from workbench.store import Store, Writer
from workbench.store.reads import documents
from workbench.store.reads.texts import second_looks
from workbench.store.writes import texts
from workbench.store.writes.cases import drop_unheard
from workbench.store.writes.texts import Turned
from workbench.terms import (
    NOBODY,
    Draft,
    DraftDocument,
    DraftTurn,
    Edit,
    Laid,
    LaidTurn,
    SecondLook,
    Span,
    Turn,
    Viewer,
    clock,
)


class Shown(NamedTuple):
    """A change as a person reads it."""

    turn: int | None
    """None: it lies in no turn, such as a label."""
    before: str
    after: str


class Touched(NamedTuple):
    """A judged unit whose words changed, as far as the viewer may know."""

    n: int
    """The round."""
    coder: str
    unit: int
    codes: tuple[str, ...]
    """Names of the codes that the coder has on the unit; none: no code applies."""
    words: str
    """Of the unit, as they are now."""


class Corrected(NamedTuple):
    """What a correction did, or would."""

    document: str
    changes: tuple[Shown, ...]
    touched: tuple[Touched, ...]
    notes: tuple[str, ...] = ()


# ------------------------------------------------------------------ words


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
        found = _places(text, old, _scope(text, turns, document, turn))
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
    found = _turn(turns, document, position)
    return Span(found.start, found.stop)


def _turn(turns: Sequence[Turn], document: str, position: int) -> Turn:
    if not 1 <= position <= len(turns):
        raise NotAsked(f"“{document}” has no turn {position}; it has {len(turns)}.")
    return turns[position - 1]


def _places(text: str, old: str, scope: Span) -> list[Span]:
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
        where = list(dict.fromkeys(_turn_at(turns, span.start) for span in found))
        listed = ", ".join(str(one) for one in where if one)[:200]
        raise NotAsked(
            f"“{old}” stands {len(found)} times in “{document}” (turns {listed}); quote more of "
            "it, name the turn with --turn, or say --all."
        )


def _turn_at(turns: Sequence[Turn], at: int) -> int | None:
    return next((one.position for one in turns if one.start <= at < one.stop), None)


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
        return _put(writer, viewer, document, lambda old: revised(old, made), made)

    return _rehearsed(store, viewer, work, dry_run=dry_run)


# ------------------------------------------------------------------ speakers, times, phases


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

    return _rehearsed(store, viewer, work, dry_run=dry_run)


def _turn_facts(
    writer: Writer, viewer: Viewer, document: str, positions: Sequence[int], facts: TurnFacts
) -> Corrected:
    turns = documents.turns(writer, NOBODY, document)
    text = documents.text(writer, NOBODY, document)
    chosen = [_turn(turns, document, position) for position in sorted(set(positions))]
    edits = [edit for one in chosen for edit in _label(text, turns, one, facts.speaker)]
    done = _put(writer, viewer, document, lambda old: revised(old, edits), edits)
    seen = second_looks(writer, viewer)
    document_id = texts.laid(writer, document).document
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
        document, shown, (*done.touched, *_touched_since(writer, viewer, document, seen))
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
    texts.set_turn(writer, document_id, one.position, Turned(speaker, case, time, phase))
    if facts.speaker is not None and speaker != one.speaker:
        texts.look_at_turn(writer, document_id, one.position)
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


# ------------------------------------------------------------------ turns


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
        turns = documents.turns(writer, NOBODY, document)
        one = _turn(turns, document, position)
        found = _places(text, before, Span(one.start, one.stop))
        if len(found) != 1 or found[0].start == one.start:
            raise NotAsked(
                f"“{before}” must stand once in turn {position}, and not at its beginning; quote "
                "the words that the new turn begins with."
            )
        cut = found[0].start
        end = one.start + len(text[one.start : cut].rstrip())
        parts = _laid_turns(writer, document)
        parts[position - 1 : position] = [
            LaidTurn(parts[position - 1].id, one.start, end),
            LaidTurn(-1, cut, one.stop),
        ]
        done = _put(writer, viewer, document, lambda old: revised(old, [], parts), [], "turn split")
        said = Turned(one.speaker, one.case, None, one.phase)
        if speaker is not None:
            who = speaker_cases(writer, document, [speaker])
            said = said._replace(speaker=speaker or None, case=who.get(speaker or ""))
        document_id = texts.laid(writer, document).document
        seen = second_looks(writer, viewer)
        texts.set_turn(writer, document_id, position + 1, said)
        if said.speaker != one.speaker:
            texts.look_at_turn(writer, document_id, position + 1)
        return done._replace(
            changes=(Shown(position, _short(text[one.start : one.stop]), f"… | {before} …"),),
            touched=(*done.touched, *_touched_since(writer, viewer, document, seen)),
        )

    return _rehearsed(store, viewer, work, dry_run=dry_run)


def merge_turns(
    store: Store, viewer: Viewer, document: str, position: int, *, dry_run: bool = False
) -> Corrected:
    """Make a turn and the next one turn, of the first one's speaker; a label between them goes."""

    def work(writer: Writer) -> Corrected:
        text = documents.text(writer, NOBODY, document)
        turns = documents.turns(writer, NOBODY, document)
        one, other = _turn(turns, document, position), _turn(turns, document, position + 1)
        between = text[one.stop : other.start]
        edits = [Edit(one.stop, other.start, " ")] if between.strip() or not between else []
        shift = sum(len(edit.replacement) - (edit.stop - edit.start) for edit in edits)
        parts = _laid_turns(writer, document)
        joined = LaidTurn(parts[position - 1].id, one.start, other.stop + shift)
        later = [
            LaidTurn(part.id, part.start + shift, part.stop + shift)
            for part in parts[position + 1 :]
        ]
        parts = [*parts[: position - 1], joined, *later]
        done = _put(
            writer, viewer, document, lambda old: revised(old, edits, parts), edits, "turns merged"
        )
        document_id = texts.laid(writer, document).document
        if other.case != one.case:
            drop_unheard(writer, document_id, other.case, None)
        said = (_short(text[turn.start : turn.stop]) for turn in (one, other))
        return done._replace(changes=(Shown(position, " | ".join(said), "one turn"),))

    return _rehearsed(store, viewer, work, dry_run=dry_run)


def _laid_turns(writer: Writer, document: str) -> list[LaidTurn]:
    return list(texts.laid(writer, document).turns)


# ------------------------------------------------------------------ the corrected file

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

    return _rehearsed(store, viewer, work, dry_run=dry_run)


def _from(
    writer: Writer, viewer: Viewer, document: str, found: DraftDocument, source: str
) -> Corrected:
    old = texts.laid(writer, document)
    before = documents.turns(writer, NOBODY, document)
    who = speaker_cases(writer, document, [turn.speaker for turn in found.turns])
    wanted = [replace(turn, case=who.get(turn.speaker or "")) for turn in found.turns]
    edits = edits_between(old.text, found.text)
    if kept(old.text, edits) < _ANOTHER_TEXT:
        raise NotAsked(
            f"{source} has less than half of “{document}” in it, so it is another text; import it "
            "as a document of its own, or check the name."
        )
    parts = _matched(old.turns, map_of(edits), found.turns)
    done = _put(writer, viewer, document, lambda laid: revised(laid, edits, parts), edits)
    seen = second_looks(writer, viewer)
    by_id = {laid.id: turn for laid, turn in zip(old.turns, before, strict=True)}
    retold = _retell(writer, old.document, parts, wanted, by_id)
    _drop_unheard(writer, old.document, parts, wanted, by_id)
    touched = (*done.touched, *_touched_since(writer, viewer, document, seen))
    return done._replace(
        changes=(*done.changes, *retold),
        touched=touched,
        notes=(*done.notes, *_notes(old, parts)),
    )


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
        texts.set_turn(writer, document_id, position, said)
        if before is None or before.speaker != said.speaker:
            texts.look_at_turn(writer, document_id, position)
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
            f"{new} turns are new; where a round judges “{old.name}” by {judged}, they have no "
            "unit and are not judged."
        )


# ------------------------------------------------------------------ what all of them share


def _rehearsed(
    store: Store, viewer: Viewer, work: Callable[[Writer], Corrected], *, dry_run: bool
) -> Corrected:
    with store.rehearsing(viewer) if dry_run else store.writing(viewer) as writer:
        return work(writer)


def _put(
    writer: Writer,
    viewer: Viewer,
    document: str,
    plan: Callable[[Laid], Revised],
    edits: Sequence[Edit],
    what: str = "text corrected",
) -> Corrected:
    """Store what a plan makes of a document, and tell it."""
    seen = second_looks(writer, viewer)
    old = texts.laid(writer, document)
    turns = documents.turns(writer, NOBODY, document)
    new = plan(old)
    revising.put(writer, old, new, what)
    cut_anew(writer, document)
    changes = tuple(_shown(old.text, turns, edit) for edit in edits)
    touched = tuple(_touched_since(writer, viewer, document, seen))
    return Corrected(document, changes, touched, tuple(map(_parting, new.parted)))


def _parting(one: Parted) -> str:
    return (
        f"A turn begins within unit {one.unit} ({one.cut}), which a round judges: the unit keeps "
        f"the words of turn {one.turn} and what was coded on it, and its other words are in no "
        "unit."
    )


_AROUND = 25


def _shown(text: str, turns: Sequence[Turn], edit: Edit) -> Shown:
    head = text[max(0, edit.start - _AROUND) : edit.start]
    tail = text[edit.stop : edit.stop + _AROUND]
    before = f"{head}{text[edit.start : edit.stop]}{tail}"
    place = _turn_at(turns, edit.start) or _turn_at(turns, max(edit.start - 1, 0))
    return Shown(place, _short(before), _short(f"{head}{edit.replacement}{tail}"))


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 120 else f"{line[:80]} … {line[-35:]}"


def _touched_since(
    writer: Writer, viewer: Viewer, document: str, seen: Iterable[SecondLook]
) -> Iterator[Touched]:
    """Units that came onto the lists, of those that the viewer may see."""
    before = {(one.n, one.coder, one.document, one.unit) for one in seen}
    text = documents.text(writer, NOBODY, document)
    for one in second_looks(writer, viewer):
        if (one.n, one.coder, one.document, one.unit) in before or one.document != document:
            continue
        codes = codes_on(writer, viewer, one)
        yield Touched(one.n, one.coder, one.unit, codes, _short(text[one.start : one.stop]))
