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


class Layout(NamedTuple):
    """A way of writing labels; `pattern` ends where the speaker's text begins."""

    name: str
    pattern: re.Pattern[str]
    alone: bool = False
    """The label has its line or brackets for itself, so it must begin a paragraph."""
    recurs: bool = False
    """So little tells it from other words that only what recurs, or is a role, can be one."""
    bare: bool = False
    """Nothing but its place marks it, so at least one line in five must have it."""


TIME = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3}|-\d{1,3}(?=\#))?"
CLOCK = re.compile(rf"[\[(#<]?(?P<time>{TIME})(?!\w)")
HEADS = frozenset(
    ["speaker", "name", "who", "participant", "person", "sprecher", "speaker name", "speakers"]
)
"""How the column of speakers is headed."""
_BLANK = r"[ \t\xa0\u202f]"
_NAME = (
    r"(?P<bold>\*{0,3})"
    r"(?P<name>[^\W\d_][^\x00-\x1f\x7f-\x9f\u2028\u2029:：\[\]{}<>*|\"“”„«»!?;=/\\]{0,59}?)"
    r"\*{0,3}"
)
_END = r"(?=\n|\Z)"

_NUMBER = rf"(?:\d{{1,5}}[.)]?{_BLANK}+)?"
# Heads of columns, which would be the first turn of a table written as lines.
_NO_HEADS = r"(?!(?i:text|words?|content|transcript|utterance|said)[ \t|]*(?:\n|\Z))"

LAYOUTS = (
    Layout(
        "Name: text",
        re.compile(
            rf"{_BLANK}{{0,3}}{_NUMBER}"
            rf"(?:[\[(#<]?(?P<before>{TIME})[\])#>]?{_BLANK}+(?:[-–—]{_BLANK}*)?)?"
            rf"{_NAME}(?:,?{_BLANK}*[\[(#<]?(?P<after>{TIME})[\])#>]?)?"
            rf"{_BLANK}?[:：]\*{{0,3}}[:：]?(?![\d/\\)(|*])"
            rf"(?:{_BLANK}*[\[(#<](?P<within>{TIME})[\])#>]"
            rf"|\t+(?P<tabbed>{TIME})\t+|{_BLANK}*(?P<alone>{TIME}){_BLANK}*{_END})?"
            rf"{_BLANK}*"
        ),
    ),
    Layout(
        "Name 00:12:44, text below",
        re.compile(
            rf"{_BLANK}{{0,3}}{_NAME}:?,?{_BLANK}+(?:[|–—-]{_BLANK}+)?"
            rf"(?:[\[(](?P<within>{TIME})[\])]:?{_BLANK}*"
            rf"|(?P<after>{TIME}){_BLANK}*{_END})"
        ),
    ),
    Layout(
        "[00:12:44] Name, text below",
        re.compile(
            rf"{_BLANK}{{0,3}}[\[(]?(?P<before>{TIME})[\])]?{_BLANK}+(?:[|–—-]{_BLANK}*)?"
            rf"{_NAME}:?{_BLANK}*{_END}"
        ),
        alone=True,
        recurs=True,
    ),
    Layout(
        "11:02:09 From Name to Everyone: text",
        re.compile(
            rf"(?P<clock>{TIME}){_BLANK}+From{_BLANK}+{_NAME}{_BLANK}+(?i:to){_BLANK}+"
            rf"[^:\n]{{1,80}}:{_BLANK}*"
        ),
    ),
    Layout(
        "[Name] 11:02:09, text below",
        re.compile(rf"\[{_NAME}\]{_BLANK}+(?P<clock>{TIME}){_BLANK}*{_END}"),
    ),
    Layout(
        "### Name, text below",
        re.compile(rf"#{{1,6}}{_BLANK}+{_NAME}:?{_BLANK}*{_END}"),
        alone=True,
        recurs=True,
    ),
    Layout(
        "[Name] text",
        re.compile(rf"\[{_NAME}\]{_BLANK}+(?=\S)"),
        alone=True,
        recurs=True,
    ),
    Layout(
        "Name, tab, text",
        re.compile(
            rf"(?:[\[(]?(?P<before>{TIME})[\])]?\t+)?{_NAME}"
            rf"(?:\t+[\[(]?(?P<after>{TIME})[\])]?)?\t+{_NO_HEADS}(?=\S)"
        ),
        recurs=True,
    ),
    Layout(
        "<Name> text",
        re.compile(rf"<{_NAME}>{_BLANK}+(?=\S)"),
    ),
    Layout(
        "Name - text",
        re.compile(rf"{_BLANK}{{0,3}}{_NAME}{_BLANK}+[–—-]{_BLANK}+(?=\S)"),
        recurs=True,
        bare=True,
    ),
    Layout(
        "| Name | text |",
        re.compile(
            rf"\|?{_BLANK}*(?:[\[(]?(?P<before>{TIME})[\])]?{_BLANK}*\|{_BLANK}*)?{_NAME}{_BLANK}*"
            rf"(?:\|{_BLANK}*[\[(]?(?P<after>{TIME})[\])]?{_BLANK}*)?\|{_BLANK}*{_NO_HEADS}(?=[^\s|])"
        ),
        recurs=True,
    ),
    Layout(
        "Name, time below, text below",
        re.compile(
            rf"{_BLANK}{{0,3}}{_NAME}{_BLANK}*\n"
            rf"(?={_BLANK}*[\[(]?(?P<below>{TIME})[\])]?{_BLANK}*{_END})"
        ),
        alone=True,
    ),
    Layout(
        "Name, text below",
        re.compile(rf"{_BLANK}{{0,3}}{_NAME}{_BLANK}*\n(?:{_BLANK}*\n)?(?=.*\S)"),
        alone=True,
        recurs=True,
        bare=True,
    ),
)


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
    layouts = LAYOUTS[:1] if sparse else LAYOUTS
    readings = [_believed(layout, text, filled, sparse=sparse) for layout in layouts]
    return max(readings, key=lambda labels: len(labels.found))


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


def is_speaker(name: str) -> bool:
    """Whether the words alone may be a speaker's name, role or code."""
    return _may_be_name(" ".join(name.split()).rstrip(":"))


def is_role(name: str) -> bool:
    """Whether a label may be anybody's: “Interviewer”, “Speaker 2”, “Student B”."""
    return _is_role(name)


def seconds(time: str) -> float:
    """A time written as `[h:]mm:ss[.mmm]`, in seconds; f4 writes tenths after a hyphen.

    >>> seconds("1:02:03.5"), seconds("00:01:02-3")
    (3723.5, 62.3)
    """
    total = 0.0
    for part in re.sub("[,-]", ".", time).split(":"):
        total = total * 60 + float(part)
    return total


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
        # A time on a line of its own does not part a name from the blank line above it.
        last = last if begins and _is_time_alone(text, line) else at
    return filled


def _says(text: str, line: Span) -> bool:
    return line.stop > line.start and not text[line.start : line.stop].isspace()


def _is_time_alone(text: str, line: Span) -> bool:
    return line.stop - line.start < 30 and _TIME_ALONE.match(text, line.start) is not None


_TIME_ALONE = re.compile(rf"{_BLANK}*[\[(]?{TIME}[\])]?{_BLANK}*{_END}")


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
        candidates = [label for label in names if _may_be_name(label.speaker)]
        candidates = _not_after_another(candidates, lines)
    found = tuple(_from_first(label for label in candidates if label.speaker in speakers))
    if len(found) < 2 and (len(lines) > 3 or layout.bare) and not sparse:
        return Labels()
    if layout.bare and 5 * len(found) < len(first):
        return Labels()
    left = Counter(label.speaker for label in candidates if label.speaker not in speakers)
    return Labels(found, layout.name, left)


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
    first = min((label.time or 0.0 for label in found if label.clock), default=0.0)
    return [
        label._replace(time=(label.time or 0.0) - first) if label.clock else label
        for label in found
    ]


def _candidates(layout: Layout, text: str, lines: Sequence[_Line]) -> list[Label]:
    found = ((line, layout.pattern.match(text, line.start)) for line in lines)
    return [_label(line, match) for line, match in found if match and match["name"]]


def _label(line: _Line, match: re.Match[str]) -> Label:
    groups = match.groupdict()
    times = [groups[name] for name in _TIMES if groups.get(name)]
    bold = groups.get("bold") or line.start + line.bold >= match.end("name")
    return Label(
        line.at,
        " ".join(groups["name"].split()),
        seconds(times[0]) if times and _SECONDS.fullmatch(times[0]) else None,
        match.end(),
        bool(times or bold),
        bool(groups.get("clock")),
    )


_SECONDS = re.compile(r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,-]\d{1,3})?")
_TIMES = ("time", "before", "after", "within", "tabbed", "alone", "below", "clock")


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
        if not _may_be_name(name):
            return times > 2 and _may_be_phrase(name)
        if _is_role(name) or _is_code(name) or name in self.marked:
            return True
        return times > 1 or (self.usual and name in self.set_apart)


