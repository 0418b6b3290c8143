"""Office files are zip archives from outside: measured before anything in them is unpacked."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from workbench.errors import FileFault

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
    """The bytes of a part; FileFault where there is none, or it is damaged."""
    try:
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
        head = opened_part.read(4096).replace(b"\0", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise FileFault(f"{name} holds XML with a document type, which no office file needs.")
