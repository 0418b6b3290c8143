"""The ways of writing who speaks at the beginning of a line, and times."""

from __future__ import annotations

import re
from typing import NamedTuple


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
    sparse: bool = False
    """Also where labels stand only where the speaker changes, as in subtitles."""
    shown: bool = False
    """A program wrote the name, however people chose to be called."""
    only: tuple[frozenset[str], ...] = ()
    """The sets of labels that it is taken for, and nothing else; empty: any."""

    @property
    def is_plain(self) -> bool:
        """A name on a line of its own, without any sign."""
        return self.bare and self.alone

    def occurs(self, text: str) -> bool:
        """Whether any line of the text begins so; far faster than to ask line by line."""
        return re.search(f"^(?:{self.pattern.pattern})", text, re.MULTILINE) is not None


TIME = (
    r"(?:\d{1,3}:\d{2}(?::\d{2}(?:[:;]\d{2})?)?(?:[.,]\d{1,3}|-\d{1,3}(?=\#))?"
    r"|0\d\.[0-5]\d\.[0-5]\d(?![.\d])"
    r"|(?:\d{1,2}h\ ?)?[0-5]?\dm(?:in)?\ ?[0-5]?\ds)"
)
"""Minutes and seconds, with hours before them and video frames, or parts of a second, behind.

Also with full stops, as 00.02.05, or with letters, as 0h02m05s.
"""
CLOCK = re.compile(rf"[\[(#<]?(?P<time>{TIME})(?!\w)")
HEADS = frozenset(
    ["speaker", "name", "who", "participant", "person", "sprecher", "speaker name", "speakers"]
)
"""How the column of speakers is headed."""
BLANK = r"[ \t\xa0\u202f]"
SPOKEN_TIME = (
    rf"(?:\d{{1,2}}{BLANK}hours?{BLANK})?(?:\d{{1,2}}{BLANK}minutes?{BLANK})?"
    rf"\d{{1,2}}{BLANK}seconds?"
)
"""How Teams reads a time out to those who cannot see it."""
UNSEEN = "\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
"""Signs of a text's direction and the like, which nobody sees."""
_INDENT = rf"[ \t\xa0\u202f\f{UNSEEN}]{{0,40}}"
_NAMED = r"(?P<name>[^\W\d_][^\x00-\x1f\x7f-\x9f\u2028\u2029:：\[\]{}<>*|\"“”„«»!?;=/\\]{0,59}?\??)"
_STRESS = r"(?:\*{1,3}|_{1,2})?"
_NAME = rf"(?P<bold>{_STRESS}){_NAMED}{_STRESS}"
END = r"\\?(?=\n|\Z)"
"""A line's end, also with the backslash by which Pandoc writes a break."""
ANY_TIME = f"(?:{TIME}|{SPOKEN_TIME})"


def stamp(group: str, begins: str = TIME) -> str:
    """A time, or from when to when, in brackets or not; `group` is the time it begins at.

    In markdown it may be a link, and a backslash may stand before each bracket.
    """
    until = rf"(?:{BLANK}?(?:-{{0,2}}>|→|[-–—]){BLANK}?{TIME})?"
    within = rf"(?P<{group}>{begins}){until}(?:{BLANK}min\.?)?"
    return rf"(?:\\?[\[(#<]){{0,2}}{within}(?:\\?[\])#>]){{0,2}}{_LINK}"


_LINK = r"(?:\((?:https?://|javascript:|\#)[^\s()]{0,300}(?:\(\d{0,9}\))?[^\s()]{0,99}\))?"


def _line_with(signs: str) -> str:
    """A look ahead for one of some signs on the line; without it, names are sought in vain.

    To seek one goes through the line sign by sign, to look for a sign does not.
    """
    return rf"(?=[^\n{signs}]*+[{signs}])"


_WITH_TAB, _WITH_DIGIT = _line_with(r"\t"), _line_with(r"\d")


