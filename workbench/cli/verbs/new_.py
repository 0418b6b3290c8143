"""Make a new, empty study: `workbench new STUDY --name TEXT`."""

from __future__ import annotations

import argparse

from workbench.cli.talk import common_arguments, say, show_json, study_argument


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument("--name", required=True, help="the study's title")
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Make the study; the exit status."""
    from workbench.steps import whereabouts
    from workbench.store import new_study

    new_study(options.study, options.name).close()
    unsafe = whereabouts.warning(options.study)
    if unsafe:
        say(f"{unsafe} {whereabouts.ADVICE}")
    if options.json:
        show_json({"study": str(options.study), "name": options.name})
    else:
        say(f"Made {options.study}. Next: workbench import {options.study} FILE…")
    return 0
