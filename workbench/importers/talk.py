"""The turns of a text, by the labels in it.

A label begins a turn and lies outside it. Lines without a label go on with the turn, blank
ones too. A time on a line of its own, a heading or a line that the recording software wrote is
part of no turn (`body.py`); after it the same speaker goes on, in a new one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from workbench.drafts import DraftTurn
from workbench.importers.body import Body
from workbench.importers.candidates import Lines
from workbench.importers.evidence import Label
from workbench.importers.labels import Labels, find
from workbench.importers.pieces import case_of, trimmed
from workbench.importers.written import SPOKEN_TIME, TIME, seconds, stamp
from workbench.words import plural

__all__ = ["Lines", "Talk", "talk_of"]


class Talk(NamedTuple):
    """The turns found in a text, and what to tell of them."""

    turns: tuple[DraftTurn, ...]
    notes: tuple[str, ...]


def talk_of(
    text: str, asked: str | None = None, *, markdown: bool = False, lines: Lines | None = None
) -> Talk:
    """The turns of a text; one turn where it has no labels.

    `asked`: how labels are written, if a person said so; see `labels.find`.
    `markdown`: lines that begin with “#” are headings.
    `lines`: what is known of the lines beyond their words.
    """
    body = Body.of(text, markdown, lines or Lines())
    labels = find(text, body.lines, asked, known=body.known)
    begins = labels.found or ([] if asked else _by_times(body))
    said = list(_turns(body, begins))
    once = len({label.speaker for label in begins}) == len(begins)
    if not asked and 2 * len(said) < len(begins) and (once or not said):
        # Labels of which most have no words are none, but a list of hours or names.
        labels, begins = Labels(), []
        said = list(_turns(body, begins))
    turns = tuple(_timed(text, [turn for turn in said if not _is_reaction(text, turn)]))
    notes = labels.notes(turn.speaker for turn in turns)
    told = (*notes, *_outside(body, begins), *_reactions(len(said) - len(turns)))
    return Talk(turns, told)


# ------------------------------------------------------------------ from labels to turns


class _Stretch(NamedTuple):
    """What may become a turn: text from a label or an aside to the next."""

    start: int
    stop: int
    speaker: str | None
    time: float | None


def _turns(body: Body, labels: Sequence[Label]) -> Iterator[DraftTurn]:
    stretches = _stretches(body, labels) if labels else _whole(body)
    for stretch in stretches:
        span = trimmed(body.text, stretch.start, stretch.stop)
        if span is not None:
            speaker = stretch.speaker
            yield DraftTurn(span.start, span.stop, speaker, stretch.time, case_of(speaker))


def _whole(body: Body) -> Iterable[_Stretch]:
    """A text without labels is one turn, by nobody in particular."""
    return [_Stretch(body.start(), len(body.text), None, None)]


def _by_times(body: Body) -> list[Label]:
    """Labels without a name, where a text has none but times that part it; else none.

    They begin soon after the recording and never go back, and stand on lines of their own or
    before every other line at least.
    """
    if not _TIMES.search(body.text):
        return []
    spans = [(at, line) for at, line in enumerate(body.lines) if line.stop > line.start]
    found = [(at, line, _TIMED.match(body.text, line.start, line.stop)) for at, line in spans]
    labels = [
        Label(at, "", seconds(match["time"]), match.end(), marked=True)
        for at, _, match in found
        if match
    ]
    times = [label.time or 0.0 for label in labels]
    if len(times) < 2 or times != sorted(times) or times[0] > _SOON:
        return []
    alone = all(match.end() >= line.stop for _, line, match in found if match)
    return labels if alone or 2 * len(labels) >= len(found) else []


_SOON = 300
"""Seconds; a list of hours of the day begins later."""
_TIMES = re.compile(rf"^[\s#*\\\[(<]{{0,12}}{TIME}", re.MULTILINE)
_TIMED = re.compile(rf"[\s#*]{{0,9}}{stamp('time')}:?\\?(?:\s+|\Z)")


class _Mark(NamedTuple):
    """What parts stretches: a label, or an aside, which has none."""

    start: int
    stop: int
    label: Label | None
    time: float | None


def _stretches(body: Body, labels: Sequence[Label]) -> Iterator[_Stretch]:
    """From each label, or aside, to the next; nothing before the first label."""
    marks = list(_marks(body, labels))
    stops = [*(mark.start for mark in marks[1:]), len(body.text)]
    label: Label | None = None
    for before, mark, stop in zip([None, *marks[:-1]], marks, stops, strict=True):
        label = mark.label or label
        if label is not None:
            yield _Stretch(mark.stop, stop, label.speaker or None, _time(body, before, mark))


def _marks(body: Body, labels: Sequence[Label]) -> Iterator[_Mark]:
    at = {label.line: label for label in labels}
    avatars = _avatars(body, labels)
    for number, line in enumerate(body.lines):
        if label := at.get(number):
            yield _Mark(line.start, label.stop, label, label.time)
        elif aside := avatars.get(number) or body.aside(number):
            time = seconds(aside["time"]) if aside["time"] else None
            yield _Mark(line.start, line.stop, None, time)


def _time(body: Body, before: _Mark | None, mark: _Mark) -> float | None:
    """The time of a mark; that of a label may stand on the line above it."""
    if mark.time is not None or mark.label is None or before is None or before.label is not None:
        return mark.time
    return None if body.text[before.stop : mark.start].strip() else before.time


def _avatars(body: Body, labels: Sequence[Label]) -> dict[int, re.Match[str]]:
    """Lines above labels that say again who speaks, as in copies of web pages.

    The initials of the name; and the name by itself, where its time stands there in words too.
    """
    found = {}
    for label in labels:
        above = list(_above(body, label))
        spoken = any(_SPOKEN.fullmatch(said) for _, said in above)
        for at, said in above:
            match = _INITIALS.fullmatch(said)
            named = _NAMED.fullmatch(said) if spoken and said == label.speaker else None
            if match and _are_initials(said, label.speaker):
                found[at] = match
            elif named:
                found[at] = named
    return found


def _above(body: Body, label: Label) -> Iterator[tuple[int, str]]:
    """The lines above a label that may belong to it, upwards, with their indices."""
    for at in range(label.line - 1, max(label.line - _MOST_ABOVE, 0) - 1, -1):
        said = body.text[body.lines[at].start : body.lines[at].stop].strip()
        if said and not (
            said == label.speaker
            or _INITIALS.fullmatch(said)
            or _SPOKEN.fullmatch(said)
            or _CLOCK.fullmatch(said)
        ):
            return
        if said:
            yield at, said


_MOST_ABOVE = 9
_SPOKEN = re.compile(SPOKEN_TIME)
_NAMED = re.compile(r".*(?P<time>)")
_INITIALS = re.compile(r"[^\W\d_]{1,3}(?P<time>)")


def _are_initials(said: str, name: str) -> bool:
    return len(name) > len(said) and said == "".join(word[0] for word in name.split())[: len(said)]


# ------------------------------------------------------------------ marks at a turn's ends


def _timed(text: str, turns: Sequence[DraftTurn]) -> Iterator[DraftTurn]:
    """The turns without the time marks at their ends, and without the bar that ends a row.

    “#00:01:02-3#” ends a paragraph where the next begins; so does “[00:01:02]” where most do.
    """
    marks = _BRACKETS_LAST if _end_in_brackets(text, turns) else _MARK_LAST
    ended: float | None = None
    for turn in turns:
        first = _MARK_FIRST.match(text, turn.start, turn.stop)
        last = _last(marks, text, turn)
        start = first.end() if first else turn.start
        span = trimmed(text, start, last.start() if last and last.start() >= start else turn.stop)
        time = seconds(first["time"]) if first else ended if turn.time is None else turn.time
        ended = seconds(last["time"]) if last and last["time"] else None
        if span is not None:
            yield DraftTurn(span.start, span.stop, turn.speaker, time, turn.case)


def _end_in_brackets(text: str, turns: Sequence[DraftTurn]) -> bool:
    ends = sum(_last(_BRACKETS_LAST, text, turn) is not None for turn in turns)
    return ends > 1 and 2 * ends >= len(turns)


def _last(mark: re.Pattern[str], text: str, turn: DraftTurn) -> re.Match[str] | None:
    return mark.search(text, max(turn.start, turn.stop - 40), turn.stop)


_MARK_FIRST = re.compile(rf"#(?P<time>{TIME})#")
_MARK_LAST = re.compile(rf"(?:\s*#(?P<time>{TIME})#|(?<=\s)\||(?:\n[ \t]*>[ \t]*)+)\Z")
_BRACKETS_LAST = re.compile(rf"\s*[\[(](?P<time>{TIME})[\])]\Z")


def _is_reaction(text: str, turn: DraftTurn) -> bool:
    """Whether the turn is what a chat writes when somebody only clicks."""
    return turn.stop - turn.start < 2000 and bool(_REACTION.fullmatch(text[turn.start : turn.stop]))


_REACTION = re.compile(
    r"(?:Reacted to [\"“].*[\"”] with \S{1,20}|Removed an? .{1,40} from .*|<Media omitted>"
    r"|\u200e?(?:image|video|audio|sticker|GIF|document|Contact card) omitted)",
    re.DOTALL,
)


def _reactions(count: int) -> Iterator[str]:
    if count:
        yield f"Turns left out, because they hold a reaction or a time and no words: {count}."


# ------------------------------------------------------------------ what to tell


def _outside(body: Body, labels: Sequence[Label]) -> Iterator[str]:
    if not labels:
        yield "No speaker labels were found: the whole text is one turn."
        return
    if not any(label.speaker for label in labels):
        yield "No speaker labels were found: the turns are what stands between two times."
    first = body.lines[labels[0].line].start
    above = body.text[body.start() : first].split("\n")
    before = [line for line in above if line.strip() and not _CLOCK.fullmatch(line)]
    if before:
        yield (
            f"Part of no turn, before the first speaker: {_lines(len(before))}, "
            f"from “{before[0].strip()[:60]}”."
        )
        yield from _attendees(before)
    yield from _asides(body, labels)


_CLOCK = re.compile(rf"[\s#]*[\[(]?{TIME}[\])]?\s*")


def _attendees(before: Sequence[str]) -> Iterator[str]:
    """Who a list at the head says was there; people who said nothing can be added."""
    for head, names in pairwise(before):
        if _ATTENDEES.fullmatch(head):
            listed = [name.strip() for name in names.split(",")]
            there = [name for name in listed if name and not name.endswith("Presentation")]
            yield f"Named at the head as present: {', '.join(there)}."


_ATTENDEES = re.compile(r"[\s#*]*(?:Attendees|Invited|Participants|Speakers|Present):?[\s*]*", re.I)


def _asides(body: Body, labels: Sequence[Label]) -> Iterator[str]:
    """Lines after the first label that are nobody's, but for those that are just a time."""
    taken = {label.line for label in labels}
    after = (at for at in range(labels[0].line, len(body.lines)) if at not in taken)
    found = ((at, body.aside(at)) for at in after)
    lines = [body.lines[at] for at, aside in found if aside and not aside["time"]]
    if lines:
        said = body.text[lines[0].start : lines[0].stop].strip()[:60]
        yield f"Part of no turn, headings or written by software: {_lines(len(lines))}, “{said}”."


def _lines(count: int) -> str:
    return plural(count, "line")