def _evidence(candidates: Sequence[Label], lines: Sequence[_Line], *, sparse: bool) -> _Evidence:
    counts = Counter(label.speaker for label in candidates)
    marked = frozenset(label.speaker for label in candidates if label.marked)
    likely = [label for label in candidates if _may_be_name(label.speaker)]
    names = {label.speaker for label in likely}
    # Without one that recurs, many names are a glossary rather than a conversation.
    talk = len(likely) > len(names) or len(names) <= 6
    enough = len(likely) > len(names) or len(likely) * 5 >= len(lines) * 3
    if sparse:
        enough = bool(likely) and likely[0].line == 0
    return _Evidence(counts, marked, talk and enough, _set_apart(likely, counts, lines))


def _set_apart(
    likely: Sequence[Label], counts: Counter[str], lines: Sequence[_Line]
) -> frozenset[str]:
    begin = {line.at for line in lines if line.begins}
    recur = [label for label in likely if counts[label.speaker] > 1]
    if not recur or not all(label.line in begin for label in recur):
        return frozenset(label.speaker for label in likely)
    return frozenset(label.speaker for label in likely if label.line in begin)


def _may_be_name(name: str) -> bool:
    bare = _DETAILS.sub("", name)
    return _may_be_phrase(bare) and (_is_code(bare) or _is_role(bare) or _is_name(bare))


