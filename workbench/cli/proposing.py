"""Proposals: `codebook STUDY propose add NAME …`, `proposals`, `take`, `decline`, and more."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from workbench.cli.evolving import because_of, rules, show_made, show_trial
from workbench.cli.talk import say, show_json, show_rows, viewer
from workbench.errors import NotAsked

if TYPE_CHECKING:
    from workbench.steps.proposals import Wish
    from workbench.store import Store

ACTIONS = ("propose", "proposals", "reword", "withdraw", "take", "decline")


def run(options: argparse.Namespace) -> int:
    """Propose, list, answer; the exit status."""
    from workbench.store import open_study

    with open_study(options.study) as store:
        _DO[options.action](store, options)
    return 0


def _propose(store: Store, options: argparse.Namespace) -> None:
    from workbench.steps.proposals import propose

    made = propose(store, viewer(store, options), options.n, _wish(store, options))
    if options.json:
        show_json({"proposal": made.uid, "code": made.code or None})
    else:
        say(f"Proposal {made.uid[:8]}: " + ("use its code at once." if made.code else "kept."))


def _wish(store: Store, options: argparse.Namespace) -> Wish:
    from workbench.steps.proposals import Wish

    kind, *names = options.rest or [""]
    about, name, parts = _about(kind, names, options)
    return Wish(
        kind=kind,
        codes=about,
        name=name,
        parts=parts,
        under=options.under or "",
        rules=rules(options),
        reason=options.reason,
        because_of=because_of(store, options),
    )


def _about(
    kind: str, names: list[str], options: argparse.Namespace
) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """The codes that a proposal is about, the new name, and the parts."""
    takes = {"add": (1, 1), "rename": (2, 2), "redefine": (1, 1), "move": (1, 1),
             "retire": (1, 1), "merge": (2, 1000), "split": (3, 1000)}  # fmt: skip
    least, most = takes.get(kind, (1, 0))
    if not least <= len(names) <= most:
        raise NotAsked(
            "Write what is proposed: add NAME, rename OLD NEW, redefine CODE, move CODE, "
            "merge CODE CODE, split CODE PART PART or retire CODE."
        )
    if kind == "add":
        return (), names[0], ()
    if kind == "merge":
        return tuple(names), options.into or "", ()
    return (names[0],), names[1] if kind == "rename" else "", tuple(names[1:])


def _proposals(store: Store, options: argparse.Namespace) -> None:
    from workbench.steps.proposals import listed

    rows = listed(store, viewer(store, options), options.n)
    if options.json:
        show_json(
            [
                {("round" if name == "n" else name): value for name, value in row._asdict().items()}
                for row in rows
            ]
        )
        return
    show_rows(
        ("proposal", "round", "coder", "what", "reason", "because of", "codings", "answer"),
        [
            (row.proposal[:8], row.n, row.coder, row.what, row.reason,
             f"{row.because_of[0]}, unit {row.because_of[1]}" if row.because_of else None,
             row.codings, f"{row.outcome}: {row.answer}" if row.outcome else None)
            for row in rows
        ],
    )  # fmt: skip


def _reword(store: Store, options: argparse.Namespace) -> None:
    from workbench.steps.proposals import reword

    reword(
        store,
        viewer(store, options),
        _one(options),
        name=options.into,
        under=options.under,
        rules=rules(options),
        reason=options.reason or None,
    )
    _done(options, "Reworded.")


def _withdraw(store: Store, options: argparse.Namespace) -> None:
    from workbench.steps.proposals import withdraw

    withdraw(store, viewer(store, options), _one(options))
    _done(options, "Withdrawn.")


def _take(store: Store, options: argparse.Namespace) -> None:
    from workbench.steps.proposals import take, try_taking

    who = viewer(store, options)
    if options.dry_run:
        show_trial(try_taking(store, who, options.rest), options)
        return
    done = take(store, who, options.rest, options.reason, because_of(store, options))
    show_made(done, options)


def _decline(store: Store, options: argparse.Namespace) -> None:
    from workbench.steps.proposals import decline

    n = decline(store, viewer(store, options), options.rest, options.reason)
    _done(options, f"Declined: {n}.")


def _one(options: argparse.Namespace) -> str:
    if len(options.rest) != 1:
        raise NotAsked("Name one proposal; see: workbench codebook STUDY proposals")
    return str(options.rest[0])


def _done(options: argparse.Namespace, sentence: str) -> None:
    if options.json:
        show_json({"done": options.action})
    else:
        say(sentence)


_DO = {
    "propose": _propose,
    "proposals": _proposals,
    "reword": _reword,
    "withdraw": _withdraw,
    "take": _take,
    "decline": _decline,
}
