"""Word and Excel files are zip archives; the same parts make the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

PLACEHOLDER = "<w:sdt/>"
"""Where long content belongs in a part: an element that is written nowhere else."""


def with_date(
    archive: bytes, at: datetime, content: Mapping[str, Iterable[str]] | None = None
) -> bytes:
    """The same archive with every part dated `at`, from 1980 on.

    `content` has for the name of a part what goes into the place of its placeholder, in pieces,
    so that it is never whole in memory.
    """
    out = io.BytesIO()
    with ZipFile(io.BytesIO(archive)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
            part.compress_type = ZIP_DEFLATED
            # Else the part says which system it was made on.
            part.create_system = 3
            part.external_attr = 0o644 << 16
            if content and name in content:
                _write_pieces(new, part, old.read(name), content[name])
            else:
                new.writestr(part, old.read(name))
    return out.getvalue()


def _write_pieces(archive: ZipFile, part: ZipInfo, around: bytes, pieces: Iterable[str]) -> None:
    before, _, after = around.partition(PLACEHOLDER.encode())
    with archive.open(part, "w") as file:
        file.write(before)
        for piece in pieces:
            file.write(piece.encode())
        file.write(after)
