"""Settling a disagreement: `workbench decide STUDY --unit S3-212 --code NAME --reason TEXT`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from workbench.cli.talk import common_arguments, say, show_json, study_argument, viewer
from workbench.cli.verbs.disagreements_ import SETTLED
from workbench.errors import NotAsked
from workbench.terms import Decision, Outcome
from workbench.words import plural

if TYPE_CHECKING:
    from workbench.steps.disagreements import Queue
    from workbench.store import Store


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument("--round", dest="n", type=int, metavar="N", help="else the latest")
    parser.add_argument("--document", metavar="DOCUMENT", help="where the unit is")
    parser.add_argument(
        "--unit",
        required=True,
        metavar="S3-212",
        help="as it is spoken, or its position in the document",
    )
    _outcomes(parser.add_mutually_exclusive_group(required=True))
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why")
    parser.add_argument("--agreed", action="append", default=[], metavar="NAME", help="who decided")
    common_arguments(parser)


def _outcomes(group: argparse._MutuallyExclusiveGroup) -> None:
    group.add_argument(
        "--code", action="append", default=[], metavar="CODE", help="what it is to have"
    )
    for outcome, said in (
        ("none", "no code applies"),
        ("open", "left open"),
        ("codebook", "left open until the codebook has a new or changed code"),
    ):
        group.add_argument(
            f"--{outcome}", dest="outcome", action="store_const", const=outcome, help=said
        )


def run(options: argparse.Namespace) -> int:
    """Decide; the exit status."""
    from workbench.steps.decide import decide
    from workbench.steps.disagreements import queue
    from workbench.store import open_study

    with open_study(options.study) as store:
        who = viewer(store, options)
        document, unit = _unit(store, options)
        outcome: Outcome = options.outcome or "codes"
        codes, agreed = tuple(options.code), tuple(options.agreed)
        made = Decision(document, unit, codes, outcome, options.reason, agreed)
        done = decide(store, who, options.n, made)
        found = queue(store, who, options.n)
    if options.json:
        left = len(found.undecided)
        show_json({"document": document, "unit": unit, "decision": done, "left": left})
    else:
        say(f"Unit {unit} of “{document}” {_DONE[done].format(_what(found, made))}")
        say(_left(found))
    return 0


_DONE = {
    "made": "is decided: {}.",
    "replaced": "is decided anew: {}; history keeps what was decided before.",
    "same": "was decided so already: {}.",
}


def _what(found: Queue, made: Decision) -> str:
    """What the unit is to have, in the codebook's names where coders differed on it."""
    at = made.document, made.unit
    names = next((one.decided_codes for one in found.queued if (one.document, one.unit) == at), ())
    return ", ".join(names or made.codes) or SETTLED[made.outcome]


def _left(found: Queue) -> str:
    left, all_ = len(found.undecided), plural(len(found.queued), "disagreement")
    return f"Round {found.n}: {left or 'none'} of {all_} left without a decision."


def _unit(store: Store, options: argparse.Namespace) -> tuple[str, int]:
    if options.document is None:
        from workbench.steps.overview import find_unit

        return find_unit(store, viewer(store, options), options.unit)
    try:
        return options.document, int(options.unit.rpartition("-")[2])
    except ValueError as fault:
        raise NotAsked(f"“{options.unit}” is no unit's position; write a number.") from fault
