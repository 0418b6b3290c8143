"""What a person says of a draft's speakers, before it is stored: names, cases, phases.

A draft says what was found; here it is made what is meant. The text stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from workbench.drafts import Draft, DraftDocument, DraftTurn
from workbench.errors import NotAsked
from workbench.importers.names import is_role
from workbench.importers.pieces import case_of, trimmed
from workbench.shelf import unknown

ALL = "*"


@dataclass(frozen=True)
class Speaking:
    """What is meant by the labels of some transcripts."""

    names: Mapping[str, str] = field(default_factory=dict)
    """For labels as they were found, who that is; two labels may be one speaker."""
    case: str | None = None
    """The case that whole documents belong to, such as a leader's notes."""
    attended: Mapping[str, str | None] = field(default_factory=dict)
    """Cases that took part and said nothing, with their role."""
    attended_in: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    """The same for single documents, by their names."""
    phase_lines: str | None = None
    """A regular expression for the lines that begin a phase of the session."""
    same: frozenset[str] = frozenset()
    """Speakers that are who they were in other documents; `*` stands for any signs."""
    apart: frozenset[str] = frozenset()
    """Speakers that are somebody else than in other documents; `*` stands for any signs."""
    offers: bool = False
    """Whether whoever has the name of somebody in another document is that person.

    A label that may be anybody's is never meant by this: “Student 1” is numbered anew in each
    session.
    """

    def is_same(self, speaker: str) -> bool:
        """Whether somebody whose name is known from another document is the same person here.

        Only where it was said; what names the speaker counts for more than what names many.
        """
        apart = _names(self.apart, speaker)
        return max(_names(self.same, speaker), self._by_offer(speaker)) > apart

    def is_said(self, speaker: str) -> bool:
        """Whether anything was said of who that is."""
        said = _names(self.same, speaker) or _names(self.apart, speaker)
        return bool(said or self._by_offer(speaker))

    def _by_offer(self, speaker: str) -> int:
        return int(self.offers and is_offered(speaker))


def is_offered(speaker: str) -> bool:
    """Whether somebody of this name in another document may well be the same person.

    >>> is_offered("Mara"), is_offered("Student 1"), is_offered("2")
    (True, False, False)
    """
    return not is_role(speaker) and not speaker.isdigit()


def _names(said: frozenset[str], speaker: str) -> int:
    """How exactly a speaker is named: 2 by the name, 1 by a pattern with `*`, 0 not at all."""
    name = speaker.casefold()
    asked = [one.casefold() for one in said]
    if name in asked:
        return 2
    return int(any(ALL in one and _fits(one, name) for one in asked))


def _fits(pattern: str, name: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, pattern.split(ALL))), name, re.DOTALL) is not None


def meant(drafts: Sequence[Draft], speaking: Speaking) -> tuple[Draft, ...]:
    """The drafts as they are meant; NotAsked for a label that none has, or a faulty pattern."""
    _refuse_strangers(drafts, speaking.names)
    found = tuple(_meant(draft, speaking) for draft in drafts)
    _refuse_strangers(found, [one for one in (*speaking.same, *speaking.apart) if ALL not in one])
    return found


def _meant(draft: Draft, speaking: Speaking) -> Draft:
    names = {label.casefold(): name for label, name in speaking.names.items()}
    found = [_named(one, names) for one in draft.documents]
    if speaking.case is not None:
        found = [_of_case(one, speaking.case) for one in found]
    if speaking.phase_lines is not None:
        pattern = _pattern(speaking.phase_lines)
        found = [_phased(one, pattern) for one in found]
    return replace(draft, documents=tuple(found))


def _refuse_strangers(drafts: Sequence[Draft], asked: Iterable[str]) -> None:
    turns = [turn for draft in drafts for one in draft.documents for turn in one.turns]
    said = dict.fromkeys(turn.speaker or turn.case for turn in turns)
    labels = [label for label in said if label]
    known = {label.casefold() for label in labels}
    known |= {turn.case.casefold() for turn in turns if turn.case}
    for label in asked:
        if label.casefold() not in known:
            raise NotAsked(unknown("speaker in these files", label, labels))


def _named(one: DraftDocument, names: Mapping[str, str]) -> DraftDocument:
    return replace(one, turns=tuple(_called(turn, names) for turn in one.turns))


def _called(turn: DraftTurn, names: Mapping[str, str]) -> DraftTurn:
    name = names.get(turn.speaker.casefold()) if turn.speaker else None
    return turn if name is None else replace(turn, speaker=name, case=case_of(name))


def _of_case(one: DraftDocument, case: str) -> DraftDocument:
    return replace(one, turns=tuple(replace(turn, case=case) for turn in one.turns))


# ------------------------------------------------------------------ phases


def _pattern(asked: str) -> re.Pattern[str]:
    try:
        return re.compile(asked)
    except re.error as fault:
        raise NotAsked(f"“{asked}” is no regular expression: {fault}; correct it.") from fault


_LONGEST_HEADING = 200


def _phased(one: DraftDocument, pattern: re.Pattern[str]) -> DraftDocument:
    """The document with a phase on each turn; the lines that name one lie in no turn."""
    headings = list(_headings(one.text, pattern))
    if not headings:
        raise NotAsked(
            f"No line of “{one.name}” begins a phase by “{pattern.pattern}”; correct the pattern."
        )
    turns = [part for turn in one.turns for part in _parts(one.text, turn, headings)]
    return replace(one, turns=tuple(turns))


_Heading = tuple[int, int, str]
"""Start and stop of a line, and the phase that it begins."""


def _headings(text: str, pattern: re.Pattern[str]) -> Iterator[_Heading]:
    for line in re.finditer(r"[^\n]+", text):
        found = pattern.fullmatch(line[0].strip()) if len(line[0]) <= _LONGEST_HEADING else None
        if found:
            named = found.groupdict().get("phase") or (found.groups() or (found[0],))[0]
            yield line.start(), line.end(), (named or "").strip(" \t#*_:") or found[0].strip()


def _parts(text: str, turn: DraftTurn, headings: list[_Heading]) -> Iterator[DraftTurn]:
    """The turn, parted at the headings in it."""
    before = [phase for start, _, phase in headings if start < turn.start]
    phase = before[-1] if before else turn.phase
    start = turn.start
    for heading, stop, named in headings:
        if turn.start <= heading < turn.stop:
            yield from _part(text, turn, start, heading, phase)
            start, phase = stop, named
    yield from _part(text, turn, start, turn.stop, phase)


def _part(
    text: str, turn: DraftTurn, start: int, stop: int, phase: str | None
) -> Iterator[DraftTurn]:
    span = trimmed(text, start, stop)
    if span is not None:
        moved = (at + turn.start - span.start for at in turn.cues)
        cues = tuple(at for at in moved if 0 < at < span.stop - span.start)
        time = turn.time if span.start == turn.start else None
        yield replace(turn, start=span.start, stop=span.stop, phase=phase, cues=cues, time=time)
