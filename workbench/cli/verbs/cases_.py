"""Participants: list, load facts, score instruments, withdraw: `workbench cases STUDY …`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.talk import common_arguments, say, show_json, show_rows, study_argument, viewer
from workbench.terms import Viewer

if TYPE_CHECKING:
    from workbench.store import Store


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument("action", nargs="?", choices=("list", *_ACTIONS), default="list")
    parser.add_argument(
        "what",
        nargs="?",
        metavar="FILE|ID",
        help="to load: a table with a column case; document and role say who attended; others are "
        "attributes. To score: an instrument as YAML, with name, items and range. To withdraw: "
        "or quote: the participant",
    )
    parser.add_argument(
        "answer", nargs="?", choices=("yes", "no"), help="to quote: whether they may be quoted"
    )
    parser.add_argument("--reason", default="", help="to quote: why not")
    parser.add_argument("--time", default="", help="of items that have none, such as pre")
    gone = parser.add_argument_group("to withdraw somebody, which cannot be undone")
    gone.add_argument("--yes", action="store_true", help="do it; without, what would go is shown")
    gone.add_argument(
        "--agreement",
        choices=("keep", "anew"),
        default="keep",
        help="stored agreement stays and says how many withdrawn units it includes, or is "
        "computed anew",
    )
    gone.add_argument(
        "--mentions",
        choices=("erase", "keep"),
        default="",
        help="their name where others say it; erased, unless it is an ordinary word too",
    )
    gone.add_argument(
        "--exports",
        action="store_true",
        help="destroy files that were written before and may hold their words",
    )
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Do what was asked; the exit status."""
    from workbench.steps.withdrawing import settle
    from workbench.store import open_study

    missing = options.action == "quote" and options.answer is None
    if options.action != "list" and (options.what is None or missing):
        say(f"Say what to {options.action}: workbench cases STUDY {options.action} …")
        return 2
    with open_study(options.study) as store:
        settle(store)
        who = viewer(store, options)
        if options.action in _ACTIONS:
            _ACTIONS[options.action](store, who, options)
        if options.action != "withdraw":
            _list(store, who, options)
    return 0


def _load(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.steps.cases import load_cases

    load_cases(store, who, Path(options.what))


def _score(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.steps.instruments import load_instrument, score_cases

    for note in score_cases(store, who, load_instrument(Path(options.what)), options.time).told():
        say(note)


def _withdraw(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.cli.withdrawing import print_json, show_withdrawing, show_withdrawn
    from workbench.steps.withdrawing import How, withdraw, withdrawal

    how = How(options.agreement, options.mentions, options.exports)
    done = withdraw(store, who, options.what, how) if options.yes else None
    held = done.held if done else withdrawal(store, who, options.what, how)
    if options.json:
        print_json(held, done)
    elif done:
        show_withdrawn(done)
    else:
        show_withdrawing(held)


def _quote(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.steps.quoting import say_quoting

    say_quoting(store, who, "case", options.what, options.answer, options.reason)


_ACTIONS: dict[str, Callable[[Store, Viewer, argparse.Namespace], None]] = {
    "load": _load,
    "quote": _quote,
    "score": _score,
    "withdraw": _withdraw,
}


def _list(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.steps.cases import case_rows
    from workbench.steps.quoting import unquoted

    rows = case_rows(store, who)
    if options.json:
        show_json(rows)
    else:
        show_rows(
            ("case", "attributes", "attended"),
            [(r["case"], _facts(r["attributes"]), _attended(r["attended"])) for r in rows],
        )
        for name, reason in unquoted(store).cases.items():
            say(f"{name} is not to be quoted{': ' if reason else ''}{reason}.")


def _facts(facts: list[dict[str, object]]) -> str:
    return ", ".join(f"{_about(fact)} {fact['value']}" for fact in facts)


def _about(fact: dict[str, object]) -> str:
    """The fact's name, with its instrument and its time where it has them."""
    name = f"{fact['instrument']}: {fact['name']}" if fact["instrument"] else str(fact["name"])
    return f"{name} ({fact['time']})" if fact["time"] else name


def _attended(attended: list[dict[str, object]]) -> str:
    return ", ".join(
        f"{one['document']} ({one['role'] or 'no role'}, {one['turns']} turns)" for one in attended
    )
