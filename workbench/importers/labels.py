"""Who speaks: labels at the beginnings of lines.

“INT: Why?” has a label, “There is one rule: be kind.” has none, and so has “For example: me.”
A label is believed where it recurs, looks like a role or a participant's code, carries a time
or bold type, or stands in a text where nearly every paragraph has one. What was believed and
what was not is told, because a person knows better.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from workbench.errors import NotAsked
from workbench.importers.names import is_code, is_role, may_be_displayed, may_be_name, may_be_phrase
from workbench.importers.written import (
    BLANK,
    CHANGE,
    END,
    LAYOUTS,
    SPOKEN_TIME,
    TIME,
    UNSEEN,
    Layout,
    seconds,
    stamp,
)
from workbench.terms import Span


class Label(NamedTuple):
    """A label found at the beginning of a line."""

    line: int
    """Index of the line."""
    speaker: str
    time: float | None
    stop: int
    """Where the label ends and the speaker's text may begin."""
    marked: bool
    """It carries a time or bold type."""
    clock: bool = False
    """The time is one of the day."""


@dataclass(frozen=True)
class Labels:
    """The labels that were believed, in order, and those that were not."""

    found: tuple[Label, ...] = ()
    layout: str = ""
    """The way of writing them, as a person would put it."""
    left: Mapping[str, int] = field(default_factory=dict)
    """What looked like a label and was not believed, with how often it stands there."""

    def notes(self, speakers: Iterable[str | None]) -> Iterator[str]:
        """Sentences on who speaks and who does not; `speakers` are those of the turns."""
        turns = Counter(speaker for speaker in speakers if speaker is not None)
        if self.found:
            yield f"Speakers by “{self.layout}”: {counted(turns)}."
        if self.found and self.left:
            yield f"Not taken for speakers: {counted(self.left)}."


def lines_of(text: str) -> list[Span]:
    """The lines of a text, without their line feeds. Only LF ends a line."""
    lines = []
    start = 0
    for line in text.split("\n"):
        lines.append(Span(start, start + len(line)))
        start += len(line) + 1
    return lines


@dataclass(frozen=True)
class Lines:
    """What a page tells of the lines of its text beyond their words, by the lines' indices."""

    begins: frozenset[int] | None = None
    """Those that begin paragraphs; None: those after blank lines."""
    headings: frozenset[int] = frozenset()
    bold: Mapping[int, int] = field(default_factory=dict)
    """How many characters at the beginning are bold, where that sets them apart."""


def find(
    text: str,
    lines: Sequence[Span],
    asked: str | None = None,
    *,
    sparse: bool = False,
    known: Lines | None = None,
) -> Labels:
    """The labels of a text, in the layout that explains most of its lines.

    `asked`: “none”; “alternate” where two people take turns by paragraphs; or a regular
    expression for the labels at the beginnings of lines, with the group `name` and perhaps
    `time`; all that it finds is believed.
    `known`: what is known of the lines.
    `sparse`: labels stand only where the speaker changes, so that one on the first line, and
    not their share of the lines, tells that there are any.
    """
    known = known or Lines()
    filled = _filled(text, lines, known)
    if asked is not None:
        return _asked(asked, text, filled)
    layouts = [layout for layout in LAYOUTS if layout.sparse or not sparse]
    readings = [(layout, _believed(layout, text, filled, sparse=sparse)) for layout in layouts]
    return max(readings, key=lambda one: len(one[1].found) / (2 if one[0].bare else 1))[1]


def displayed(text: str, lines: Sequence[Span]) -> Labels:
    """The labels where a meeting program puts before nearly every paragraph how a person is called.

    People choose that themselves, such as “iPhone (2)”, “Müller, Anna | HR” or their number; so
    whatever stands there is a label where half of them have one.
    """
    begun = [line for line in _filled(text, lines, Lines()) if line.begins]
    candidates = _candidates(_DISPLAYED, text, begun)
    counts = Counter(label.speaker for label in candidates)
    found = [one for one in candidates if may_be_displayed(one.speaker, counts[one.speaker])]
    if len(found) < 3 or 2 * len(found) < len(begun) or len(set(counts)) == len(candidates):
        return Labels()
    kept = {label.speaker for label in found}
    left = Counter(label.speaker for label in candidates if label.speaker not in kept)
    return Labels(tuple(found), _DISPLAYED.name, left)


