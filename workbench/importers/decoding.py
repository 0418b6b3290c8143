"""From bytes to text, exactly or not at all.

The text is kept as it came but for three things: one leading byte order mark is dropped, CRLF
and CR become LF, NUL is removed (SQLite's text functions stop at it). A file that is not
Unicode is read in a code page only where nothing speaks against that; see `codepages`.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import NamedTuple

from workbench.errors import FileFault, NameUnknown
from workbench.importers import codepages


class Decoded(NamedTuple):
    """A file's text, and sentences about how it was read."""

    text: str
    notes: tuple[str, ...] = ()


# UTF-32's little-endian mark begins with UTF-16's, so it is asked for first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive, perhaps a Word or Excel file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "a rich text file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3", "a database"),
    (b"RIFF", "a sound or video file"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound or video file"),
)


def decode(name: str, data: bytes, encoding: str | None = None) -> Decoded:
    """The text of a file; FileFault where it is none, or in doubt."""
    if not data:
        raise FileFault(f"{name} is empty; there is nothing to import.")
    text, notes = _decode(name, data, encoding)
    text = with_line_feeds(text.removeprefix("\ufeff")).replace("\0", "")
    if not text.strip():
        raise FileFault(f"{name} holds nothing but white space; there is nothing to import.")
    storable(name, text)
    return Decoded(text, notes)


def with_line_feeds(text: str) -> str:
    """The text with CRLF and CR as LF, the only line end there is."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def storable(name: str, text: str) -> None:
    """Refuse text that is no Unicode text: half a surrogate pair cannot be stored."""
    if text.isascii():
        return
    try:
        text.encode()
    except UnicodeEncodeError as fault:
        raise FileFault(
            f"{name} is damaged: half a character stands at character {fault.start + 1}; "
            "save it again as UTF-8."
        ) from fault


def _decode(name: str, data: bytes, encoding: str | None) -> Decoded:
    if encoding is not None:
        return Decoded(_as(name, data, encoding))
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return Decoded(_as(name, data[len(mark) :], marked))
    if wide := unmarked(data):
        return Decoded(_as(name, data, wide), (read_as(wide),))
    _refuse_binary(name, data)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as fault:
        if fault.start >= len(data) - 3 and not data[: fault.start].isascii():
            raise FileFault(
                f"{name} ends in the middle of a character: it is truncated; fetch it again."
            ) from fault
        if _is_mostly_utf8(data):
            raise FileFault(
                f"{name} is UTF-8 but damaged at byte {fault.start}; fetch it or save it again."
            ) from fault
        return _legacy(name, data)


def read_as(encoding: str) -> str:
    """A note on a text of wide letters that does not say so itself."""
    return f"Read as {encoding.upper()}, though it has no mark; if that is wrong, name another."


def unmarked(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without its mark; None where it is none, or in doubt.

    In Western letters every other byte is zero. Where other letters stand among them, few are;
    then all that is read must be letters and signs.
    """
    head = data[:_HEAD]
    for name, width, filled in _WIDE:
        if len(head) >= 2 * width and len(data) % width == 0:
            zeros = [head[at::width].count(0) * width / len(head) for at in range(width)]
            if all(zero < 0.02 if at == filled else zero > 0.7 for at, zero in enumerate(zeros)):
                return name
    if len(data) % 2 or 100 * head.count(0) < len(head):
        return None
    order = _byte_order(head)
    return order if _is_wide_text(head, order) else None


def _byte_order(head: bytes) -> str:
    """The UTF-16 in which these bytes have the more spaces and line ends."""
    spaces = {
        order: len(re.findall("[ \n]", head.decode(order, "ignore")))
        for order in ("utf-16-le", "utf-16-be")
    }
    return max(spaces, key=lambda order: spaces[order])


def _is_wide_text(head: bytes, encoding: str) -> bool:
    """Whether it reads as letters and signs only, and does not read as UTF-8."""
    # The head may end within a pair.
    text = head.decode(encoding, "ignore")
    kinds = {unicodedata.category(letter) for letter in set(text) if not letter.isspace()}
    spaced = bool(set(text) & {" ", "\n"})
    return spaced and not kinds & {"Cc", "Cn", "Co", "Cs"} and not _is_utf8_with_zeros(head)


def _is_utf8_with_zeros(head: bytes) -> bool:
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    # The halves of Greek, Cyrillic and other letters are controls.
    controls = len(head) - len(head.translate(None, codepages.CONTROLS))
    return not text.isascii() or 50 * controls < len(head)


_HEAD = 40_000
_WIDE = (
    ("utf-32-le", 4, 0),
    ("utf-32-be", 4, 3),
    ("utf-16-le", 2, 0),
    ("utf-16-be", 2, 1),
)
"""The encoding, the bytes of a letter, and which of them is not zero in Western letters."""


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether more letters beyond ASCII are right in UTF-8 than wrong."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return sum(not letter.isascii() for letter in text) > 2 * wrong


def _as(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError as fault:
        raise NameUnknown(
            f"There is no text encoding “{encoding}”; common ones are: "
            "utf-8, utf-16, cp1252, cp1250, cp1251, mac_roman, iso8859_15."
        ) from fault
    except UnicodeError as fault:
        where = f" at byte {fault.start}" if isinstance(fault, UnicodeDecodeError) else ""
        raise FileFault(
            f"{name} is not {encoding}, or damaged{where}; name another --encoding, "
            "or save it as UTF-8."
        ) from fault


# ------------------------------------------------------------------ not text at all


def _refuse_binary(name: str, data: bytes) -> None:
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise FileFault(f"{name} is not text but {kind}; save it as text and try again.")
    if data.count(0) * 4 >= len(data):
        raise FileFault(
            f"{name} is not text, or UTF-16 without its mark; try --encoding "
            f"{_byte_order(data[:_HEAD])}."
        )
    controls = len(data) - len(data.translate(None, codepages.CONTROLS))
    if controls * 20 > len(data):
        raise FileFault(f"{name} is not text; save it as text and try again.")


# ------------------------------------------------------------------ neither Unicode nor marked


def _legacy(name: str, data: bytes) -> Decoded:
    """In the code page that clearly is the one; else the person is asked."""
    page = codepages.found(data)
    if page is None:
        raise FileFault(
            f"{name} is not Unicode, and its letters are in doubt: "
            f"{_in_question(data.decode('cp1252', 'replace'))}; "
            "name its --encoding (cp1252, cp1250, mac_roman, …), or save it as UTF-8."
        )
    text = data.decode(page, "replace")
    called = {"cp1252": "Windows-1252"}.get(page, page)
    note = f"Read as {called}, such as {_in_question(text)}; if that is wrong, name another."
    return Decoded(text, (note,))


def _in_question(text: str) -> str:
    """Up to three lines with letters beyond ASCII, quoted around the first of them."""
    lines = [line for line in with_line_feeds(text).split("\n") if not line.isascii()]
    return ", ".join(f"“{_around(line)}”" for line in lines[:3])


def _around(line: str) -> str:
    first = next(at for at, letter in enumerate(line) if not letter.isascii())
    return line[max(0, first - 20) : first + 20].strip()
