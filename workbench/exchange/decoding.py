"""From a member's bytes to text with LF line ends, and what is needed to count in its bytes."""

from __future__ import annotations

import codecs
from typing import NamedTuple

# UTF-32's little-endian mark begins with UTF-16's, so it is asked for first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Decoded(NamedTuple):
    """A text as it is kept, as it came, and how it was read."""

    text: str
    """Without a mark, with LF line ends."""
    raw: str
    """Without a mark, line ends as they came."""
    marked: bool
    note: str = ""


def decode(data: bytes) -> Decoded:
    """Read a text file. What is not UTF-8 says so: the standard allows nothing else."""
    raw, marked, note = _decode(data)
    if "\0" in raw:
        # A study's text holds no NUL; a sign in its place keeps every position.
        raw, note = raw.replace("\0", "\ufffd"), note or "it held NUL characters"
    return Decoded(with_line_feeds(raw), raw, marked, note)


def with_line_feeds(text: str) -> str:
    """The text with CRLF and CR as LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _decode(data: bytes) -> tuple[str, bool, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            note = "" if encoding == "utf-8" else f"it is {encoding[:6].upper()}, not UTF-8"
            return _forgiving(data[len(mark) :], encoding), True, note
    wide = _wide(data) if b"\0" in data else ""
    if wide:
        return _forgiving(data, wide), False, "it is UTF-16 without a mark, not UTF-8"
    try:
        return data.decode(), False, ""
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), False, "it is not UTF-8; read as Windows-1252"


def _forgiving(data: bytes, encoding: str) -> str:
    return data.decode(encoding, "replace")


def _wide(data: bytes) -> str:
    """Which UTF-16 it is, where every other byte of Latin letters is 0."""
    if data[1::2].count(0) * 2 > len(data[1::2]):
        return "utf-16-le"
    return "utf-16-be" if data[::2].count(0) * 2 > len(data[::2]) else ""
