"""How long material is kept, and destroying it: `workbench purge STUDY …`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.talk import (
    common_arguments,
    say,
    show,
    show_json,
    show_rows,
    study_argument,
    viewer,
)
from workbench.terms import Viewer

if TYPE_CHECKING:
    from workbench.store import Store


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument(
        "action", nargs="?", choices=("list", "until", "destroy"), default="list",
        help="list what is kept until when; say until when; destroy",
    )  # fmt: skip
    parser.add_argument(
        "material", nargs="?", help="recordings, transcripts, key, study, backups or exports"
    )
    parser.add_argument("day", nargs="?", help="to until: a date as 2036-12-31, or forever")
    parser.add_argument("--yes", action="store_true", help="do it; without, what would go is told")
    parser.add_argument(
        "--record", metavar="FILE", type=Path, help="write a dated record of what was destroyed"
    )
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Do what was asked; the exit status."""
    from workbench.store import open_study

    if options.action != "list" and options.material is None:
        say("Say of what: recordings, transcripts, key, study, backups or exports.")
        return 2
    if options.action == "until" and options.day is None:
        say("Say until when: a date as 2036-12-31, or forever.")
        return 2
    with open_study(options.study) as store:
        who = viewer(store, options)
        if options.action == "destroy":
            _destroy(store, who, options)
        else:
            _list(store, who, options)
    return 0


def _list(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.steps.retention import keep_until, kept

    if options.action == "until":
        keep_until(store, who, options.material, options.day)
    found = kept(store, who)
    if options.json:
        show_json([{**one._asdict(), "files": [str(path) for path in one.files]} for one in found])
        return
    rows = [
        (one.material, one.until or "not said", "passed" if one.passed else "", len(one.files))
        for one in found
    ]
    show_rows(("material", "kept until", "", "files known"), rows)


def _destroy(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.steps.retention import purge

    done = purge(store, who, options.material, options.record, yes=options.yes)
    if options.json:
        show_json({**done._asdict(), "files": [str(path) for path in done.files]})
        return
    for path in done.files:
        show(str(path))
    say(
        done.record.splitlines()[0]
        if done.done
        else "Nothing was destroyed: this was a dry run. To do it, which cannot be undone, add "
        "--yes."
    )
