"""Word and Excel files are zip archives; the same parts make the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

WORD_TEXT, EXCEL_TABLE = "word/document.xml", "xl/worksheets/sheet1.xml"
"""The parts that have long content."""


class Long(NamedTuple):
    """What is too long to be whole in memory."""

    part: str
    """The name of the part it belongs to."""
    pieces: Iterable[str]
    place: str = "<w:sdt/>"
    """In that part, once: they stand in its stead."""


def with_date(archive: bytes, at: datetime, content: Long | None = None) -> bytes:
    """The same archive with every part dated `at`, from 1980 on, and with its long content."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(archive)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
            part.compress_type = ZIP_DEFLATED
            # Else the part says which system it was made on.
            part.create_system = 3
            part.external_attr = 0o644 << 16
            if content and name == content.part:
                _write_pieces(new, part, old.read(name), content)
            else:
                new.writestr(part, old.read(name))
    return out.getvalue()


def _write_pieces(archive: ZipFile, part: ZipInfo, around: bytes, content: Long) -> None:
    before, _, after = around.partition(content.place.encode())
    with archive.open(part, "w") as file:
        file.write(before)
        for piece in content.pieces:
            file.write(piece.encode())
        file.write(after)