_NUMBER = rf"(?:\d{{1,5}}[.)]?{BLANK}+)?"
# Heads of columns, which would be the first turn of a table written as lines.
_NO_HEADS = r"(?!(?i:text|words?|content|transcript|utterance|said)[ \t|]*(?:\n|\Z))"

# ELAN tells times in several manners, each in a cell.
_CELLS = rf"(?:\t+(?:{TIME}|\d{{1,6}}\.\d{{1,3}})){{0,5}}"
_BULLET = rf"(?:(?:[-*+•]{BLANK}|>){BLANK}*(?=\*\*))?"
QUESTIONS = tuple(frozenset(pair) for pair in ("QA", "FA", "PR", "DR", "VA", "IB", "IP", "IR"))
"""Letters for who asks and who answers: question, Frage, pregunta, domanda, vraag, interviewer."""
CHANGE = ">>"
"""Captions write it where somebody else speaks, who may have no name."""

_NOON = rf"{BLANK}?[AaPp]\.?{BLANK}?[Mm]\b\.?"
_HOUR = rf"\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?{_NOON}"
_DAY = rf"\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}},?{BLANK}+(?:[上下]午)?{TIME}(?:{_NOON})?"
_MOMENT = rf"{_DAY}|(?:(?i:today|yesterday|[a-z]{{3,9}}day)(?:{BLANK}at)?{BLANK})?{_HOUR}"
"""When a message was sent, as messengers write it: on a day, or at an hour before or after noon."""


def _dated(moment: str) -> str:
    return rf"(?P<dated>{_INDENT}\[?(?:{moment})\]?{BLANK}+(?:[-–]{BLANK}+)?)"


