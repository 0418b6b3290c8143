"""Participants: list, load facts, score instruments, join: `workbench cases STUDY …`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.talk import common_arguments, say, show_json, show_rows, study_argument, viewer
from workbench.terms import Viewer
from workbench.words import plural

if TYPE_CHECKING:
    from workbench.steps.namesakes import Namesake
    from workbench.store import Store


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument(
        "action", nargs="?", choices=("list", "load", "score", "same"), default="list"
    )
    parser.add_argument(
        "names",
        metavar="FILE|CASE",
        nargs="*",
        help="to load: a table with a column case; document and role say who attended; others are "
        "attributes. To score: an instrument as YAML, with name, items and range. same: the case "
        "that stays, and those that are the same person; without names it lists who may be",
    )
    parser.add_argument("--time", default="", help="of items that have none, such as pre")
    parser.add_argument("--all", action="store_true", help="same: all that it lists")
    parser.add_argument("--dry-run", action="store_true", help="same: change nothing")
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """List, load, score or join; the exit status."""
    from workbench.steps.cases import case_rows
    from workbench.store import open_study

    wrong = _wrong_use(options)
    if wrong:
        say(wrong)
        return 2
    with open_study(options.study) as store:
        who = viewer(store, options)
        if options.action == "same":
            return _same(store, who, options)
        if options.action == "load":
            _load(store, who, Path(options.names[0]))
        if options.action == "score":
            _score(store, who, Path(options.names[0]), options.time)
        rows = case_rows(store, who)
    if options.json:
        show_json(rows)
    else:
        show_rows(
            ("case", "attributes", "attended"),
            [(r["case"], _facts(r["attributes"]), _attended(r["attended"])) for r in rows],
        )
    return 0


def _wrong_use(options: argparse.Namespace) -> str:
    """What is wrong with the words of the command; empty: nothing."""
    action, names, study = options.action, options.names, options.study
    if action in ("load", "score") and len(names) != 1:
        return f"Name the file to {action}: workbench cases {study} {action} FILE"
    if action == "list" and names:
        return "To list them takes no names; see workbench cases --help."
    if action == "same" and (len(names) == 1 or (names and options.all)):
        return f"Name the case that stays and the others: workbench cases {study} same CASE CASE…"
    return ""


def _load(store: Store, who: Viewer, file: Path) -> None:
    from workbench.steps.cases import load_cases

    for case, own in load_cases(store, who, file).joined:
        say(f"“{own}” is {case} now, as the table says who was there.")


def _score(store: Store, who: Viewer, file: Path, time: str) -> None:
    from workbench.steps.instruments import load_instrument, score_cases

    for note in score_cases(store, who, load_instrument(file), time).told():
        say(note)


def _same(store: Store, who: Viewer, options: argparse.Namespace) -> int:
    from workbench.steps import namesakes

    names, tried = options.names, options.dry_run
    if not names and not options.all:
        return _offered(namesakes.offers(store, who), options)
    if names:
        done = namesakes.join_cases(store, who, names[0], names[1:], dry_run=tried)
    else:
        done = namesakes.join_offered(store, who, dry_run=tried)
    if options.json:
        joined = [{"case": one.same_as, "was": one.case} for one in done.joined]
        copy = str(done.copy) if done.copy else None
        show_json({"dry_run": tried, "joined": joined, "copy": copy})
        return 0
    for one in done.joined:
        say(f"“{one.case}” {'would be' if tried else 'is now'} {one.same_as}.")
    if done.copy:
        say(f"This cannot be undone; the study as it was before is {done.copy}.")
    if not done.joined:
        say("Nobody has the name of somebody in another document; nothing was changed.")
    return 0


def _offered(found: Sequence[Namesake], options: argparse.Namespace) -> int:
    if options.json:
        show_json([one._asdict() for one in found])
        return 0
    show_rows(
        ("case", "may be", "who took part in"),
        [(one.case, one.same_as, one.also_in) for one in found],
    )
    if found:
        one = found[0]
        say(
            f"To make them one: workbench cases {options.study} same “{one.same_as}” "
            f"“{one.case}”; or all of them: workbench cases {options.study} same --all."
        )
    return 0


def _facts(facts: list[dict[str, object]]) -> str:
    return ", ".join(f"{_about(fact)} {fact['value']}" for fact in facts)


def _about(fact: dict[str, object]) -> str:
    """The fact's name, with its instrument and its time where it has them."""
    name = f"{fact['instrument']}: {fact['name']}" if fact["instrument"] else str(fact["name"])
    return f"{name} ({fact['time']})" if fact["time"] else name


def _attended(attended: list[dict[str, object]]) -> str:
    return ", ".join(
        f"{one['document']} ({one['role'] or 'no role'}, {plural(int(str(one['turns'])), 'turn')})"
        for one in attended
    )
