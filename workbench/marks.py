"""How a study's file begins: so it is known for one before a database library is imported."""

from __future__ import annotations

from pathlib import Path

APPLICATION_ID = 0x51434157
"""Written into each study's header, so that another SQLite file is not taken for one."""
HEAD = 72
"""Bytes of a file from which it is known."""
_SQLITE = b"SQLite format 3\0"


def begins_as_study(head: bytes) -> bool:
    """Whether a file that begins so can be a study."""
    return head.startswith(_SQLITE) and head[68:72] == APPLICATION_ID.to_bytes(4, "big")


def looks_like_study(path: Path) -> bool:
    """Whether there is a file at the path that can be a study."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return begins_as_study(file.read(HEAD))
    except OSError:
        return False
