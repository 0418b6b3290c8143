"""Text from outside, made safe to show.

Documents, file names, code names and memos may hold escape sequences that move the cursor,
recolour the screen or answer for the person at the keyboard, and marks that turn the order of
letters around. Each such character is shown as one visible sign, so that offsets and widths
stay what they were.
"""

from __future__ import annotations

import re
from typing import Literal

Kept = Literal["", "\n", "\t", "\n\t"]

_C0 = {chr(n): chr(0x2400 + n) for n in range(0x20)}
_C1 = {chr(n): "�" for n in range(0x80, 0xA0)}
_LINES = dict.fromkeys("\x85\u2028\u2029", "␤")
_BIDI = dict.fromkeys(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "⇄"
)
_SIGNS = {**_C0, "\x7f": "␡", **_C1, **_LINES, **_BIDI}

# Half of a surrogate pair cannot be encoded; undecodable bytes of file names arrive as such.
_UNSAFE = re.compile(f"[{re.escape(''.join(_SIGNS))}\ud800-\udfff]")


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
    return _UNSAFE.sub(lambda found: _sign(found[0], keep), text)


def _sign(character: str, keep: str) -> str:
    return character if character in keep else _SIGNS.get(character, "�")
