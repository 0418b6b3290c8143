"""Where sentences begin, by rules on the text alone.

A sentence ends at a full stop, question or exclamation mark, or an ellipsis, with whatever
closes after it; not after an abbreviation or initial, not before a word that goes on in lower
case after a quotation or an ellipsis. Nothing asks for a capital letter: people type without.
Every rule looks a bounded way back and ahead, so the time grows with the text's length only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

_MARKS = ".!?…‽؟۔।॥"
_CLOSERS = "\"'”’»›)\\]}*_"
_END = re.compile(
    rf"""
      \n[^\S\n]*+\n\s*+                       # a blank line ends anything
    | [。！？｡]++[」』”’）】》]*+               # no space follows these
    | (?<![{_MARKS}])(?P<marks>[{_MARKS}]++)   # a run of marks is looked at once
      (?P<closers>[{_CLOSERS}]*+)(?=\s)
    """,
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"[^\s(\[{\"“”‘«»/]*\Z")
_NEXT = re.compile(r"\s+[\"'“‘«(\[{¿¡*_-]*(?P<word>[^\W_][^\s.,;:!?…)\]}\"”]*)?")
_SPACE = re.compile(r"\s*+")
_LONGEST_WORD = 40


def sentence_starts(text: str, abbreviations: Set[str]) -> Iterator[int]:
    """Offsets at which a sentence begins after another, ascending; the first is not told."""
    for end in _END.finditer(text):
        if end["marks"] and not _ends(text, end, abbreviations):
            continue
        space = _SPACE.match(text, end.end())
        start = space.end() if space else end.end()
        if start < len(text):
            yield start


def _ends(text: str, end: re.Match[str], abbreviations: Set[str]) -> bool:
    """Whether the marks end a sentence."""
    following = _following(text, end.end())
    if end["marks"] == ".":
        return not _abbreviates(_preceding(text, end.start()), following, abbreviations)
    if following[:1].islower():
        if set(end["marks"]) <= set(".…"):
            return False
        return not end["closers"]
    return True


def _preceding(text: str, stop: int) -> str:
    found = _WORD_BEFORE.search(text[max(0, stop - _LONGEST_WORD) : stop])
    return found[0] if found else ""


def _following(text: str, start: int) -> str:
    found = _NEXT.match(text, start, start + 2 * _LONGEST_WORD)
    return (found["word"] or "") if found else ""


_BEFORE_NAMES = frozenset(
    [
        *("mr", "mrs", "ms", "dr", "prof", "st", "rev", "gen", "gov", "sen", "rep", "messrs"),
        *("mme", "mlle", "hr", "fr", "sr", "sra", "srta", "vs", "e.g", "i.e", "fig"),
    ]
)


def _abbreviates(word: str, following: str, abbreviations: Set[str]) -> bool:
    if word.casefold() in _BEFORE_NAMES:
        return True
    if len(word) == 1 and word.isupper() and word != "I":
        return following[:1].isupper() or not following
    if word in abbreviations and len(word) > 1:
        return not following[:1].isupper()
    return False
