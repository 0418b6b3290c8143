"""Open a study in the terminal workbench: `workbench open STUDY [--as NAME]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from workbench.cli.talk import common_arguments, study_argument
from workbench.errors import NotAsked


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Open the screen; the exit status."""
    from workbench import tui

    if not _has_terminal():
        _refuse_without_terminal(options.study)
    if _is_plain_study(options.study):
        return tui.run(options.study, options.who)
    return _open_packet(options)


def _has_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _refuse_without_terminal(path: Path) -> None:
    from workbench.steps.packet_files import sealed
    from workbench.store import open_study

    if not sealed(path):
        open_study(path).close()  # what is no study is the first thing to say
    raise NotAsked("The terminal workbench needs a terminal; commands do without one.")


def _is_plain_study(path: Path) -> bool:
    # Without the store, which takes longer to import than the first screen to draw.
    try:
        with path.open("rb") as file:
            head = file.read(6)
    except OSError:
        return True  # the screen says what is wrong with it
    return head == b"SQLite" and path.suffix != ".packet"


def _open_packet(options: argparse.Namespace) -> int:
    from workbench import tui
    from workbench.cli.verbs.packet_ import passphrase
    from workbench.steps.packet_files import opened

    with opened(options.study, passphrase) as study:
        return tui.run(study, options.who or _only_coder(study))


def _only_coder(study: Path) -> str | None:
    """Whose packet a study is; None where it is none."""
    from workbench.store import open_study
    from workbench.store.reads.shares import share_here
    from workbench.terms import NOBODY

    with open_study(study) as store, store.reading() as reader:
        share = share_here(reader, NOBODY)
    return share.coder if share else None
