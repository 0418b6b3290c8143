"""Taking back what one did last: `workbench undo STUDY --as NAME`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from workbench.cli.talk import common_arguments, say, show_json, study_argument, viewer

if TYPE_CHECKING:
    from workbench.steps.undo import Undone


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Take back the last act of whoever asks; the exit status."""
    from workbench.steps.undo import undo
    from workbench.store import open_study

    with open_study(options.study) as store:
        done = undo(store, viewer(store, options))
    tell(options, done, "Taken back")
    return 0


def tell(options: argparse.Namespace, done: Undone, said: str) -> None:
    """Say what was undone or redone, and where."""
    if options.json:
        show_json({**done._asdict(), "round": done.n})
        return
    about = done.about or done.document
    where = "" if about is None else f", {about}"
    stretch = "" if done.start is None else f", {done.start} to {done.stop}"
    say(f"{said}: {done.what}{where}{stretch}.")
