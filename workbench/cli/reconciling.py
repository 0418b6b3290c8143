"""After an explore round: `codebook STUDY reconcile --round 1 [--plan FILE] [--dry-run]`.

Without a plan it lays all coders' own codes side by side; `--keep`, `--join` and `--drop` settle
one code after another in the study, and `--carry-out` does what was settled.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.evolving import because_of, show_made, show_trial
from workbench.cli.talk import say, show, show_json, show_rows, viewer
from workbench.errors import NotAsked
from workbench.words import plural

if TYPE_CHECKING:
    from workbench.steps.reconcile import Laid
    from workbench.store import Store


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what reconciling takes."""
    group = parser.add_argument_group("reconciling (reconcile)")
    group.add_argument("--plan", type=Path, metavar="FILE", help="YAML or JSON: codes, drop, rest")
    group.add_argument("--keep", metavar="CODE", help="keep a coder's own code; --into renames it")
    group.add_argument("--join", nargs=2, metavar=("CODE", "OTHER"), help="make them one")
    group.add_argument("--drop", metavar="CODE", help="leave a coder's own code out")
    group.add_argument("--category", metavar="NAME", help="a new category to put codes under")
    group.add_argument("--drop-category", metavar="NAME", help="no such new category after all")
    group.add_argument("--carry-out", action="store_true", help="do what was settled one by one")


def run(options: argparse.Namespace) -> int:
    """Lay side by side, settle one code, try out, or carry out; the exit status."""
    from workbench.store import open_study

    with open_study(options.study) as store:
        settling = ("keep", "join", "drop", "category", "drop_category")
        if any(getattr(options, name) for name in settling):
            _settle(store, options)
        if options.plan or options.carry_out or options.dry_run:
            _carry_out(store, options)
        else:
            _lay(store, options)
    return 0


def _settle(store: Store, options: argparse.Namespace) -> None:
    from workbench.steps import reconcile
    from workbench.store.reads.rounds import round_of

    who = viewer(store, options)
    with store.reading() as reader:
        n = round_of(reader, who, options.n).n
    if options.category:
        reconcile.add_parent(store, who, n, options.category, options.under or "")
    if options.drop_category:
        reconcile.drop_parent(store, who, n, options.drop_category)
    if options.keep:
        uid = reconcile.called(store, who, n, options.keep)
        name = options.into or reconcile.name_of(store, who, n, uid)
        reconcile.keep(store, who, n, uid, name, options.under)
    if options.join:
        uid, other = (reconcile.called_any(store, who, n, name) for name in options.join)
        reconcile.join(store, who, n, uid, other)
    if options.drop:
        reconcile.drop(store, who, n, reconcile.called(store, who, n, options.drop))


def _carry_out(store: Store, options: argparse.Namespace) -> None:
    from workbench.importers.plan import read_plan
    from workbench.steps.reconcile import carry_out, try_carrying_out

    if options.plan and options.carry_out:
        raise NotAsked("--plan carries out a file, --carry-out what was settled; take one.")
    value = read_plan(options.plan) if options.plan else None
    who = viewer(store, options)
    if options.dry_run:
        trial, dropped = try_carrying_out(store, who, options.n, value)
        show_trial(trial, options, {"dropped": dropped})
        for called, codings in () if options.json else dropped.items():
            show(f"{called} would be dropped, with {plural(codings, 'coding')}.")
        return
    cause = because_of(store, options)
    done = carry_out(store, who, options.n, value, options.reason, cause)
    show_made(done, options)


def _lay(store: Store, options: argparse.Namespace) -> None:
    from workbench.steps.reconcile import side_by_side

    laid = side_by_side(store, viewer(store, options), options.n)
    if options.json:
        show_json(_value(laid))
        return
    meant = _meant(laid)
    show_rows(
        ("code", "under", "becomes", "definition", "codings", "units", "quotations"),
        [
            (one.called, one.under or None, meant.get(one.called) or meant.get(one.uid),
             one.definition, one.codings, one.units,
             " / ".join(f"{quoted.number} {quoted.text}" for quoted in one.quotations))
            for one in laid.codes
        ],
    )  # fmt: skip
    if laid.shared:
        show("")
        show_rows(
            ("code", "and", "units shared", "of", "and of"),
            [tuple(pair) for pair in laid.shared],
        )
    if not laid.begun:
        say("Nothing is settled yet; --json prints a plan to begin from, which keeps all.")


def _meant(laid: Laid) -> dict[str, str]:
    """What is meant to become of own codes, by what the plan calls them."""
    if not laid.begun:
        return {}
    kept = {
        one: f"“{entry['name']}”" for entry in laid.plan["codes"] for one in entry.get("from", ())
    }
    return kept | dict.fromkeys(laid.plan["drop"], "dropped")


def _value(laid: Laid) -> dict[str, object]:
    return {
        "round": laid.n,
        "codes": [
            {**one._asdict(), "quotations": [quoted._asdict() for quoted in one.quotations]}
            for one in laid.codes
        ],
        "shared": [pair._asdict() for pair in laid.shared],
        "plan": laid.plan,
        "begun": laid.begun,
    }
