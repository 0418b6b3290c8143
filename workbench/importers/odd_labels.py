"""Labels that are written otherwise than most of their text: taken where they are clear, else told.

A person who types a transcript types “I;” for “I:” once, court reporters write “Q.” beside
“THE COURT:”, and moderators of focus groups number those who answer. What stands below such a
label must not go to whoever spoke before.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from workbench.importers.evidence import Label
from workbench.importers.names import is_code, is_role, may_be_name
from workbench.terms import Span

BESIDE = frozenset(["Name: text", "Q. text", "1: text"])
"""The layouts that stand beside each other in one text."""
SLIPS = {
    "Name: text": "Name; text or Name> text",
    "### Name, text below": "Name, text below",
    "**Name** text": "Name, text below",
}
"""For a layout, the one in which single labels are written where it holds."""
_HEADING, _BRACKETED = "### Name, text below", "[Name] text"
_MOST_NAMES = 60


def is_clear(layout: str, name: str) -> bool:
    """Whether a label is one although it stands once, beside labels of another layout.

    >>> is_clear("Name: text", "THE COURT"), is_clear("Name: text", "Rule")
    (True, False)
    """
    told = name.isupper() or is_role(name) or is_code(name)
    return layout == "Name: text" and told and may_be_name(name)


def is_slip(layout: str, name: str, believed: Collection[str]) -> bool:
    """Whether a label of a layout in `SLIPS` is one: of somebody who speaks, or of nobody known.

    >>> is_slip("### Name, text below", "Unknown Speaker", ["Ana"])
    True
    """
    return name in believed or (layout != "Name: text" and is_role(name) and " " in name)


def numbered_alike(names: Iterable[str], believed: Iterable[str]) -> frozenset[str]:
    """The names that differ from believed ones by their number only.

    >>> sorted(numbered_alike(["id3", "ref"], ["id1"]))
    ['id3']
    """
    shapes = {_shape(name) for name in believed} - {None}
    return frozenset(name for name in names if _shape(name) in shapes)


def _shape(name: str) -> str | None:
    """The name with a sign for its number; None where it has none. “1F” is as “2M”."""
    shape = re.sub(r"\d+[A-Za-z]*" if name[0].isdigit() else r"\d+", "#", name)
    return shape if shape != name else None


def level_headings(
    layout: str, labels: Sequence[Label], believed: frozenset[str], text: str
) -> frozenset[str]:
    """Names in headings of the level at which believed names stand."""
    if layout != _HEADING:
        return frozenset()
    levels = {_level(text, one) for one in labels if one.speaker in believed}
    named = (one for one in labels if may_be_name(one.speaker))
    return frozenset(one.speaker for one in named if _level(text, one) in levels)


def _level(text: str, label: Label) -> int:
    line = text[text.rfind("\n", 0, label.stop) + 1 : label.stop]
    return len(line) - len(line.lstrip("#"))


# ------------------------------------------------------------------ doubts


def as_written(text: str, label: Label) -> str:
    """A label with its sign, such as “I;”, if it has one."""
    return label.speaker + text[_end(text, label) - 1].strip(label.speaker[-1])


def doubted(layout: str, found: Sequence[Label], text: str) -> Mapping[str, int]:
    """What may be labels of believed speakers and was read as words, and how often.

    They stand within lines, or have no colon after them.
    """
    speakers = {label.speaker for label in found}
    if layout not in _DOUBTED or not speakers or len(speakers) > _MOST_NAMES:
        return {}
    names = "|".join(map(re.escape, sorted(speakers, reverse=True)))
    ends = {_end(text, label) for label in found}
    places = re.finditer(_DOUBTED[layout].format(names), text, re.MULTILINE)
    doubts = (place[place.lastgroup or 0] for place in places if place.end() not in ends)
    return Counter(" ".join(doubt.split()) for doubt in doubts)


def _end(text: str, label: Label) -> int:
    """Where the label's last sign ends."""
    tail = text[max(0, label.stop - 40) : label.stop]
    return label.stop - len(tail) + len(tail.rstrip())


_DOUBTED = {
    "Name: text": r"(?:(?:(?<=[.?!…”\")\]])[ \t\xa0]+|(?<=//)[ ]?)(?P<label>(?:{0})[:：])(?=\s))"
    r"|^[ \t]*(?P<begun>(?:{0})(?:\.|[ \t]+[–—-]|[ ]{{2,}}(?=\S)|\t))",
    _BRACKETED: r"(?<=\S)[ \t\xa0]+(?P<label>\[(?:{0})\]:?)(?=\s)",
}


# ------------------------------------------------------------------ codes within lines


def code_places(text: str, lines: Sequence[Span]) -> list[int]:
    """Where codes such as “[id2]” begin, if they stand for speakers also within lines; else none.

    They do if they share their letters, recur, differ, and one begins the first line with any.
    """
    codes = list(_CODE.finditer(text))
    counts = Counter(code[0] for code in codes)
    if len({code[1] for code in codes}) != 1 or len(counts) < 2 or max(counts.values()) < 2:
        return []
    return [code.start() for code in codes] if codes[0].start() in _begins(lines) else []


_CODE = re.compile(r"(?<!\S)\[([A-Za-z]{1,20}[ _-]?)\d{1,4}\](?=:?\s)")


def name_places(text: str, lines: Sequence[Span]) -> list[int]:
    """Where names with a colon begin within lines, if more of them stand there than before lines.

    So they do where the ends of lines were lost. Each is a role or comes again, and one begins
    the first line.
    """
    found = [one for one in _WITHIN.finditer(text) if may_be_name(one["name"])]
    counts = Counter(one["name"] for one in found)
    kept = [one for one in found if is_role(one["name"]) or counts[one["name"]] > 1]
    starts = [one.start("name") for one in kept]
    begins = _begins(lines)
    before = sum(start in begins for start in starts)
    several = len({one["name"] for one in kept}) > 1 and len(kept) > max(3, 2 * before)
    first = next((line.start for line in lines if line.stop > line.start), -1)
    return starts if several and starts[0] == first else []


_WITHIN = re.compile(
    r"(?:^|(?<=[.?!…\])”\"»][ \t\xa0])|(?<=[。？！…”]))"
    r"(?P<name>[^\W\d_][^\s:：][^:：\n.?!。？！]{0,38})[:：](?=\s|[^\x00-\xff])",
    re.MULTILINE,
)


def _begins(lines: Sequence[Span]) -> set[int]:
    return {line.start for line in lines}


def cut_at(line: Span, places: Sequence[int]) -> list[Span]:
    """The line as several that begin at the places within it; places in order.

    >>> cut_at(Span(0, 9), [0, 4, 12])
    [Span(start=0, stop=4), Span(start=4, stop=9)]
    """
    first, last = bisect_right(places, line.start), bisect_left(places, line.stop)
    starts = [line.start, *places[first:last]]
    return list(map(Span, starts, [*starts[1:], line.stop]))
