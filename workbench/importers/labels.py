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
from dataclasses import dataclass, field, replace

from workbench.errors import NotAsked
from workbench.importers.candidates import Lines, candidates_on, filled_lines
from workbench.importers.evidence import Label, Line, evidence_of, facts, timed_alike
from workbench.importers.names import is_code, is_role, may_be_displayed, may_be_name
from workbench.importers.odd_labels import (
    BESIDE,
    SLIPS,
    as_written,
    doubted,
    is_clear,
    is_slip,
    level_headings,
    numbered_alike,
)
from workbench.importers.written import (
    LAYOUTS,
    Layout,
)
from workbench.terms import Span


@dataclass(frozen=True)
class Labels:
    """The labels that were believed, in order, and those that were not."""

    found: tuple[Label, ...] = ()
    layout: str = ""
    """The way of writing them, as a person would put it."""
    left: Mapping[str, int] = field(default_factory=dict)
    """What looked like a label and was not believed, with how often it stands there."""
    odd: Mapping[str, int] = field(default_factory=dict)
    """Labels that were believed though they are written otherwise."""
    doubts: Mapping[str, int] = field(default_factory=dict)
    """What may be labels of those who speak, and was read as words."""

    def notes(self, speakers: Iterable[str | None]) -> Iterator[str]:
        """Sentences on who speaks and who does not; `speakers` are those of the turns."""
        turns = Counter(speaker for speaker in speakers if speaker is not None)
        if self.found:
            yield f"Speakers by “{self.layout}”: {counted(turns)}."
        if why := self._doubt():
            yield f"{why}, so these may be no speakers; --labels none takes the text as one turn."
        if self.found and self.left:
            yield f"Not taken for speakers: {counted(self.left)}."
        if self.odd:
            yield f"Speakers whose label is written otherwise: {counted(self.odd)}."
        if self.doubts:
            yield (
                f"Read as words, though speakers may begin there: {counted(self.doubts)}; if they "
                "do, write a line with a colon there in the file."
            )

    def _doubt(self) -> str:
        """Why the labels may be none, where none is marked, a role or a code; empty if they are."""
        names = {label.speaker for label in self.found}
        if len(self.found) < 3 or any(label.marked for label in self.found):
            return ""
        if any(is_role(name) or is_code(name) for name in names):
            return ""
        if len(names) == 1:
            return "Only one name was found"
        return "Nobody speaks twice" if len(names) == len(self.found) else ""


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
    filled = filled_lines(text, lines, known)
    if asked is not None:
        return _asked(asked, text, filled)
    likely = (layout for layout in LAYOUTS if layout.sparse or not sparse)
    layouts = [layout for layout in likely if layout.occurs(text)]
    readings = [(layout, _believed(layout, text, filled, sparse=sparse)) for layout in layouts]
    readings = readings or [(LAYOUTS[0], Labels())]
    best = max(readings, key=lambda one: len(one[1].found) / (2 if one[0].bare else 1))[1]
    return _with_odd(_with_beside(best, readings, text, filled), text, filled)


def _with_beside(
    best: Labels, readings: Iterable[tuple[Layout, Labels]], text: str, lines: Sequence[Line]
) -> Labels:
    """The labels with those of layouts that stand beside this one."""
    if best.layout not in BESIDE:
        return best
    layouts = [best.layout]
    for layout, reading in readings:
        found = reading.found or [
            one for one in candidates_on(layout, text, lines) if is_clear(layout.name, one.speaker)
        ]
        more = _on_other_lines(best, found) if layout.name in BESIDE else []
        layouts += [layout.name] if more else []
        best = _joined(best, more)
    return replace(best, layout=_AND.join(layouts))


def _with_odd(best: Labels, text: str, lines: Sequence[Line]) -> Labels:
    """The labels with slips of the pen, and what else may be labels."""
    for layout in best.layout.split(_AND):
        if layout in SLIPS:
            speakers = {label.speaker for label in best.found}
            slip = _BY_NAME[SLIPS[layout]]
            slipped = candidates_on(slip, text, _first(slip, lines))
            odd = [one for one in slipped if is_slip(layout, one.speaker, speakers)]
            more = _on_other_lines(best, odd)
            told = Counter(as_written(text, one) for one in more)
            best = replace(_joined(best, more), odd=told)
        best = replace(best, doubts={**best.doubts, **doubted(layout, best.found, text)})
    return best


_AND = " and "
"""Between layouts that stand beside each other."""
_BY_NAME = {layout.name: layout for layout in LAYOUTS}


def _on_other_lines(best: Labels, found: Iterable[Label]) -> list[Label]:
    taken = {label.line for label in best.found}
    return [label for label in found if label.line not in taken]


def _joined(best: Labels, more: Sequence[Label]) -> Labels:
    speakers = {label.speaker for label in more}
    left = {name: times for name, times in best.left.items() if name not in speakers}
    found = sorted([*best.found, *more], key=lambda label: label.line)
    return replace(best, found=tuple(found), left=left)


