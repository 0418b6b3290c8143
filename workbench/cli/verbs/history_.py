"""The audit trail: `workbench history STUDY`."""

from __future__ import annotations

import argparse

from workbench.cli.talk import common_arguments, show_json, show_rows, study_argument, viewer


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Print the events that the viewer may see; the exit status."""
    from workbench.store import open_study
    from workbench.store.reads.history import events

    with open_study(options.study) as store, store.reading() as reader:
        rows = events(reader, viewer(store, options))
    if options.json:
        show_json([row._asdict() for row in rows])
    else:
        show_rows(
            ("n", "at", "who", "what", "ids"),
            [(*row[:4], ", ".join(f"{k} {v}" for k, v in row.ids.items())) for row in rows],
        )
    return 0
