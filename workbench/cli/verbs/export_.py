"""Tables, codebooks and projects as files: `workbench export STUDY WHAT -o FILE`."""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.cli.talk import common_arguments, say, show_json, study_argument, viewer
from workbench.errors import NotAsked


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    from workbench.steps.export import EXPORTS

    study_argument(parser)
    parser.add_argument("what", metavar="WHAT", help=", ".join((*EXPORTS, *_EXCHANGE)))
    parser.add_argument("-o", "--output", required=True, metavar="FILE", type=Path)
    parser.add_argument("--round", dest="n", type=int, metavar="N", help="else the latest revealed")
    parser.add_argument("--document", action="append", default=[], help="(repeat) units of these")
    parser.add_argument("--unit", help="which units")
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Write the file; the exit status."""
    from workbench.steps.export import Wanted, export
    from workbench.store import open_study

    if options.what in _EXCHANGE:
        return _exchange(options)
    wanted = Wanted(options.what, options.n, tuple(options.document), options.unit)
    with open_study(options.study) as store:
        rows = export(store, viewer(store, options), wanted, options.output)
    if options.json:
        show_json({"file": str(options.output), "rows": rows})
    else:
        say(f"Wrote {options.output}.")
    return 0


_EXCHANGE = ("qdpx", "qdc")
"""Files for other programs: a project, a codebook."""


def _exchange(options: argparse.Namespace) -> int:
    from workbench.steps.codebook import save_codebook
    from workbench.steps.exchange.out import Exported, export_project
    from workbench.store import open_study

    with open_study(options.study) as store:
        who = viewer(store, options)
        done = Exported(0, 0, ())
        if options.what == "qdpx":
            done = export_project(store, who, options.output, options.n)
        else:
            if options.output.suffix.lower() != ".qdc":
                raise NotAsked("A codebook for other programs is a .qdc; end the file's name so.")
            save_codebook(store, who, options.output)
    for sentence in done.left_out:
        say(sentence)
    if options.json:
        show_json({"file": str(options.output), **done._asdict()})
    else:
        say(f"Wrote {options.output}.")
    return 0