_DISPLAYED = Layout(
    "Name: text", re.compile(r"(?P<name>[^\s:：\[(<>*–—-][^:：\n]{0,79}?)[:：][ ](?=\S)")
)


def _asked(asked: str, text: str, lines: Sequence[_Line]) -> Labels:
    """The labels by a person's own expression."""
    if asked == "none":
        return Labels()
    if asked == "alternate":
        return _alternating(lines)
    try:
        pattern = re.compile(asked, re.MULTILINE)
    except re.error as fault:
        raise NotAsked(f"“{asked}” is no regular expression: {fault}; correct it.") from fault
    if "name" not in pattern.groupindex:
        raise NotAsked(f"“{asked}” does not say which part is the name; write it as (?P<name>…).")
    return Labels(tuple(_candidates(Layout(asked, pattern), text, lines)), asked)


def _alternating(lines: Sequence[_Line]) -> Labels:
    """Paragraphs in turn by two speakers."""
    begins = [line for line in lines if line.begins and not line.heading]
    found = [
        Label(line.at, f"Speaker {'AB'[at % 2]}", None, line.start, marked=False)
        for at, line in enumerate(begins)
    ]
    return Labels(tuple(found), "alternate")


# ------------------------------------------------------------------ what to believe


class _Line(NamedTuple):
    """A line that is not blank."""

    at: int
    """Its index among all lines."""
    start: int
    begins: bool
    """It stands after a blank line, or first; or it begins a paragraph, or all lines do."""
    heading: bool = False
    bold: int = 0
    """How many characters at its beginning are bold, where that sets them apart."""


def _filled(text: str, lines: Sequence[Span], known: Lines) -> list[_Line]:
    """The lines that are not blank. Where none is blank between two, each is a paragraph."""
    said = [(at, line) for at, line in enumerate(lines) if _says(text, line)]
    single = known.begins is None and bool(said) and said[-1][0] - said[0][0] == len(said) - 1
    filled: list[_Line] = []
    last = -2
    for at, line in said:
        begins = single or last != at - 1 or at in (known.begins or ())
        filled.append(_Line(at, line.start, begins, at in known.headings, known.bold.get(at, 0)))
        # A time on a line of its own, or the initials in a picture's place, do not part a name
        # from the blank line above them.
        last = last if begins and _is_before_name(text, line) else at
    return filled


def _says(text: str, line: Span) -> bool:
    return line.stop > line.start and not text[line.start : line.stop].isspace()


def _is_before_name(text: str, line: Span) -> bool:
    return line.stop - line.start < 40 and _BEFORE_NAME.match(text, line.start) is not None


_BEFORE_NAME = re.compile(rf"{BLANK}*(?:{stamp('time')}|[A-ZÀ-ÖØ-Þ]{{1,3}}){BLANK}*{END}")


def _believed(layout: Layout, text: str, lines: Sequence[_Line], *, sparse: bool) -> Labels:
    # A short line within a paragraph is no label.
    first = [line for line in lines if line.begins or not layout.alone]
    candidates = _candidates(layout, text, first)
    evidence = _evidence(candidates, lines, sparse=sparse)
    if layout.recurs:
        evidence = evidence._replace(usual=False)
    speakers = {name for name in evidence.counts if evidence.speaks_for(name)}
    if layout.bare and layout.alone:
        # A phrase is no name here, and what follows a name is what was said.
        names = [label for label in candidates if label.speaker in speakers]
        candidates = [label for label in names if may_be_name(label.speaker)]
        candidates = _not_after_another(candidates, lines)
    found = tuple(_from_first(label for label in candidates if label.speaker in speakers))
    if len(found) < 2 and (len(lines) > 3 or layout.bare) and not sparse:
        return Labels()
    if layout.bare and 5 * len(found) < len(first):
        return Labels()
    if layout.only and not _is_only(layout, found):
        return Labels()
    left = Counter(label.speaker for label in candidates if label.speaker not in speakers)
    return Labels(found, layout.name, left)


def _is_only(layout: Layout, found: Sequence[Label]) -> bool:
    """Whether the labels are one of the sets that the layout is for, each more than once."""
    counts = Counter(label.speaker for label in found)
    return frozenset(counts) in layout.only and min(counts.values()) > 1


