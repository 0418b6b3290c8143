"""Doing again what one took back last: `workbench redo STUDY --as NAME`."""

from __future__ import annotations

import argparse

from workbench.cli.talk import common_arguments, study_argument, viewer
from workbench.cli.verbs.undo_ import tell


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Do again what whoever asks undid last; the exit status."""
    from workbench.steps.undo import redo
    from workbench.store import open_study

    with open_study(options.study) as store:
        done = redo(store, viewer(store, options))
    tell(options, done, "Done again")
    return 0
