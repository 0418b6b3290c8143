"""Participants: list, load, score, join, quote, withdraw: `workbench cases STUDY …`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.leaving import key_arguments, key_passphrase
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
from workbench.words import plural

if TYPE_CHECKING:
    from workbench.steps.namesakes import Joined, Namesake
    from workbench.store import Store


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument("action", nargs="?", choices=("list", *_ACTIONS), default="list")
    parser.add_argument(
        "names",
        metavar="FILE|CASE",
        nargs="*",
        help="to load: a table with a column case; document and role say who attended; "
        "may_be_quoted is yes or no; others are attributes. To score: an instrument as YAML, with "
        "name, items and range. same: the case that stays, and those that are the same person; "
        "without names it lists who may be. quote: the case, and yes or no. withdraw: the case. "
        "small: below how many people a group is small, and yes or no: whether tables make such "
        "groups one",
    )
    parser.add_argument("--reason", default="", metavar="TEXT", help="to quote: why not")
    parser.add_argument("--time", default="", help="of items that have none, such as pre")
    parser.add_argument("--all", action="store_true", help="same: all that it lists")
    parser.add_argument("--dry-run", action="store_true", help="same: change nothing")
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
    key_arguments(gone)
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Do what was asked; the exit status."""
    from workbench.steps.withdrawing import settle
    from workbench.store import open_study

    wrong = _wrong_use(options)
    if wrong:
        say(wrong)
        return 2
    with open_study(options.study) as store:
        settle(store)
        who = viewer(store, options)
        if options.action in _ACTIONS:
            _ACTIONS[options.action](store, who, options)
        if options.action not in ("same", "small", "withdraw"):
            _list(store, who, options)
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
    if action == "withdraw" and len(names) != 1:
        return f"Say who withdraws: workbench cases {study} withdraw CASE"
    if action == "quote" and (len(names) != 2 or names[1] not in ("yes", "no")):
        return f"Say who, and yes or no: workbench cases {study} quote CASE no"
    if action == "small" and (len(names) > 2 or names[1:] not in ([], ["yes"], ["no"])):
        return f"Say below how many, and yes or no: workbench cases {study} small 5 yes"
    return ""


def _list(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.steps.cases import case_rows
    from workbench.steps.quoting import unquoted

    rows = case_rows(store, who)
    if options.json:
        show_json(rows)
        return
    show_rows(
        ("case", "attributes", "attended"),
        [(r["case"], _facts(r["attributes"]), _attended(r["attended"])) for r in rows],
    )
    for name, reason in unquoted(store).cases.items():
        say(f"{name} is not to be quoted{': ' if reason else ''}{reason}.")


def _load(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.steps.cases import load_cases

    for case, own in load_cases(store, who, Path(options.names[0])).joined:
        say(f"“{own}” is {case} now, as the table says who was there.")


def _score(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.steps.instruments import load_instrument, score_cases

    instrument = load_instrument(Path(options.names[0]))
    for note in score_cases(store, who, instrument, options.time).told():
        say(note)


def _withdraw(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.cli.withdrawing import print_json, show_withdrawing, show_withdrawn
    from workbench.steps.keys import key_of
    from workbench.steps.withdrawing import How, withdraw, withdrawal

    (name,) = options.names
    how = How(options.agreement, options.mentions, options.exports)
    keys = key_of(store, passphrase=key_passphrase(options))
    done = withdraw(store, who, name, how, keys) if options.yes else None
    held = done.held if done else withdrawal(store, who, name, how)
    if options.json:
        print_json(held, done)
    elif done:
        show_withdrawn(done)
    else:
        show_withdrawing(held)


def _small(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.errors import NotAsked
    from workbench.steps.small_cells import settle_cells, small_cells, told

    fewest, merging = [*options.names, None, None][:2]
    if fewest is not None and not fewest.isdecimal():
        raise NotAsked(f"“{fewest}” is no number of people; say one, such as 5.")
    if fewest is not None:
        suppress = None if merging is None else merging == "yes"
        settle_cells(store, who, int(fewest), suppress=suppress)
    settled, found = small_cells(store, who)
    if options.json:
        cells = [{"facts": dict(one.facts), "cases": one.cases} for one in found]
        show_json({**settled._asdict(), "cells": cells})
        return
    for line in told(settled, found):
        show(line)
    how = "make them one group" if settled.suppress else "print them as they are"
    say(f"{len(found)} combinations fewer than {settled.fewest} people have; tables {how}.")


def _quote(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.steps.quoting import say_quoting

    name, answer = options.names
    say_quoting(store, who, "case", name, answer, options.reason)


def _same(store: Store, who: Viewer, options: argparse.Namespace) -> None:
    from workbench.steps import namesakes

    names, tried = options.names, options.dry_run
    if names:
        _joined(namesakes.join_cases(store, who, names[0], names[1:], dry_run=tried), options)
    elif options.all:
        _joined(namesakes.join_offered(store, who, dry_run=tried), options)
    else:
        _offered(namesakes.offers(store, who), options)


def _joined(done: Joined, options: argparse.Namespace) -> None:
    if options.json:
        joined = [{"case": one.same_as, "was": one.case} for one in done.joined]
        copy = str(done.copy) if done.copy else None
        show_json({"dry_run": options.dry_run, "joined": joined, "copy": copy})
        return
    for one in done.joined:
        say(f"“{one.case}” {'would be' if options.dry_run else 'is now'} {one.same_as}.")
    if done.copy:
        say(f"This cannot be undone; the study as it was before is {done.copy}.")
    if not done.joined:
        say("Nobody has the name of somebody in another document; nothing was changed.")


def _offered(found: Sequence[Namesake], options: argparse.Namespace) -> None:
    if options.json:
        show_json([one._asdict() for one in found])
        return
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


_ACTIONS: dict[str, Callable[[Store, Viewer, argparse.Namespace], None]] = {
    "load": _load,
    "quote": _quote,
    "same": _same,
    "score": _score,
    "small": _small,
    "withdraw": _withdraw,
}


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
