"""Backups: `workbench backup STUDY`, `backup STUDY list`, `backup STUDY restore FILE`."""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.cli.talk import common_arguments, say, show, show_json, show_rows, study_argument
from workbench.terms import Viewer


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument("action", nargs="?", choices=("make", "list", "restore"), default="make")
    parser.add_argument("file", nargs="?", metavar="FILE", type=Path, help="what to restore")
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Do what was asked; the exit status."""
    if (options.action == "restore") != (options.file is not None):
        say("Name the backup to restore: workbench backup STUDY restore FILE")
        return 2
    _ACTIONS[options.action](options)
    return 0


def _make(options: argparse.Namespace) -> None:
    from workbench.steps.backup import backup

    made = backup(options.study)
    if options.json:
        show_json({"file": str(made)})
    else:
        show(str(made))


def _list(options: argparse.Namespace) -> None:
    from workbench.steps.backup import listed

    rows = [(one.n, one.bytes, str(one.path)) for one in listed(options.study)]
    if options.json:
        show_json([{"n": n, "bytes": size, "file": file} for n, size, file in rows])
    else:
        show_rows(("n", "bytes", "file"), rows)


def _restore(options: argparse.Namespace) -> None:
    from workbench.steps.backup import restore

    kept = restore(options.study, Viewer(options.who), options.file)
    if options.json:
        show_json({"restored": str(options.file), "replaced": str(kept)})
    else:
        say(f"{options.study} is as it was in {options.file}; what was there is in {kept}.")


_ACTIONS = {"make": _make, "list": _list, "restore": _restore}
