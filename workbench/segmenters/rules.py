"""Where sentences begin, by rules on the text alone.

A sentence ends at a full stop, question or exclamation mark, or an ellipsis, with whatever
closes after it, a smiley too; or where speech breaks off at a dash and begins anew. It does
not end after an abbreviation or initial, nor before a word that goes on in lower case after an
ellipsis or a quotation. Nothing else asks for a capital letter: people type without.
Every rule looks a bounded way back and ahead, so the time grows with the text's length only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Wording:
    """What the rules know of a language."""

    abbreviations: frozenset[str]
    """Words written with a full stop, without it."""
    common: frozenset[str]
    """Words, in lower case, that have a capital only where a sentence begins."""
    ordinals: bool = False
    """Whether a full stop after a number makes it an ordinal."""


_MARKS = ".!?…‽؟۔।॥"
_CLOSERS = "\"'”’»›)\\]}*_"
_SMILEY = r"[:;=]['’]?-?[()DPp|/\\3*]++(?!\w)|[\u2600-\u27bf\ufe0f\u200d\U0001f300-\U0001faff]++"
_END = re.compile(
    rf"""
      \n[^\S\n]*+\n\s*+                        # a blank line ends anything
    | [。！？｡]++[」』”’）】》]*+                # no space follows these
    | (?<![{_MARKS}])(?P<marks>[{_MARKS}]++)   # a run of marks is looked at once
      (?P<closers>[{_CLOSERS}]*+(?:\s?(?:{_SMILEY}))*+)
    | (?P<dash>—++)(?=\s)
    """,
    re.VERBOSE,
)
_SPACE = re.compile(r"\s*+")
# One set of signs is searched for four times as fast as what _END says of them.
_MAY_END_AT = re.compile(rf"[\n。！？｡{_MARKS}—]")
_NOT_OF_A_WORD = re.compile(r"[\s(\[{\"“”‘«»/]")
_OPENERS = r"[\"'“‘«(\[{¿¡*_-]*+"
_WORD_AFTER = re.compile(rf"\s*+{_OPENERS}(?P<word>[^\W_][^\s.,;:!?…)\]}}\"”—]*+)?")
_LONGEST_WORD = 40


def sentence_starts(text: str, wording: Wording) -> Iterator[int]:
    """Offsets at which a sentence begins after another, ascending; the first is not told."""
    reading = _Reading(text, wording, capitals=text != text.lower())
    for end in _ends(text):
        if reading.ends(end):
            space = _SPACE.match(text, end.end())
            start = space.end() if space else end.end()
            # Marks that go on after a space are one ellipsis: “. . .”.
            if start < len(text) and text[start] not in _MARKS:
                yield start


def _ends(text: str) -> Iterator[re.Match[str]]:
    """Where a sentence may end, in order, none within another."""
    done = 0
    for sign in _MAY_END_AT.finditer(text):
        if sign.start() >= done and (end := _END.match(text, sign.start())):
            done = end.end()
            yield end


class _Reading(NamedTuple):
    """A text being read."""

    text: str
    wording: Wording
    capitals: bool
    """Whether the text has any; where it has none, lower case says nothing."""

    def ends(self, end: re.Match[str]) -> bool:
        """Whether a sentence ends here."""
        if end["dash"]:
            return self._dash_ends(end.start(), _following(self.text, end.end()))
        if not end["marks"]:
            return True
        if self.text[end.end() : end.end() + 1].isspace():
            return self._marks_end(end, _following(self.text, end.end()))
        return not end["closers"] and _ends_without_space(self.text, end)

    def _dash_ends(self, stop: int, following: str) -> bool:
        """Whether speech breaks off and begins anew, rather than take up what was just said."""
        if self.capitals:
            return _is_capital(following)
        word = following.casefold()
        said = self.text[max(0, stop - _LONGEST_WORD) : stop].casefold().split()[-_TAKEN_UP:]
        return bool(word) and word not in _GO_ON and word not in said

    def _marks_end(self, end: re.Match[str], following: str) -> bool:
        goes_on = self.capitals and following[:1].islower()
        if end["closers"] and (goes_on or self._ends_an_aside(end)):
            return False
        spaced_out = self.text[max(0, end.start() - 2) : end.start()] == ". "
        if end["marks"] == "." and not spaced_out:
            before = _preceding(self.text, end.start())
            return not self._numbers_a_list(end.start(), before) and not self._abbreviates(
                before, following
            )
        if set(end["marks"]) <= set(".…"):
            return _is_capital(following) or not following[:1].isalpha()
        return True

    def _ends_an_aside(self, end: re.Match[str]) -> bool:
        """Whether an abbreviation stands last in brackets, in a text without capitals."""
        if self.capitals or end["marks"] != "." or end["closers"][0] not in ")]":
            return False
        word = _preceding(self.text, end.start())
        return word in _MAY_END or self._is_abbreviation(word)

    def _abbreviates(self, word: str, following: str) -> bool:
        """Whether the full stop belongs to the word before it and ends nothing."""
        plain = word.casefold()
        if word.isdigit() and len(word) < 3:
            return self._is_ordinal(following)
        if plain in _BEFORE_NAMES or (following[:1].isdigit() and plain in _BEFORE_NUMBERS):
            return True
        return self._is_abbreviation(word) and bool(following) and not self._begins(word, following)

    def _is_abbreviation(self, word: str) -> bool:
        """An initial (“J.”), an acronym with stops (“U.S.”, “a.m.”), or one of the language's."""
        if len(word) == 1 and word.isalpha():
            common = word.casefold() in self.wording.common and word != "A"
            return not common and (word.isupper() or not self.capitals)
        return word in self.wording.abbreviations or _ACRONYM.fullmatch(word) is not None

    def _begins(self, word: str, following: str) -> bool:
        """Whether what follows the abbreviation begins a sentence all the same."""
        common = re.split("['’]", following)[0].casefold() in self.wording.common
        if not self.capitals:
            return common
        return following[:1].isupper() and (common or word.casefold() in _MAY_END)

    def _is_ordinal(self, following: str) -> bool:
        """Whether a number goes on, as in “am 3. Mai” or “den 3. maj”."""
        if following[:1].islower() and self.capitals:
            return True
        common = following.casefold() in self.wording.common
        return self.wording.ordinals and following[:1].isalpha() and not common

    def _numbers_a_list(self, stop: int, word: str) -> bool:
        """Whether “1.” stands at the beginning of a line, before what it numbers."""
        start = stop - len(word)
        before = self.text[max(0, start - 1) : start]
        return word.isdigit() and len(word) < 3 and before in {"", "\n"}


