"""The signs that end sentences, and what closes after them."""

from __future__ import annotations

import re
from functools import lru_cache

_MARKS = ".!?…‽‼⁇⁈⁉"
"""After these a space follows, or a sentence goes on."""
_STOPS = "؟۔܀।॥༎။።፧፨៕។᙮᠃᠉᱾᱿߹։。！？｡"
"""These are nothing but the end of a sentence, in their scripts; a space may be missing."""

ANY_MARK = re.compile(rf"[{_MARKS}{_STOPS}．]")
"""Any of the marks that could end a sentence."""

_CLOSERS = "\"'”’“»«›‹)\\]}*_」』）】》"
# French puts a space before it; a German » after a space opens, and a letter follows.
_SPACED_CLOSER = r"[ \u00a0\u202f]?+»(?=[\s.,;:!?…)\]]|\Z)"
_SMILEY = r"[:;=]['’]?-?[()DPp|/\\3*]++(?!\w)|[\u2600-\u27bf\ufe0f\u200d\U0001f300-\U0001faff]++"


@lru_cache(maxsize=8)
def ends(own: str) -> re.Pattern[str]:
    """Where a sentence may end; `own` are the marks that only this language has."""
    marks = f"{_MARKS}{own}"
    return re.compile(
        rf"""
          \n[^\S\n]*+\n\s*+                        # a blank line ends anything
        | (?P<stops>(?:[{_STOPS}]|．(?!\d))++)(?P<quotes>[{_CLOSERS}]*+)
        | (?<![{marks}])(?P<marks>[{marks}]++)     # a run of marks is looked at once
          (?P<closers>(?:{_SPACED_CLOSER}|[{_CLOSERS}])*+(?:\s?(?:{_SMILEY}))*+)
        | (?<!—)(?P<dash>—++)(?=\s)
        """,
        re.VERBOSE,
    )


@lru_cache(maxsize=8)
def may_end_at(own: str) -> re.Pattern[str]:
    """One set of signs, which is searched for four times as fast as what `ends` says of them."""
    return re.compile(rf"[\n—．{_MARKS}{_STOPS}{own}]")


def is_mark(sign: str) -> bool:
    """Whether a sign goes on an ellipsis after a space, as in “. . .”."""
    return sign in _MARKS
