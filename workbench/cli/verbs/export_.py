"""Tables and codebooks as files: `workbench export STUDY WHAT -o FILE`."""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.cli.talk import common_arguments, say, show_json, study_argument, viewer


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    from workbench.steps.export import EXPORTS

    study_argument(parser)
    parser.add_argument("what", metavar="WHAT", help=", ".join(EXPORTS))
    parser.add_argument("-o", "--output", required=True, metavar="FILE", type=Path)
    parser.add_argument("--round", dest="n", type=int, metavar="N", help="else the latest revealed")
    parser.add_argument("--document", action="append", default=[], help="(repeat) units of these")
    parser.add_argument("--unit", help="which units")
    parser.add_argument(
        "--set", dest="theme_set", metavar="NAME", help="themes: count by this theme set"
    )
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Write the file; the exit status."""
    from workbench.steps.export import Wanted, export
    from workbench.store import open_study

    wanted = Wanted(
        options.what, options.n, tuple(options.document), options.unit, options.theme_set
    )
    with open_study(options.study) as store:
        rows = export(store, viewer(store, options), wanted, options.output)
    if options.json:
        show_json({"file": str(options.output), "rows": rows})
    else:
        say(f"Wrote {options.output}.")
    return 0
