"""Passphrases, asked for on the terminal or read from a file.

Never an argument, which other people on the machine could read.
"""

from __future__ import annotations

import sys
from pathlib import Path

from workbench.cli.progress import BAR
from workbench.errors import FileFault, NotAsked


def passphrase(file: Path | None = None, of: str = "packet") -> str:
    """The passphrase of a packet or a key, from a file's first line or the terminal."""
    if file is not None:
        return _first_line(file)
    if not sys.stdin.isatty():
        raise NotAsked(f"The {of} is sealed and nobody is here to ask; say --passphrase-file FILE.")
    return _ask(f"Passphrase of the {of}: ")


def new_passphrase(file: Path | None = None, of: str = "packet") -> str:
    """A new passphrase, typed twice."""
    if file is not None:
        return _first_line(file)
    if not sys.stdin.isatty():
        other = ", or --no-passphrase" if of == "packet" else ""
        raise NotAsked(f"Say how to seal the {of}: --passphrase-file FILE{other}.")
    words = _ask(f"Passphrase for the {of}: ")
    if words != _ask("The same again: "):
        raise NotAsked("The two passphrases differ; nothing was written, try again.")
    return words


def _ask(prompt: str) -> str:
    from getpass import getpass

    BAR.away()
    return getpass(prompt)


def _first_line(file: Path) -> str:
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise FileFault(f"{file} cannot be read as a passphrase; check it.") from fault
    return lines[0] if lines else ""
