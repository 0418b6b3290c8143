"""The audit trail: `workbench history STUDY`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from workbench.cli.talk import common_arguments, show_json, show_rows, study_argument, viewer

if TYPE_CHECKING:
    from workbench.steps.history import Told


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Print the events that the viewer may see; the exit status."""
    from workbench.steps.history import appendix
    from workbench.store import open_study
    from workbench.store.reads.history import events

    with open_study(options.study) as store, store.reading() as reader:
        who = viewer(store, options)
        if options.json:
            show_json([row._asdict() for row in events(reader, who)])
            return 0
        lines = appendix(reader, who)
    show_rows(("n", "at", "who", "what", "about", "why"), [_row(line) for line in lines])
    return 0


def _row(line: Told) -> tuple[str, ...]:
    return line.number, line.at, line.who or "–", line.what, line.about, line.why
