"""Where sentences begin, by rules on the text alone.

A sentence ends at a full stop, question or exclamation mark, or an ellipsis, with whatever
closes after it, a smiley too; in English also where speech breaks off at a dash and begins anew.
It does not end after an abbreviation or initial, nor before a word that goes on in lower case
after an ellipsis or a quotation. Nothing else asks for a capital letter: people type without.
Every rule looks a bounded way back and ahead, so the time grows with the text's length only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from workbench.segmenters.abbreviations import BEFORE_NAMES, BEFORE_NUMBERS, MAY_END
from workbench.segmenters.marks import ends, is_mark, may_end_at


@dataclass(frozen=True)
class Wording:
    """What the rules know of a language."""

    abbreviations: frozenset[str]
    """Words written with a full stop, without it, in the case in which they are written so."""
    common: frozenset[str]
    """Words, in lower case, that have a capital only where a sentence begins."""
    more: frozenset[str] = frozenset()
    """Abbreviations in lower case, understood in any."""
    ordinals: bool = False
    """Whether a full stop after a number makes it an ordinal."""
    nouns: bool = False
    """Whether nouns have capitals, so that one after a number says nothing."""
    breaks: bool = False
    """Whether a dash is where speech breaks off, and not a sign within sentences."""
    marks: str = ""
    """Marks that end sentences in this language and in few others."""


_SPACE = re.compile(r"\s*+")
_NOT_OF_A_WORD = re.compile(r"[\s(\[{\"“”„‚‘«»‹›¿¡「『/]")
_NOTE = r"\\?\[[^\[\]\n]{1,40}\]"
_OPENERS = r"[\"'“‘„‚«»‹(\[{¿¡「『*_-]*+"
_WORD_AFTER = re.compile(
    rf"\s*+(?:{_NOTE}\s++)?+{_OPENERS}(?P<word>[^\W\d_]\.(?!\w)|[^\W_][^\s.,;:!?…)\]}}\"“”«»—]*+)?"
)
# What a transcriber noted, such as “[laughter]”; with a mark of its own it is a sentence.
_NOTES_ALONE = re.compile(r"(?:\\?[\[(][^\[\]().!?…\n]{1,40}\\?[\])]\s*+)++\Z")
_LONGEST_WORD = 40


def sentence_starts(text: str, wording: Wording) -> Iterator[int]:
    """Offsets at which a sentence begins after another, ascending; the first is not told."""
    reading = _Reading(text, wording, capitals=text != text.lower())
    for end in _ends(text, wording.marks):
        if reading.ends(end):
            space = _SPACE.match(text, end.end())
            start = space.end() if space else end.end()
            if start < len(text) and reading.begins_at(start):
                yield start


def _ends(text: str, own: str) -> Iterator[re.Match[str]]:
    """Where a sentence may end, in order, none within another."""
    done = 0
    pattern = ends(own)
    for sign in may_end_at(own).finditer(text):
        if sign.start() >= done and (end := pattern.match(text, sign.start())):
            done = end.end()
            yield end


class _Reading(NamedTuple):
    """A text being read."""

    text: str
    wording: Wording
    capitals: bool
    """Whether the text has any; where it has none, lower case says nothing."""

    def begins_at(self, start: int) -> bool:
        """Whether anything is said from here: not an ellipsis that goes on, nor notes alone."""
        if is_mark(self.text[start]):
            return _LED_IN.match(self.text, start) is not None
        return _NOTES_ALONE.match(self.text, start) is None

    def ends(self, end: re.Match[str]) -> bool:
        """Whether a sentence ends here."""
        if end["dash"]:
            return self._dash_ends(end.start(), _following(self.text, end.end()))
        if end["stops"]:
            return not self._is_quoted(end)
        if not end["marks"]:
            return True
        if self.text[end.end() : end.end() + 1].isspace():
            return self._marks_end(end, _following(self.text, end.end()))
        return not end["closers"] and _ends_without_space(self.text, end)

    def _is_quoted(self, end: re.Match[str]) -> bool:
        """Whether it ends what is quoted or named, and the sentence around it goes on."""
        if end["quotes"]:
            return _QUOTED_SO.match(self.text, end.end()) is not None
        before = self.text[max(0, end.start() - _LONGEST_WORD) : end.start()]
        return before.rfind("《") > before.rfind("》")

    def _dash_ends(self, stop: int, following: str) -> bool:
        """Whether speech breaks off and begins anew, rather than take up what was just said."""
        if not self.wording.breaks:
            return False
        if self.capitals:
            return _is_capital(following)
        word = following.casefold()
        said = self.text[max(0, stop - _LONGEST_WORD) : stop].casefold().split()[-_TAKEN_UP:]
        return bool(word) and word not in _GO_ON and word not in said

    def _marks_end(self, end: re.Match[str], following: str) -> bool:
        goes_on = self.capitals and following[:1].islower()
        if end["closers"] and (goes_on or self._ends_an_aside(end)):
            return False
        if self._is_dashed(end.end()) or self._stands_for_words(end):
            return False
        spaced_out = self.text[max(0, end.start() - 2) : end.start()] == ". "
        if end["marks"] == "." and not spaced_out:
            return not self._numbers_a_list(end.start()) and not self._abbreviates(
                end.start(), following
            )
        if set(end["marks"]) <= set(".…"):
            return self._ellipsis_ends(end.start(), following)
        return True

    def _stands_for_words(self, end: re.Match[str]) -> bool:
        """Whether brackets hold nothing but the marks: “[...]”, “(?)”."""
        opened = self.text[max(0, end.start() - 1) : end.start()]
        return opened in ("[", "(") and end["closers"][:1] in ("]", ")", "\\")

    def _is_dashed(self, stop: int) -> bool:
        """Whether a dash follows that goes on, as in “«Why?» — asked he”."""
        found = _DASHED.match(self.text, stop)
        return self.capitals and found is not None and found["word"].islower()

    def _ellipsis_ends(self, stop: int, following: str) -> bool:
        """Whether a sentence was said, and not a pause made: not after “Well… José came”."""
        said = _SAID.split(self.text[max(0, stop - 2 * _LONGEST_WORD) : stop])[-1].split()
        if len(said) == 1 and self._leads_on(said[0].casefold()):
            return False
        if _I.fullmatch(following):
            return len(said) >= _CLAUSE
        return following[:1].isupper() or not following[:1].isalpha()

    def _leads_on(self, word: str) -> bool:
        return word in self.wording.common and word not in _ANSWERS

    def _ends_an_aside(self, end: re.Match[str]) -> bool:
        """Whether an abbreviation stands last in brackets, in a text without capitals."""
        if self.capitals or end["marks"] != "." or end["closers"][0] not in ")]":
            return False
        word = _preceding(self.text, end.start())
        return word.casefold() in MAY_END or self._is_abbreviation(word)

    def _abbreviates(self, stop: int, following: str) -> bool:
        """Whether the full stop belongs to the word before it and ends nothing."""
        word = _preceding(self.text, stop)
        plain = word.casefold()
        if len(word) == 1 and self._is_chained(stop, following):
            return True
        if word.isdigit() and (len(word) < 3 or self.wording.ordinals):
            return self._is_ordinal(word, following)
        if plain in BEFORE_NAMES or (following[:1].isdigit() and plain in BEFORE_NUMBERS):
            return True
        return self._is_abbreviation(word) and bool(following) and not self._begins(word, following)

    def _is_chained(self, stop: int, following: str) -> bool:
        """Whether a letter is one of several with their stops, such as “z. B.” or “Л. Н.”."""
        if following[1:] == ".":
            return self.text[stop - 1].isalpha()
        chained = _CHAINED.search(self.text[max(0, stop - 5) : stop]) is not None
        return chained and not following[:1].isupper()

    def _is_abbreviation(self, word: str) -> bool:
        """An initial (“J.”), letters with stops (“U.S.”, “z. B.”), or one of the language's."""
        if len(word) == 1 and word.isalpha():
            return self._is_letter(word)
        return self._is_listed(word) or _is_acronym(word)

    def _is_listed(self, word: str) -> bool:
        # Italian and French write “l'Ing.”.
        bare = re.split("['’]", word)[-1]
        known = bare.casefold() in self.wording.more or bare in self.wording.abbreviations
        return (len(bare) > 1 and known) or (word != bare and word in self.wording.abbreviations)

    def _is_letter(self, word: str) -> bool:
        """Whether one letter stands for a word, rather than be one."""
        if word.isupper() or self.capitals:
            return word not in _LETTER_WORDS
        return word not in self.wording.common

    def _begins(self, word: str, following: str) -> bool:
        """Whether what follows the abbreviation begins a sentence all the same."""
        common = re.split("['’]", following)[0].casefold() in self.wording.common
        may_end = word.casefold() in MAY_END
        if self.capitals:
            return following[:1].isupper() and (common or may_end)
        return common and following != following.upper() and (may_end or not self._is_listed(word))

    def _is_ordinal(self, word: str, following: str) -> bool:
        """Whether a number goes on, as in “am 3. Mai” or “den 3. maj”."""
        if following[:1].islower() and self.capitals:
            return True
        if not self.wording.ordinals or len(word) > 2 or not following[:1].isalpha():
            return False
        common = following.casefold() in self.wording.common
        return not common and (self.wording.nouns or not self.capitals)

    def _numbers_a_list(self, stop: int) -> bool:
        """Whether “1.” stands at the beginning of a line, before what it numbers."""
        word = _preceding(self.text, stop)
        start = stop - len(word)
        before = self.text[max(0, start - 1) : start]
        return word.isdigit() and len(word) < 3 and before in {"", "\n"}


