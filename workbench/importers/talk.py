"""The turns of a text, by the labels in it.

A label begins a turn and lies outside it. Lines without a label go on with the turn, blank
ones too. A time on a line of its own, a heading or a line that the recording software wrote is
part of no turn; after it the same speaker goes on, in a new one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from workbench.drafts import DraftTurn
from workbench.importers.evidence import Label
from workbench.importers.labels import Labels, Lines, find, lines_of
from workbench.importers.odd_labels import code_places, cut_at, name_places
from workbench.importers.pieces import case_of, trimmed
from workbench.importers.written import ANY_TIME, DATED, PAGE, SPOKEN_TIME, TIME, seconds, stamp
from workbench.terms import Span
from workbench.watching import MANY, each
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
    body = _Body.of(text, markdown, lines or Lines())
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


class _Body(NamedTuple):
    """A text's lines after its front matter."""

    text: str
    lines: Sequence[Span]
    markdown: bool
    known: Lines

    @classmethod
    def of(cls, text: str, markdown: bool, known: Lines) -> _Body:  # noqa: FBT001
        """The body of a text; front matter stands between two lines of “---” at its head."""
        lines = lines_of(text)
        head = _front_matter(text[line.start : line.stop] for line in lines)
        return _cut_at_codes(cls(text, lines[head:], markdown, known))

    def start(self) -> int:
        """Where the body begins."""
        return self.lines[0].start if self.lines else len(self.text)

    def aside(self, at: int) -> re.Match[str] | None:
        """A match where the line of this index is nobody's speech."""
        line = self.lines[at]
        said = self.text[line.start : line.stop]
        if not said or len(said) > _LONGEST_ASIDE:
            return None
        is_heading = at in self.known.headings or (self.markdown and said.startswith("#"))
        return _ASIDE.fullmatch(said) or (_HEADING.match(said) if is_heading else None)


def _cut_at_codes(body: _Body) -> _Body:
    """The body with lines that begin where codes such as “[id2]”, or names, stand within lines."""
    places = code_places(body.text, body.lines) or name_places(body.text, body.lines)
    parts = [cut_at(line, places) for line in body.lines] if places else []
    if sum(map(len, parts)) == len(parts):
        return body
    lines = [part for some in parts for part in some]
    now = list(accumulate(map(len, parts), initial=0))
    codes = set(places)
    begins = {at for at, line in enumerate(lines) if line.start in codes}
    known = Lines(
        frozenset(begins | {now[at] for at in body.known.begins or ()}),
        frozenset(now[at] for at in body.known.headings),
        {now[at]: lead for at, lead in body.known.bold.items()},
    )
    return body._replace(lines=lines, known=known)


_LONGEST_ASIDE = 200
_ASIDE = re.compile(
    rf"""[\s#*_>\\]{{0,20}}(?:
        {stamp("time", ANY_TIME)}:?
      | (?:.{{0,80}}[ \t]{{2,}})?(?i:{PAGE})(?:[ \t]{{2,}}.{{0,80}})?
      | (?:Transcription|Meeting|Recording)\ ended\ (?:after|at)\ {TIME}.{{0,20}}
      | This\ editable\ transcript\ was\ computer\ generated\ and\ might\ contain\ .{{0,110}}
      | \(?(?:Transcribed|Transcript(?:ion)?\ (?:provided|generated))\ (?:by|with)\ .{{1,90}}
      | This\ transcript\ was\ (?:exported|generated|created)\ (?:on|by|with)\ .{{1,120}}
      | [\[(]?(?i:end\ of\ (?:the\ )?|audio\ |recording\ |transcript\ )
        (?i:transcript(?:ion)?|recording|interview|session|audio|tape|file|ends|ended)[\])]?\.?
      | \[(?i:end)\]
      | [\[(]?(?i:(?:(?:end|beginning|begin|start)\ (?:of\ )?)?
        (?:tape|track|disc|side)\ [\da-z]{{1,3}}(?:,?\ side\ [\da-z]{{1,3}})?
        (?:\ (?:begins|starts|ends))?)[\])]?\.?
      | Break:?\**[\s\\\[\]\d:to–-]*
      | {DATED}[^:]{{1,200}}
      | .{{1,80}}\ (?:started|stopped|joined|left|resumed|paused)
        \ (?:the\ )?(?:transcription|recording|meeting)\.?
      | .{{1,80}}\ hat\ die\ (?:Transkription|Aufzeichnung|Besprechung)
        \ (?:gestartet|begonnen|beendet|angehalten|verlassen)\.?
      | .{{1,80}}\ a\ (?:démarré|commencé|arrêté|lancé)\ la\ transcription\.?
      | .{{1,80}}\ (?:inició|detuvo|ha\ iniciado|ha\ detenido)\ la\ transcripción\.?
      | \|?[\ :|-]*---[\ :|-]*
      | [*_=~]{{2,120}}
    )(?:\ *\{{\#[^{{}}\n]{{0,80}}\}})?[\s*_\\]{{0,20}}""",
    re.VERBOSE,
)
_HEADING = re.compile(r"(?:#{1,6}[ \t])?(?P<time>)")


