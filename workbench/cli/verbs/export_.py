"""Tables, codebooks and projects as files: `workbench export STUDY WHAT -o FILE`, or as text."""

from __future__ import annotations

import argparse
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.leaving import leave_of, leaving_arguments
from workbench.cli.talk import (
    common_arguments,
    say,
    show,
    show_json,
    show_rows,
    study_argument,
    viewer,
)
from workbench.errors import NotAsked

if TYPE_CHECKING:
    from workbench.steps.exports.wanted import Wanted
    from workbench.store import Store
    from workbench.terms import Viewer


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    from workbench.coding.basis import KINDS
    from workbench.steps.export import names
    from workbench.tables.quoting import QUOTING

    study_argument(parser)
    parser.add_argument("what", metavar="WHAT", help=", ".join((*names(), *_EXCHANGE)))
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        help="else it is printed, as a figure if it has one",
    )
    parser.add_argument("--round", dest="n", type=int, metavar="N", help="else the latest revealed")
    parser.add_argument(
        "--document", action="append", default=[], help="(repeat) units, transcripts of these"
    )
    parser.add_argument("--unit", help="which units")
    parser.add_argument(
        "--set", dest="theme_set", metavar="NAME", help="themes, groups: count by this theme set"
    )
    parser.add_argument(
        "--coding",
        choices=KINDS,
        default="final",
        help="what counts: the final coding, what any, or what all assigned coders put",
    )
    parser.add_argument("--coder", metavar="NAME", help="count what this coder put")
    parser.add_argument(
        "--join-runs", action="store_true", help="an unbroken run of a code is one reference"
    )
    parser.add_argument("--by", metavar="ATTRIBUTE", help="groups of people: it, role or document")
    parser.add_argument(
        "--group",
        action="append",
        default=[],
        metavar="NAME",
        help="(repeat) code groups of a SWOT",
    )
    parser.add_argument(
        "--attribute", action="append", default=[], help="(repeat) of participants; else all"
    )
    parser.add_argument(
        "--scale", type=_scale, metavar="LOW-HIGH", help="the ends of a questionnaire's scale: 1-5"
    )
    parser.add_argument(
        "--smallest", type=int, default=5, metavar="N", help="hide counts of people below (5)"
    )
    parser.add_argument(
        "--time", action="append", default=[], help="(repeat) times of scores, first to last"
    )
    parser.add_argument(
        "--filled", action="store_true", help="abstraction: only what somebody has condensed"
    )
    parser.add_argument(
        "--each-coder", action="store_true", help="transcripts.docx: each coder's own comments"
    )
    parser.add_argument(
        "--quotations",
        choices=QUOTING,
        default="usual",
        help="those chosen and else the most typical; only the chosen; only the most typical",
    )
    leaving_arguments(parser)
    common_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Write the file; the exit status."""
    from workbench.steps.export import export
    from workbench.store import open_study

    if options.what in _EXCHANGE:
        return _exchange(options)
    wanted = _wanted(options)
    with open_study(options.study) as store:
        if options.output is None:
            return _print(store, viewer(store, options), wanted, options)
        rows = export(store, viewer(store, options), wanted, options.output, leave_of(options))
    if options.json:
        show_json({"file": str(options.output), "rows": rows})
    else:
        say(f"Wrote {options.output}.")
    return 0


def _print(store: Store, who: Viewer, wanted: Wanted, options: argparse.Namespace) -> int:
    """Print a table, or the figure of it in characters; the exit status."""
    from workbench.steps.export import shown

    width = shutil.get_terminal_size().columns
    table, figure = shown(store, who, wanted, width, leave_of(options))
    if options.json:
        show_json(
            {
                "title": table.title,
                "columns": table.columns,
                "rows": table.rows,
                "notes": table.notes,
                "provenance": dict(table.provenance),
            }
        )
        return 0
    for line in figure:
        show(line)
    if not figure:
        show_rows(table.columns, table.rows)
    for note in table.notes:
        say(note)
    return 0


_EXCHANGE = ("qdpx", "qdc")
"""Files for other programs: a project, a codebook."""


def _exchange(options: argparse.Namespace) -> int:
    from workbench.steps.codebook import save_codebook
    from workbench.steps.exchange.out import Exported, export_project
    from workbench.store import open_study

    if options.output is None:
        raise NotAsked("A file for other programs needs a name: -o FILE")
    with open_study(options.study) as store:
        who = viewer(store, options)
        done = Exported(0, 0, ())
        if options.what == "qdpx":
            done = export_project(store, who, options.output, options.n, leave_of(options))
        else:
            if options.output.suffix.lower() != ".qdc":
                raise NotAsked("A codebook for other programs is a .qdc; end the file's name so.")
            save_codebook(store, who, options.output, leave=leave_of(options))
    for sentence in done.left_out:
        say(sentence)
    if options.json:
        show_json({"file": str(options.output), **done._asdict()})
    else:
        say(f"Wrote {options.output}.")
    return 0


def _wanted(options: argparse.Namespace) -> Wanted:
    from workbench.coding.basis import Basis
    from workbench.steps.exports.wanted import Wanted

    return Wanted(
        options.what,
        options.n,
        tuple(options.document),
        options.unit,
        Basis("coder", options.coder) if options.coder else Basis(options.coding),
        options.join_runs,
        options.by,
        tuple(options.group),
        tuple(options.attribute),
        options.scale,
        options.smallest,
        options.theme_set,
        tuple(options.time),
        options.filled,
        options.each_coder,
        options.quotations,
    )


def _scale(written: str) -> tuple[int, int]:
    """The ends of a scale, such as 1-5 or 0-10."""
    found = re.fullmatch(r"\s*(-?\d{1,4})\s*(?:-|to|\.\.)\s*(-?\d{1,4})\s*", written)
    low, high = (int(found[1]), int(found[2])) if found else (0, 0)
    if not low < high <= low + 100:
        raise argparse.ArgumentTypeError(f"a scale is written LOW-HIGH, as 1-5, not “{written}”")
    return low, high
