"""What changed under one's judgements: `workbench second-look STUDY --as NAME`."""

from __future__ import annotations

import argparse

from workbench.cli.talk import (
    common_arguments,
    say,
    show_json,
    show_rows,
    study_argument,
    viewer,
)
from workbench.errors import NotAsked


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument("--round", dest="n", type=int, metavar="N", help="only this round")
    parser.add_argument(
        "--done",
        metavar="DOCUMENT#UNIT|all",
        action="append",
        help="take it off your own list: you have looked",
    )
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """List, or tick off; the exit status."""
    from workbench.steps.second_looks import have_looked, second_looks
    from workbench.store import open_study

    with open_study(options.study) as store:
        who = viewer(store, options)
        if options.done:
            units = None if options.done == ["all"] else [_place(one) for one in options.done]
            done = have_looked(store, who, units, options.n)
            say(f"{done} taken off the list of {who.coder}.")
        rows = second_looks(store, who, options.n)
    if options.json:
        show_json([row._asdict() for row in rows])
        return 0
    show_rows(
        ("round", "state", "coder", "document", "unit", "codes", "changed", "words"),
        [(*row[:5], row.codes or "no code applies", *row[6:]) for row in rows],
    )
    return 0


def _place(text: str) -> tuple[str, int]:
    document, _, unit = text.rpartition("#")
    if not document or not unit.isdecimal():
        raise NotAsked(f"“{text}” is no unit; write DOCUMENT#UNIT, such as session-1#12, or all.")
    return document, int(unit)
