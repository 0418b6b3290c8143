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
    from workbench.steps.history import told
    from workbench.store import open_study

    with open_study(options.study) as store:
        rows = told(store, viewer(store, options))
    if options.json:
        show_json(rows)
    else:
        show_rows(
            ("n", "at", "who", "what", "ids", "reason", "because of"),
            [
                (row["n"], row["at"], row["who"], row["what"],
                 ", ".join(f"{k} {v}" for k, v in row["ids"].items()),
                 row["reason"] or "", row["because_of"] or "")
                for row in rows
            ],
        )  # fmt: skip
    return 0