_DETAILS = re.compile(r"\s*\([^()]{0,40}\)$")
"""What is told of a speaker in brackets, as in “P1 (female, 23)”."""


def _may_be_phrase(name: str) -> bool:
    """Few words, and none of those that open a sentence or a list of facts."""
    return name.casefold() not in _NO_NAMES and len(name.split()) <= 6


def _is_code(name: str) -> bool:
    """P07, B1, S-12: how participants are numbered."""
    return re.fullmatch(r"[A-Z]{1,4}[ -]?\d{1,4}[a-zA-Z]?", name) is not None


_LOWER_CODE = re.compile(r"[a-z]{1,4}-?\d{1,4}[a-z]?")


def _is_role(name: str) -> bool:
    """“Interviewer”, “Speaker 2”, “Participant B”, “unknown speaker”."""
    bare = re.sub(r"[ #.-]*(?:\d{1,4}|\b[A-Za-z])$", "", name.casefold())
    return bare.rstrip(".") in _ROLES


def _is_name(name: str) -> bool:
    """Every word is written as names are: “Ana”, “José van der Berg”, “Kupor (SL)”, “王芳”."""
    if "," in name or name.endswith("."):
        return False
    if _LOWER_CODE.fullmatch(name):
        return True
    words = [word.strip("().'’‘-") for word in name.split()]
    if words[0] in _JOINING:
        return False
    return all(_is_name_word(word) for word in words if word)


def _is_name_word(word: str) -> bool:
    return not word[0].islower() or word.casefold() in _PARTICLES


def _listed(words: str) -> frozenset[str]:
    return frozenset(" ".join(word.split()) for word in words.split(","))


_JOINING = frozenset(["and", "und", "y", "e"])
"""Words within names of two people, with which none begins."""
_PARTICLES = _listed(
    """
    al, and, bin, da, das, de, del, den, der, di, do, dos, du, e, el, ibn, la, le, ten, ter, und,
    van, von, y, zu
    """
)
_ROLES = _listed(
    """
    interviewer, interviewee, interview, int, inter, i, moderator, facilitator, host, guest, leader,
    co-leader, researcher, respondent, participant, subject, speaker, new speaker, unknown speaker,
    unidentified speaker, several speakers, student, presenter, doctor, patient, nurse, teacher,
    client, counsellor, therapist, narrator, chair, chairperson, observer, focus group participant,
    interviewerin, interviewte, interviewter, moderatorin, befragte, befragter, befragte person,
    teilnehmer, teilnehmerin, sprecher, sprecherin, leiter, leiterin,
    enquêteur, enquêtrice, intervieweur, intervieweuse, participante, animateur, animatrice,
    entrevistador, entrevistadora, entrevistado, entrevistada, moderadora,
    intervistatore, intervistatrice, intervistato, intervistata, deelnemer, geïnterviewde
    """
)
_NO_NAMES = _listed(
    """
    for example, for instance, example, examples, eg, e.g, ie, i.e, note, notes, nb, n.b, ps,
    p.s, fyi, ok, okay, tbc, tbd, url, http, https, ftp, mailto, www, date, time, place,
    location, duration, length, recorded, recording, title, subject line, topic, author, source,
    file, page, version, summary, abstract, background, aim, aims, objective, introduction,
    method, methods, results, discussion, conclusion, conclusions, references, keywords,
    attendees, participants, present, speakers, tags, transcript, transcription, transcribed by,
    transcript by, media, break, laughter, laughs, laughing, music, applause, silence, pause,
    long pause, inaudible, crosstalk, episode, aliases, categories, permalink, status, type,
    image, description, slug, layout, lang, language, warning, caution, important, remember,
    first, second, third, finally, also, so, and, but, yes, no, well, now, then, because,
    however, zum beispiel, beispiel, hinweis, datum, ort, par exemple, exemple, remarque, por
    ejemplo, ejemplo, nota, per esempio, esempio, monday, tuesday, wednesday, thursday, friday,
    saturday, sunday, january, february, march, april, may, june, july, august, september,
    october, november, december
    """
)


# ------------------------------------------------------------------ what to tell


def counted(names: Mapping[str, int], most: int = 40) -> str:
    """“Ana 12, Ben 3”, in order of appearance; the first `most` of them."""
    shown = [f"{name} {times}" for name, times in list(names.items())[:most]]
    more = len(names) - most
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")