_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_BEFORE_NAMES = frozenset(
    [
        *("mr", "mrs", "ms", "dr", "drs", "prof", "st", "rev", "gen", "gov", "sen", "rep"),
        *("messrs", "mme", "mlle", "hr", "fr", "sr", "sra", "srta", "vs", "e.g", "i.e"),
        *("p.s", "ps"),
    ]
)
_MAY_END = frozenset(["a.m", "p.m", "etc", "usw", "usf", "uvm", "u.s.w", "ecc"])
_BEFORE_NUMBERS = frozenset(
    ["no", "nos", "nr", "fig", "figs", "p", "pp", "vol", "ch", "art", "sec"],
)


# ------------------------------------------------------------------ the words around


def _following(text: str, start: int) -> str:
    """The word after, without quotation marks and the like before it."""
    found = _WORD_AFTER.match(text, start, start + 2 * _LONGEST_WORD)
    return (found["word"] or "") if found else ""


def _preceding(text: str, stop: int) -> str:
    return _NOT_OF_A_WORD.split(text[max(0, stop - _LONGEST_WORD) : stop])[-1]


def _is_capital(word: str) -> bool:
    """Whether its capital says that a sentence begins; that of “I” says nothing."""
    return word[:1].isupper() and _I.fullmatch(word) is None


_TAKEN_UP = 5
"""How many words back a speaker takes up, as in “did you — did you go?”."""
_GO_ON = frozenset(
    [
        *("and", "or", "but", "because", "who", "which", "where", "with", "not", "especially"),
        *("und", "oder", "aber", "weil", "et", "ou", "mais", "parce", "y", "o", "pero", "porque"),
        *("en", "of", "maar", "omdat"),
    ]
)
"""Words that go on after a dash."""
_I = re.compile(r"I(?:['’]\w*)?")


# ------------------------------------------------------------------ sentences run together


def _ends_without_space(text: str, end: re.Match[str]) -> bool:
    """Whether somebody forgot the space, as in “It was late.We left”, and it is no address."""
    before, after = _run_before(text, end.start()), _run_after(text, end.end())
    letters = len(before) > 1 and before[-2:].isalpha() and after[:1].isalpha()
    if not letters or set(before + after) & set("/@=&_"):
        return False
    if end["marks"] == ".":
        one_stop = "." not in before and "." not in after.rstrip(".")
        return one_stop and before[-2:].islower() and after[:1].isupper()
    if set(end["marks"]) <= set(".…"):
        return after[:1].isupper()
    return True


def _run_before(text: str, stop: int) -> str:
    """What stands since the last space, at most as long as a word."""
    return (text[max(0, stop - _LONGEST_WORD) : stop].rsplit(maxsplit=1) or [""])[-1]


def _run_after(text: str, start: int) -> str:
    """What stands up to the next space, at most as long as a word."""
    return (text[start : start + _LONGEST_WORD].split(maxsplit=1) or [""])[0]
