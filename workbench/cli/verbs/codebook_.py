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
    parser.usage = "%(prog)s STUDY ACTION … [options]"
    parser.description = f"{parser.description}\n\n{_listed_actions()}"
    study_argument(parser)
    actions = (*_ACTIONS, *evolving.EDITS, *_OTHERS)
    parser.add_argument("action", choices=actions, metavar="ACTION", help="one of those above")
    parser.add_argument("rest", nargs="*", metavar="…", help="a file, versions, or codes by name")
    parser.add_argument("--version", type=int, metavar="N", help="which version (else the latest)")
    evolving.arguments(parser)
    reconciling.arguments(parser)
    parting.arguments(parser)
    leaving_arguments(parser, reason=False)
    common_arguments(parser)


def _listed_actions() -> str:
    blocks = (
        "\n".join((f"{head}:", *(f"  {form:<31} {said}" for form, said in forms.items())))
        for head, forms in _SAID.items()
    )
    return "\n\n".join(blocks)


_SAID = {
    "look, load and save": {
        "show": "print the codebook as a file would have it",
        "diff A B": "what changed between two versions, in words",
        "stale": "codings that were made under a rule that has changed",
        "save FILE": "write it as YAML, or for other programs as .qdc",
        "load FILE": "make a file the next version",
    },
    "changes, each of which makes the next version (with --reason; --dry-run only tries)": {
        "add NAME": "a new code; --under PARENT, --definition …",
        "rename OLD NEW": "another name; it stays the same code",
        "redefine CODE": "another rule; --definition, --use-when, …",
        "move CODE": "to another place; --under PARENT, else the top",
        "merge CODE CODE …": "make codes one; --into NAME",
        "split CODE PART PART …": "make one code several",
        "retire CODE": "leave it out from now on; nothing is deleted",
    },
    "after a split": {
        "parts": "the quotations to walk through; --waiting",
        "choose PART": "for one quotation; --unit, --coder",
    },
    "what coders propose in an open round": {
        "propose add NAME": "a code of your own, to use at once; --reason",
        "propose rename OLD NEW …": "a change: any of those above",
        "proposals": "list them",
        "reword ID, withdraw ID": "change or take back your own",
        "take ID …, decline ID …": "the team's answer, after reveal; --reason",
    },
    "after an explore round": {
        "reconcile": "coders' own codes side by side; what becomes of them",
    },
}
"""What each action is written like, and what it does."""


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
        older, newer = sorted(int(text) for text in options.rest)
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
