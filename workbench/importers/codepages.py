"""Which code page a text was written in, where it is not Unicode: found, or left in doubt.

Western European first, by what speaks against it; then a short list by charset-normalizer,
believed only where one reading is clearly better than every other that gives another text. A
wrong letter is worse than a question: what is in doubt is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple


def found(data: bytes) -> str | None:
    """The name of the code page; None where it is in doubt."""
    if _is_western(data):
        return "cp1252"
    return _japanese_or_korean(data) or _best(_readings(_sample(data)), data)


def _sample(data: bytes) -> bytes:
    """Whole lines from the beginning."""
    if len(data) <= _SAMPLE:
        return data
    return data[: data.rfind(b"\n", 0, _SAMPLE) + 1] or data[:_SAMPLE]


_SAMPLE = 100_000

# ------------------------------------------------------------------ Western European

_LETTERS = "àâäáãåæçèéêëìíîïñòóôöõøœùúûüß"
_CAPITALS = "ÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜŸ"
_SIGNS = "‘’‚“”„…–—«»‹›€£§©®™°·•½¼¾²³ºª¿¡×\xa0\xad"
_WESTERN = re.compile(f"[\\x00-\\x7f{_LETTERS}{_CAPITALS}ÿ{_SIGNS}]*")
_UNLIKELY = re.compile(
    "|".join(
        (
            f"[a-z{_LETTERS}][{_CAPITALS}]",  # Mac Roman: donÕt
            f"[{_LETTERS}{_CAPITALS}]{{3}}",  # Cyrillic, Greek, East Asian
            "[a-z][ìù][a-z]",  # Czech ě and ů; Italian has ì and ù at the end of words
            "[^\\W\\d_][“”„‚«»£§¿¡¼½¾ºª·•][^\\W\\d_]",  # code pages of DOS, Polish
            "(?<!m)[²³]",  # Polish ł
        )
    )
)
# Without tab, line feed, carriage return, form feed, vertical tab, escape and NAK.
CONTROLS = bytes(set(range(1, 32)) - {9, 10, 11, 12, 13, 21, 27}) + b"\x7f"


def _is_western(data: bytes) -> bool:
    """Whether every letter beyond ASCII looks at home in Windows-1252."""
    text = data.decode("cp1252", "replace")
    if not _WESTERN.fullmatch(text) or _UNLIKELY.search(text):
        return False
    # Portuguese has both letters; õ alone is Hungarian ő in a Central European page.
    hungarian = "õ" in text and "ã" not in text
    return not hungarian and len(data) == len(data.translate(None, CONTROLS + b"\0"))


# ------------------------------------------------------------------ scripts that tell themselves

_KANA = re.compile("[\u3041-\u3096]")
_HANGUL = re.compile("[\uac00-\ud7a3]")


def _japanese_or_korean(data: bytes) -> str | None:
    for page, letters, least in (
        ("cp932", _KANA, 0.2),
        ("euc_jp", _KANA, 0.2),
        # Windows' own page has rare syllables where other pages have letters.
        ("euc_kr", _HANGUL, 0.7),
    ):
        text = _decoded(data, page)
        beyond = sum(not letter.isascii() for letter in text)
        if beyond >= _LEAST_LETTERS and len(letters.findall(text)) >= least * beyond:
            return page
    return None


def _decoded(data: bytes, page: str) -> str:
    try:
        return data.decode(page)
    except UnicodeDecodeError:
        return ""


# ------------------------------------------------------------------ the rest, by likelihood

_PAGES = [
    *("cp1250", "iso8859_2", "cp1251", "koi8_r", "cp866", "cp1253", "cp1254", "cp1255", "cp1256"),
    *("cp1257", "mac_roman", "gb18030", "big5", "cp1252"),
]
_LEAST_LETTERS = 10
"""Beyond ASCII; fewer tell nothing."""
_MOST_MESS = 0.05
_MARGIN_MESS, _MARGIN_WORDS = 0.02, 0.03
_EAST_ASIAN = frozenset(["gb18030", "big5"])


class _Reading(NamedTuple):
    """A text by one code page."""

    page: str
    text: str
    mess: float
    """0 to 1: how much of it looks damaged."""
    words: float
    """0 to 1: how much its letters are those of a language; 0 where that is not known."""


def _readings(sample: bytes) -> list[_Reading]:
    from charset_normalizer import from_bytes

    matches = from_bytes(sample, cp_isolation=_PAGES, preemptive_behaviour=False)
    return [_Reading(one.encoding, str(one), one.chaos, one.coherence) for one in matches]


def _best(readings: Sequence[_Reading], data: bytes) -> str | None:
    """The reading that is clearly better than all that give another text."""
    if not readings:
        return None
    best = min(readings, key=lambda one: (one.mess, -one.words))
    rivals = [one for one in readings if one.text != best.text]
    believable = best.mess <= _MOST_MESS and (best.words > 0.4 or best.page in _EAST_ASIAN)
    enough = sum(not letter.isascii() for letter in best.text) >= _LEAST_LETTERS
    if not believable or not enough or not all(_is_worse(one, best) for one in rivals):
        return None
    return best.page if _decoded(data, best.page) else None


def _is_worse(rival: _Reading, best: _Reading) -> bool:
    """A rival is worse where it looks more damaged and no more like a language, or the reverse."""
    if rival.words > best.words + 0.001 and rival.mess < 2 * _MOST_MESS:
        return False
    return rival.mess >= best.mess + _MARGIN_MESS or rival.words <= best.words - _MARGIN_WORDS
