"""Open a study in the terminal workbench: `workbench open STUDY [--as NAME]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.cli.talk import at_terminal, common_arguments, study_argument
from workbench.errors import NotAsked


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Open the screen; the exit status."""
    plain = _is_plain_study(options.study)
    if not plain:
        _refuse_what_is_none(options.study)
    if not at_terminal():
        _refuse_without_terminal(options.study, plain=plain)
    if not plain:
        return _open_packet(options)
    from workbench import tui

    return tui.run(options.study, options.who)


_STUDY = b"QCAW"
"""The application id in a study's header. The store knows it too, but takes longer to import
than the first screen to draw."""


def _is_plain_study(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(72)
    except OSError:
        return False
    return head.startswith(b"SQLite") and head[68:] == _STUDY and path.suffix != ".packet"


def _refuse_what_is_none(path: Path) -> None:
    """Raise StudyFault for what is neither a study nor a packet, before a screen is drawn."""
    from workbench.steps.packet_files import sealed
    from workbench.store import open_study

    if not sealed(path):
        open_study(path).close()


def _refuse_without_terminal(path: Path, *, plain: bool) -> None:
    from workbench.store import open_study

    if plain:
        open_study(path).close()  # what is damaged or newer is the first thing to say
    raise NotAsked("The terminal workbench needs a terminal; commands do without one.")


def _open_packet(options: argparse.Namespace) -> int:
    from workbench import tui
    from workbench.cli.passphrases import passphrase
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
