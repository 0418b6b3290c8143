"""What a word of a text may be: a name, something near one, or merely a word."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from workbench.folding import fold
from workbench.privacy.common import common_words, short_forms
from workbench.privacy.suggestion import Doubt
from workbench.privacy.wording import word_pattern


class Part(NamedTuple):
    """A word may be this part of this name."""

    name: int
    at: int
    doubt: Doubt


class Counted:
    """How often words stand in texts, like ones once, in small letters and with a capital."""

    def __init__(self, texts: Iterable[str]) -> None:
        words: Counter[str] = Counter()
        for text in dict.fromkeys(texts):
            words.update(word_pattern().findall(text))
        self.folds = {word: fold(word) for word in words}
        self.small: Counter[str] = Counter()
        self.large: Counter[str] = Counter()
        for word, times in words.items():
            kind = self.small if word[0].islower() else self.large
            kind[self.folds[word]] += times

    def doubt(self, word: str, folded: str) -> Doubt:
        """The doubt in a word that is a name by its letters."""
        if word[0].islower():
            return "small"
        return "word" if folded in common_words() or self.is_word(folded) else ""

    def times(self, folded: str) -> int:
        """How often it stands in any letters."""
        return self.small[folded] + self.large[folded]

    def is_word(self, folded: str) -> bool:
        """Whether it stands in small letters at least as often as with a capital."""
        small = self.small[folded]
        return small > 0 and small >= self.large[folded]


_LONG = 7
"""From how many letters on two may differ."""
_SHORTEST = 4
"""Below this, another letter is another word."""
_RARE = 2
"""So often may any word near a name stand in small letters and be taken for it."""
_BLOCK = 4096
_ENDINGS = re.compile(
    "(?:а|я|ы|и|у|ю|е|о[ийюмвк]|е[ийюмв]|ою|ею|ам|ах|ами|ям|ях|ями|ова|ин[аыу]?)?"
)


class Likely:
    """Words that are no name by their letters, but near one."""

    def __init__(self, parts: dict[str, set[tuple[int, int]]], counted: Counted) -> None:
        self._parts = parts
        self._counted = counted
        self.found: dict[str, dict[str, Doubt]] = defaultdict(dict)
        """For a folded word, the parts that it is near, and how."""
        there = (counted.large.keys() | counted.small.keys()) - parts.keys()
        words = [word for word in there if len(word) > 1 and not word[0].isdigit()]
        self._misspelt([word for word in words if len(word) >= _SHORTEST - 1])
        self._shortened(set(words))
        self._ended(words)
        self._begun(words)

    def parts(self, word: str, folded: str) -> tuple[Part, ...]:
        """What a word as it is written may be."""
        is_faint = word[0].islower() or self._counted.is_word(folded)
        return tuple(
            Part(n, at, "faint" if is_faint else doubt)
            for part, doubt in self.found[folded].items()
            if not is_faint or self._is_likely(folded, part, doubt)
            for n, at in sorted(self._parts[part])
        )

    def _is_likely(self, word: str, part: str, doubt: Doubt) -> bool:
        """Whether what may be a word in small letters is rather a name.

        Neither is a common word; the word stands no more often than the part and begins as it
        does, unless the part is long; a short form is one that is known.
        """
        times = self._counted.small[word]
        return (
            not {word, part} & common_words()
            and times <= max(_RARE, self._counted.times(part))
            and (word[0] == part[0] or len(part) >= _LONG - 1)
            and (doubt != "short" or word in short_forms(part))
        )

    def _misspelt(self, words: Sequence[str]) -> None:
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import cdist

        parts = [part for part in self._parts if len(part) >= _SHORTEST and part.isalpha()]
        for at in range(0, len(words) if parts else 0, _BLOCK):
            block = words[at : at + _BLOCK]
            rows, columns = (
                cdist(block, parts, scorer=OSA.distance, score_cutoff=2) <= 2
            ).nonzero()
            for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
                if _is_near(block[row], parts[column]):
                    self.found[block[row]][parts[column]] = "misspelt"

    def _shortened(self, words: set[str]) -> None:
        starts: dict[str, list[str]] = defaultdict(list)
        for word in words:
            starts[word[:3]].append(word)
        for part in self._parts:
            for word in starts.get(part[:3], ()) if len(part) > _SHORTEST else ():
                if 3 <= len(word) < len(part) and part.startswith(word):
                    self.found[word].setdefault(part, "short")
            for word in short_forms(part) & words:
                self.found[word][part] = "short"

    def _begun(self, words: Iterable[str]) -> None:
        """A name with a small word before it, in scripts that write both as one."""
        for word in words:
            if "\u05d0" <= word[0] <= "\u06ff":
                for cut in (1, 2):
                    if word[cut:] in self._parts and _PREFIXES.fullmatch(word[:cut]):
                        self.found[word][word[cut:]] = "ending"

    def _ended(self, words: Iterable[str]) -> None:
        """Another case of the same name, in languages that decline names."""
        stems = {part[:-1] if part[-1] in "аяйьео" else part: part for part in self._parts
                 if len(part) >= _SHORTEST and "а" <= part[0] <= "я"}  # fmt: skip
        for word in words:
            if not "а" <= word[0] <= "я":
                continue
            for cut in range(3, len(word) + 1):
                part = stems.get(word[:cut])
                if part is not None and _ENDINGS.fullmatch(word[cut:]):
                    self.found[word][part] = "ending"


_PREFIXES = re.compile("[ובלמשהכ]{1,2}|[وفبلك]{1,2}")
"""Hebrew and Arabic words for “and”, “to”, “in” and the like, which are written with the next."""


def _is_near(word: str, part: str) -> bool:
    from rapidfuzz.distance import OSA

    distance = OSA.distance(word, part)
    if distance == 1:
        return True
    return min(len(word), len(part)) >= _LONG and word[0] == part[0]
