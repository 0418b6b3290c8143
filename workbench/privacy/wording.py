"""What a word is, in scripts with spaces and without."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import chain, groupby

_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"


@cache
def _marks() -> str:
    """All combining marks, as a class of a regular expression takes them."""
    planes = chain(range(0x300, 0x20000), range(0xE0100, 0xE01F0))  # there are none elsewhere
    marks = [n for n in planes if unicodedata.category(chr(n))[0] == "M"]
    runs = groupby(enumerate(marks), key=lambda pair: pair[1] - pair[0])
    ranges = ([n for _, n in run] for _, run in runs)
    return "".join(f"\\U{run[0]:08x}-\\U{run[-1]:08x}" for run in ranges)


_SIGNS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
UNSPACED = re.compile(f"[{_SIGNS}]")
"""Signs of scripts that are written without spaces; names in them are sought sign by sign."""


@cache
def word_pattern() -> re.Pattern[str]:
    """A word: letters and digits with their marks; apostrophes, hyphens, underscores end it."""
    letters, marks = rf"[^\W_{_SIGNS}]", f"[{_marks()}{_INVISIBLE}]"
    return re.compile(f"{letters}+(?:{marks}+{letters}*)*")
