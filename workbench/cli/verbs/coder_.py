"""Add and list coders: `workbench coder STUDY add NAME [--role independent]`."""

from __future__ import annotations

import argparse

from workbench.cli.talk import common_arguments, say, show_json, show_rows, study_argument, viewer
from workbench.terms import CODER_ROLES


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument("action", nargs="?", choices=("add", "list"), default="list")
    parser.add_argument("name", nargs="?", metavar="NAME")
    parser.add_argument("--role", choices=CODER_ROLES, default="team", help="default: team")
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Add or list; the exit status."""
    from workbench.steps.coders import add_coder
    from workbench.store import open_study
    from workbench.store.reads.coders import coders

    if options.action == "add" and options.name is None:
        say("Name the coder: workbench coder STUDY add NAME")
        return 2
    with open_study(options.study) as store:
        if options.action == "add":
            add_coder(store, viewer(store, options), options.name, options.role)
        with store.reading() as reader:
            rows = coders(reader, viewer(store, options))
    if options.json:
        show_json([row._asdict() for row in rows])
    else:
        show_rows(("name", "role"), rows)
    return 0
