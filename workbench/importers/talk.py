"""The turns of a text, by the labels in it.

A label begins a turn and lies outside it. Lines without a label go on with the turn, blank
ones too. A time on a line of its own, a heading or a line that the recording software wrote is
part of no turn; after it the same speaker goes on, in a new one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from workbench.importers.labels import TIME, Label, find, lines_of, seconds
from workbench.importers.pieces import case_of, trimmed
from workbench.terms import DraftTurn, Span


class Talk(NamedTuple):
    """The turns found in a text, and what to tell of them."""

    turns: tuple[DraftTurn, ...]
    notes: tuple[str, ...]


def talk_of(text: str, asked: str | None = None, *, markdown: bool = False) -> Talk:
    """The turns of a text; one turn where it has no labels.

    `asked`: how labels are written, if a person said so; see `labels.find`.
    `markdown`: lines that begin with “#” are headings.
    """
    body = _Body.of(text, markdown)
    labels = find(text, body.lines, asked)
    turns = tuple(_turns(body, labels.found))
    notes = labels.notes(turn.speaker for turn in turns)
    return Talk(turns, (*notes, *_outside(body, labels.found, turns)))


class _Body(NamedTuple):
    """A text's lines after its front matter."""

    text: str
    lines: Sequence[Span]
    markdown: bool

    @classmethod
    def of(cls, text: str, markdown: bool) -> _Body:  # noqa: FBT001
        """The body of a text; front matter stands between two lines of “---” at its head."""
        lines = lines_of(text)
        head = _front_matter(text[line.start : line.stop] for line in lines)
        return cls(text, lines[head:], markdown)

    def start(self) -> int:
        """Where the body begins."""
        return self.lines[0].start if self.lines else len(self.text)

    def aside(self, line: Span) -> re.Match[str] | None:
        """A match where the line is nobody's speech."""
        said = self.text[line.start : line.stop]
        if not said or len(said) > _LONGEST_ASIDE:
            return None
        return _ASIDE.fullmatch(said) or (_HEADING.match(said) if self.markdown else None)


_LONGEST_ASIDE = 200
_ASIDE = re.compile(
    rf"""\s*(?:
        [\[(]?(?P<time>{TIME})[\])]?:?
      | Transcription\ ended\ after\ {TIME}
      | Transcribed\ by\ https?://otter\.ai/?
      | \*{{0,2}}Break:?\*{{0,2}}[\s\\\[\]\d:to–-]*
      | .{{1,80}}\ (?:started|stopped)\ transcription
    )\s*""",
    re.VERBOSE,
)
_HEADING = re.compile(r"(?P<time>)#{1,6}[ \t]")


def _front_matter(lines: Iterable[str]) -> int:
    """How many lines at the head are front matter."""
    for at, line in enumerate(lines):
        if at == 0 and line.rstrip() != "---":
            return 0
        if at > 0 and line.rstrip() in {"---", "..."}:
            return at + 1
    return 0


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


def _stretches(body: _Body, labels: Sequence[Label]) -> Iterator[_Stretch]:
    """From each label, or aside, to the next; nothing before the first label."""
    at = {label.line: label for label in labels}
    current: _Stretch | None = None
    clock: _Clock | None = None
    for number, line in enumerate(body.lines):
        label = at.get(number)
        aside = body.aside(line) if label is None else None
        if label is None and aside is None:
            continue
        if current is not None:
            yield current._replace(stop=line.start)
        if label is not None:
            time = clock.just_before(body.text, line.start) if clock else None
            time = time if label.time is None else label.time
            current = _Stretch(label.stop, label.stop, label.speaker, time)
            clock = None
        elif aside is not None:
            clock = _Clock(line.stop, seconds(aside["time"]) if aside["time"] else None)
            if current is not None:
                current = current._replace(start=line.stop, time=clock.time)
    if current is not None:
        yield current._replace(stop=len(body.text))


class _Clock(NamedTuple):
    """A time on a line of its own."""

    stop: int
    time: float | None

    def just_before(self, text: str, start: int) -> float | None:
        """The time, where nothing was said between it and the label at `start`."""
        return None if text[self.stop : start].strip() else self.time


def _outside(body: _Body, labels: Sequence[Label], turns: Sequence[DraftTurn]) -> Iterator[str]:
    if not labels:
        yield "No speaker labels were found: the whole text is one turn."
        return
    before = body.text[body.start() : body.lines[labels[0].line].start].strip()
    if before:
        count = sum(1 for line in before.split("\n") if line.strip())
        first = before.split("\n", 1)[0][:60]
        yield f"Part of no turn, before the first speaker: {_lines(count)}, from “{first}”."
    if not turns:
        yield "Every label stands alone: there are no turns."


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"
