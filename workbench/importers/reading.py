"""A file's name and bytes."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from workbench.errors import FileFault


def read_bytes(path: Path) -> bytes:
    """The content of a regular file; FileFault where there is none to be had."""
    shown = os.fsencode(path).decode("utf-8", "replace")
    try:
        _refuse_no_file(shown, path.stat().st_mode)
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise FileFault(f"There is no file {shown}; check its name and folder.") from fault
    except OSError as fault:
        why = fault.strerror or type(fault).__name__
        raise FileFault(f"{shown} cannot be read ({why}); check it and try again.") from fault
    except ValueError as fault:
        raise FileFault("A file's name cannot hold a null character; check the name.") from fault
    if not data:
        raise FileFault(f"{file_name(path)} is empty; there is nothing to import.")
    return data


def _refuse_no_file(shown: str, mode: int) -> None:
    """Refuse what only looks like a file: a pipe that nobody writes to is waited for for ever."""
    if stat.S_ISDIR(mode):
        raise FileFault(f"{shown} is a folder; name a file in it.")
    if not stat.S_ISREG(mode):
        raise FileFault(f"{shown} is a pipe or a device; save what it gives as a file, name that.")


def file_name(path: Path) -> str:
    """The file's name without folders; bytes that are no UTF-8 in it become replacement signs."""
    return os.fsencode(path.name).decode("utf-8", "replace")
