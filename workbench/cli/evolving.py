"""Changes of the codebook: `codebook STUDY rename OLD NEW --reason TEXT`, merge, split, and more.

Each takes `--dry-run`, which shows what it would do.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from workbench.cli.talk import say, show, show_json, show_rows, viewer

if TYPE_CHECKING:
    from workbench.coding.evolution import Rules
    from workbench.steps.evolution import Evolved, Trial
    from workbench.store import Store
    from workbench.terms import Codebook


class _Edit(NamedTuple):
    """How an edit is written, and what it does to a codebook."""

    takes: str
    least: int
    most: int
    event: str
    edit: Callable[[Codebook, argparse.Namespace], Codebook]


def _rename(codebook: Codebook, options: argparse.Namespace) -> Codebook:
    from workbench.coding import evolution

    return evolution.rename(codebook, *options.rest)


def _redefine(codebook: Codebook, options: argparse.Namespace) -> Codebook:
    from workbench.coding import evolution

    return evolution.redefine(codebook, options.rest[0], rules(options))


def _move(codebook: Codebook, options: argparse.Namespace) -> Codebook:
    from workbench.coding import evolution

    return evolution.move(codebook, options.rest[0], options.under)


def _merge(codebook: Codebook, options: argparse.Namespace) -> Codebook:
    from workbench.coding import evolution

    return evolution.merge(codebook, options.rest, options.into or options.rest[0])


def _split(codebook: Codebook, options: argparse.Namespace) -> Codebook:
    from workbench.coding import evolution

    return evolution.split(codebook, options.rest[0], options.rest[1:])


def _retire(codebook: Codebook, options: argparse.Namespace) -> Codebook:
    from workbench.coding import evolution

    return evolution.retire(codebook, options.rest[0])


def _add(codebook: Codebook, options: argparse.Namespace) -> Codebook:
    from workbench.coding import evolution

    return evolution.add(codebook, options.rest[0], options.under, rules(options))


_MANY = 1000
EDITS = {
    "rename": _Edit("OLD NEW", 2, 2, "code renamed", _rename),
    "redefine": _Edit("CODE, with --definition, --use-when, …", 1, 1, "code redefined", _redefine),
    "move": _Edit("CODE, with --under PARENT, else to the top", 1, 1, "code moved", _move),
    "merge": _Edit("CODE CODE …, with --into NAME", 2, _MANY, "codes merged", _merge),
    "split": _Edit("CODE PART PART …", 3, _MANY, "code split", _split),
    "retire": _Edit("CODE", 1, 1, "code retired", _retire),
    "add": _Edit("NAME, with --under PARENT, else at the top", 1, 1, "code added", _add),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what changes of the codebook take."""
    group = parser.add_argument_group("changes (rename, redefine, move, merge, split, retire, add)")
    group.add_argument("--reason", default="", metavar="TEXT", help="why; kept in the history")
    group.add_argument("--dry-run", action="store_true", help="show what it would do, do nothing")
    group.add_argument(
        "--because-of", metavar="S3-212", help="the unit that caused it; kept with the change"
    )
    group.add_argument("--under", metavar="PARENT", help="where to move or add")
    group.add_argument("--into", metavar="NAME", help="what merged codes are called")
    for name, said in (
        ("definition", "what the code means"),
        ("use-when", "when to use it"),
        ("do-not-use-when", "when not to"),
        ("origin", "inductive, or a priori, with a source"),
        ("colour", "such as #0072B2"),
        ("key", "the letter that puts it on a unit"),
    ):
        group.add_argument(f"--{name}", metavar="TEXT", help=said)
    group.add_argument("--example", action="append", metavar="TEXT", help="an example")
    group.add_argument("--group", action="append", metavar="NAME", help="a code group it is in")
    group.add_argument("--round", dest="n", type=int, metavar="N", help="of which round")


def run(options: argparse.Namespace) -> int:
    """Change the codebook, try a change out, or list what was coded under older rules."""
    from workbench.store import open_study

    if options.action == "stale":
        with open_study(options.study) as store:
            _stale(store, options)
        return 0
    edit = EDITS[options.action]
    if not edit.least <= len(options.rest) <= edit.most:
        say(f"“codebook STUDY {options.action}” takes {edit.takes}.")
        return 2
    with open_study(options.study) as store:
        (_try_out if options.dry_run else _evolve)(store, options, edit)
    return 0


def rules(options: argparse.Namespace) -> Rules:
    """The rules that a command gives."""
    from workbench.coding.evolution import Rules

    return Rules(
        options.definition,
        options.use_when,
        options.do_not_use_when,
        None if options.example is None else tuple(options.example),
        options.origin,
        options.colour,
        options.key,
        None if options.group is None else tuple(options.group),
    )


def _evolve(store: Store, options: argparse.Namespace, edit: _Edit) -> None:
    from workbench.steps.evolution import evolve

    done = evolve(
        store,
        viewer(store, options),
        edit.event,
        lambda codebook: edit.edit(codebook, options),
        options.reason,
        because_of(store, options),
    )
    show_made(done, options)


def show_made(done: Evolved, options: argparse.Namespace) -> None:
    """Print which version was made, and what it changes."""
    if options.json:
        show_json(done._asdict())
        return
    say(f"This is version {done.version} of the codebook; before it, a backup: {done.backup}")
    for change in done.changes:
        show(change)


def because_of(store: Store, options: argparse.Namespace) -> tuple[str, int] | None:
    """The unit that caused a change, as it was spoken of."""
    from workbench.steps.overview import find_unit

    said = options.because_of
    return find_unit(store, viewer(store, options), said) if said else None


def _try_out(store: Store, options: argparse.Namespace, edit: _Edit) -> None:
    from workbench.steps.evolution import try_out

    trial = try_out(store, viewer(store, options), lambda codebook: edit.edit(codebook, options))
    show_trial(trial, options)


def show_trial(
    trial: Trial, options: argparse.Namespace, more: Mapping[str, object] | None = None
) -> None:
    """Print what a change would do; `more` goes into the JSON beside it."""
    from workbench.steps.evolution import trial_value
    from workbench.tables.numbers import estimate

    if options.json:
        show_json({**trial_value(trial), **(more or {})})
        return
    say(f"This would be version {trial.version} of the codebook; nothing was changed.")
    for change in trial.changes:
        show(change)
    counts = trial.codings
    show(
        f"Codings of revealed rounds: {counts.same} stay, {counts.merged} are joined "
        f"({counts.folded} of them fall together), {counts.split} are to be walked through, "
        f"{counts.retired} lose their code."
    )
    show_rows(
        ("round", "code", "agreement", "would be"),
        [
            (one.n, one.code, ", ".join(f"{name} {estimate(v)}" for name, v in one.before.items()),
             estimate(one.after))
            for one in trial.agreement
        ],
    )  # fmt: skip


def _stale(store: Store, options: argparse.Namespace) -> None:
    from workbench.steps.evolution import stale

    rows = stale(store, viewer(store, options), options.n)
    if options.json:
        show_json([row._asdict() for row in rows])
        return
    show_rows(
        ("round", "coder", "document", "unit", "code", "since", "now", "quotation"),
        [
            (row.n, row.coder, row.document, row.first_unit, row.code, row.because,
             ", ".join(row.now), row.quotation)
            for row in rows
        ],
    )  # fmt: skip
