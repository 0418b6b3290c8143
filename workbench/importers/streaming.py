"""The lines of a text file, decoded while they are read.

A table of a million answers would need four bytes a letter as one string, if one of them has an
emoji. What decoding means is said in `decoding`; here it happens piece by piece.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterator

from workbench.errors import FileFault
from workbench.importers.decoding import decode, read_as, unmarked

_SMALL = 4_000_000
"""Bytes up to which a file is decoded as a whole, which tells most about what is wrong in it."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
Lines = Callable[[], Iterator[str]]


def streamed(name: str, data: bytes, encoding: str | None = None) -> tuple[Lines, tuple[str, ...]]:
    """The lines with their ends, as often as they are asked for, and how they were read."""
    if len(data) <= _SMALL:
        text, notes = decode(name, data, encoding)
        return (lambda: _split(text)), notes
    codec, notes = _codec(name, data, encoding)
    _refuse_undecodable(name, data, codec)
    return (lambda: _decoded(data, codec)), notes


def _split(text: str) -> Iterator[str]:
    """The lines with their ends. A StringIO would hold four bytes for every letter."""
    start = 0
    while start < len(text):
        stop = text.find("\n", start) + 1 or len(text)
        yield text[start:stop]
        start = stop


def _codec(name: str, data: bytes, encoding: str | None) -> tuple[str, tuple[str, ...]]:
    """The codec of a large file, and what to know about it."""
    if encoding is not None:
        decode(name, data[:1000], encoding if _splits(encoding) else None)
        return encoding, ()
    for mark, codec in _MARKS:
        if data.startswith(mark) and not data.startswith(codecs.BOM_UTF32_LE):
            return codec, ()
    if wide := unmarked(data):
        return wide, (read_as(wide),)
    sample = _telling(data)
    text, notes = decode(name, sample)
    return ("utf-8", ()) if text.encode() == _with_line_feeds(sample) else ("cp1252", notes)


def _splits(encoding: str) -> bool:
    """Whether a thousand bytes of it can be decoded by themselves."""
    try:
        return len(" ".encode(encoding)) == 1
    except LookupError:
        return True


def _telling(data: bytes) -> bytes:
    """Lines that tell the encoding: those with bytes beyond ASCII, after one that has none."""
    kept = [b"x\n"]
    size = 0
    for line in io.BytesIO(data):
        if not line.isascii():
            size += len(line)
            kept.append(line)
        if size > _SMALL:
            break
    return b"".join(kept)


def _with_line_feeds(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\0", b"")


def _decoded(data: bytes, codec: str) -> Iterator[str]:
    with io.TextIOWrapper(io.BytesIO(data), encoding=codec, newline=None) as text:
        for line in text:
            yield line.replace("\0", "") if "\0" in line else line


def _refuse_undecodable(name: str, data: bytes, codec: str) -> None:
    decoder = codecs.getincrementaldecoder(codec)()
    size, at = 1_000_000, 0
    try:
        for at in range(0, len(data), size):
            piece = decoder.decode(data[at : at + size], final=at + size >= len(data))
            piece.encode()
    except UnicodeError as fault:
        raise FileFault(
            f"{name} is not {codec}, or damaged near byte {at:,}; name another --encoding, "
            "or save it as UTF-8."
        ) from fault
