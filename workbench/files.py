"""Files read whole and written whole.

What is written is made beside its place first, for its owner alone, and takes the place in one
move: the file is whole, or the one that was there before.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import secrets
import shutil
from pathlib import Path

from workbench.errors import FileFault

_ENDING = ".writing"
_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)


def read_whole(path: Path) -> bytes:
    """What a file holds; FileFault where it is not there or cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError as fault:
        raise FileFault(f"There is no file {path}; check its name and folder.") from fault
    except OSError as fault:
        raise FileFault(f"{path} cannot be read ({fault.strerror}); check it.") from fault


def write_whole(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write a file whole, over one that is there.

    Whoever may read the old file may read the new one; with `private`, and where there was none,
    only its owner may.
    Raises FileFault with one sentence, and leaves the old file, when that cannot be done.
    """
    beside = path.with_name(f"{_beginning(path)}{secrets.token_hex(8)}{_ENDING}")
    try:
        _refuse_read_only(path)
        write_private(beside, content)
        if path.is_file() and not private:
            shutil.copymode(path, beside)
        beside.replace(path)
    except OSError as fault:
        raise FileFault(f"“{path}” cannot be written: {_why(fault, path)}.") from fault
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()


def tidy(path: Path) -> None:
    """Remove what a kill left of a file that was being written, where that can be done."""
    with contextlib.suppress(OSError):
        for left in path.parent.glob(f"{glob.escape(_beginning(path))}*{_ENDING}"):
            left.unlink()


def _beginning(path: Path) -> str:
    return f".{path.name[:40]}."  # a name may be as long as names can be


def write_private(path: Path, content: bytes) -> None:
    """Write a new file that only its owner may read, and wait until it is on the disk."""
    number = os.open(path, _NEW, 0o600)
    with os.fdopen(number, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(number)


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
