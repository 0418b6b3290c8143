"""The terminal workbench in a browser of this computer: `workbench serve STUDY`."""

from __future__ import annotations

import argparse

from workbench.cli.talk import say, study_argument, viewer


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    study_argument(parser)
    parser.add_argument("--as", dest="who", metavar="NAME", help="the coder at the browser")
    parser.add_argument("--port", type=int, default=0, metavar="N", help="else any that is free")


def run(options: argparse.Namespace) -> int:
    """Serve until it is stopped with Ctrl+C; the exit status."""
    from workbench.store import open_study

    with open_study(options.study) as store:
        viewer(store, options)  # what is damaged or unknown is the first thing to say
    from workbench.tui.browser import Bench, free_port

    def told(address: str) -> None:
        say(f"Open this in a browser of this computer: {address}")
        say("Nobody comes in without the whole address. Ctrl+C here ends it.")

    Bench(options.study, options.who, free_port(options.port), told).serve()
    return 0
