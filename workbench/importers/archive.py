"""Office files are zip archives from outside: measured before anything in them is unpacked."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import IO

from workbench.errors import FileFault
from workbench.importers.xmltree import refuse_large

# A survey of a million answers unpacks to about 300 MB, at a few times its size.
_LARGEST = 1_000_000_000
_DENSEST = 250
_SMALL = 10_000_000

BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""What readers of damaged archives and XML raise: zipfile, lxml and openpyxl promise no less."""


def opened(name: str, data: bytes) -> zipfile.ZipFile:
    """The archive; FileFault where it is damaged, encrypted, a bomb, or its XML has a DTD."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        _measure(name, data, archive)
        for part in archive.infolist():
            _refuse_dtd(name, archive, part)
    except BROKEN as fault:
        raise FileFault(
            f"{name} is damaged or truncated, or locked with a password; fetch or save it again."
        ) from fault
    return archive


def member(name: str, archive: zipfile.ZipFile, part: str) -> bytes:
    """The bytes of a part; FileFault where there is none, or it is damaged or too large."""
    try:
        refuse_large(name, archive.getinfo(part).file_size)
        return archive.read(part)
    except BROKEN as fault:
        raise FileFault(
            f"{name} is no such file, or a damaged one: it has no sound {part}; save it again."
        ) from fault


def _measure(name: str, data: bytes, archive: zipfile.ZipFile) -> None:
    unpacked = sum(part.file_size for part in archive.infolist())
    if unpacked > _LARGEST or unpacked > max(_SMALL, _DENSEST * len(data)):
        raise FileFault(f"{name} unpacks to {unpacked:,} bytes, too much for such a file.")


def _refuse_dtd(name: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Office files have no document type; one that has means to expand or fetch something."""
    if not part.filename.endswith((".xml", ".rels")):
        return
    with archive.open(part) as opened_part:
        head = _prolog(opened_part)
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise FileFault(f"{name} holds XML with a document type, which no office file needs.")


def _prolog(part: IO[bytes]) -> bytes:
    """What stands before the first element, comments left out, and the bytes read with it."""
    head = b""
    size = 4096
    while more := part.read(size):
        head += more.replace(b"\0", b"")
        if len(head) > _LONGEST_PROLOG:
            raise ValueError(part)
        bare = _COMMENT.sub(b"", head)
        if _ELEMENT.search(bare.partition(b"<!--")[0]):
            return bare
        size = len(head)
    return head


_LONGEST_PROLOG = 1_000_000
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_ELEMENT = re.compile(rb"<[^!?]")
