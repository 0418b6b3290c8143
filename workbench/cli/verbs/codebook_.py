"""The codebook: `workbench codebook STUDY show|load FILE|save FILE|diff A B`, and its changes.

Also what coders propose for it, and what the team makes of their own codes.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli import evolving, parting, proposing, reconciling
from workbench.cli.leaving import leave_of, leaving_arguments
from workbench.cli.talk import common_arguments, say, show, show_json, study_argument, viewer
from workbench.errors import NotAsked

if TYPE_CHECKING:
    from workbench.store.reads.codebooks import VersionAct


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument("action", choices=(*_ACTIONS, *evolving.EDITS, *_OTHERS))
    parser.add_argument("rest", nargs="*", metavar="FILE | A B | CODE …")
    parser.add_argument("--version", type=int, metavar="N", help="which version (else the latest)")
    evolving.arguments(parser)
    reconciling.arguments(parser)
    parting.arguments(parser)
    leaving_arguments(parser)
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Do what was asked; the exit status."""
    if options.action in proposing.ACTIONS:
        return proposing.run(options)
    if options.action in parting.ACTIONS:
        return parting.run(options)
    if options.action == "reconcile":
        return reconciling.run(options)
    if options.action not in _ACTIONS:
        return evolving.run(options)
    takes = {"show": 0, "load": 1, "save": 1, "diff": 2}[options.action]
    if len(options.rest) != takes:
        say(f"“codebook STUDY {options.action}” takes {_TAKES[takes]}.")
        return 2
    _ACTIONS[options.action](options)
    return 0


_TAKES = {0: "nothing more", 1: "one file", 2: "two version numbers"}


def _show(options: argparse.Namespace) -> None:
    from workbench.steps.codebook import codebook_text, codebook_value
    from workbench.store import open_study

    with open_study(options.study) as store:
        if options.json:
            show_json(codebook_value(store, viewer(store, options), options.version))
            return
        for line in codebook_text(store, viewer(store, options), options.version).splitlines():
            show(line)


def _load(options: argparse.Namespace) -> None:
    from workbench.steps.codebook import load_codebook
    from workbench.store import open_study

    with open_study(options.study) as store:
        version, changes = load_codebook(store, viewer(store, options), Path(options.rest[0]))
    if options.json:
        show_json({"version": version, "changes": list(changes)})
    else:
        say(f"This is version {version} of the codebook.")
        for change in changes:
            show(change)


def _save(options: argparse.Namespace) -> None:
    from workbench.steps.codebook import save_codebook
    from workbench.store import open_study

    path = Path(options.rest[0])
    with open_study(options.study) as store:
        save_codebook(store, viewer(store, options), path, options.version, leave_of(options))
    if options.json:
        show_json({"file": str(path)})
    else:
        say(f"Wrote {path}.")


def _diff(options: argparse.Namespace) -> None:
    from workbench.steps.codebook import acts_between, changes_between
    from workbench.store import open_study

    try:
        older, newer = (int(text) for text in options.rest)
    except ValueError as fault:
        raise NotAsked("Name two versions by their numbers, such as: diff 1 2") from fault
    with open_study(options.study) as store:
        changes = changes_between(store, viewer(store, options), older, newer)
        made = acts_between(store, viewer(store, options), older, newer)
    if options.json:
        show_json(list(changes))
        return
    for change in changes:
        show(change)
    for act in made:
        if act.reason or act.document:
            show(_act(act))


def _act(act: VersionAct) -> str:
    because = f", because of unit {act.unit} of {act.document}" if act.document else ""
    who = f" by {act.who}" if act.who else ""
    said = f": {act.reason}" if act.reason else "."
    return f"Version {act.version}, {act.what}{who}{because}{said}"


_OTHERS = (*proposing.ACTIONS, "reconcile", *parting.ACTIONS, "stale")
_ACTIONS = {"show": _show, "load": _load, "save": _save, "diff": _diff}
