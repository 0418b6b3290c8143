"""Rounds: `workbench round STUDY draft|open|close|reveal|adjudicate|list`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from workbench.cli.talk import (
    common_arguments,
    say,
    show_json,
    show_rows,
    sign,
    study_argument,
    viewer,
)
from workbench.errors import NotAsked, NotDue
from workbench.terms import PURPOSES, SAMPLE_BY, RoundPlan, Sample, Viewer

if TYPE_CHECKING:
    from workbench.store import Store


_DONE = {
    "draft": "drafted",
    "open": "open",
    "close": "closed",
    "reveal": "revealed",
    "adjudicate": "adjudicated",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument("action", choices=(*_DONE, "list"))
    parser.add_argument("--round", dest="n", type=int, metavar="N", help="else the latest")
    parser.add_argument("--unfinished", metavar="REASON", help="close though not all have finished")
    parser.add_argument(
        "--outdated", metavar="REASON", help="open though codes of its version are gone since"
    )
    parser.add_argument(
        "--undecided", metavar="REASON", help="adjudicate though disagreements are left undecided"
    )
    plan = parser.add_argument_group("a new round (draft, open)")
    for name, said in (
        ("coder", "who codes"),
        ("document", "what is coded; else all that have the unit"),
        ("role", "whose turns are judged; else everybody's"),
    ):
        plan.add_argument(f"--{name}", action="append", default=[], metavar=sign(name), help=said)
    plan.add_argument("--unit", metavar="NAME", help="turn, sentence, paragraph or whole")
    plan.add_argument(
        "--purpose", choices=PURPOSES, default="test", help="what it is for (default: test)"
    )
    plan.add_argument(
        # argparse would read a percent sign in a metavar as a place to fill in.
        "--sample",
        metavar="SHARE",
        help="a random part: a share, such as 20%%, or how many units",
    )
    plan.add_argument(
        "--stratify", choices=SAMPLE_BY, default="document", help="what gives its share of a sample"
    )
    plan.add_argument(
        "--stretch", type=int, default=10, metavar="N", help="sampled units in a row; answers: one"
    )
    plan.add_argument("--seed", type=int, default=1, metavar="N", help="of the sample")
    plan.add_argument(
        "--dry-run",
        action="store_true",
        help="what would be judged, and how wide intervals will be",
    )
    plan.add_argument(
        "--start-from",
        choices=("blank", "own", "decisions"),
        default="blank",
        help="nothing, one's own earlier codings, or what was decided",
    )
    plan.add_argument("--version", type=int, metavar="N", help="codebook version, else the latest")
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Do what was asked; the exit status."""
    if options.dry_run:
        return _look(options)
    if options.action != "list":
        n = _act(options)
        if not options.json:
            say(f"Round {n} is {_DONE[options.action]}.")
    return _list(options)


def _act(options: argparse.Namespace) -> int:
    from workbench.store import open_study

    with open_study(options.study) as store:
        who = viewer(store, options)
        try:
            return _acts(store, who, options)
        except NotDue as fault:
            if _lacks_a_reason(store, who, options):
                option = _REASONS[options.action][1]
                raise NotDue(f"{str(fault).removesuffix('.')}: --{option} REASON") from fault
            raise


_REASONS = {
    "close": ("open", "unfinished"),
    "adjudicate": ("revealed", "undecided"),
}
"""The state in which a reason is enough for an act, and the option that gives it."""


def _lacks_a_reason(store: Store, who: Viewer, options: argparse.Namespace) -> bool:
    """Whether what was refused would be done with a reason."""
    from workbench.store.reads.rounds import round_of

    if options.action not in _REASONS:
        return False
    state, option = _REASONS[options.action]
    with store.reading() as reader:
        due = round_of(reader, who, options.n).state == state
    return due and not (getattr(options, option) or "").strip()


def _acts(store: Store, who: Viewer, options: argparse.Namespace) -> int:
    from workbench.steps import rounds

    if options.action == "draft" or (options.action == "open" and options.coder):
        return rounds.draft_round(store, who, _plan(options), open_it=options.action == "open")
    if options.action == "open":
        return rounds.open_round(store, who, options.n, options.outdated)
    if options.action == "close":
        return rounds.close_round(store, who, options.n, options.unfinished)
    if options.action == "adjudicate":
        return rounds.adjudicate_round(store, who, options.n, options.undecided)
    return rounds.reveal_round(store, who, options.n)


def _plan(options: argparse.Namespace) -> RoundPlan:
    return RoundPlan(
        coders=tuple(options.coder),
        unit=options.unit or "",
        purpose=options.purpose,
        documents=tuple(options.document),
        roles=tuple(options.role),
        sample=_sample(options),
        start_from=options.start_from,
        version=options.version,
    )


def _look(options: argparse.Namespace) -> int:
    from workbench.cli.looking import print_look
    from workbench.steps.rounds import look_at_round
    from workbench.store import open_study

    if options.action not in ("draft", "open"):
        raise NotAsked("--dry-run shows what a new round would judge: add it to draft or open.")
    with open_study(options.study) as store:
        found = look_at_round(store, viewer(store, options), _plan(options))
    return print_look(found, as_json=options.json)


def _sample(options: argparse.Namespace) -> Sample | None:
    if options.sample is None:
        return None
    return Sample(options.sample, options.seed, options.stratify, options.stretch)


def _list(options: argparse.Namespace) -> int:
    from workbench.steps.overview import round_rows
    from workbench.store import open_study

    with open_study(options.study) as store:
        rows = round_rows(store, viewer(store, options))
    if options.json:
        show_json(rows)
    else:
        show_rows(
            ("round", "purpose", "state", "codebook", "unit", "documents", "progress"),
            [
                (
                    row["round"],
                    row["purpose"],
                    row["state"],
                    f"v{row['codebook']}",
                    row["unit"],
                    len(row["documents"]),
                    _progress(row["assignments"]),
                )
                for row in rows
            ],
        )
    return 0


def _progress(shares: list[dict[str, object]]) -> str:
    coders = dict.fromkeys(str(share["coder"]) for share in shares)
    parts = []
    for name in coders:
        mine = [share for share in shares if share["coder"] == name]
        finished = sum(bool(share["finished"]) for share in mine)
        parts.append(f"{name} {finished} of {len(mine)}")
    return "; ".join(parts)
