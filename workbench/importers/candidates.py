"""What may be a label: the lines that say something, and what a layout finds where they begin."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workbench.importers.evidence import Label, Line
from workbench.importers.written import (
    BLANK,
    CHANGE,
    END,
    SPOKEN_TIME,
    TIME,
    UNSEEN,
    Layout,
    seconds,
    stamp,
)
from workbench.terms import Span


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


def filled_lines(text: str, lines: Sequence[Span], known: Lines) -> list[Line]:
    """The lines that are not blank. Where none is blank between two, each is a paragraph."""
    said = [(at, line) for at, line in enumerate(lines) if _says(text, line)]
    single = known.begins is None and bool(said) and said[-1][0] - said[0][0] == len(said) - 1
    filled: list[Line] = []
    last = -2
    for at, line in said:
        begins = single or last != at - 1 or at in (known.begins or ())
        filled.append(Line(at, line.start, begins, at in known.headings, known.bold.get(at, 0)))
        # A time on a line of its own, or the initials in a picture's place, do not part a name
        # from the blank line above them.
        last = last if begins and _is_before_name(text, line) else at
    return filled


def _says(text: str, line: Span) -> bool:
    return line.stop > line.start and not text[line.start : line.stop].isspace()


def _is_before_name(text: str, line: Span) -> bool:
    return line.stop - line.start < 40 and _BEFORE_NAME.match(text, line.start) is not None


_BEFORE_NAME = re.compile(rf"{BLANK}*(?:{stamp('time')}|[A-ZÀ-ÖØ-Þ]{{1,3}}){BLANK}*{END}")


def candidates_on(layout: Layout, text: str, lines: Sequence[Line]) -> list[Label]:
    """What may be labels, so written."""
    found = ((line, layout.pattern.match(text, line.start)) for line in lines)
    return [_label(line, match) for line, match in found if match and _name_in(match)]


def _name_in(match: re.Match[str]) -> str:
    """The name; or the sign for a change of speakers, where that is all there is."""
    return match["name"] or (CHANGE if match[0].lstrip().startswith(CHANGE) else "")


def _label(line: Line, match: re.Match[str]) -> Label:
    groups = match.groupdict()
    times = [groups[name] for name in _TIMES if groups.get(name)]
    # A time above need not belong to the words below.
    marked = times and not groups.get("above")
    bold = (
        groups.get("bold")
        or groups.get("dated")
        or line.start + line.bold >= match.end("name") > -1
    )
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
