"""What speaks for a label being a speaker, and what tells it from a fact at the head."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from workbench.importers.names import is_code, is_role, may_be_name, may_be_phrase
from workbench.importers.written import CHANGE, Layout


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


class Line(NamedTuple):
    """A line that is not blank."""

    at: int
    """Its index among all lines."""
    start: int
    begins: bool
    """It stands after a blank line, or first; or it begins a paragraph, or all lines do."""
    heading: bool = False
    bold: int = 0
    """How many characters at its beginning are bold, where that sets them apart."""


class Evidence(NamedTuple):
    """What speaks for a label being a speaker."""

    counts: Counter[str]
    marked: frozenset[str]
    usual: bool
    """The text has so many labels, or some so often, that a name need not recur to be one."""
    dense: bool
    """Four lines in five begin with something like a label."""
    set_apart: frozenset[str]
    """Names that stand where those that recur do: if those begin paragraphs, so do these."""
    marks: bool
    """Most names carry a time or bold type, so that a phrase that carries none is no label."""

    def for_layout(self, layout: Layout) -> Evidence:
        """The evidence as far as it tells where labels are so written."""
        recurs = any(times > 1 and may_be_name(name) for name, times in self.counts.items())
        doubted = layout.recurs and (layout.bare or not (self.dense and recurs))
        usual = self.usual and not doubted
        return self._replace(usual=usual)

    def speakers(self) -> frozenset[str]:
        """Those who are believed to speak."""
        return frozenset(name for name in self.counts if self._speaks_for(name))

    def _speaks_for(self, name: str) -> bool:
        times = self.counts[name]
        if name == CHANGE:
            return True
        if not may_be_name(name):
            if self.marks and name not in self.marked:
                return False
            headlike = self.dense and (not name[0].islower() or " " not in name)
            return times > (1 if headlike else 2) and may_be_phrase(name)
        if is_role(name) or is_code(name) or name in self.marked:
            return True
        return times > 1 or (self.usual and name in self.set_apart)


def evidence_of(
    candidates: Sequence[Label], lines: Sequence[Line], text: str, layout: Layout, *, sparse: bool
) -> Evidence:
    """What the candidates and the lines tell; `sparse` as in `labels.find`."""
    counts = Counter(label.speaker for label in candidates)
    marked = frozenset(label.speaker for label in candidates if label.marked)
    likely = [label for label in candidates if may_be_name(label.speaker)]
    names = {label.speaker for label in likely}
    # Without one that recurs, many names are a glossary rather than a conversation.
    talk = len(likely) > len(names) or len(names) <= 6
    enough = len(likely) > len(names) or len(likely) * 5 >= len(lines) * 3
    if sparse:
        enough = bool(likely) and likely[0].line == 0
    apart = _set_apart(likely, lines, sparse=sparse)
    # A label on a line of its own has its words on the next.
    above = sum(text[label.stop : label.stop + 1] in {"", "\n"} for label in candidates)
    dense = not layout.alone and 5 * (len(candidates) + above) >= 4 * len(lines)
    marks = 2 * sum(label.marked for label in likely) > len(likely)
    evidence = Evidence(counts, marked, talk and enough, dense, apart, marks)
    return evidence.for_layout(layout)


def _set_apart(likely: Sequence[Label], lines: Sequence[Line], *, sparse: bool) -> frozenset[str]:
    begin = {line.at for line in lines if line.begins}
    counts = Counter(label.speaker for label in likely)
    recur = [label for label in likely if counts[label.speaker] > 1]
    if not sparse and not (recur and all(label.line in begin for label in recur)):
        return frozenset(label.speaker for label in likely)
    return frozenset(label.speaker for label in likely if label.line in begin)


# ------------------------------------------------------------------ facts at the head


def facts(candidates: Sequence[Label], lines: Sequence[Line], text: str) -> frozenset[int]:
    """Indices of the lines at the head that tell facts, such as “Interviewer: Jane Doe”.

    Such lines stand together, are short and end no sentence; either one of them tells a date or
    the like, or none of their labels comes again and a blank line parts them from the talk.
    A title that says that it is a transcript's is one by itself.
    """
    titles = {label.line for label in candidates if _TITLE.match(text, label.stop)}
    return frozenset(titles | _facts(candidates, lines, text))


def _facts(candidates: Sequence[Label], lines: Sequence[Line], text: str) -> set[int]:
    counts = Counter(label.speaker for label in candidates)
    first = next((label.line for label in candidates if counts[label.speaker] > 1), None)
    told: set[int] = set()
    if first is None:
        return told
    for block in _blocks(lines, first):
        named = [label for label in candidates if label.line in block]
        if _are_facts(named, counts, apart=max(block) + 1 != first) and _are_short(text, block):
            told.update(block)
        elif named:
            break
    return told


def timed_alike(found: Sequence[Label]) -> list[Label]:
    """The labels without those that carry no time where nearly all others do.

    Before the first with a time they belong to the head; after it, only what recurs is kept.
    """
    first = next((at for at, label in enumerate(found) if label.time is not None), 0)
    timed = sum(label.time is not None for label in found)
    if timed < 3 or 2 * timed < len(found) or 5 * timed < 4 * len(found[first:]):
        return list(found)
    counts = Counter(label.speaker for label in found[first:])
    return [
        label
        for label in found[first:]
        if label.time is not None or counts[label.speaker] > 1 or is_role(label.speaker)
    ]


def _are_facts(named: Sequence[Label], counts: Counter[str], *, apart: bool) -> bool:
    if any(not may_be_phrase(label.speaker) for label in named):
        return len(named) > 1
    return len(named) > 1 and apart and all(counts[label.speaker] == 1 for label in named)


def _blocks(lines: Sequence[Line], first: int) -> Iterator[dict[int, int]]:
    """Lines that stand together, index to start; `first` begins a block of its own."""
    block: dict[int, int] = {}
    for line in lines:
        if block and (line.at == first or line.at - 1 not in block):
            yield block
            block = {}
        block[line.at] = line.start
    yield block


def _are_short(text: str, block: dict[int, int]) -> bool:
    return all(_FACT.match(text, start) for start in block.values())


_TITLE = re.compile(
    r"[^\n]{0,120}[-–—]\s?Trans(?:cript|kript|crição|cripción|cription)\s*(?=\n|\Z)"
)
_FACT = re.compile(r"[^\n]{0,79}[^\n.?!…](?=\n|\Z)")
