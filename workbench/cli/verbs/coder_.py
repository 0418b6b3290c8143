"""Coders: `workbench coder STUDY add NAME [--role independent]`, `rename OLD NEW` and `remove`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from workbench.cli.talk import common_arguments, say, show_json, show_rows, study_argument, viewer
from workbench.terms import CODER_ROLES

if TYPE_CHECKING:
    from workbench.store import Store
    from workbench.terms import Viewer

_NAMES = {"add": ["NAME"], "list": [], "rename": ["OLD", "NEW"], "remove": ["NAME"]}
"""What can be done, and the names that each takes."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument("action", nargs="?", choices=tuple(_NAMES), default="list")
    parser.add_argument("names", nargs="*", metavar="NAME", help="the coder; the old, the new name")
    parser.add_argument("--role", choices=CODER_ROLES, default="team", help="default: team")
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Do what was asked, and list who codes then; the exit status."""
    from workbench.store import open_study
    from workbench.store.reads.coders import coders

    wanted = _NAMES[options.action]
    if len(options.names) != len(wanted):
        said = f"workbench coder STUDY {' '.join([options.action, *wanted])}"
        say(f"Name the coder: {said}" if wanted else f"To list them takes no names: {said}")
        return 2
    with open_study(options.study) as store:
        who = viewer(store, options)
        _do(store, who, options)
        with store.reading() as reader:
            rows = coders(reader, who)
    if options.json:
        show_json([row._asdict() for row in rows])
    else:
        show_rows(("name", "role"), rows)
    return 0


def _do(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.steps.coders import add_coder, remove_coder, rename_coder

    action, names = options.action, options.names
    if action == "add":
        add_coder(store, who, names[0], options.role)
    elif action == "rename":
        rename_coder(store, who, names[0], names[1])
    elif action == "remove":
        remove_coder(store, who, names[0])
