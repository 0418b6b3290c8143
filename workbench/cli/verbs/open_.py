"""Open a study in the terminal workbench: `workbench open STUDY [--as NAME]`."""

from __future__ import annotations

import argparse
import sys

from workbench.cli.talk import common_arguments, study_argument
from workbench.errors import NotAsked


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Open the screen; the exit status."""
    from workbench import tui

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        from workbench.store import open_study

        open_study(options.study).close()  # what is no study is the first thing to say
        raise NotAsked("The terminal workbench needs a terminal; commands do without one.")
    return tui.run(options.study, options.who)
