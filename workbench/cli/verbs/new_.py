"""Make a new, empty study: `workbench new STUDY --name TEXT`."""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.cli.talk import common_arguments, say, show_json, study_argument
from workbench.terms import NOBODY


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument(
        "--name", metavar="NAME", help="the study's title; else that of the project"
    )
    parser.add_argument(
        "--from",
        dest="project",
        metavar="FILE",
        type=Path,
        help="with this project (.qdpx) in it",
    )
    parser.add_argument(
        "--confidential",
        action="store_true",
        help="raw documents leave it only where somebody insists",
    )
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Make the study; the exit status."""
    from workbench.cli import projects
    from workbench.errors import NotAsked
    from workbench.steps import whereabouts
    from workbench.steps.statuses import protect
    from workbench.store import new_study

    if options.project:
        return projects.run_new(options)
    if options.name is None:
        raise NotAsked("Say the study's title, with --name TITLE.")
    with new_study(options.study, options.name) as store:
        if options.confidential:
            protect(store, NOBODY, on=True)
    unsafe = whereabouts.warning(options.study)
    if unsafe:
        say(f"{unsafe} {whereabouts.ADVICE}")
    if options.json:
        show_json({"study": str(options.study), "name": options.name})
    else:
        say(f"Made {options.study}. Next: workbench import {options.study} FILE…")
    return 0
