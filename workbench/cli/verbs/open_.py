"""Open a study in the terminal workbench: `workbench open [STUDY] [--as NAME]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.cli.talk import at_terminal, common_arguments
from workbench.errors import NotAsked


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    parser.add_argument(
        "study", metavar="STUDY", nargs="?", type=Path, help="path; without one it is asked for"
    )
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Open the screen; the exit status."""
    if options.study is None:
        return _ask_for_one(options)
    plain = _is_plain_study(options.study)
    if not plain:
        _refuse_what_is_none(options.study)
    if not at_terminal():
        _refuse_without_terminal(options.study, plain=plain)
    if not plain:
        return _open_packet(options)
    from workbench import tui

    return tui.run(options.study, options.who)


def _ask_for_one(options: argparse.Namespace) -> int:
    if not at_terminal():
        raise NotAsked("Say which study: workbench open STUDY.")
    from workbench import tui

    return tui.run(None, options.who)


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
        return tui.run(study, options.who)
