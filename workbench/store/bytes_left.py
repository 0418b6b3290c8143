"""What a study's file holds beside its rows: words in unused pages, and in the log beside it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from workbench.store.sqlite import BUSY_SECONDS, meaning

_BESIDE = ("-wal", "-journal")


def used_bytes(path: Path) -> bytes:
    """The file as it would be with nothing unused in it, made in memory."""
    try:
        with (
            closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as source,
            closing(sqlite3.connect(":memory:", isolation_level=None)) as copy,
        ):
            source.backup(copy)
            copy.execute("VACUUM")
            return copy.serialize()
    except sqlite3.Error as fault:
        raise meaning(fault, path) or fault from fault


def file_bytes(path: Path) -> Iterator[bytes]:
    """The file itself, and what lies beside it while it is in use."""
    for file in (path, *(Path(f"{path}{ending}") for ending in _BESIDE)):
        if file.exists():
            yield file.read_bytes()


def standing_in(content: bytes, form: bytes) -> int:
    """How often some bytes are in others with no letter before or behind them."""
    letter = rb"[A-Za-z\x80-\xff]"
    return len(re.findall(rb"(?<!%b)%b(?!%b)" % (letter, re.escape(form), letter), content))


def held_by(content: bytes, forms: Iterable[bytes]) -> dict[bytes, int]:
    """How often some bytes are in others; those that are not are left out."""
    found = {form: content.count(form) for form in forms}
    return {form: times for form, times in found.items() if times}