def displayed(text: str, lines: Sequence[Span]) -> Labels:
    """The labels where a meeting program puts before nearly every paragraph how a person is called.

    People choose that themselves, such as “iPhone (2)”, “Müller, Anna | HR” or their number; so
    whatever stands there is a label where half of them have one.
    """
    if not _DISPLAYED.occurs(text):
        return Labels()
    begun = [line for line in filled_lines(text, lines, Lines()) if line.begins]
    candidates = candidates_on(_DISPLAYED, text, begun)
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


def _asked(asked: str, text: str, lines: Sequence[Line]) -> Labels:
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
    return Labels(tuple(candidates_on(Layout(asked, pattern), text, lines)), asked)


def _alternating(lines: Sequence[Line]) -> Labels:
    """Paragraphs in turn by two speakers."""
    begins = [line for line in lines if line.begins and not line.heading]
    found = [
        Label(line.at, f"Speaker {'AB'[at % 2]}", None, line.start, marked=False)
        for at, line in enumerate(begins)
    ]
    return Labels(tuple(found), "alternate")


# ------------------------------------------------------------------ what to believe


def _believed(layout: Layout, text: str, lines: Sequence[Line], *, sparse: bool) -> Labels:
    first = _first(layout, lines)
    candidates = candidates_on(layout, text, first)
    if not candidates:
        return Labels()
    told = frozenset[int]() if sparse or layout.alone else facts(candidates, lines, text)
    likely = [label for label in candidates if label.line not in told]
    others = [line for line in lines if line.at not in told]
    speakers = _speakers(layout, text, likely, others, sparse=sparse)
    names = [label for label in likely if label.speaker in speakers]
    if layout.is_plain:
        # A phrase is no name here, and what follows a name is what was said.
        plain = [label for label in names if may_be_name(label.speaker)]
        names = candidates = _not_after_another(plain, lines)
    said = timed_alike(names)
    found = tuple(_from_first(said))
    if not _is_enough(layout, found, lines, first, sparse=sparse):
        return Labels()
    believed = {label.line for label in said}
    left = (one.speaker for one in candidates if one.line not in believed)
    return Labels(found, layout.name, Counter(left))


def _speakers(
    layout: Layout, text: str, likely: Sequence[Label], others: Sequence[Line], *, sparse: bool
) -> frozenset[str]:
    """Who is believed to speak; `others`: the lines that are no facts at the head."""
    evidence = evidence_of(likely, others, text, layout, sparse=sparse)
    speakers = evidence.speakers()
    speakers |= numbered_alike(evidence.counts, speakers)
    speakers |= level_headings(layout.name, likely, speakers, text)
    return speakers | _shown(layout, likely, evidence.counts)


def _first(layout: Layout, lines: Sequence[Line]) -> list[Line]:
    """The lines that a label may begin: a short line within a paragraph is none."""
    return [line for line in lines if line.begins or not layout.alone]


def _shown(layout: Layout, likely: Iterable[Label], counts: Counter[str]) -> frozenset[str]:
    """The names beside times, which programs write as people are called there."""
    timed = {one.speaker for one in likely if layout.shown or one.time is not None}
    if layout.alone:
        # A time below words may be that of the words below it.
        return frozenset(one for one in timed if counts[one] > 1 and may_be_displayed(one, 1))
    return frozenset(one for one in timed if may_be_displayed(one, counts[one] + 1))


def _is_enough(
    layout: Layout,
    found: Sequence[Label],
    lines: Sequence[Line],
    first: Sequence[Line],
    *,
    sparse: bool,
) -> bool:
    """Whether there are as many labels as the layout must have; `first`: where one may stand."""
    if len(found) < 2 and (len(lines) > 3 or layout.bare) and not sparse:
        return False
    if layout.bare and 5 * len(found) < len(first):
        return False
    speakers = {label.speaker for label in found}
    if layout.is_plain and len(speakers) == 1 and not any(map(is_role, speakers)):
        # A line that comes again by itself is a refrain.
        return False
    return not layout.only or _is_only(layout, found)


def _is_only(layout: Layout, found: Sequence[Label]) -> bool:
    """Whether the labels are one of the sets that the layout is for, each more than once."""
    counts = Counter(label.speaker for label in found)
    return frozenset(counts) in layout.only and min(counts.values()) > 1


def _not_after_another(labels: Sequence[Label], lines: Sequence[Line]) -> list[Label]:
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


# ------------------------------------------------------------------ what to tell


def counted(names: Mapping[str, int], most: int = 40) -> str:
    """“Ana 12, Ben 3”, in order of appearance; the first `most` of them."""
    shown = [f"{name} {times}" for name, times in list(names.items())[:most]]
    more = len(names) - most
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")