DATED = _dated(_DAY)
"""How messengers begin a message: with its day and hour."""
# People choose for themselves how programs show them, such as “iPhone (2)” or “Müller, Anna | HR”.
_SHOWN = r"(?P<name>[^\s:\[(<>*#–—-][^\x00-\x1f\x7f-\x9f:]{0,79}?)"
_HEAD = rf"{_INDENT}(?:#{{1,6}}{BLANK}+)?@?"
_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’-]+(?: [A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’-]+){0,3}"
_TITLED = (
    r"(?:(?:Mr|Ms|Mrs|Miss|Dr|Prof|Hon|Sen|Rep)\.?|The|Chair(?:man|woman|person)?|Senator|Judge"
    r"|Representative|Commissioner|Secretary|Justice|Mayor|Councillor|Ambassador|General)"
    r"(?: [A-ZÀ-ÖØ-Þ][\w'’-]{1,30}){1,3}"
)
"""How plays and the records of hearings write who speaks, with a full stop behind."""
LAYOUTS = (
    Layout(
        "Name: text",
        re.compile(
            rf"{_line_with(':：')}{_INDENT}{_NUMBER}{_BULLET}"
            rf"(?:{stamp('before')}{BLANK}+(?:[-–—]{BLANK}*)?)?"
            rf"{_NAME}(?:,?{BLANK}*{stamp('after')})?"
            rf"{BLANK}?[:：]{_STRESS}[:：]?(?![\d/\\)(|*])"
            rf"(?:{BLANK}*(?=[\[(#<]){stamp('within')}"
            rf"|\t+(?P<tabbed>{TIME})\t+|{BLANK}*(?P<alone>{TIME}){BLANK}*{END})?"
            rf"{BLANK}*"
        ),
        sparse=True,
    ),
    Layout(
        ">> Name: text",
        re.compile(rf"{_INDENT}>{{2,3}}{BLANK}*(?:{_NAME}[:：]{BLANK}*(?=[^\s/]))?"),
        sparse=True,
    ),
    Layout(
        "Name 00:12:44, text below",
        re.compile(
            rf"{_line_with(':')}{_HEAD}{_NAME}:?,?{BLANK}+(?:[|–—-]{BLANK}+)?"
            rf"(?:(?=[\[(]){stamp('within')}:?{BLANK}*|{stamp('after')}{BLANK}*{END})"
        ),
    ),
    Layout(
        "Name 00:12:44, text below",
        re.compile(rf"{_line_with(':')}{_HEAD}{_SHOWN}{BLANK}{{2,9}}{stamp('after')}{BLANK}*{END}"),
        shown=True,
    ),
    Layout(
        "Name 10:02 AM, text below",
        re.compile(
            rf"{_line_with(':')}{_HEAD}(?P<bold>{_STRESS}){_SHOWN}{_STRESS},?{BLANK}+"
            rf"(?:[|•·–—-]{BLANK}+)?(?P<dated>\[?(?:{_MOMENT})\]?){BLANK}*{END}"
        ),
        shown=True,
    ),
    Layout(
        "[10:02 AM] Name, text below",
        re.compile(rf"{_line_with(':')}(?=\[){_dated(_MOMENT)}{_SHOWN}{BLANK}*{END}"),
        shown=True,
    ),
    Layout(
        "[00:12:44] Name, text below",
        # Where the next line begins with a time as well, or there is none, this one had words.
        re.compile(
            rf"{_INDENT}{stamp('before')}{BLANK}+(?:[|–—-]{BLANK}*)?{_NAME}:?{BLANK}*{END}"
            rf"(?!\s*(?:[\[(]?{TIME}|\Z))"
        ),
        alone=True,
        recurs=True,
    ),
    Layout(
        "11:02:09 From Name to Everyone: text",
        re.compile(
            rf"(?:\d{{4}}-\d\d-\d\d{BLANK}+)?(?P<clock>{TIME}){BLANK}+From{BLANK}+{_NAME}"
            rf"(?:{BLANK}+(?i:to){BLANK}+[^:\n]{{1,80}})?{BLANK}*:{BLANK}*"
        ),
    ),
    # Days and hours of messages tell no place in a recording.
    Layout(
        "12/03/2024, 10:02 - Name: text",
        re.compile(
            rf"{_dated(_MOMENT)}{_INDENT}[+~]?{BLANK}?(?P<name>[^\W_][^:\n]{{0,59}}?):{BLANK}"
        ),
    ),
    Layout(
        "[Name] 11:02:09, text below",
        re.compile(rf"\[{_NAME}\]{BLANK}+(?P<clock>{TIME})(?:{_NOON})?{BLANK}*{END}"),
    ),
    Layout(
        "### Name, text below",
        re.compile(rf"#{{1,6}}{BLANK}+{_NAME}:?{BLANK}*{END}"),
        alone=True,
        recurs=True,
    ),
    Layout(
        "[Name] text",
        re.compile(rf"(?:{stamp('before')}{BLANK}+)?\[{_NAME}\]:?{BLANK}+(?=\S)"),
        alone=True,
        recurs=True,
        sparse=True,
    ),
    Layout(
        "(Name) text",
        re.compile(rf"[({{]{_NAMED}[)}}]:?{BLANK}+(?=\S)"),
        recurs=True,
        bare=True,
    ),
    Layout(
        "**Name** text",
        re.compile(rf"{_INDENT}(?P<stress>\*\*|__){_NAMED}(?P=stress){BLANK}+(?=\S)"),
        recurs=True,
        bare=True,
    ),
    Layout(
        "Q. text",
        re.compile(
            rf"{_INDENT}{_NUMBER}(?P<name>[A-Z])(?:\.(?:{BLANK}+|{END})|{BLANK}{{2,9}}(?=\S))"
        ),
        recurs=True,
        bare=True,
        only=QUESTIONS,
    ),
    Layout(
        "NAME. text",
        re.compile(rf"{_INDENT}(?P<name>{_CAPITALS}|{_TITLED})\.(?:{BLANK}+(?=\S)|{END})"),
        recurs=True,
    ),
    Layout(
        "1: text",
        re.compile(rf"{_INDENT}(?P<name>\d{{1,3}}[A-Za-z]{{0,2}})[:：]{BLANK}+(?=\S)"),
        recurs=True,
        bare=True,
    ),
    Layout(
        "Name; text or Name> text",
        re.compile(
            rf"{_INDENT}(?:{stamp('before')}{BLANK}+)?{_NAME}{BLANK}?(?P<sign>[;>]){BLANK}+(?=\S)"
        ),
        recurs=True,
        bare=True,
    ),
    Layout(
        "Name, tab, text",
        re.compile(
            rf"{_WITH_TAB}(?:{stamp('before')}\t+)?{_NAME}(?:\t+{stamp('after')}{_CELLS})?\t+"
            rf"{_NO_HEADS}(?=\S)"
        ),
        recurs=True,
    ),
    Layout(
        "<Name> text",
        re.compile(rf"<{_NAME}>{BLANK}+(?=\S)"),
    ),
    Layout(
        "Name - text",
        re.compile(rf"{_line_with('–—-')}{_INDENT}{_NAME}{BLANK}+[–—-]{BLANK}+(?=\S)"),
        recurs=True,
        bare=True,
    ),
    Layout(
        "| Name | text |",
        re.compile(
            rf"{_line_with('|')}\|?{BLANK}*(?:{stamp('before')}{BLANK}*\|{BLANK}*)?{_NAME}{BLANK}*"
            rf"(?:\|{BLANK}*{stamp('after')}{BLANK}*)?\|{BLANK}*{_NO_HEADS}(?=[^\s|])"
        ),
        recurs=True,
    ),
    Layout(
        "Name 0 minutes 3 seconds, text below",
        re.compile(rf"{_WITH_DIGIT}{_INDENT}{_NAME}{BLANK}+(?P<spoken>{SPOKEN_TIME}){BLANK}*{END}"),
    ),
    Layout(
        "Name, time below, text below",
        re.compile(
            rf"(?=[^\n]*+\n{BLANK}*[\[(#<]{{0,2}}\d){_INDENT}{_NAME}{BLANK}*\n"
            rf"(?:(?={BLANK}*{stamp('below', ANY_TIME)}{BLANK}*{END})"
            rf"|{BLANK}*(?=[\[(]){stamp('within')}{BLANK}+(?=\S))"
        ),
        alone=True,
    ),
    Layout(
        "00:12:44, Name below, text below",
        re.compile(
            rf"{_INDENT}{stamp('above')}{BLANK}*\n{_INDENT}{_NAME}:?{BLANK}*\n"
            rf"(?!{BLANK}*[\[(]?{TIME})(?={BLANK}*\S)"
        ),
        alone=True,
    ),
    Layout(
        "Name, text below",
        re.compile(rf"{_INDENT}{_NAME}{BLANK}*\n(?:{BLANK}*\n)?(?=.*\S)"),
        alone=True,
        recurs=True,
        bare=True,
    ),
)
PAGE = (
    r"(?:(?:page|seite|p\.|pagina|página|pág\.|blz\.)\s*\d{1,4}"
    r"(?:\s*(?:of|/|von|de|van|di|sur)\s*\d{1,4})?"
    r"|\d{1,4}\s*(?:/|of|von)\s*\d{1,4}|[-–—]\s*\d{1,4}\s*[-–—])"
)
"""A page's number on a line of its own, in any case of letters."""


def seconds(time: str) -> float:
    """A time written as `[h:]mm:ss[.mmm]`, in seconds; f4 writes tenths after a hyphen.

    The frames of `hh:mm:ss:ff`, of which a second has more or fewer, are left out.

    >>> seconds("1:02:03.5"), seconds("00:01:02-3"), seconds("00:01:02:24")
    (3723.5, 62.3, 62.0)
    >>> seconds("1 minute 3 seconds"), seconds("1h02m03s"), seconds("00.02.05")
    (63.0, 3723.0, 125.0)
    """
    if time.endswith(("s", "second")) or _STOPPED.fullmatch(time):
        time = ":".join(re.findall(r"\d+", time))
    total = 0.0
    for part in re.sub("[,-]", ".", time).replace(";", ":").split(":")[:3]:
        total = total * 60 + float(part)
    return total


_STOPPED = re.compile(r"0\d\.\d\d\.\d\d")
"""How those write times who take full stops for colons."""
