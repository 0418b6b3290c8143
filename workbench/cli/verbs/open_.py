"""Open a study in the terminal workbench: `workbench open STUDY [--as NAME]`."""

from __future__ import annotations

import argparse

from workbench.cli.talk import common_arguments, study_argument


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Open the screen; the exit status."""
    from workbench import tui

    return tui.run(options.study, options.who)
