"""Text from outside, made safe to show.

Documents, file names, code names and memos may hold escape sequences that move the cursor,
recolour the screen or answer for the person at the keyboard, and marks that turn the order of
letters around. Each such character is shown as one visible sign, so that offsets and widths
stay what they were.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

Kept = Literal["", "\n", "\t", "\n\t"]

_C0 = {chr(n): chr(0x2400 + n) for n in range(0x20)}
_C1 = {chr(n): "�" for n in range(0x80, 0xA0)}
_LINES = dict.fromkeys("\x85\u2028\u2029", "␤")
_BIDI = dict.fromkeys(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "⇄"
)
_SIGNS = {**_C0, "\x7f": "␡", **_C1, **_LINES, **_BIDI}


@cache  # making them takes longer than the rest of this file, and most words need none
def _unsafe(keep: Kept) -> re.Pattern[str]:
    # Half of a surrogate pair cannot be encoded; undecodable bytes of file names arrive as such.
    signs = "".join(sign for sign in _SIGNS if sign not in keep)
    return re.compile(f"[{re.escape(signs)}\ud800-\udfff]")


def safe(text: str, *, keep: Kept = "") -> str:
    r"""Show control characters and marks of direction as visible signs, one for one.

    These are C0, DEL, C1, line and paragraph separators, the marks, embeddings, overrides and
    isolates of the bidirectional algorithm, and lone surrogates. `keep` leaves newlines, tabs
    or both as they are. The length never changes.

    >>> safe("a\x1b[2Jb\n")
    'a␛[2Jb␊'
    >>> safe("two\nlines", keep="\n")
    'two\nlines'
    """
    if text.isprintable():
        return text
    # A long text in which nothing is found stays the same string, not a second one as long.
    return _unsafe(keep).sub(lambda found: _SIGNS.get(found[0], "�"), text)
