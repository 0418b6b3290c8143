"""A file's name and bytes."""

from __future__ import annotations

import os
from pathlib import Path

from workbench.errors import FileFault


def read_bytes(path: Path) -> bytes:
    """The file's content; FileFault where there is none to be had."""
    try:
        data = path.read_bytes()
    except FileNotFoundError as fault:
        raise FileFault(f"There is no file {path}; check its name and folder.") from fault
    except (OSError, ValueError) as fault:
        raise FileFault(f"{path} cannot be read ({fault}); check it and try again.") from fault
    if not data:
        raise FileFault(f"{file_name(path)} is empty; there is nothing to import.")
    return data


def file_name(path: Path) -> str:
    """The file's name without folders; bytes that are no UTF-8 in it become replacement signs."""
    return os.fsencode(path.name).decode("utf-8", "replace")
