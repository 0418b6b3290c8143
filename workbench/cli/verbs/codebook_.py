"""The codebook: `workbench codebook STUDY show|load FILE|save FILE|diff A B`, and its changes."""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.cli import evolving
from workbench.cli.talk import common_arguments, say, show, show_json, study_argument, viewer
from workbench.errors import NotAsked


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument("action", choices=(*_ACTIONS, *evolving.EDITS, "stale"))
    parser.add_argument("rest", nargs="*", metavar="FILE | A B | CODE …")
    parser.add_argument("--version", type=int, metavar="N", help="which version (else the latest)")
    evolving.arguments(parser)
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Do what was asked; the exit status."""
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
        save_codebook(store, viewer(store, options), path, options.version)
    if options.json:
        show_json({"file": str(path)})
    else:
        say(f"Wrote {path}.")


def _diff(options: argparse.Namespace) -> None:
    from workbench.steps.codebook import changes_between
    from workbench.store import open_study

    try:
        older, newer = (int(text) for text in options.rest)
    except ValueError as fault:
        raise NotAsked("Name two versions by their numbers, such as: diff 1 2") from fault
    with open_study(options.study) as store:
        changes = changes_between(store, viewer(store, options), older, newer)
    if options.json:
        show_json(list(changes))
    else:
        for change in changes:
            show(change)


_ACTIONS = {"show": _show, "load": _load, "save": _save, "diff": _diff}