def _is_acronym(word: str) -> bool:
    """Letters with stops between them, each perhaps with its marks: “U.S.A”, “यू.के”."""
    parts = word.split(".")
    return len(parts) > 1 and all(
        part[:1].isalpha() and not any(map(str.isalnum, part[1:])) for part in parts
    )


_CHAINED = re.compile(r"(?:\A|\W)[^\W\d_]\. [^\W\d_]\Z")
_LETTER_WORDS = frozenset("Iiяöåø")
"""Letters that are words, with which a sentence may end: “so did I.”"""
_LED_IN = re.compile(r"(?:\.{2,}+|…)\w")
"""An ellipsis that a sentence begins with: “...and then”."""
_DASHED = re.compile(r"[^\S\n]++[–—-]++[^\S\n]++(?P<word>\w)")
_SAID = re.compile(r"[.!?…]\s|\n\n")
_CLAUSE = 6
"""So many words before a pause are taken for a clause: “They have just released… I think so.”"""
_QUOTED_SO = re.compile("[とをが]|って|など|なんて")
"""What follows a quotation in Japanese, and makes it part of the sentence."""
_ANSWERS = frozenset(
    [
        *("no", "nein", "nej", "nei", "nee", "non", "não", "nie", "ne"),
        *("ja", "jo", "oui", "si", "sí", "sì", "da", "tak", "ano", "yes"),
    ]
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
