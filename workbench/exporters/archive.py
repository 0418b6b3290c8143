"""Word and Excel files are zip archives; the same parts make the same bytes."""

from __future__ import annotations

import io
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def with_date(archive: bytes, at: datetime) -> bytes:
    """The same archive with every part dated `at`, from 1980 on."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(archive)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
            part.compress_type = ZIP_DEFLATED
            # Else the part says which system it was made on.
            part.create_system = 3
            part.external_attr = 0o644 << 16
            new.writestr(part, old.read(name))
    return out.getvalue()