def _not_after_another(labels: Sequence[Label], lines: Sequence[_Line]) -> list[Label]:
    """The labels without those on the very line that follows another."""
    place = {line.at: at for at, line in enumerate(lines)}
    kept: list[Label] = []
    for label in labels:
        if not kept or place[label.line] != place[kept[-1].line] + 1:
            kept.append(label)
    return kept


def _from_first(labels: Iterable[Label]) -> list[Label]:
    """The labels with times of the day told from the earliest: the recording's beginning."""
    found = list(labels)
    first = min((label.time for label in found if label.time is not None), default=0.0)
    if first < _LATE and not any(label.clock for label in found):
        return found
    return [
        label if label.time is None else label._replace(time=label.time - first) for label in found
    ]


_LATE = 5 * 3600
"""Seconds; what is said to begin later begins at a time of the day."""


def _candidates(layout: Layout, text: str, lines: Sequence[_Line]) -> list[Label]:
    found = ((line, layout.pattern.match(text, line.start)) for line in lines)
    return [_label(line, match) for line, match in found if match and _name_in(match)]


def _name_in(match: re.Match[str]) -> str:
    """The name; or the sign for a change of speakers, where that is all there is."""
    return match["name"] or (CHANGE if match[0].lstrip().startswith(CHANGE) else "")


def _label(line: _Line, match: re.Match[str]) -> Label:
    groups = match.groupdict()
    times = [groups[name] for name in _TIMES if groups.get(name)]
    # A time above need not belong to the words below.
    marked = times and not groups.get("above")
    bold = groups.get("bold") or line.start + line.bold >= match.end("name") > -1
    return Label(
        line.at,
        " ".join(_UNSEEN.sub("", _name_in(match)).split()),
        seconds(times[0]) if times and _SECONDS.fullmatch(times[0]) else None,
        match.end(),
        bool(marked or bold) or match[0].lstrip().startswith(CHANGE),
        bool(groups.get("clock")),
    )


_UNSEEN = re.compile(f"[{UNSEEN}]")
_SECONDS = re.compile(rf"{TIME}(?:-\d{{1,3}})?|{SPOKEN_TIME}")
_TIMES = (
    "time",
    "before",
    "after",
    "within",
    "tabbed",
    "alone",
    "below",
    "clock",
    "spoken",
    "above",
)


class _Evidence(NamedTuple):
    """What speaks for a label being a speaker."""

    counts: Counter[str]
    marked: frozenset[str]
    usual: bool
    """The text has so many labels, or some so often, that a name need not recur to be one."""
    set_apart: frozenset[str]
    """Names that stand where those that recur do: if those begin paragraphs, so do these."""

    def speaks_for(self, name: str) -> bool:
        times = self.counts[name]
        if name == CHANGE:
            return True
        if not may_be_name(name):
            return times > 2 and may_be_phrase(name)
        if is_role(name) or is_code(name) or name in self.marked:
            return True
        return times > 1 or (self.usual and name in self.set_apart)


def _evidence(candidates: Sequence[Label], lines: Sequence[_Line], *, sparse: bool) -> _Evidence:
    counts = Counter(label.speaker for label in candidates)
    marked = frozenset(label.speaker for label in candidates if label.marked)
    likely = [label for label in candidates if may_be_name(label.speaker)]
    names = {label.speaker for label in likely}
    # Without one that recurs, many names are a glossary rather than a conversation.
    talk = len(likely) > len(names) or len(names) <= 6
    enough = len(likely) > len(names) or len(likely) * 5 >= len(lines) * 3
    if sparse:
        enough = bool(likely) and likely[0].line == 0
    return _Evidence(counts, marked, talk and enough, _set_apart(likely, lines, sparse=sparse))


def _set_apart(likely: Sequence[Label], lines: Sequence[_Line], *, sparse: bool) -> frozenset[str]:
    begin = {line.at for line in lines if line.begins}
    counts = Counter(label.speaker for label in likely)
    recur = [label for label in likely if counts[label.speaker] > 1]
    if not sparse and not (recur and all(label.line in begin for label in recur)):
        return frozenset(label.speaker for label in likely)
    return frozenset(label.speaker for label in likely if label.line in begin)


# ------------------------------------------------------------------ what to tell


def counted(names: Mapping[str, int], most: int = 40) -> str:
    """“Ana 12, Ben 3”, in order of appearance; the first `most` of them."""
    shown = [f"{name} {times}" for name, times in list(names.items())[:most]]
    more = len(names) - most
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")
