"""Whether a study is sound: `workbench check STUDY`; exit status 1 when something is wrong."""

from __future__ import annotations

import argparse

from workbench.cli.talk import common_arguments, say, show, show_json, study_argument


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Print what is wrong and what to know; the exit status."""
    from workbench.steps.check import check

    found = check(options.study)
    if options.json:
        show_json(found.value())
    else:
        for finding in (*found.faults, *found.warnings):
            show(f"{finding.what} {finding.mend}")
        say(f"SQLite {found.sqlite}; {found.checked} rows checked: {found.verdict}.")
    return 1 if found.faults else 0
