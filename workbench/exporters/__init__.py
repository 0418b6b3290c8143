"""From a table or a codebook to a file; one file per format.

The format follows the suffix. A file is whole or it is the one that was there before.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

from workbench.errors import FileFault, NameUnknown
from workbench.exporters.text import notes, plain
from workbench.shelf import Shelf
from workbench.terms import Table

EXPORTERS: Shelf[Callable[[Table], bytes]] = Shelf(
    "format",
    {
        "csv": "workbench.exporters.to_csv:format_csv",
        "xlsx": "workbench.exporters.to_xlsx:format_xlsx",
        "docx": "workbench.exporters.to_docx:format_docx",
        "md": "workbench.exporters.to_md:format_md",
        "html": "workbench.exporters.to_html:format_html",
        "tex": "workbench.exporters.to_tex:format_tex",
    },
)
"""For each suffix, the function from a table to the bytes of a file."""


def write(table: Table, path: Path) -> None:
    """Write a table in the format that the suffix of `path` names.

    A csv holds nothing but the table, so its notes and where it comes from stand in a text file
    beside it, `NAME.csv.about.txt`; every other format carries them inside. The same table gives
    the same bytes. Raises NameUnknown for a suffix that is no format, FileFault when the file
    cannot be written; the old file is there then.
    """
    suffix = path.suffix.removeprefix(".").lower()
    if not suffix:
        formats = ", ".join(f".{name}" for name in EXPORTERS)
        raise NameUnknown(f"“{path.name}” does not say its format; end it in one of: {formats}.")
    content = EXPORTERS[suffix](table)
    if suffix == "csv" and (table.notes or table.provenance):
        write_bytes(
            about(table).encode("utf-8", "replace"), path.with_name(f"{path.name}.about.txt")
        )
    write_bytes(content, path)


def write_bytes(content: bytes, path: Path) -> None:
    """Write a file whole: beside its place first, then over it in one move.

    Raises FileFault with one sentence, and leaves the old file, when that cannot be done.
    """
    beside = path.with_name(f".workbench-{secrets.token_hex(8)}")
    try:
        _refuse_read_only(path)
        with os.fdopen(os.open(beside, _NEW, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.is_file():
            shutil.copymode(path, beside)  # whoever may read the old file may read the new one
        beside.replace(path)
    except OSError as fault:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise FileFault(f"“{path}” cannot be written: {_why(fault, path)}.") from fault


_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)


def about(table: Table) -> str:
    """A table's title, notes and provenance as plain text."""
    return "\n".join([plain(table.title), "", *notes(table), ""])


def _refuse_read_only(path: Path) -> None:
    # Replacing would not ask whether the old file may be changed.
    if path.is_file() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "the file is read-only", str(path))


def _why(fault: OSError, path: Path) -> str:
    if fault.errno == errno.ENOSPC:
        return "the disk is full; make room and try again"
    if isinstance(fault, FileNotFoundError):
        return f"there is no folder “{path.parent}”; make it first"
    if isinstance(fault, IsADirectoryError) or path.is_dir():
        return "a folder has that name; choose another"
    if isinstance(fault, PermissionError) or fault.errno == errno.EROFS:
        return "it is read-only or open in another program; close it or choose another place"
    return f"{fault.strerror or fault}; choose another place"
