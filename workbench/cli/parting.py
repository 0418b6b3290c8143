"""After a split: `codebook STUDY parts [--waiting]`, and `choose PART --unit S1-4 --coder ana`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from workbench.cli.talk import say, show_json, show_rows, viewer
from workbench.errors import NotAsked
from workbench.words import plural

if TYPE_CHECKING:
    from workbench.steps.parts import ToChoose
    from workbench.store import Store

ACTIONS = ("parts", "choose")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what they take."""
    group = parser.add_argument_group("after a split (parts, choose)")
    group.add_argument("--waiting", action="store_true", help="only those not chosen yet")
    group.add_argument("--unit", metavar="S3-212", help="of the quotation")
    group.add_argument("--coder", metavar="NAME", help="whose coding")
    group.add_argument("--code", metavar="CODE", help="the code that was split")


def run(options: argparse.Namespace) -> int:
    """List, or choose; the exit status."""
    from workbench.steps.parts import to_choose
    from workbench.store import open_study

    with open_study(options.study) as store:
        found = to_choose(store, viewer(store, options), options.n, waiting=options.waiting)
        if options.action == "choose":
            return _choose(store, options, found)
    _show(options, found)
    return 0


def _choose(store: Store, options: argparse.Namespace, found: list[ToChoose]) -> int:
    from workbench.steps.parts import choose

    if len(options.rest) != 1:
        say("“codebook STUDY choose” takes one part: its name, its place, or “none of them”.")
        return 2
    meant = [one for one in found if _is_meant(one, options)]
    if not meant:
        raise NotAsked("No such quotation waits here; see: workbench codebook STUDY parts")
    who = viewer(store, options)
    for one in meant:
        choose(store, who, one, options.rest[0])
    if options.json:
        show_json({"chosen": len(meant)})
    else:
        say(f"Chosen for {plural(len(meant), 'quotation')}.")
    return 0


def _is_meant(one: ToChoose, options: argparse.Namespace) -> bool:
    if options.unit is None:
        raise NotAsked("Say which quotation, with --unit S1-4 and --coder NAME.")
    number = options.unit.strip().casefold()
    spoken = (one.number.casefold(), f"{one.document}-{one.number.rpartition('-')[2]}".casefold())
    coder = options.coder in (None, one.coder)
    return number in spoken and coder and options.code in (None, one.code)


def _show(options: argparse.Namespace, found: list[ToChoose]) -> None:
    if options.json:
        show_json(
            [
                {
                    "round": one.n, "coder": one.coder, "document": one.document,
                    "number": one.number, "start": one.start, "stop": one.stop,
                    "code": one.code, "parts": list(one.parts), "chosen": one.chosen,
                    "quotation": one.quotation,
                }
                for one in found
            ]
        )  # fmt: skip
        return
    show_rows(
        ("round", "coder", "unit", "code", "parts", "chosen", "quotation"),
        [
            (one.n, one.coder, one.number, one.code,
             " ".join(f"{at} {part}" for at, part in enumerate(one.parts, start=1)),
             one.chosen, one.quotation)
            for one in found
        ],
    )  # fmt: skip
