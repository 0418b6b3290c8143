"""What stands in a column of a survey, counted cell by cell."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from workbench.importers.answers import Answers, score

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese, which put no blank between words."""


_LABEL = re.compile(r"[^\W\d_]")


def words_in(text: str) -> int:
    """About how many words: in scripts without blanks two signs are taken for one.

    >>> words_in("so much"), words_in("時間が足りなかった。")
    (2, 5)
    """
    unspaced = 0 if text.isascii() else len(_UNSPACED.findall(text))
    return text.count(" ") + 1 + max(0, unspaced - 1) // 2


@dataclass
class Profile:
    """What stands in a column, as far as it was looked at."""

    rows: int = 0
    answered: int = 0
    values: Counter[str] = field(default_factory=Counter)
    words: int = 0
    longest: int = 0
    example: str = ""

    def see(self, cell: str, answers: Answers) -> None:
        """Look at a cell."""
        self.rows += 1
        if not answers.has(cell):
            return
        bare = cell.strip()
        self.answered += 1
        self.values[bare[:200]] += 1
        self.words += words_in(bare)
        self.longest = max(self.longest, len(bare))
        self.example = self.example or bare[:80]

    @property
    def distinct(self) -> int:
        """How many different answers."""
        return len(self.values)

    @property
    def mean_words(self) -> float:
        """Words an answer."""
        return self.words / self.answered if self.answered else 0.0

    @property
    def unique(self) -> bool:
        """Whether every row has an answer of its own."""
        return self.answered == self.rows == self.distinct > 0

    def numbers(self) -> list[float] | None:
        """The different numbers, where all answers are numbers, in order; else None.

        A number with several labels is none: people begin lists with “1.”.
        """
        labels: dict[float, str] = {}
        for value in self.values:
            number = score(value)
            label = value.casefold() if _LABEL.search(value) else ""
            if number is None or (label and labels.get(number, "") not in ("", label)):
                return None
            labels[number] = label or labels.get(number, "")
        return sorted(labels)

    def share(self, pattern: re.Pattern[str]) -> float:
        """Of the answers, the share that a pattern fits, 0 to 1."""
        fits = sum(times for value, times in self.values.items() if pattern.fullmatch(value))
        return fits / self.answered if self.answered else 0.0
