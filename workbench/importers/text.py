"""Plain text and markdown: the text is stored as it came, and turns are stretches of it.

A label such as “Ana [00:12:44]:” begins a turn and lies outside it. Lines without a label go
on with the turn, blank ones too. A time on a line of its own, a heading or a line that the
recording software wrote is part of no turn; after it the same speaker goes on, in a new one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from workbench.importers import labels as speakers
from workbench.importers.decoding import decode
from workbench.importers.labels import Label, lines_of, seconds
from workbench.importers.pieces import draft, stem, trimmed
from workbench.importers.settings import Settings
from workbench.terms import Draft, DraftDocument, DraftTurn, Span


def read(name: str, data: bytes, settings: Settings) -> Draft:
    """The draft of a text file: one document, its text as it came, its turns by labels."""
    text, notes = decode(name, data, settings.encoding)
    body = _Body(text, name.lower().endswith((".md", ".markdown")))
    found = speakers.find(text, body.lines)
    turns = tuple(_turns(body, found.found))
    said = (*notes, *found.notes, *_outside(body, found.found, turns))
    return draft(name, data, "text", [DraftDocument(stem(name), text, turns)], said)


class _Body:
    """A text's lines after its front matter."""

    def __init__(self, text: str, markdown: bool) -> None:  # noqa: FBT001
        self.text = text
        self.markdown = markdown
        every = lines_of(text)
        self.lines = every[_front_matter([text[a:b] for a, b in every]) :]
        self.start = self.lines[0].start if self.lines else len(text)

    def aside(self, line: Span) -> re.Match[str] | None:
        """A match where the line is nobody's speech."""
        said = self.text[line.start : line.stop]
        return _ASIDE.fullmatch(said) or (_HEADING.match(said) if self.markdown else None)


_TIME = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_ASIDE = re.compile(
    rf"""\s*(?:
        [\[(]?(?P<time>{_TIME})[\])]?
      | Transcription\ ended\ after\ {_TIME}
      | Transcribed\ by\ https?://otter\.ai
      | .{{1,80}}\ (?:started|stopped)\ transcription
    )\s*""",
    re.VERBOSE,
)
_HEADING = re.compile(r"(?P<time>)#{1,6}[ \t]")


def _front_matter(lines: Sequence[str]) -> int:
    """How many lines at the head stand between two lines of “---”."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    ends = (at for at, line in enumerate(lines[1:], 2) if line.rstrip() in {"---", "..."})
    return next(ends, 0)


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
            yield DraftTurn(span.start, span.stop, speaker, stretch.time, case=speaker)


def _whole(body: _Body) -> Iterable[_Stretch]:
    """A text without labels is one turn, by nobody in particular."""
    return [_Stretch(body.start, len(body.text), None, None)]


def _stretches(body: _Body, labels: Sequence[Label]) -> Iterator[_Stretch]:
    """From each label, or aside, to the next; nothing before the first label."""
    at = {label.line: label for label in labels}
    speaker: str | None = None
    start, time = -1, None
    for number, line in enumerate(body.lines):
        label, aside = at.get(number), body.aside(line)
        if label is None and aside is None:
            continue
        if start >= 0:
            yield _Stretch(start, line.start, speaker, time)
        if label is not None:
            start, speaker, time = label.stop, label.speaker, label.time
        elif aside is not None and start >= 0:
            start, time = line.stop, _time(aside)
    yield _Stretch(start, len(body.text), speaker, time)


def _time(aside: re.Match[str]) -> float | None:
    return seconds(aside["time"]) if aside["time"] else None


# ------------------------------------------------------------------ what to tell


def _outside(body: _Body, labels: Sequence[Label], turns: Sequence[DraftTurn]) -> Iterator[str]:
    if not labels:
        yield "No speaker labels were found: the whole text is one turn."
        return
    before = body.text[body.start : body.lines[labels[0].line].start].strip()
    if before:
        count = sum(1 for line in before.split("\n") if line.strip())
        first = before.split("\n", 1)[0][:60]
        yield f"Part of no turn, before the first speaker: {_lines(count)}, from “{first}”."
    if not turns:
        yield "Every label stands alone: there are no turns."


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"
