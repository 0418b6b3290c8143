"""Make a new, empty study: `workbench new STUDY --name TEXT`."""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.cli.talk import common_arguments, say, show_json, study_argument


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument("--name", help="the study's title; else that of the project")
    parser.add_argument(
        "--from",
        dest="project",
        metavar="FILE",
        type=Path,
        help="with this project (.qdpx) in it",
    )
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Make the study; the exit status."""
    from workbench.cli import projects
    from workbench.errors import NotAsked
    from workbench.steps import whereabouts
    from workbench.store import new_study

    if options.project:
        return projects.run_new(options)
    if options.name is None:
        raise NotAsked("Say the study's title, with --name TITLE.")
    new_study(options.study, options.name).close()
    unsafe = whereabouts.warning(options.study)
    if unsafe:
        say(f"{unsafe} {whereabouts.ADVICE}")
    if options.json:
        show_json({"study": str(options.study), "name": options.name})
    else:
        say(f"Made {options.study}. Next: workbench import {options.study} FILE…")
    return 0
