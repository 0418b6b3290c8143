"""Settling a disagreement: `workbench decide STUDY --unit S3-212 --code NAME --reason TEXT`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from workbench.cli.talk import common_arguments, say, show_json, study_argument, viewer
from workbench.errors import NotAsked
from workbench.terms import Decision, Outcome

if TYPE_CHECKING:
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
    from workbench.store import open_study

    outcome: Outcome = options.outcome or "codes"
    with open_study(options.study) as store:
        document, unit = _unit(store, options)
        made = Decision(
            document, unit, tuple(options.code), outcome, options.reason, tuple(options.agreed)
        )
        done = decide(store, viewer(store, options), options.n, made)
    if options.json:
        show_json({"document": document, "unit": unit, "decision": done})
    else:
        say(f"Unit {unit} of “{document}”: {_DONE[done]}")
    return 0


_DONE = {
    "made": "decided.",
    "replaced": "decided anew; history keeps what was decided before.",
    "same": "was decided so already.",
}


def _unit(store: Store, options: argparse.Namespace) -> tuple[str, int]:
    if options.document is None:
        from workbench.steps.overview import find_unit

        return find_unit(store, viewer(store, options), options.unit)
    try:
        return options.document, int(options.unit.rpartition("-")[2])
    except ValueError as fault:
        raise NotAsked(f"“{options.unit}” is no unit's position; write a number.") from fault
