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
    only: tuple[frozenset[str], ...] = ()
    """The sets of labels that it is taken for, and nothing else; empty: any."""


SPOKEN_TIME = r"(?:\d{1,2} hours? )?(?:\d{1,2} minutes? )?\d{1,2} seconds?"
"""How Teams reads a time out to those who cannot see it."""
TIME = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3}|-\d{1,3}(?=\#))?"
CLOCK = re.compile(rf"[\[(#<]?(?P<time>{TIME})(?!\w)")
HEADS = frozenset(
    ["speaker", "name", "who", "participant", "person", "sprecher", "speaker name", "speakers"]
)
"""How the column of speakers is headed."""
BLANK = r"[ \t\xa0\u202f]"
_NAME = (
    r"(?P<bold>\*{0,3})"
    r"(?P<name>[^\W\d_][^\x00-\x1f\x7f-\x9f\u2028\u2029:：\[\]{}<>*|\"“”„«»!?;=/\\]{0,59}?)"
    r"\*{0,3}"
)
END = r"(?=\n|\Z)"

_NUMBER = rf"(?:\d{{1,5}}[.)]?{BLANK}+)?"
# Heads of columns, which would be the first turn of a table written as lines.
_NO_HEADS = r"(?!(?i:text|words?|content|transcript|utterance|said)[ \t|]*(?:\n|\Z))"

_BULLET = rf"(?:[-*+•]{BLANK}+(?=\*\*))?"
QUESTIONS = tuple(frozenset(pair) for pair in ("QA", "FA", "PR", "DR", "VA", "IB", "IP", "IR"))
"""Letters for who asks and who answers: question, Frage, pregunta, domanda, vraag, interviewer."""
CHANGE = ">>"
"""Captions write it where somebody else speaks, who may have no name."""

LAYOUTS = (
    Layout(
        "Name: text",
        re.compile(
            rf"{BLANK}{{0,3}}{_NUMBER}{_BULLET}"
            rf"(?:[\[(#<]?(?P<before>{TIME})[\])#>]?{BLANK}+(?:[-–—]{BLANK}*)?)?"
            rf"{_NAME}(?:,?{BLANK}*[\[(#<]?(?P<after>{TIME})[\])#>]?)?"
            rf"{BLANK}?[:：]\*{{0,3}}[:：]?(?![\d/\\)(|*])"
            rf"(?:{BLANK}*[\[(#<](?P<within>{TIME})[\])#>]"
            rf"|\t+(?P<tabbed>{TIME})\t+|{BLANK}*(?P<alone>{TIME}){BLANK}*{END})?"
            rf"{BLANK}*"
        ),
        sparse=True,
    ),
    Layout(
        ">> Name: text",
        re.compile(rf"{BLANK}{{0,3}}>{{2,3}}{BLANK}*(?:{_NAME}[:：]{BLANK}*(?=[^\s/]))?"),
        sparse=True,
    ),
    Layout(
        "Name 00:12:44, text below",
        re.compile(
            rf"{BLANK}{{0,3}}{_NAME}:?,?{BLANK}+(?:[|–—-]{BLANK}+)?"
            rf"(?:[\[(](?P<within>{TIME})[\])]:?{BLANK}*"
            rf"|(?P<after>{TIME}){BLANK}*{END})"
        ),
    ),
    Layout(
        "[00:12:44] Name, text below",
        re.compile(
            rf"{BLANK}{{0,3}}[\[(]?(?P<before>{TIME})[\])]?{BLANK}+(?:[|–—-]{BLANK}*)?"
            rf"{_NAME}:?{BLANK}*{END}"
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
    Layout(
        "[Name] 11:02:09, text below",
        re.compile(rf"\[{_NAME}\]{BLANK}+(?P<clock>{TIME}){BLANK}*{END}"),
    ),
    Layout(
        "### Name, text below",
        re.compile(rf"#{{1,6}}{BLANK}+{_NAME}:?{BLANK}*{END}"),
        alone=True,
        recurs=True,
    ),
    Layout(
        "[Name] text",
        re.compile(rf"\[{_NAME}\]:?{BLANK}+(?=\S)"),
        alone=True,
        recurs=True,
        sparse=True,
    ),
    Layout(
        "Q. text",
        re.compile(rf"{BLANK}{{0,9}}(?P<name>[A-Z])\.(?:{BLANK}+|{END})"),
        recurs=True,
        bare=True,
        only=QUESTIONS,
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
        re.compile(rf"<{_NAME}>{BLANK}+(?=\S)"),
    ),
    Layout(
        "Name - text",
        re.compile(rf"{BLANK}{{0,3}}{_NAME}{BLANK}+[–—-]{BLANK}+(?=\S)"),
        recurs=True,
        bare=True,
    ),
    Layout(
        "| Name | text |",
        re.compile(
            rf"\|?{BLANK}*(?:[\[(]?(?P<before>{TIME})[\])]?{BLANK}*\|{BLANK}*)?{_NAME}{BLANK}*"
            rf"(?:\|{BLANK}*[\[(]?(?P<after>{TIME})[\])]?{BLANK}*)?\|{BLANK}*{_NO_HEADS}(?=[^\s|])"
        ),
        recurs=True,
    ),
    Layout(
        "Name 0 minutes 3 seconds, text below",
        re.compile(rf"{BLANK}{{0,3}}{_NAME}{BLANK}+(?P<spoken>{SPOKEN_TIME}){BLANK}*{END}"),
    ),
    Layout(
        "Name, time below, text below",
        re.compile(
            rf"{BLANK}{{0,3}}{_NAME}{BLANK}*\n"
            rf"(?={BLANK}*[\[(]?(?P<below>{TIME})[\])]?{BLANK}*{END})"
        ),
        alone=True,
    ),
    Layout(
        "Name, text below",
        re.compile(rf"{BLANK}{{0,3}}{_NAME}{BLANK}*\n(?:{BLANK}*\n)?(?=.*\S)"),
        alone=True,
        recurs=True,
        bare=True,
    ),
)


def seconds(time: str) -> float:
    """A time written as `[h:]mm:ss[.mmm]`, in seconds; f4 writes tenths after a hyphen.

    >>> seconds("1:02:03.5"), seconds("00:01:02-3")
    (3723.5, 62.3)
    >>> seconds("1 minute 3 seconds")
    63.0
    """
    if time.endswith(("second", "seconds")):
        time = ":".join(re.findall(r"\d+", time))
    total = 0.0
    for part in re.sub("[,-]", ".", time).split(":"):
        total = total * 60 + float(part)
    return total