def _front_matter(lines: Iterable[str]) -> int:
    """How many lines at the head are front matter."""
    for at, line in enumerate(lines):
        if at == 0 and line.rstrip() != "---":
            return 0
        if at > 0 and line.rstrip() in {"---", "..."}:
            return at + 1
    return 0


# ------------------------------------------------------------------ from labels to turns


class _Stretch(NamedTuple):
    """What may become a turn: text from a label or an aside to the next."""

    start: int
    stop: int
    speaker: str | None
    time: float | None


def _turns(body: _Body, labels: Sequence[Label]) -> Iterator[DraftTurn]:
    stretches = _stretches(body, labels) if labels else _whole(body)
    for stretch in stretches:
        span = trimmed(body.text, stretch.start, stretch.stop)
        if span is not None:
            speaker = stretch.speaker
            yield DraftTurn(span.start, span.stop, speaker, stretch.time, case_of(speaker))


def _whole(body: _Body) -> Iterable[_Stretch]:
    """A text without labels is one turn, by nobody in particular."""
    return [_Stretch(body.start(), len(body.text), None, None)]


def _by_times(body: _Body) -> list[Label]:
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


def _stretches(body: _Body, labels: Sequence[Label]) -> Iterator[_Stretch]:
    """From each label, or aside, to the next; nothing before the first label."""
    at = {label.line: label for label in labels}
    current: _Stretch | None = None
    clock: _Clock | None = None
    avatars = _avatars(body, labels)
    for number, line in enumerate(each("Finding turns", body.lines, MANY)):
        label = at.get(number)
        aside = avatars.get(number) or body.aside(number) if label is None else None
        if label is None and aside is None:
            continue
        if current is not None:
            yield current._replace(stop=line.start)
        if label is not None:
            time = clock.just_before(body.text, line.start) if clock else None
            time = time if label.time is None else label.time
            current = _Stretch(label.stop, label.stop, label.speaker or None, time)
            clock = None
        elif aside is not None:
            clock = _Clock(line.stop, seconds(aside["time"]) if aside["time"] else None)
            if current is not None:
                current = current._replace(start=line.stop, time=clock.time)
    if current is not None:
        yield current._replace(stop=len(body.text))


def _avatars(body: _Body, labels: Sequence[Label]) -> dict[int, re.Match[str]]:
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


def _above(body: _Body, label: Label) -> Iterator[tuple[int, str]]:
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


class _Clock(NamedTuple):
    """A time on a line of its own."""

    stop: int
    time: float | None

    def just_before(self, text: str, start: int) -> float | None:
        """The time, where nothing was said between it and the label at `start`."""
        return None if text[self.stop : start].strip() else self.time


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


def _outside(body: _Body, labels: Sequence[Label]) -> Iterator[str]:
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


def _asides(body: _Body, labels: Sequence[Label]) -> Iterator[str]:
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
